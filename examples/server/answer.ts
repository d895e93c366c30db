import { ConfigError, type Issue, type Language } from "alliance-match";
import { ANSWERS, type AnswerCode } from "./answer-catalogue.js";
import { DuplicateInChange } from "./market-change.js";
import { issuesIn } from "./reply-language.js";

/** What a request that fails is answered with: a code for programs, a text for people, and what belongs to the code. */
export interface ErrorAnswer {
  readonly error: {
    readonly code: AnswerCode;
    readonly message: string;
    readonly issues?: readonly Issue[];
    /** What does not fit a schema is a list of `SchemaBreach`. */
    readonly details?: unknown;
    readonly requestId?: string;
  };
}

/** Where a request does not fit its schema: data alone, so it needs no translation. `keyword` and `params` are JSON Schema's. */
export interface SchemaBreach {
  readonly path: string;
  readonly keyword: string;
  readonly params: unknown;
}

/** An answer to be thrown. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: AnswerCode,
    readonly more: Pick<ErrorAnswer["error"], "issues" | "details"> = {},
  ) {
    super(ANSWERS[code][2]);
  }
}

/** What Fastify throws, by its code. */
const FRAMEWORK_CODES: Readonly<Record<string, AnswerCode>> = {
  FST_ERR_VALIDATION: "request-invalid",
  FST_ERR_BAD_URL: "address-invalid",
  FST_ERR_MAX_PARAM_LENGTH: "address-invalid",
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
  const { code, validation, statusCode } = (error ?? {}) as { code?: string; validation?: readonly Breach[]; statusCode?: number };
  const known = code === undefined ? undefined : FRAMEWORK_CODES[code];
  if (known !== undefined) return new Refusal(known, validation === undefined ? {} : { details: validation.map(toSchemaBreach) });
  if (error instanceof SyntaxError && statusCode === 400) return new Refusal("json-invalid");
  return new Refusal("server-failed");
}

/** What Fastify's schemas say, of which the text is English alone. */
interface Breach extends Omit<SchemaBreach, "path"> {
  readonly instancePath: string;
}

function toSchemaBreach({ instancePath, keyword, params }: Breach): SchemaBreach {
  return { path: instancePath, keyword, params };
}

export function errorAnswer({ code, more: { issues, ...more } }: Refusal, requestId: string, language: Language): ErrorAnswer {
  const told = issues === undefined ? {} : { issues: issuesIn(language, issues) };
  return { error: { code, message: answerText(code, language), ...told, ...more, requestId } };
}

export function answerText(code: AnswerCode, language: Language): string {
  return ANSWERS[code][language === "zh" ? 1 : 2];
}
