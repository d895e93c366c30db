/** The envelopes of requests. What is inside a record is read by the library, which says what is wrong with each field. */

const name = { type: "string", minLength: 1, maxLength: 1_000 } as const;
const records = { type: "array", maxItems: 10_000 } as const;
const ids = { type: "array", maxItems: 10_000, items: name } as const;
const k = { type: "integer", minimum: 1, maximum: 1_000, default: 10 } as const;

const byList = <A>(each: A) =>
  ({ type: "object", additionalProperties: false, properties: { organisations: each, outcomes: each, needs: each } }) as const;

export const RECORD = { type: "object" } as const;
export const ID = { type: "object", required: ["id"], properties: { id: name } } as const;
export const PAIR = { type: "object", required: ["need", "outcome"], properties: { need: name, outcome: name } } as const;
export const RANK_QUERY = {
  type: "object",
  additionalProperties: false,
  properties: { k, minScore: { type: "number" } },
} as const;
export const SEARCH_QUERY = {
  type: "object",
  additionalProperties: false,
  required: ["q"],
  properties: { q: { type: "string", maxLength: 500 }, side: { enum: ["outcomes", "needs"] }, limit: { ...k, maximum: 100 } },
} as const;
export const CHANGE = {
  type: "object",
  additionalProperties: false,
  properties: { add: byList(records), remove: byList(ids) },
} as const;
/** One of the two records, and how many partners. */
export const RANK_STRANGER = {
  type: "object",
  additionalProperties: false,
  oneOf: [{ required: ["need"] }, { required: ["outcome"] }],
  properties: { need: RECORD, outcome: RECORD, k, minScore: { type: "number" } },
} as const;
/** The library reads the request itself; here only that it is an object. */
export const PLAN_REQUEST = { type: "object", required: ["shape"] } as const;
