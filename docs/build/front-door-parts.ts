import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import packaging from "../../tsup.config.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENTRY = "src/index.ts";

/** What the front door takes, in bytes. */
export interface FrontDoor {
  /** Largest first. */
  readonly parts: readonly MeasuredPart[];
  readonly minified: number;
  readonly gzipped: number;
  /** Gzipped, without any solver and without any text of an issue. */
  readonly withoutSolverAndTexts: number;
}

export interface MeasuredPart extends Part {
  /** Its own code. */
  readonly minified: number;
  /** What gzip takes less without it: parts share words, so these do not add up. */
  readonly gzipped: number;
}

interface Part {
  readonly en: string;
  readonly zh: string;
  readonly holds: RegExp;
}

const SOLVER: Part = {
  en: "solver of plans, with the verifier of every plan",
  zh: "方案求解器，以及核验每个方案的代码",
  holds: /^src\/solve\//,
};
const TEXTS: Part = {
  en: "texts of all issue codes, zh and en",
  zh: "全部问题代码的中英文文字",
  holds: /^src\/model\/issue-catalogue\.ts/,
};

/** Every file of the bundle belongs to the first part that holds it. */
const PARTS: readonly Part[] = [
  SOLVER,
  { en: "requests, candidates, proposals", zh: "请求、候选、提议", holds: /^src\/propose\/(?!explain)/ },
  TEXTS,
  { en: "records: reading, cleaning", zh: "记录：读取、清洗", holds: /^src\/model\// },
  { en: "join: exact k best", zh: "连接：精确的前 k 名", holds: /^src\/join\// },
  { en: "corpus: configuration, statistics, live updates", zh: "语料：配置、统计、实时更新", holds: /^src\/corpus\// },
  { en: "signals and their explanation", zh: "信号及其解释", holds: /^src\/(?:score|propose\/explain)/ },
  { en: "text analysis", zh: "文本分析", holds: /^src\/text\// },
  { en: "numeric kernel", zh: "数值内核", holds: /^src\/kernel\// },
  { en: "valibot", zh: "valibot", holds: /valibot/ },
  { en: "fp-ts", zh: "fp-ts", holds: /fp-ts/ },
  { en: "natural (Porter's stemmer)", zh: "natural（Porter 词干）", holds: /natural|unused:/ },
  { en: "ml-distance (cosine)", zh: "ml-distance（余弦）", holds: /ml-distance/ },
];

/** The minified code of every file in the bundle. */
async function minifiedFiles(): Promise<ReadonlyArray<{ readonly file: string; readonly code: string }>> {
  const { esbuildPlugins } = packaging as { readonly esbuildPlugins: NonNullable<Parameters<typeof build>[0]["plugins"]> };
  const bundle = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    mainFields: ["module", "main"],
    external: ["minisearch"],
    plugins: esbuildPlugins,
    tsconfig: "src/tsconfig.json",
    // White space stays, since esbuild then says in a comment where each file begins.
    minifyIdentifiers: true,
    minifySyntax: true,
  });
  const [, ...pieces] = bundle.outputFiles[0]!.text.split(/^\/\/ ((?:src|node_modules|unused)\S+)$/m);
  const files: Array<{ file: string; code: string }> = [];
  for (let at = 0; at < pieces.length; at += 2) {
    // The list of exports stands after the last file and names what is not in it.
    const code = pieces[at + 1]!.replace(/^export \{[^}]*\};\s*/m, "");
    files.push({ file: pieces[at]!, code: (await transform(code, { minifyWhitespace: true })).code });
  }
  return files;
}

const gzipped = (pieces: ReadonlyArray<{ readonly code: string }>): number => gzipSync(pieces.map(({ code }) => code).join("")).length;

/** Bundles and minifies the front door as size-limit does it, but file by file. @throws Error for a file that belongs to no part. */
export async function measureFrontDoor(): Promise<FrontDoor> {
  const files = await minifiedFiles();
  const partOf = ({ file }: { readonly file: string }): Part => {
    const part = PARTS.find(({ holds }) => holds.test(file));
    if (part === undefined) throw new Error(`no part of the front door holds ${file}`);
    return part;
  };
  const without = (left: readonly Part[]): number => gzipped(files.filter((file) => !left.includes(partOf(file))));
  const whole = without([]);
  const parts = PARTS.map((part) => ({
    ...part,
    minified: files.filter((file) => partOf(file) === part).reduce((sum, { code }) => sum + code.length, 0),
    gzipped: whole - without([part]),
  }));
  return {
    parts: parts.sort((a, b) => b.gzipped - a.gzipped),
    minified: files.reduce((sum, { code }) => sum + code.length, 0),
    gzipped: whole,
    withoutSolverAndTexts: without([SOLVER, TEXTS]),
  };
}
