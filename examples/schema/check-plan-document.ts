import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const SCHEMA = new URL("./plan.v2.schema.json", import.meta.url);

/** Everything in which a document departs from the schema of plans, as lines of text; nothing where it conforms. */
export function checkPlanDocument(document: unknown): readonly string[] {
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
