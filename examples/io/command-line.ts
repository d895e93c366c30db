import { parseArgs } from "node:util";
import { createIoIssue, type IoIssue } from "./io-issue.js";

/** One option of a command. `value` names what it takes in the usage text; without it the option is a switch. */
export interface Flag {
  readonly value?: string;
  readonly required?: boolean;
  /** May be given several times. */
  readonly isRepeatable?: boolean;
}

export interface ParsedFlags {
  readonly values: Readonly<Record<string, string>>;
  /** Every value of the options that may be given several times, in order. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly switches: ReadonlySet<string>;
  readonly issues: readonly IoIssue[];
}

/** Reads a command line and says everything that is wrong with it at once: unknown, missing, repeated, without value, stray. */
export function parseFlags(args: readonly string[], flags: Readonly<Record<string, Flag>>): ParsedFlags {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [name, { type: value === undefined ? ("boolean" as const) : ("string" as const) }]),
  );
  const { tokens } = parseArgs({ args: withoutSwallowing(args, flags), options, strict: false, allowPositionals: true, tokens: true });
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const switches = new Set<string>();
  const issues: IoIssue[] = [];
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === "positional") issues.push(createIoIssue("unexpected-argument", { received: token.value }));
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    const option = token.rawName;
    if (flag === undefined) {
      const expected = Object.keys(flags).map((name) => `--${name}`);
      issues.push(createIoIssue("unknown-flag", { option, expected: expected.join(" ") }));
      continue;
    }
    if (seen.has(token.name) && flag.isRepeatable !== true) issues.push(createIoIssue("repeated-flag", { option }));
    seen.add(token.name);
    if (flag.value === undefined) {
      if (token.value !== undefined) issues.push(createIoIssue("unexpected-value", { option, received: token.value }));
      switches.add(token.name);
    } else if (token.value === undefined || token.value === "") {
      issues.push(createIoIssue("missing-value", { option, expected: flag.value }));
    } else if (flag.isRepeatable === true) {
      (lists[token.name] ??= []).push(token.value);
    } else {
      values[token.name] = token.value;
    }
  }
  for (const [name, flag] of Object.entries(flags))
    if (flag.required === true && !seen.has(name))
      issues.push(createIoIssue("missing-flag", { option: `--${name}`, expected: flag.value! }));
  return { values, lists, switches, issues };
}

/** An option before another option has no value: without this, `--top --json` would take `--json` for the value of `--top`. */
function withoutSwallowing(args: readonly string[], flags: Readonly<Record<string, Flag>>): string[] {
  return args.map((arg, at) => {
    const name = arg.startsWith("--") ? arg.slice(2) : "";
    const takesValue = Object.hasOwn(flags, name) && flags[name]!.value !== undefined;
    return takesValue && args[at + 1]?.startsWith("--") === true ? `${arg}=` : arg;
  });
}

/** A whole number ≥ 1, or the issue that says it is none. */
export function readWhole(text: string, option: string): number | IoIssue {
  const number = Number(text);
  if (/^\+?\d+$/.test(text) && Number.isSafeInteger(number) && number >= 1) return number;
  return createIoIssue("flag-invalid", { option, expected: "N = 1, 2, 3, …", received: text });
}

/** `3` (at most three) or `1..3` (at least one, at most three), or the issue that says it is neither. */
export function readBounds(text: string, option: string): { readonly min: number; readonly max: number } | IoIssue {
  const match = /^(?:(\d{1,9})\.\.)?(\d{1,9})$/.exec(text);
  const min = Number(match?.[1] ?? 0);
  const max = Number(match?.[2] ?? 0);
  if (match !== null && max >= 1 && min <= max) return { min, max };
  return createIoIssue("flag-invalid", { option, expected: "N = 1, 2, 3, … | MIN..MAX", received: text });
}

/** A finite number, or the issue that says it is none. */
export function readFinite(text: string, option: string): number | IoIssue {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  return createIoIssue("flag-invalid", { option, expected: "X = 0.3, 1, -2, …", received: text });
}
