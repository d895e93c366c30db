/** Scores and shares as answers in words show them. */
export function show(value: number): string {
  return value.toFixed(3);
}

/** The same with its sign, for what one score exceeds another by. */
export function showSigned(value: number): string {
  return `${value < 0 ? "−" : "+"}${show(Math.abs(value))}`;
}

/** A text with each `{name}` replaced by the value of that name. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!);
}
