import { ConfigError, type Issue } from "alliance-match";
import { DuplicateInChange } from "./market-change.js";

/** Every code that the server answers with beside the library's own, with its HTTP status. */
export const ANSWERS = {
  "request-invalid": [400, "the request does not fit its schema; `details` says where"],
  "json-invalid": [400, "the body is no JSON"],
  "id-mismatch": [400, "the id in the body is not the one in the address"],
  "duplicate-in-request": [400, "a list names one id twice; nothing was kept"],
  "record-refused": [422, "the record cannot be read; `issues` says why"],
  "library-refused": [400, "the library refuses the request; `issues` says why"],
  "token-unknown": [401, "nobody has this token"],
  "not-allowed": [403, "this takes a token of a wider circle"],
  "not-found": [404, "there is no such record, job or address"],
  "job-ended": [409, "the job has ended already; there is nothing to cancel"],
  "body-too-large": [413, "the body is larger than the server takes"],
  "media-type-unknown": [415, "bodies are JSON, with `content-type: application/json`"],
  "too-many-jobs": [429, "too many jobs wait; try again when one has ended"],
  "search-not-ready": [503, "the search index is being made; try again in a moment"],
  "storage-failed": [503, "the database could not keep the change; nothing of it was kept"],
  "server-failed": [500, "our defect; the log has it under the request's id"],
} as const satisfies Record<string, readonly [status: number, message: string]>;
export type AnswerCode = keyof typeof ANSWERS;

/** What a request that fails is answered with: a code for programs, a text for people, and what belongs to the code. */
export interface ErrorAnswer {
  readonly error: {
    readonly code: AnswerCode;
    readonly message: string;
    readonly issues?: readonly Issue[];
    readonly details?: unknown;
    readonly requestId?: string;
  };
}

/** An answer to be thrown. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: AnswerCode,
    readonly more: Pick<ErrorAnswer["error"], "issues" | "details"> = {},
  ) {
    super(ANSWERS[code][1]);
  }
}

/** What Fastify throws, by its code. */
const FRAMEWORK_CODES: Readonly<Record<string, AnswerCode>> = {
  FST_ERR_VALIDATION: "request-invalid",
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media-type-unknown",
  FST_ERR_CTP_EMPTY_JSON_BODY: "json-invalid",
  FST_ERR_CTP_INVALID_JSON_BODY: "json-invalid",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "request-invalid",
};

/** The answer to whatever was thrown. What nobody foresaw is `server-failed` and says nothing of itself to the caller. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DuplicateInChange) return new Refusal("duplicate-in-request", { details: { list: error.list, id: error.id } });
  if (error instanceof ConfigError) {
    const isMissing = error.issues.every(({ code }) => code === "unknown-record");
    return new Refusal(isMissing ? "not-found" : "library-refused", { issues: error.issues });
  }
  const { code, validation, statusCode } = (error ?? {}) as { code?: string; validation?: unknown; statusCode?: number };
  const known = code === undefined ? undefined : FRAMEWORK_CODES[code];
  if (known !== undefined) return new Refusal(known, validation === undefined ? {} : { details: validation });
  if (error instanceof SyntaxError && statusCode === 400) return new Refusal("json-invalid");
  return new Refusal("server-failed");
}

export function errorAnswer({ code, message, more }: Refusal, requestId: string): ErrorAnswer {
  return { error: { code, message, ...more, requestId } };
}
