import { utils } from "@e965/xlsx";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkPlanDocument } from "../../examples/schema/check-plan-document.js";
import { gbkBytes } from "./support/encoded-text.js";
import { lastJson, ROOT, runScript, type ScriptRun } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";
import { parquetBytes, workbookBytes } from "./support/table-bytes.js";
import { zipBytes } from "./support/zip-bytes.js";

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const OUTCOMES = [
  { id: "o1", title: "低温环境动力电池自加热与热失控预警", organisation: "大连大学" },
  { id: "o2", title: "耐盐碱水稻品种与盐碱地分区灌排模式", organisation: "沈阳农大" },
  { id: "o3", title: "中低温工业余热热管换热与高温热泵成套" },
];
const NEEDS = [
  { id: "n1", title: "电动客车动力电池低温自加热", organisation: "启航公司" },
  { id: "n2", title: "滨海盐碱地水稻品种与排盐" },
];

/** The CSV of `OUTCOMES` in GB18030, as Excel of a Chinese Windows saves it (bytes made by Python: the platform only decodes). */
const GB18030_OUTCOMES = Buffer.from(
  "b1e0bac52cb3c9b9fbc3fbb3c62ccbf9caf4b8dfd0a30d0a6f312cb5cdcec2bbb7beb3b6afc1a6b5e7b3d8d7d4bcd3c8c8d3ebc8c8caa7bfd8d4a4beaf2cb4f3c1acb4f3d1a70d0a6f322cc4cdd1cebceecbaeb5bec6b7d6d6d3ebd1cebceeb5d8b7d6c7f8b9e0c5c5c4a3cabd2cc9f2d1f4c5a9b4f30d0a6f332cd6d0b5cdcec2b9a4d2b5d3e0c8c8c8c8b9dcbbbbc8c8d3ebb8dfcec2c8c8b1c3b3c9ccd72c0d0a",
  "hex",
);

describe("npm run match", () => {
  const scratch = scratchFolder();
  let runs = 0;

  /** Runs the command on files given by content; the output folder is a new one each time. */
  async function match(
    files: Readonly<Record<string, string | Uint8Array>>,
    args: readonly string[] = [],
    shape = "one-to-one",
  ): Promise<ScriptRun & { readonly out: string; readonly written: readonly string[] }> {
    runs++;
    const flags: string[] = [];
    const all: Readonly<Record<string, string | Uint8Array>> = { "outcomes.jsonl": lines(OUTCOMES), "needs.jsonl": lines(NEEDS), ...files };
    const sides = new Set<string>();
    for (const name of Object.keys(all).reverse()) {
      const side = name.replace(/\.\w+$/, "");
      if (sides.has(side)) continue;
      sides.add(side);
      flags.push(`--${side}`, scratch.write(`run${runs}/${name}`, all[name]!));
    }
    const out = scratch.path(`run${runs}/out`);
    const run = await runScript("match.ts", [...flags, "--shape", shape, "--out", out, ...args]);
    return { ...run, out, written: existsSync(out) ? readdirSync(out).sort() : [] };
  }

  const LOGS = ["issues.jsonl", "rejected.csv", "run.json"];
  const ALL = [
    ...LOGS,
    "pairs.parquet",
    "proposals.csv",
    "proposals.json",
    "proposals.jsonl",
    "proposals.xlsx",
    "report.html",
    "unmatched.csv",
  ].sort();
  const read = (out: string, name: string): string => readFileSync(`${out}/${name}`, "utf8");

  describe("does the job", () => {
    it("writes a plan its schema accepts, with certificate, and sums up in one line of JSON", async () => {
      const { status, stdout, stderr, out, written } = await match({}, ["--json"]);
      expect({ status, stderr, written }).toEqual({ status: 0, stderr: "", written: ALL });
      expect(checkPlanDocument(JSON.parse(read(out, "proposals.json")))).toEqual([]);
      expect(lastJson(stdout)).toMatchObject({
        status: "done",
        read: { outcomes: 3, needs: 2 },
        rejected: 0,
        issues: 0,
        plan: { status: "optimal", certificateVerified: true, proposals: 2, unmatched: { needs: 0, outcomes: 1 } },
      });
    });

    it("writes the same bytes on every run, but for run.json", async () => {
      const [a, b] = [await match({}), await match({})];
      for (const name of ALL.filter((file) => file !== "run.json")) expect(read(a.out, name), name).toBe(read(b.out, name));
    });

    it("reads CSV in GB18030, with Chinese headers", async () => {
      const { status, stdout, out } = await match({ "outcomes.csv": GB18030_OUTCOMES }, ["--json"]);
      expect(status).toBe(0);
      expect(stdout).toContain("gb18030");
      expect(stdout).toContain("成果名称 → title");
      expect(lastJson(stdout)).toMatchObject({ issues: 0, plan: { proposals: 2 } });
      expect(read(out, "proposals.csv")).toContain("大连大学");
    });

    it("reads CSV in UTF-8 with BOM, and TSV, to the same plan", async () => {
      const csv = "\uFEFF编号,成果名称,所属高校\r\n" + OUTCOMES.map((o) => `${o.id},${o.title},${o.organisation ?? ""}\r\n`).join("");
      const bom = await match({ "outcomes.csv": csv });
      const tsv = await match({ "outcomes.tsv": csv.slice(1).replaceAll(",", "\t") });
      expect([bom.status, tsv.status]).toEqual([0, 0]);
      expect(bom.stdout).toContain("utf-8-bom");
      expect(read(tsv.out, "proposals.json")).toBe(read(bom.out, "proposals.json"));
      expect(read(bom.out, "proposals.json")).toBe(read((await match({})).out, "proposals.json"));
    });

    it("counts the same rows alike in CSV of GBK, in a workbook and in Parquet, and plans the same", async () => {
      const header = ["编号", "成果名称", "所属高校", "所在地市"];
      const rows = [
        ...OUTCOMES.map(({ id, title, organisation = "" }) => [id, title, organisation, "大连市"]),
        ["", "没有编号的成果", "", ""],
        ["o1", "低温环境动力电池", "", ""],
        ["o5", "", "", "鼓楼区"],
      ];
      const csv = await match({ "outcomes.csv": gbkBytes([header, ...rows].map((row) => `${row.join(",")}\r\n`).join("")) }, ["--json"]);
      const { out: _out, seconds: _seconds, ...counts } = lastJson(csv.stdout);
      expect(counts).toMatchObject({ status: "done", read: { outcomes: 6 }, rejected: 2 });
      const forms = {
        "outcomes.xlsx": workbookBytes({ 成果: [header, ...rows] }, "xlsx"),
        "outcomes.xls": workbookBytes({ 成果: [header, ...rows] }, "biff8"),
        "outcomes.parquet": parquetBytes(header, rows, "ZSTD"),
      };
      for (const [name, bytes] of Object.entries(forms)) {
        const run = await match({ [name]: bytes }, ["--json"]);
        const { out: _ownOut, seconds: _ownSeconds, ...own } = lastJson(run.stdout);
        expect(own, name).toEqual(counts);
        expect(read(run.out, "proposals.json"), name).toBe(read(csv.out, "proposals.json"));
      }
    });

    it("takes columns for what a file of columns says, and prints it", async () => {
      const csv = "编号,内容,成果名称\n" + OUTCOMES.map(({ id, title }) => `${id},${title},旧名\n`).join("");
      const columns = JSON.stringify({ outcomes: { 内容: "title", 成果名称: null } });
      const { status, stdout, out } = await match({ "outcomes.csv": csv, "columns.json": columns }, ["--json"]);
      expect(status).toBe(0);
      expect(stdout).toContain("内容 → title, 成果名称 → ∅");
      expect(lastJson(stdout)).toMatchObject({ issues: 0, kept: { outcomes: 3 }, plan: { proposals: 2 } });
      expect(read(out, "proposals.csv")).not.toContain("旧名");
    });

    it("keeps a row that is no record under its codes, as it stood, for a spreadsheet", async () => {
      const csv = "编号,成果名称\n,=1+1\no1,余热回收\no2\n";
      const { stdout, out } = await match({ "outcomes.csv": csv }, ["--json", "--lang", "en"]);
      const file = out.replace(/out$/, "outcomes.csv");
      expect(lastJson(stdout)).toMatchObject({ read: { outcomes: 3 }, kept: { outcomes: 1 }, rejected: 2 });
      expect(read(out, "rejected.csv").split("\r\n")).toEqual([
        "\uFEFFkind,file,line,issue codes,original",
        `outcome,${file},2,missing-id,",=1+1"`,
        `outcome,${file},4,column-count,o2`,
        "",
      ]);
    });

    it("keeps every row of files that are not as they should be, and says what is wrong with which", async () => {
      const head = new TextEncoder().encode("编号,成果名称,成果简介\no1,低温环境动力电池自加热,余热\n");
      const tail = gbkBytes(`o2,耐盐碱水稻品种,"甲\no3,中低温余热回收,${"a".repeat(10_000_000)}\no4,乙\n`);
      const needs = utils.aoa_to_sheet([
        ["2024 年需求表", ""],
        ["编号", "需求名称"],
        ["n1", "电动客车动力电池低温自加热"],
        ["n2", "滨海盐碱地水稻"],
      ]);
      needs["!merges"] = [utils.decode_range("A1:B1")];
      needs["!rows"] = [{}, {}, {}, { hidden: true }];
      const files = { "outcomes.csv": Uint8Array.from([...head, ...tail]), "needs.xlsx": workbookBytes({ 需求: needs }, "xlsx") };
      const { status, stdout, out, written } = await match(files, ["--json"]);
      expect({ status, written }).toEqual({ status: 0, written: ALL });
      expect(lastJson(stdout)).toMatchObject({
        read: { outcomes: 4, needs: 2 },
        kept: { outcomes: 1, needs: 2 },
        rejected: 3,
        issuesByCode: {
          "cell-too-long": 1,
          "column-count": 1,
          "encoding-changes": 1,
          "hidden-rows": 1,
          "quote-not-closed": 1,
          "title-row": 1,
        },
      });
      const rejected = read(out, "rejected.csv");
      for (const code of ["3,quote-not-closed", "4,cell-too-long", "5,column-count"]) expect(rejected).toContain(code);
      expect(rejected.length).toBeGreaterThan(10_000_000);
      for (const name of ["outcomes.csv", "needs.xlsx"]) expect(read(out, "issues.jsonl")).toContain(name);
    });

    it("weighs quantities in texts and nearness on the map where the configuration says so", async () => {
      const { status, out } = await match(
        {
          "needs.jsonl": lines([{ id: "n1", title: "高强度管材", description: "抗拉强度≥600 MPa", region: "葫芦岛", embedding: [3, 4] }]),
          "outcomes.jsonl": lines([
            { id: "o1", title: "高强度管材", abstract: "抗拉强度 400 MPa", region: "广州" },
            { id: "o2", title: "高强度管材", abstract: "抗拉强度 650 MPa", region: "秦皇岛", embedding: [3, 4] },
          ]),
          "config.json": JSON.stringify({
            weights: { text: 0.4, region: 0.3, specifications: 0.2, embedding: 0.1 },
            distance: { share: 1, bands: [{ km: 400, likeness: 0 }] },
          }),
        },
        ["--lang", "zh"],
      );
      expect(status).toBe(0);
      expect(read(out, "proposals.csv")).toContain("抗拉强度 要求 ≥600 MPa，成果 650 MPa：满足");
      expect(read(out, "proposals.csv")).toContain("距离相近 葫芦岛市");
      expect(read(out, "proposals.csv")).toContain("语义向量 1.00");
      expect(read(out, "unmatched.csv")).toContain("o1");
    });

    it("takes the name of an organisation for its id where a list of organisations tells them apart", async () => {
      const organisations = "编号,单位名称,单位类型\nu1,大连大学,高校\nu2,沈阳农大,高校\ne1,启航公司,企业\n";
      const { stdout, out } = await match({ "organisations.csv": organisations }, ["--json"]);
      // The two universities' names tell their cities; that is noted.
      expect(lastJson(stdout)).toMatchObject({ issues: 2, issuesByCode: { "region-from-name": 2 } });
      expect(read(out, "proposals.csv")).toContain("u1,大连大学");
    });

    it("names the line that is no JSON, uses the others and keeps the row", async () => {
      const records = Array.from({ length: 20 }, (_, at) => JSON.stringify({ id: `o${at}`, title: `中低温工业余热换热技术第${at}种` }));
      records[16] = '{"id":"o16","title":';
      const { status, stdout, out } = await match({ "outcomes.jsonl": records.join("\n") }, ["--json"]);
      expect(status).toBe(0);
      expect(lastJson(stdout)).toMatchObject({ read: { outcomes: 20 }, rejected: 1, issuesByCode: { "invalid-json": 1 } });
      expect(lastJson(stdout)).toMatchObject({ kept: { outcomes: 19 } });
      expect(read(out, "rejected.csv")).toBe(
        `\uFEFF类别,文件,行,问题代码,原文\r\n成果,${out.replace(/out$/, "outcomes.jsonl")},17,invalid-json,"${records[16].replaceAll('"', '""')}"\r\n`,
      );
      expect(JSON.parse(read(out, "issues.jsonl"))).toMatchObject({ code: "invalid-json", line: 17 });
    });

    it("says of an empty file and an empty side that they are", async () => {
      const { status, stdout, written } = await match({ "needs.jsonl": "" }, ["--json"]);
      expect({ status, written }).toEqual({ status: 0, written: ALL });
      expect(lastJson(stdout)).toMatchObject({
        read: { needs: 0 },
        issuesByCode: { "empty-file": 1, "empty-side": 1 },
        plan: { proposals: 0 },
      });
    });

    it("keeps formulas of somebody's titles from a spreadsheet", async () => {
      const { out } = await match({ "outcomes.jsonl": lines([{ id: "o1", title: '=HYPERLINK("x")动力电池低温自加热' }]) });
      expect(read(out, "proposals.csv")).toContain(`"'=HYPERLINK(""x"")动力电池低温自加热"`);
    });

    it("hands on nothing that a need marks for the authority alone", async () => {
      const needs = [{ ...NEEDS[0], title: "机密甲方动力电池低温自加热", visibility: { title: "authority", organisation: "authority" } }];
      const { stdout, out } = await match({ "needs.jsonl": lines(needs) });
      const handed =
        ["proposals.json", "proposals.jsonl", "proposals.csv", "unmatched.csv", "report.html"].map((name) => read(out, name)).join("") +
        stdout;
      expect(handed).toContain("（保密）");
      for (const secret of ["机密甲方", "启航公司", "自加热”"]) expect(handed).not.toContain(secret);
    });
  });

  describe("plans by every level, method and objective", () => {
    const organisations = "编号,单位名称,单位类型\nu1,示例大学,高校\nu2,示例学院,高校\ne1,示例公司,企业\ne2,示例集团,企业\n";
    const market = {
      "organisations.csv": organisations,
      "outcomes.jsonl": lines([
        { id: "o1", title: "窑炉烟气余热热管回收装置", organisation: "u1" },
        { id: "o2", title: "余热发电机组密封与控制", organisation: "u2" },
        { id: "o3", title: "窑炉余热回收换热器", organisation: "u2" },
      ]),
      "needs.jsonl": lines([
        {
          id: "n1",
          title: "窑炉余热回收与发电",
          organisation: "e1",
          parts: [
            { id: "p1", title: "窑炉烟气余热回收装置" },
            { id: "p2", title: "余热发电机组密封" },
          ],
        },
        { id: "n2", title: "窑炉烟气余热回收", organisation: "e2" },
      ]),
    };
    const cases: ReadonlyArray<readonly [name: string, shape: string, args: readonly string[], expected: object]> = [
      [
        "organisations",
        "one-to-many",
        ["--level", "organisations"],
        { level: "organisations", certificate: { kind: "organisation-duals" } },
      ],
      ["stable", "one-to-one", ["--objective", "stable"], { objective: "stable", certificate: { kind: "no-blocking-pair" } }],
      ["fair", "one-to-one", ["--objective", "fair"], { objective: "fair" }],
      ["coverage", "many-to-one", ["--method", "coverage"], { method: "coverage", certificate: { kind: "coverage" } }],
      ["consortium", "many-to-many", ["--method", "consortium"], { method: "consortium", scope: "clusters" }],
    ];
    it.each(cases)("%s", async (_, shape, args, expected) => {
      const { status, stdout, out } = await match(market, [...args, "--min-score", "0.1", "--json"], shape);
      expect(status).toBe(0);
      const plan = JSON.parse(read(out, "proposals.json")) as { certificate: { verified: boolean }; proposals: unknown[] };
      expect(checkPlanDocument(plan)).toEqual([]);
      expect(plan).toMatchObject(expected);
      expect(plan.certificate.verified).toBe(true);
      expect(plan.proposals.length).toBeGreaterThan(0);
      expect(lastJson(stdout)).toMatchObject({ status: "done", plan: { certificateVerified: true } });
    });

    it("keeps a file of constraints, and says what of it had to be passed over", async () => {
      const constraints = {
        locked: [{ need: "n2", outcome: "o3" }],
        declined: [
          { need: "n1", outcome: "o1" },
          { need: "nobody", outcome: "o1" },
        ],
      };
      const { status, stdout, out } = await match({ ...market, "constraints.json": JSON.stringify(constraints) }, ["--min-score", "0.05"]);
      expect(status).toBe(0);
      expect(stdout).toContain("[constraint-unknown-record]");
      const { proposals } = JSON.parse(read(out, "proposals.json")) as {
        proposals: ReadonlyArray<{ pairs: ReadonlyArray<{ need: string; outcome: string }> }>;
      };
      const pairs = proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
      expect(pairs).toContain("n2 o3");
      expect(pairs).not.toContain("n1 o1");
    });

    it("keeps forced pairs and rules of consortia of a file, at any level", async () => {
      const constraints = { forbidden: [{ need: "n1", outcome: "o1" }], consortium: { universities: { min: 1, max: 2 } } };
      const file = { "constraints.json": JSON.stringify(constraints) };
      const { status } = await match({ ...market, ...file }, ["--method", "consortium", "--min-score", "0.1"], "many-to-many");
      expect(status).toBe(0);
    });

    it.each([
      ["one-to-one", []],
      ["one-to-many", []],
      ["many-to-one", []],
      ["many-to-many", []],
      ["one-to-many", ["--level", "organisations"]],
      ["many-to-one", ["--method", "coverage"]],
      ["many-to-many", ["--method", "consortium"]],
    ] as const)("keeps forbidden pairs and capacities of a file: %s %j", async (shape, args) => {
      const constraints = { forbidden: [{ need: "n1", outcome: "o1" }], perUniversity: 1 };
      const file = { "constraints.json": JSON.stringify(constraints) };
      const { status, out } = await match({ ...market, ...file }, [...args, "--min-score", "0.05"], shape);
      expect(status).toBe(0);
      const plan = JSON.parse(read(out, "proposals.json")) as {
        proposals: ReadonlyArray<{ pairs: ReadonlyArray<{ need: string; outcome: string }>; universities: ReadonlyArray<{ id: string }> }>;
        certificate: { verified: boolean };
      };
      expect(plan.certificate.verified).toBe(true);
      const pairs = plan.proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
      expect(pairs).not.toContain("n1 o1");
      const isOfRecords = !(args as readonly string[]).includes("--level") && !(args as readonly string[]).includes("--method");
      // One place a university: pairs where records are paired, else alliances.
      const taken = isOfRecords
        ? pairs.map((pair) => (pair.endsWith("o1") ? "u1" : "u2"))
        : plan.proposals.flatMap(({ universities }) => universities.map(({ id }) => id));
      expect(new Set(taken).size).toBe(taken.length);
    });

    const refused: ReadonlyArray<readonly [name: string, args: readonly string[], constraints: string | undefined, code: string]> = [
      ["an unknown level", ["--level", "people"], undefined, "[option-out-of-range]"],
      ["an unknown objective", ["--objective", "beauty"], undefined, "[option-out-of-range]"],
      ["a method that does not go with the shape", ["--method", "coverage"], undefined, "[option-conflict]"],
      ["constraints that are no JSON", [], "{", "[constraints-not-json]"],
      ["constraints that are a list", [], "[]", "[constraints-not-object]"],
      ["a constraint that nobody knows", [], '{"loked":[]}', "[constraint-key-unknown]"],
      ["locks among organisations", ["--level", "organisations"], '{"locked":[]}', "[constraints-need-records]"],
      ["a forced pair that is not there", [], '{"forced":[{"need":"n1","outcome":"nobody"}]}', "[unknown-record]"],
      ["weights that cannot be", [], '{"weights":{"text":-1}}', "[weight-invalid]"],
    ];
    it.each(refused)("refuses %s with status 2, a code and no folder", async (_, args, constraints, code) => {
      const files = constraints === undefined ? market : { ...market, "constraints.json": constraints };
      const { status, stderr, written } = await match(files, args);
      expect({ status, written }).toEqual({ status: 2, written: [] });
      expect(stderr).toContain(code);
    });
  });

  describe("refuses with status 1 under --strict", () => {
    it("leaving rows rejected and logs alone, and taking away what an earlier run left", async () => {
      const dirty = lines([...OUTCOMES, { title: "没有编号的成果记录" }]);
      const first = await match({ "outcomes.jsonl": dirty });
      expect(first.written).toEqual(ALL);
      const flags = ["--needs", `${first.out}/../needs.jsonl`, "--outcomes", `${first.out}/../outcomes.jsonl`, "--shape", "one-to-one"];
      const { status, stdout } = await runScript("match.ts", [...flags, "--out", first.out, "--strict", "--json"]);
      expect(status).toBe(1);
      expect(lastJson(stdout)).toMatchObject({ status: "issues", rejected: 1, plan: null });
      expect(readdirSync(first.out).sort()).toEqual(LOGS);
    });
  });

  describe("ends with status 3", () => {
    it("where minimums are out of reach, and says what to change", async () => {
      const { status, stderr, stdout, written } = await match({}, ["--per-outcome", "2..2", "--min-score", "0", "--json"], "one-to-many");
      expect({ status, written }).toEqual({ status: 3, written: LOGS });
      expect(stderr).toContain("[infeasible]");
      expect(lastJson(stdout)).toMatchObject({ status: "infeasible", exit: 3 });
    });
  });

  describe("ends with status 3 under capacities of organisations", () => {
    it("where their minimums are out of reach, and names them", async () => {
      const constraints = { "constraints.json": JSON.stringify({ perUniversity: { min: 50, max: 60 } }) };
      const { status, stderr } = await match(constraints, ["--min-score", "0"]);
      expect(status).toBe(3);
      expect(stderr).toContain("大连大学 min 50 → 1");
    });
  });

  describe("refuses with status 2, writing nothing", () => {
    const config = (text: string): Record<string, string> => ({ "config.json": text });
    type Case = readonly [
      title: string,
      code: string,
      files: Readonly<Record<string, string | Uint8Array>>,
      args?: readonly string[],
      shape?: string,
    ];
    const cases: readonly Case[] = [
      ["a file that is not there", "file-not-found", {}, ["--organisations", "/nowhere/at-all.jsonl"]],
      ["a folder for a file", "file-is-directory", {}, ["--organisations", ROOT]],
      ["an extension it does not know", "unknown-format", { "outcomes.xyz": "x" }],
      ["a workbook that is called CSV", "not-text", { "outcomes.csv": Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0) }],
      ["a CSV without an id column", "missing-column", { "outcomes.csv": "成果名称,摘要\n甲,乙\n" }],
      ["a JSON file that is no array", "json-not-array", { "outcomes.json": "3" }],
      ["a JSON file that breaks off", "invalid-json-file", { "outcomes.json": '[{"id":"o1"},\n{"id"' }],
      ["a negative weight", "weight-invalid", config('{"weights":{"text":-1}}')],
      ["a weight that is text", "weight-invalid", config('{"weights":{"text":"NaN"}}')],
      ["a weight beyond all numbers", "weight-invalid", config('{"weights":{"text":1e999}}')],
      ["NaN, which JSON has not", "config-not-json", config('{"weights":{"text":NaN}}')],
      ["weights all zero", "weights-all-zero", config('{"weights":{"text":0,"region":0}}')],
      ["an unknown configuration option", "unknown-option", config('{"weight":{"text":1}}')],
      ["a configuration that is no JSON", "config-not-json", config("weights: 3")],
      ["a configuration that is no object", "config-not-object", config("[]")],
      ["a CSV without a header", "no-header", { "outcomes.csv": "o1,甲,乙\n" }],
      [
        "a workbook that is a zip bomb",
        "unpacks-too-large",
        { "outcomes.xlsx": zipBytes([{ name: "xl/workbook.xml", content: new Uint8Array(9), declaredBytes: 4_000_000_000 }]) },
      ],
      ["columns that are no JSON", "columns-not-json", { "columns.json": "编号" }],
      ["columns that are a list", "columns-not-object", { "columns.json": "[]" }],
      ["a column given to no field", "columns-field-unknown", { "columns.json": '{"编号":"key"}' }],
      ["a header that no file has", "columns-header-unknown", { "outcomes.csv": "id\n", "columns.json": '{"outcomes":{"名":"title"}}' }],
      ["a sheet that is not there", "sheet-not-found", { "outcomes.xlsx": workbookBytes({ 一: [["id"]] }, "xlsx") }, ["--sheet", "二"]],
      ["--top 0", "flag-invalid", {}, ["--top", "0"]],
      ["--top abc", "flag-invalid", {}, ["--top", "abc"]],
      ["--top without a number", "missing-value", {}, ["--top"]],
      ["--min-score that is no number", "flag-invalid", {}, ["--min-score", "high"]],
      ["--per-need crossed", "flag-invalid", {}, ["--per-need", "3..2"]],
      ["several partners where the shape allows one", "option-out-of-range", {}, ["--per-need", "2"]],
      ["an unknown shape", "unknown-shape", {}, [], "star"],
      ["an unknown option", "unknown-flag", {}, ["--colour"]],
      ["an option given twice", "repeated-flag", {}, ["--top", "3", "--top", "4"]],
      ["a stray argument", "unexpected-argument", {}, ["extra"]],
      ["a language it does not speak", "flag-invalid", {}, ["--lang", "fr"]],
    ];
    for (const [title, code, files, args = [], shape = "one-to-one"] of cases) {
      it(`${title}: ${code}`, async () => {
        const { status, stdout, stderr, written } = await match(files, [...args, "--json"], shape);
        expect({ status, written }).toEqual({ status: 2, written: [] });
        expect(stderr).toContain(`[${code}]`);
        expect(lastJson(stdout)).toMatchObject({ status: "refused", exit: 2 });
        expect((lastJson(stdout)["issues"] as Array<{ code: string }>).map((issue) => issue.code)).toContain(code);
      });
    }

    it("with the usage of the command where that is what was wrong, not where a file was", async () => {
      const usage = "usage: npm run match -- --help";
      expect((await match({}, ["--colour", "--lang", "en"])).stderr).toContain(usage);
      const { stderr } = await match({ "outcomes.json": "3" }, ["--lang", "en"]);
      expect(stderr).toContain("nothing was written");
      expect(stderr).not.toContain(usage);
    });

    it("without its usage where the results cannot be written, and with nothing written", async () => {
      const out = scratch.path("blocked");
      scratch.write("blocked/run.json/mine", "mine");
      const flags = ["--needs", scratch.write("n.jsonl", lines(NEEDS)), "--outcomes", scratch.write("o.jsonl", lines(OUTCOMES))];
      const { status, stdout, stderr } = await runScript("match.ts", [
        ...flags,
        "--shape",
        "one-to-one",
        "--out",
        out,
        "--lang",
        "en",
        "--json",
      ]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/\[out-unwritable\].*EISDIR.*\nnothing was written\n$/s);
      expect(stderr).not.toContain("usage");
      expect(lastJson(stdout)).toMatchObject({ status: "refused", exit: 2, issues: [{ code: "out-unwritable" }] });
      expect(readdirSync(out)).toEqual(["run.json"]);
    });

    it("all that is missing from a bare command at once", async () => {
      const { status, stderr } = await runScript("match.ts");
      expect(status).toBe(2);
      for (const flag of ["--outcomes", "--needs", "--shape", "--out"]) expect(stderr).toContain(flag);
    });

    it("an output folder that is a file, and leaves the file alone", async () => {
      const file = scratch.write("taken", "mine");
      const flags = ["--needs", scratch.write("n.jsonl", lines(NEEDS)), "--outcomes", scratch.write("o.jsonl", lines(OUTCOMES))];
      const { status, stderr } = await runScript("match.ts", [...flags, "--shape", "one-to-one", "--out", file]);
      expect(status).toBe(2);
      expect(stderr).toContain("[out-is-file]");
      expect(readFileSync(file, "utf8")).toBe("mine");
    });

    it("an output folder whose results would overwrite an input", async () => {
      const input = scratch.write("loop/rejected.csv", lines(OUTCOMES));
      const flags = ["--needs", scratch.write("n.jsonl", lines(NEEDS)), "--outcomes", input, "--shape", "one-to-one"];
      const { status, stderr } = await runScript("match.ts", [...flags, "--out", scratch.path("loop")]);
      expect(status).toBe(2);
      expect(stderr).toContain("[out-holds-input]");
      expect(readFileSync(input, "utf8")).toBe(lines(OUTCOMES));
    });
  });
});
