export { dataQuality, qualityTable, type FieldQuality, type SideQuality } from "./corpus/data-quality.js";
export { nearDuplicates, type NearDuplicate, type NearDuplicateOptions } from "./corpus/near-duplicates.js";
