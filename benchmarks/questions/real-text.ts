import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Need, Outcome } from "../../src/index.js";
import { createRandom, shuffle, type Random } from "../../src/kernel/random.js";
import { CommandError } from "../command.js";
import type { PlantedMarket } from "./planted.js";

/** Real records of both sides, as they lie on the disk. */
export interface RealTexts {
  readonly needs: readonly Need[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Reads real texts: of a folder its `needs.jsonl` and `outcomes.jsonl`, of a file its lines as outcomes. Only titles and texts are taken.
 *
 * @throws CommandError `missing-file`, `invalid-json`, and `bad-usage` where there is no need or no outcome in all of them.
 */
export function readRealTexts(paths: readonly string[]): RealTexts {
  const needs: Need[] = [];
  const outcomes: Outcome[] = [];
  for (const path of paths) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const linesOf = (name: string): Readonly<Record<string, string>>[] => readLines(isFolder ? join(path, name) : path);
    for (const { title = "", abstract } of linesOf("outcomes.jsonl"))
      outcomes.push({ id: `o${outcomes.length}`, title, ...(abstract === undefined ? {} : { abstract }) });
    if (!isFolder) continue;
    for (const { title = "", description } of linesOf("needs.jsonl"))
      needs.push({ id: `n${needs.length}`, title, ...(description === undefined ? {} : { description }) });
  }
  if (needs.length === 0 || outcomes.length === 0)
    throw new CommandError("bad-usage", "--text wants at least one folder with needs.jsonl and outcomes.jsonl");
  return { needs, outcomes };
}

function readLines(file: string): Readonly<Record<string, string>>[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new CommandError("missing-file", `${file} does not exist or cannot be read`);
  }
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, at) => {
      try {
        return JSON.parse(line) as Readonly<Record<string, string>>;
      } catch {
        throw new CommandError("invalid-json", `${file}, line ${at + 1} is not JSON`);
      }
    });
}

/**
 * Repeats real texts to any size. The first records are the real ones; every further round of them keeps each record's number of sentences, title
 * and text apart, and deals the side's sentences anew, so that no record stands twice and every term keeps its frequency.
 */
export function growMarket({ needs, outcomes }: RealTexts, sizes: Record<"needs" | "outcomes", number>, seed = 1): PlantedMarket {
  const random = createRandom(seed);
  return {
    needs: grow(needs, sizes.needs, ["title", "description"], random),
    outcomes: grow(outcomes, sizes.outcomes, ["title", "abstract"], random),
    organisations: [],
  };
}

function grow<A extends { readonly id: string }>(records: readonly A[], size: number, fields: ReadonlyArray<keyof A>, random: Random): A[] {
  const grown = records.slice(0, size);
  const cut = fields.map((field) => records.map((record) => sentences(record[field] as string | undefined)));
  for (let round = 1; grown.length < size; round++) {
    const decks = cut.map((texts) => shuffle(texts.flat(), random));
    const taken = fields.map(() => 0);
    for (let at = 0; at < records.length && grown.length < size; at++) {
      const dealt = fields.map((_, f) => {
        const count = cut[f]![at]!.length;
        const from = taken[f]!;
        taken[f] = from + count;
        return decks[f]!.slice(from, from + count).join("。");
      });
      const texts = Object.fromEntries(fields.flatMap((field, f) => (dealt[f] === "" ? [] : [[field, dealt[f]]])));
      grown.push({ ...records[at]!, ...texts, id: `${records[at]!.id}-${round}` });
    }
  }
  return grown;
}

/** Cut at the ends of sentences and at line breaks; a text of one piece is cut at its spaces, as titles without sentences are. */
function sentences(text: string | undefined): string[] {
  const cutAt = (mark: RegExp): string[] => (text ?? "").split(mark).filter((part) => part.trim() !== "");
  const whole = cutAt(/[。；;！？!?\n]+/);
  return whole.length > 1 ? whole : cutAt(/[。；;！？!?\s]+/);
}
