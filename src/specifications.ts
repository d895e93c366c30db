export { specificationReader } from "./score/specification-signal.js";
export type { SpecificationReader } from "./score/comparison.js";
export {
  describeQuantity,
  prepareSpecification,
  specificationLikeness,
  type ComparedQuantity,
  type Specification,
} from "./score/specification.js";
export { parseQuantities, type Quantity } from "./text/quantity.js";
export { parseUnit, toSi } from "./text/unit.js";
