import { withPlainPlaces } from "../../examples/io/fill-text.js";
import { IO_ISSUE_CATALOGUE } from "../../examples/io/io-issue.js";
import { ANSWERS } from "../../examples/server/answer-catalogue.js";
import { CHOICE_ISSUE_CATALOGUE } from "../../src/choice.js";
import { EMBEDDING_ISSUE_CATALOGUE } from "../../src/embeddings.js";
import { EVALUATE_ISSUE_CATALOGUE } from "../../src/evaluate/index.js";
import type { Language } from "../../src/index.js";
import { ISSUE_CATALOGUE } from "../../src/model/issue-catalogue.js";

type Text = Readonly<Record<Language, string>>;

/** Codes that belong together, each with what it did (nothing where a catalogue does not say) and its text. */
interface Catalogue {
  readonly title: Text;
  readonly about: Text;
  /** What its second column is called, where that is no effect. */
  readonly second?: Text;
  readonly codes: ReadonlyArray<readonly [code: string, effect: string, text: Text]>;
}

type WithEffect = Readonly<Record<string, readonly [effect: string, zh: string, en: string]>>;

function codesOf(catalogue: WithEffect): Catalogue["codes"] {
  return Object.entries(catalogue).map(([code, [effect, zh, en]]) => [code, effect, { zh, en }]);
}

const CATALOGUES: readonly Catalogue[] = [
  {
    title: { en: "Records, configurations, requests, snapshots, threads", zh: "记录、配置、请求、快照、线程" },
    about: {
      en: "`alliance-match` and the entry points that plan, save and start threads. `formatIssue` and `formatIssues` write them; a configuration or a request that is refused is a `ConfigError`, which carries all of its issues.",
      zh: "`alliance-match` 以及求方案、存快照、开线程的入口。由 `formatIssue`、`formatIssues` 写成文字；被拒绝的配置或请求是 `ConfigError`，其中含全部问题。",
    },
    codes: codesOf(ISSUE_CATALOGUE),
  },
  {
    title: { en: "Two-way choice", zh: "双向选择" },
    about: {
      en: "`alliance-match/choice`: constraints, sessions and answers. `formatChoiceIssue` writes them; the rest always goes on.",
      zh: "`alliance-match/choice`：约束、会话与答复。由 `formatChoiceIssue` 写成文字；其余照常进行。",
    },
    codes: codesOf(CHOICE_ISSUE_CATALOGUE),
  },
  {
    title: { en: "Embeddings", zh: "向量" },
    about: {
      en: "`alliance-match/embeddings`. `formatEmbeddingIssue` writes them; a record without a vector takes the neutral value.",
      zh: "`alliance-match/embeddings`。由 `formatEmbeddingIssue` 写成文字；没有向量的记录取中性值。",
    },
    codes: codesOf(EMBEDDING_ISSUE_CATALOGUE),
  },
  {
    title: { en: "Judgements and tuning", zh: "评判与调权" },
    about: {
      en: "`alliance-match/evaluate`. `formatEvaluateIssue` writes them. Lines that cannot be read are left out; a request that cannot be kept is an `EvaluateError`.",
      zh: "`alliance-match/evaluate`。由 `formatEvaluateIssue` 写成文字。无法读取的行被忽略；无法照办的请求是 `EvaluateError`。",
    },
    codes: Object.entries(EVALUATE_ISSUE_CATALOGUE).map(([code, [zh, en]]) => [code, "–", { zh, en }]),
  },
  {
    title: { en: "Files and commands", zh: "文件与命令" },
    about: {
      en: "What `npm run match`, `npm start`, `npm run grade` and the portal page say of files and options, beside the codes above. `refused`: nothing was written.",
      zh: "`npm run match`、`npm start`、`npm run grade` 与门户页面对文件和选项所说的话，此外还有上面各项。`refused`：没有写入任何文件。",
    },
    codes: codesOf(IO_ISSUE_CATALOGUE),
  },
  {
    title: { en: "The example server", zh: "示例服务端" },
    about: {
      en: "What `npm run server` answers a request that fails, beside the codes of the library in its `issues`. The text is Chinese or English by `Accept-Language`.",
      zh: "`npm run server` 对失败请求的答复，此外 `issues` 中还有库的代码。文字按 `Accept-Language` 用中文或英文。",
    },
    second: { en: "status", zh: "状态码" },
    codes: Object.entries(ANSWERS).map(([code, [status, zh, en]]) => [code, String(status), { zh, en }]),
  },
];

const WORDS = {
  title: { en: "Every code", zh: "全部代码" },
  about: {
    en: `What is wrong is data: a code that stays the same from release to release, what it did, and a sentence in either language. A code that is not on this
page does not exist. It is written from the catalogues in the sources.

\`rejected\`: the record, answer or request was not taken. \`changed\`: a value was changed or left out, the rest counts. \`noted\`: nothing changed.
\`{path}\`, \`{expected}\`, \`{received}\`, \`{file}\`, \`{line}\` and the like stand for what the issue carries. Codes of the portal page alone are
in its README.`,
    zh: `出了什么问题都是数据：一个各版本不变的代码、它造成了什么，以及两种语言的一句话。本页没有的代码不存在。本页由源码中的目录生成。

\`rejected\`：该记录、答复或请求未被采用。\`changed\`：某个值被改动或忽略，其余有效。\`noted\`：没有任何改动。
\`{path}\`、\`{expected}\`、\`{received}\`、\`{file}\`、\`{line}\` 等代表问题自带的内容。门户页面特有的代码见其 README。`,
  },
  headers: { code: { en: "code", zh: "代码" }, effect: { en: "effect", zh: "结果" }, says: { en: "says", zh: "文字" } },
} as const;

/** The page of the documentation that lists every code of the library and of the example commands, in one language. */
export function codePage(language: Language): string {
  const sections = CATALOGUES.map(({ title, about, second = WORDS.headers.effect, codes }) =>
    [
      `## ${title[language]}`,
      about[language],
      tableOf(
        [WORDS.headers.code, second, WORDS.headers.says].map((header) => header[language]),
        codes.map(([code, effect, text]) => [`\`${code}\``, effect, text[language]]),
      ),
    ].join("\n\n"),
  );
  return `${[`# ${WORDS.title[language]}`, WORDS.about[language], ...sections].join("\n\n")}\n`;
}

function tableOf(headers: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inCell).join(" | ")} |`;
  return [line(headers), line(headers.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A text as a cell shows it: neither a column nor an element of the page, nor attributes of the cell, as the site takes braces at its end. */
function inCell(text: string): string {
  return withPlainPlaces(text)
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/\{\w+\}/g, "`$&`");
}
