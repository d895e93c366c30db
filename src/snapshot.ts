export { openSnapshot } from "./corpus/snapshot-open.js";
export { saveSnapshot } from "./corpus/snapshot-save.js";
