/** A place in a text: `{name}`, or `{name|cell|cells}` for a number with the noun that agrees with it. */
const PLACE = /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

/**
 * Fills the places of a text: `{name}` with the value of that name, `{name|cell|cells}` with a number and its noun, “1 cell” and “2 cells”.
 * A value that is not given is “?”.
 */
export function fillText(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  return text.replace(PLACE, (_, name: string, one?: string, many?: string) => {
    const value = String(values[name] ?? "?");
    return one === undefined ? value : `${value} ${value === "1" ? one : many!}`;
  });
}

/** A text as people are shown it before it is filled: every place as `{name}`, nouns as they go with most numbers. */
export function withPlainPlaces(text: string): string {
  return text.replace(PLACE, (_, name: string, one?: string, many?: string) => (one === undefined ? `{${name}}` : `{${name}} ${many!}`));
}
