import { dirname, join } from "node:path";

const NUMBERED_LINK = /\]\(([^()#\s]*)#([a-z0-9_-]+)-(\d+)\)/g;

/**
 * The text with numbered anchors that are there. typedoc-plugin-markdown numbers an anchor where two names differ in case only, though one of
 * them is no heading: such a number is left out.
 *
 * @param path of the text among `texts`; links are relative to it. @param texts every file of the reference, by path.
 */
export function repairAnchors(text: string, path: string, texts: ReadonlyMap<string, string>): string {
  return text.replace(NUMBERED_LINK, (link, target: string, anchor: string, number: string) => {
    const there = target === "" ? text : texts.get(join(dirname(path), target));
    return there === undefined || headingsOf(there, anchor) > Number(number) ? link : `](${target}#${anchor})`;
  });
}

/** How many headings have this anchor before they are numbered. */
function headingsOf(text: string, anchor: string): number {
  const headings = text.match(/^#+ .*$/gm) ?? [];
  return headings.filter((heading) => heading.toLowerCase().replace(/[^a-z0-9_-]/g, "") === anchor.replace(/[^a-z0-9_-]/g, "")).length;
}
