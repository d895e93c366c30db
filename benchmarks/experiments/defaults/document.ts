import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DOCUMENT = join(import.meta.dirname, "../../../docs/defaults.md");
const MARKER = "<!-- Below this line: written by benchmarks/experiments/defaults.ts. Do not edit. -->";

/** Cuts lines before every `## ` heading; what stands before the first is left out. */
export function splitSections(lines: readonly string[]): string[][] {
  const sections: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("## ")) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

/** Puts sections in the place of those with the same heading, and new ones at the end. */
export function replaceSections(written: ReadonlyArray<readonly string[]>): void {
  const [before = "", after = ""] = readFileSync(DOCUMENT, "utf8").split(MARKER);
  const byHeading = new Map([...splitSections(after.split("\n")), ...written].map((section) => [section[0]!, section]));
  const body = [...byHeading.values()].map((section) => section.join("\n").trim()).join("\n\n");
  writeFileSync(DOCUMENT, `${before}${MARKER}\n\n${body}\n`);
}
