/** Readers of industries and places, by tables where there are some: codes, names and addresses to codes, or to nothing and an issue. */
import { readIndustry } from "./industry-code.js";
import { describeValue } from "./issue.js";
import type { IndustryTable, References, RegionTable } from "./references.js";
import { readRegionCode } from "./region-code.js";
import type { RegionResolution } from "./region-resolve-code.js";
import { line, note, type Notes, type Reader } from "./value-reader.js";

export interface PlaceReaders {
  readonly industry: Reader<string>;
  readonly region: Reader<string>;
}

export function placeReaders({ regions, industries }: References): PlaceReaders {
  return {
    industry: industries === undefined ? plainIndustry() : industryOf(industries),
    region: regions === undefined ? plainRegion : regionOf(regions),
  };
}

/** Answers kept: markets name few industries and places, many times. */
const MAX_REMEMBERED = 4_096;

/** The same function of a text, which remembers its first answers. */
function remembering<A>(answer: (text: string) => A): (text: string) => A {
  const known = new Map<string, A>();
  return (given) => {
    let found = known.get(given);
    if (found === undefined) {
      found = answer(given);
      if (known.size < MAX_REMEMBERED) known.set(given, found);
    }
    return found;
  };
}

/** Without a table of industries: a code by its digits, anything else a free tag. */
const plainIndustry = (): Reader<string> => {
  const read = remembering(readIndustry);
  return (value, notes) => {
    const raw = line(value, notes);
    if (raw === undefined) return undefined;
    const entry = read(raw);
    if (entry.kind !== "unknown-code") return entry.kind === "code" ? entry.code : entry.tag;
    note(notes, "unknown-industry", { received: describeValue(raw) });
    return undefined;
  };
};

/** With a table: codes, names and synonyms; what the table does not name stays a free tag. Numbers reach the table as numbers: they may have lost a zero. */
const industryOf = (table: IndustryTable): Reader<string> => {
  const resolve = remembering((text) => table.resolve(text));
  return (value, notes) => {
    const raw = typeof value === "number" ? value : line(value, notes);
    if (raw === undefined) return undefined;
    const found = typeof raw === "number" ? table.resolve(raw) : resolve(raw);
    const received = describeValue(raw);
    switch (found.kind) {
      case "code":
        // Digits below the table's depth are taken on trust, as they are without a table; saying so for each would drown the rest.
        for (const code of found.issues) if (code === "industry-code-repaired") note(notes, code, { received, expected: found.code });
        return found.code;
      case "tag":
        return found.tag;
      case "ambiguous":
        note(notes, "industry-ambiguous", { received, expected: found.candidates.join(", ") });
        return undefined;
      case "unknown":
        if (found.reason === "industry-unknown-name") return String(raw).normalize("NFKC").trim().toLowerCase();
        note(notes, found.reason === "industry-letter-mismatch" ? found.reason : "unknown-industry", { received });
        return undefined;
    }
  };
};

/** Without a table of regions: a code by its digits. */
const plainRegion: Reader<string> = (value, notes) => {
  const raw = line(value, notes);
  if (raw === undefined) return undefined;
  const code = readRegionCode(raw);
  if (code === undefined) note(notes, "unknown-region", { received: describeValue(raw) });
  return code;
};

const AMBIGUITY_CODES = {
  "region-homonym": "region-ambiguous",
  "region-common-word": "region-common-word",
  "region-conflict": "region-conflict",
  "region-divided": "region-ambiguous",
} as const;

/** With a table: codes, names, addresses. Of places that share a name the region that holds them all is certain, and is kept. */
const regionOf = (table: RegionTable): Reader<string> => {
  const resolve = remembering((text) => table.resolve(text));
  /** What a text names; where several places share the name, the one nearest around the organisation, if it is the only one there. */
  const resolveAround = (raw: string | number, notes: Notes): RegionResolution => {
    const plain = typeof raw === "number" ? table.resolve(raw) : resolve(raw);
    if (plain.kind !== "ambiguous") return plain;
    for (const within of notes.around()) {
      const found = table.resolve(raw, within);
      if (found.kind === "resolved") return found;
    }
    return plain;
  };
  return (value, notes) => {
    const raw = typeof value === "number" ? value : line(value, notes);
    if (raw === undefined) return undefined;
    const found = resolveAround(raw, notes);
    const received = describeValue(raw);
    switch (found.kind) {
      case "resolved":
        for (const code of found.issues) note(notes, code, { received, expected: found.code });
        return found.code;
      case "ambiguous": {
        // A word that may be no place at all has no region that is certain.
        const certain = found.reason === "region-common-word" ? undefined : found.within;
        if (certain === undefined) note(notes, AMBIGUITY_CODES[found.reason], { received, expected: found.candidates.join(", ") });
        else note(notes, "region-coarsened", { received, expected: certain });
        return certain;
      }
      case "unknown":
        if (found.within !== undefined) note(notes, "region-coarsened", { received, expected: found.within });
        else note(notes, found.reason === "region-abroad" ? found.reason : "unknown-region", { received });
        return found.within;
    }
  };
};
