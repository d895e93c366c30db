/** What `propose` takes as its third argument: ways to make plans beyond pairing records for the largest total. */
export { fair, stable } from "./propose/objectives.js";
