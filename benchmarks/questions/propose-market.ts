import type { Need, NeedPart } from "../../src/index.js";
import { createWorld } from "../world.js";
import type { PlantedMarket } from "./planted.js";

/** Universities among the organisations: a market has far fewer of them than enterprises. */
const UNIVERSITY_SHARE = 0.2;
/** Every so many needs have parts, as far as their text has as many clauses. */
const DIVIDED_EVERY = 3;
const PARTS = { least: 2, most: 3 } as const;
/** Characters from which a clause says something. */
const CLAUSE_LENGTH = 4;

/** How many of each; of the organisations a fifth are universities, at least one, the rest enterprises. */
export interface AllianceMarketSize {
  readonly outcomes: number;
  readonly needs: number;
  readonly organisations: number;
}

/** A planted market with as many organisations as asked for on either side, and with needs that have parts. */
export function plantAllianceMarket({ outcomes, needs, organisations }: AllianceMarketSize): PlantedMarket {
  const universities = Math.max(1, Math.round(organisations * UNIVERSITY_SHARE));
  const enterprises = Math.max(1, organisations - universities);
  // Who stands behind a record is drawn from the number of organisations; all else is the same in both worlds.
  const [offering, asking] = [createWorld({ organisations: universities }), createWorld({ organisations: enterprises })];
  return {
    outcomes: [...offering.outcomes(outcomes)],
    needs: Array.from(asking.needs(needs), (need, at) => (at % DIVIDED_EVERY === 0 ? divide(need) : need)),
    organisations: [
      ...[...offering.organisations()].filter(({ kind }) => kind === "university"),
      ...[...asking.organisations()].filter(({ kind }) => kind === "enterprise"),
    ],
  };
}

function divide(need: Need): Need {
  const clauses = (need.description ?? "").split(/[，。\n]/u).filter((clause) => clause.length >= CLAUSE_LENGTH);
  if (clauses.length < PARTS.least) return need;
  return { ...need, parts: clauses.slice(0, PARTS.most).map((title, at): NeedPart => ({ id: String(at + 1), title })) };
}
