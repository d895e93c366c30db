import * as Plot from "@observablehq/plot";
import type { Corpus, Language } from "alliance-match";
import { industryTreeOfChina } from "alliance-match/industries-cn";
import { fitText } from "../io/text-table.js";
import { chart, COLOURS, legend } from "./chart.js";
import { markup, type Markup } from "./markup.js";
import { placeOfNeed, placeOfOutcome, type RecordPlace } from "./record-place.js";
import { sayIn, type ReportInput } from "./report-input.js";
import type { Section } from "./section.js";

/** Cities and industries with a column and a row of their own; the others are added up. */
const SHOWN_CITIES = 16;
const SHOWN_INDUSTRIES = 24;
/** Where the rest is added up; no code is called so. */
const REST = "…";

/** Needs and outcomes of a city and an industry. */
export interface MatrixCell {
  readonly city: string;
  readonly industry: string;
  readonly needs: number;
  readonly outcomes: number;
}

export interface Matrix {
  /** Codes, most records first; `REST` last where there are more. */
  readonly cities: readonly string[];
  readonly industries: readonly string[];
  /** Cells that hold any record. */
  readonly cells: readonly MatrixCell[];
  /** Records without a known city or without a known industry, in no cell. */
  readonly elsewhere: number;
}

/** Where the market asks and offers: cities across, industries down. */
export function cityIndustrySection({ market: { corpus }, document: { language } }: ReportInput): Section {
  const say = sayIn(language);
  const matrix = countMatrix(corpus);
  return {
    id: "city-industry",
    title: say("城市 × 行业", "Cities × industries"),
    body: [
      markup`<p>
        ${say(
          "格中为“需求 / 成果”的条数；一条记录有几个行业大类就计入几行。",
          "A cell holds the numbers “needs / outcomes”. A record counts once in each of its industries’ divisions.",
        )}${matrix.elsewhere > 0 ? say(`${matrix.elsewhere} 条记录缺城市或行业（或保密），未计入。`, ` Left out, as they name no city or industry or keep it confidential: ${matrix.elsewhere} of the records.`) : undefined}
      </p>`,
      matrix.cells.length === 0
        ? markup`<p>${say("没有可画的记录。", "There is nothing to draw.")}</p>`
        : matrixFigure(matrix, corpus, language),
    ],
  };
}

/** Counts needs and outcomes by prefecture and division. Orders by number of records, then by code. */
export function countMatrix(corpus: Corpus): Matrix {
  const entries = [
    ...corpus.needs.records.map((need) => ({ side: "needs" as const, place: placeOfNeed(corpus, need) })),
    ...corpus.outcomes.records.map((outcome) => ({ side: "outcomes" as const, place: placeOfOutcome(corpus, outcome) })),
  ].map(({ side, place }) => ({ side, city: cityOf(corpus, place), industries: divisionsOf(corpus, place) }));
  const placed = entries.flatMap(({ side, city, industries }) =>
    city === undefined ? [] : industries.map((industry) => ({ side, city, industry })),
  );
  const cities = mostFrequent(
    placed.map(({ city }) => city),
    SHOWN_CITIES,
  );
  const industries = mostFrequent(
    placed.map(({ industry }) => industry),
    SHOWN_INDUSTRIES,
  );
  const cells = new Map<string, { city: string; industry: string; needs: number; outcomes: number }>();
  for (const entry of placed) {
    const city = cities.includes(entry.city) ? entry.city : REST;
    const industry = industries.includes(entry.industry) ? entry.industry : REST;
    const key = JSON.stringify([city, industry]);
    const cell = cells.get(key) ?? { city, industry, needs: 0, outcomes: 0 };
    cell[entry.side]++;
    cells.set(key, cell);
  }
  const order = (a: MatrixCell, b: MatrixCell): number =>
    cities.indexOf(a.city) - cities.indexOf(b.city) || industries.indexOf(a.industry) - industries.indexOf(b.industry);
  return {
    cities,
    industries,
    cells: [...cells.values()].sort(order),
    elsewhere: entries.filter(({ city, industries: own }) => city === undefined || own.length === 0).length,
  };
}

/** The prefecture, or what is known above it. */
function cityOf({ config }: Corpus, { region }: RecordPlace): string | undefined {
  if (region === undefined) return undefined;
  const [province, prefecture] = config.references.regions?.chain(region) ?? [region.slice(0, 2), region.slice(0, 4)];
  return prefecture ?? province ?? region;
}

/** Letter and two digits of a code of GB/T 4754; of a tag those that it covers, or the tag itself. */
function divisionsOf({ config }: Corpus, { industries }: RecordPlace): readonly string[] {
  const codes = industries.flatMap((given) => {
    const covered = config.references.industries?.tagCodes(given) ?? [];
    return covered.length > 0 ? covered : [given];
  });
  return [...new Set(codes.map((code) => (/^[A-Z]\d{2,}$/.test(code) ? code.slice(0, 3) : code)))];
}

function mostFrequent(names: readonly string[], count: number): string[] {
  const frequency = new Map<string, number>();
  for (const name of names) frequency.set(name, (frequency.get(name) ?? 0) + 1);
  const sorted = [...frequency].sort(([p, a], [q, b]) => b - a || (p < q ? -1 : 1)).map(([name]) => name);
  return sorted.length <= count ? sorted : [...sorted.slice(0, count), REST];
}

const CELL_WIDTH = 44;
const CELL_HEIGHT = 24;
const NAME_COLUMNS = { zh: 32, en: 46 } as const;
/** Room for them; a Latin letter takes a little more than half of a Han character. */
const NAME_WIDTH = { zh: 236, en: 324 } as const;
const CITY_COLUMNS = 6;

function matrixFigure({ cities, industries, cells }: Matrix, corpus: Corpus, language: Language): Markup {
  const say = sayIn(language);
  const { regions } = corpus.config.references;
  const rest = say("其他", "others");
  const cityName = (code: string): string =>
    code === REST ? rest : fitText((regions?.nameOf(code) ?? code).replace(/(?<=..)市$/, ""), CITY_COLUMNS);
  const industryName = (code: string): string =>
    code === REST ? rest : fitText(nameOfIndustry(corpus, code, language), NAME_COLUMNS[language]);
  const rows = cells.map((cell) => ({ ...cell, text: `${cell.needs}/${cell.outcomes}`, colour: balanceColour(cell) }));
  const words = cells.map(({ city, industry, needs, outcomes }) => `${cityName(city)} ${industryName(industry)} ${needs}/${outcomes}`);
  return markup`${legend([
    { colour: BALANCE.asked, name: say("需求较多", "more needs") },
    { colour: BALANCE.even, name: say("大致相当", "about even") },
    { colour: BALANCE.offered, name: say("成果较多", "more outcomes") },
  ])}${chart(
    { caption: say("各城市、各行业的需求 / 成果条数", "Needs / outcomes of each city and industry"), label: words.join("; ") },
    {
      width: NAME_WIDTH[language] + cities.length * CELL_WIDTH + 8,
      height: industries.length * CELL_HEIGHT + 34,
      marginLeft: NAME_WIDTH[language],
      marginRight: 8,
      marginTop: 30,
      marginBottom: 4,
      padding: 0.06,
      x: { domain: cities, axis: "top", tickFormat: cityName, label: null, tickSize: 0 },
      y: { domain: industries, tickFormat: industryName, label: null, tickSize: 0 },
      marks: [
        Plot.cell(rows, { x: "city", y: "industry", fill: "colour" }),
        Plot.text(rows, { x: "city", y: "industry", text: "text", fill: COLOURS.ink }),
      ],
    },
  )}`;
}

/** Light, as text stands on them. */
const BALANCE = { asked: "#f8c9a0", even: "#dde3e8", offered: "#a9cdec" } as const;

function balanceColour({ needs, outcomes }: MatrixCell): string {
  if (needs > outcomes) return BALANCE.asked;
  return outcomes > needs ? BALANCE.offered : BALANCE.even;
}

const ENGLISH_NAMES: ReadonlyMap<string, string | undefined> = new Map(
  industryTreeOfChina.industries.map(({ code, nameEn }) => [code, nameEn]),
);

function nameOfIndustry({ config }: Corpus, code: string, language: Language): string {
  const name = (language === "en" ? ENGLISH_NAMES.get(code) : undefined) ?? config.references.industries?.nameOf(code);
  return name === undefined || name === code ? code : /^[A-Z]\d*$/.test(code) ? `${code} ${name}` : name;
}
