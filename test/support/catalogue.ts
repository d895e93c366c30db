import { readFileSync } from "node:fs";
import type { MarketInput } from "../../src/model/market.js";

const FOLDER = new URL("../../examples/catalogue/", import.meta.url);

function readLines(file: string): unknown[] {
  return readFileSync(new URL(file, FOLDER), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

/** The example catalogue as it lies on disk, dirty records included. */
export function readCatalogue(): MarketInput {
  return { outcomes: readLines("outcomes.jsonl"), needs: readLines("needs.jsonl"), organisations: readLines("organisations.jsonl") };
}

/** The pairs that the catalogue's authors meant to fit, as its README lists them: `n001→o001/o167 · n002→…`. */
export function intendedPairs(): ReadonlySet<string> {
  const readme = readFileSync(new URL("README.md", FOLDER), "utf8");
  const pairs = [...readme.matchAll(/(n\d{3})→((?:o\d{3}\/?)+)/g)].flatMap((match) =>
    match[2]!.split("/").map((outcome) => `${match[1]!} ${outcome}`),
  );
  return new Set(pairs);
}
