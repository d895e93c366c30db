/**
 * `npm run sizes:parts`: writes what the front door is made of below the marker of docs/explanation/size.md and of its Chinese twin.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureFrontDoor } from "./front-door-parts.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** From this line on, pages are written by this program. */
const MARKER = "<!-- Below this line: written by docs/build/front-door.ts. Do not edit. -->";

const PAGES = [
  {
    language: "en",
    page: "docs/explanation/size.md",
    head: "| part | minified, kB | of the gzipped, kB |",
    together: "**together**",
    rest: "without any solver and any text of an issue",
  },
  {
    language: "zh",
    page: "docs/zh/explanation/size.md",
    head: "| 部分 | 最小化，kB | 其中 gzip，kB |",
    together: "**合计**",
    rest: "不含任何求解器与问题文字",
  },
] as const;

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

const { parts, minified, gzipped, withoutSolverAndTexts } = await measureFrontDoor();
for (const { language, page, head, together, rest } of PAGES) {
  const table = [
    head,
    "| --- | --- | --- |",
    ...parts.map((part) => `| ${part[language]} | ${kB(part.minified)} | ${kB(part.gzipped)} |`),
    `| ${together} | ${kB(minified)} | ${kB(gzipped)} |`,
    `| ${rest} | | ${kB(withoutSolverAndTexts)} |`,
  ];
  const file = join(ROOT, page);
  const [before] = readFileSync(file, "utf8").split(MARKER);
  writeFileSync(file, `${before}${MARKER}\n\n${table.join("\n")}\n`);
  console.log(`written: ${page}`);
}
