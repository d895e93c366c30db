import { createHash } from "node:crypto";

/** What a runtime did: what it printed, that it went wrong, or that it is not on this machine and could not be had. */
export type Answer =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "checked" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "unavailable"; readonly reason: string };

/** `same` and `different` are of the bytes that the reference printed; `checked` is a type check without an error. */
export type Status = "same" | "different" | "checked" | "failed" | "unavailable";

export interface Verdict {
  readonly program: string;
  readonly runtime: string;
  readonly form: string;
  readonly status: Status;
  /** SHA-256 of what was printed, in hexadecimal. */
  readonly sha256?: string;
  readonly reason?: string;
}

export interface NamedAnswer {
  readonly program: string;
  readonly runtime: string;
  readonly form: string;
  readonly answer: Answer;
}

/** Holds every answer against the first printed one of its program, byte for byte. Order is kept. */
export function judge(answers: readonly NamedAnswer[]): Verdict[] {
  const references = new Map<string, string>();
  for (const { program, answer } of answers)
    if (answer.kind === "printed" && !references.has(program)) references.set(program, answer.text);
  return answers.map(({ program, runtime, form, answer }) => {
    const said = { program, runtime, form };
    switch (answer.kind) {
      case "printed": {
        const reference = references.get(program)!;
        const sha256 = createHash("sha256").update(answer.text).digest("hex");
        const length = Math.min(answer.text.length, reference.length);
        if (answer.text === reference) return { ...said, status: "same", sha256 };
        let at = 0;
        while (at < length && answer.text[at] === reference[at]) at++;
        return { ...said, status: "different", sha256, reason: `first difference at character ${at}` };
      }
      case "checked":
        return { ...said, status: "checked" };
      case "failed":
      case "unavailable":
        return { ...said, status: answer.kind, reason: answer.reason };
      default:
        return answer satisfies never;
    }
  });
}

/** Whether all is well: nothing failed or differed, and, where `strict`, nothing was unavailable. */
export function isAllWell(verdicts: readonly Verdict[], missing: "missing-allowed" | "strict"): boolean {
  const bad: ReadonlySet<Status> = new Set(
    missing === "strict" ? ["different", "failed", "unavailable"] : (["different", "failed"] satisfies Status[]),
  );
  return verdicts.every(({ status }) => !bad.has(status));
}
