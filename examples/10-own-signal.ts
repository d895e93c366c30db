/**
 * 10 Own signal: something the library does not know, weighed beside what it knows.
 * Run: npx tsx examples/10-own-signal.ts
 */
import {
  buildCorpus,
  ConfigError,
  defineConfig,
  explain,
  formatExplanation,
  formatIssues,
  rankOutcomes,
  type OwnSignal,
} from "alliance-match";

// What only this portal knows: how many trials each university can run a year, and how soon each plant wants the first. All invented.
const trialsAYear = new Map([
  ["o1", 1],
  ["o2", 12],
]);
const weeksToTrial = new Map([["n1", 8]]);
const WEEKS_A_YEAR = 52;
/** However many trials a university runs, waiting no time at all counts twice a very good match, and never more. */
const BOUND = 2;

// `compare` says from 0 to `bound` how well a pair goes together, or `undefined` where it cannot say. The bound is a promise:
// the join skips pairs that could not enter a ranking even at the bound, so the function is not asked about all of them.
const promptness: OwnSignal = {
  bound: BOUND,
  compare: ({ id: need }, { id: outcome }) => {
    const [trials, wanted] = [trialsAYear.get(outcome), weeksToTrial.get(need)];
    if (trials === undefined || wanted === undefined) return undefined;
    return Math.min((wanted * trials) / WEEKS_A_YEAR, BOUND);
  },
  // What an explanation says of it, in the reader's language.
  describe: (_, { id }, language) => (language === "zh" ? `每年可试验 ${trialsAYear.get(id)} 次` : `${trialsAYear.get(id)} trials a year`),
};

const market = {
  outcomes: [
    { id: "o1", title: "焊缝缺陷超声检测" },
    { id: "o2", title: "焊缝超声相控阵检测仪" },
    { id: "o3", title: "焊缝缺陷检测" },
  ],
  needs: [{ id: "n1", title: "管道焊缝缺陷超声检测" }],
};

// By text alone o1 is first. With two fifths of the weight on promptness o2 is, and the explanation says why.
show("text alone", {});
const corpus = show("text 0.6, own 0.4", { weights: { text: 0.6, own: 0.4 }, own: promptness });
console.log(formatExplanation(explain(corpus, "n1", "o2"), "en"));
console.log(formatExplanation(explain(corpus, "n1", "o2"), "zh"));

// Of o3 the signal cannot say anything. That is not 0: it gets the mean of what could be said, and the ranking names it.
const unknown = rankOutcomes(corpus, "n1").filter((partner) => partner.unknown.includes("own"));
console.log(`cannot say: ${unknown.map(({ id, signals }) => `${id}, taken as ${signals.own.toFixed(3)}`).join()}`);

// A bound that does not hold would make the join leave out good pairs in silence. So every value is checked when it is asked for.
try {
  show("a bound of 1 that does not hold", { weights: { text: 0.6, own: 0.4 }, own: { ...promptness, bound: 1 } });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.log(`a bound of 1 is refused: ${formatIssues(error.issues, "en")}`);
}

function show(title: string, input: Parameters<typeof defineConfig>[0]): ReturnType<typeof buildCorpus>["corpus"] {
  const { corpus } = buildCorpus(market, defineConfig(input));
  const ranked = rankOutcomes(corpus, "n1").map(({ id, score }) => `${id} ${score.toFixed(3)}`);
  console.log(`${title}: ${ranked.join(", ")}`);
  return corpus;
}
