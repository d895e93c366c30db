/** A place in a text: `{name}`, or `{name|cell|cells}` for a number with the noun that agrees with it. */
const PLACE = /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

/**
 * Fills the places of a text: `{name}` with the value of that name, `{name|cell|cells}` with a number and its noun, “1 cell” and “2 cells”.
 * A value that is not given is “?”.
 */
export function fillText(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  return text.replace(PLACE, (_, name: string, one?: string, many?: string) => {
    const value = values[name] ?? "?";
    return one === undefined ? String(value) : counted(value, one, many);
  });
}

/** A number with the English noun that agrees with it. */
export function counted(count: number | string, one: string, many = `${one}s`): string {
  return `${count} ${String(count) === "1" ? one : many}`;
}

/** A text as people are shown it before it is filled: every place as `{name}`, nouns as they go with most numbers. */
export function withPlainPlaces(text: string): string {
  return text.replace(PLACE, (_, name: string, one?: string, many?: string) => (one === undefined ? `{${name}}` : `{${name}} ${many!}`));
}
