import { parseArgs } from "node:util";
import { CommandError } from "./command.js";

/**
 * Whole-number options of a benchmark, such as `--needs 500`, each with its default. `--json` is always allowed.
 *
 * @throws CommandError `bad-usage` for anything else, naming the known options.
 */
export function readCounts<Name extends string>(argv: readonly string[], defaults: Readonly<Record<Name, number>>): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const usage = `options: ${names.map((name) => `--${name} N (default ${defaults[name]})`).join(", ")}, --json`;
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  let given: Readonly<Record<string, string | boolean | undefined>>;
  try {
    given = parseArgs({ args: [...argv], options: { ...options, json: { type: "boolean" as const } } }).values;
  } catch (error) {
    throw new CommandError("bad-usage", `${(error as Error).message}\n${usage}`);
  }
  const counts = names.map((name): readonly [Name, number] => {
    const text = given[name];
    if (text === undefined) return [name, defaults[name]];
    if (typeof text !== "string" || !/^[1-9]\d{0,8}$/.test(text))
      throw new CommandError("bad-usage", `--${name} should be a whole number from 1 to 999999999 but is ${String(text)}\n${usage}`);
    return [name, Number(text)];
  });
  return Object.fromEntries(counts) as Record<Name, number>;
}

/** Takes an option that may be given several times, such as `--text DIR --text FILE`, out of the arguments. @throws CommandError `bad-usage` */
export function takeList(argv: readonly string[], name: string): { readonly values: readonly string[]; readonly rest: readonly string[] } {
  const values: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] !== name) {
      rest.push(argv[at]!);
      continue;
    }
    const value = argv[++at];
    if (value === undefined || value.startsWith("-")) throw new CommandError("bad-usage", `${name} wants a file or a folder`);
    values.push(value);
  }
  return { values, rest };
}
