import { eastAsianWidth } from "get-east-asian-width";

/** Terminal columns that a text takes: Han characters two, combining marks none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\p{Cf}/u.test(character)) continue;
    width += eastAsianWidth(character.codePointAt(0)!);
  }
  return width;
}

/** A text on one line and in at most `width` columns; `…` marks a cut. */
export function fitText(text: string, width: number): string {
  // Control characters from somebody's file must not move our cursor.
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (textWidth(line) <= width) return line;
  let kept = "";
  let used = 1;
  for (const character of line) {
    used += textWidth(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}

export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
  /** Most columns it may take. */
  readonly width: number;
}

/** Rows under headers, aligned by terminal width, with two spaces between; every line indented by two. */
export function textTable(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string {
  const cells = [columns.map((column) => column.header), ...rows].map((row) => columns.map(({ width }, c) => fitText(row[c] ?? "", width)));
  const widths = columns.map((_, c) => Math.max(...cells.map((row) => textWidth(row[c]!))));
  const lines = cells.map((row) =>
    row
      .map((cell, c) => {
        const padding = " ".repeat(widths[c]! - textWidth(cell));
        return columns[c]!.align === "right" ? padding + cell : cell + padding;
      })
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [lines[0]!, rule, ...lines.slice(1)].map((line) => `  ${line}`).join("\n");
}
