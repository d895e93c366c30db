import { describe, expect, it } from "vitest";
import { mapColumns, type ColumnChoice } from "../../../examples/io/columns.js";
import { choicesWithoutColumn, readColumnChoices } from "../../../examples/io/read-column-choices.js";
import { scratchFolder } from "../support/scratch-folder.js";

describe("readColumnChoices", () => {
  const scratch = scratchFolder();
  const read = (content: string) => readColumnChoices(scratch.write("columns.json", content));

  it("takes a plain object for all kinds that have the field, sections for their own", async () => {
    expect(await read('{"甲":"title","乙":"abstract","丙":null}')).toEqual({
      kind: "good",
      choices: [
        { header: "甲", field: "title", kinds: ["outcome", "need"] },
        { header: "乙", field: "abstract", kinds: ["outcome"] },
        { header: "丙", field: null, kinds: ["outcome", "need", "organisation"] },
      ],
    });
    expect(await read('{"needs":{"甲":"description"},"organisations":{"甲":"name"}}')).toEqual({
      kind: "good",
      choices: [
        { header: "甲", field: "description", kinds: ["need"] },
        { header: "甲", field: "name", kinds: ["organisation"] },
      ],
    });
  });

  const wrong: ReadonlyArray<readonly [content: string, codes: readonly string[]]> = [
    ["{", ["columns-not-json"]],
    ["3", ["columns-not-object"]],
    ['{"outcome":{"甲":"title"}}', ["columns-section-unknown"]],
    ['{"甲":"titel","乙":3,"丙":{}}', ["columns-field-unknown", "columns-field-unknown", "columns-field-unknown"]],
    ['{"needs":{"甲":"abstract"}}', ["columns-field-unknown"]],
    ['{"甲":"title","乙":"title"}', ["columns-field-twice"]],
  ];
  it.each(wrong)("finds all that is wrong with %s", async (content, codes) => {
    const reading = await read(content);
    expect(reading.kind === "bad" && reading.issues.map(({ code }) => code)).toEqual(codes);
  });

  it("says so where there is no such file", async () => {
    expect(await readColumnChoices(scratch.path("nowhere.json"))).toMatchObject({ kind: "bad", issues: [{ code: "file-not-found" }] });
  });
});

describe("mapColumns", () => {
  const map = (headers: readonly string[], choices: readonly ColumnChoice[] = []) => {
    const { columns, issues } = mapColumns(headers, { kind: "outcome", file: "f", line: 1, choices });
    return { fields: columns.map(({ field }) => field), codes: issues.map(({ code, received }) => `${code} ${received}`) };
  };
  const choice = (header: string, field: string | null): ColumnChoice => ({ header, field, kinds: ["outcome"] });

  it("guesses the headers that data teams use", () => {
    const of = (kind: "outcome" | "need", headers: readonly string[]) =>
      mapColumns(headers, { kind, file: "f", line: 1 }).columns.map(({ field }) => field);
    const outcome = ["成果编号", "成果名称", "所属高校", "技术领域", "所在地市", "成果简介", "技术成熟度"];
    expect(of("outcome", outcome)).toEqual(["id", "title", "organisation", "industries", "region", "abstract", "maturity"]);
    const need = ["需求编号", "需求名称", "需求描述", "企业名称", "技术领域", "所在地市"];
    expect(of("need", need)).toEqual(["id", "title", "description", "organisation", "industries", "region"]);
  });

  it("lets a choice go before a guess, and leaves out what was guessed, with a note", () => {
    expect(map(["编号", "成果名称", "内容"], [choice("内容", "title")])).toEqual({
      fields: ["id", "", "title"],
      codes: ["duplicate-column 成果名称"],
    });
  });

  it("leaves a column out where the choice is null, without a note", () => {
    expect(map(["编号", "成果名称"], [choice("成果名称", null)])).toEqual({ fields: ["id", ""], codes: [] });
  });

  it("knows a chosen header in any width, case and spacing, and ignores choices for other kinds", () => {
    const other: ColumnChoice = { header: "key", field: "name", kinds: ["organisation"] };
    expect(map(["Ｋ ey（必填）"], [choice("key", "id"), other])).toEqual({ fields: ["id"], codes: [] });
  });

  it("does not take a column for the id that a choice gave to another field", () => {
    expect(map(["编号"], [choice("编号", "title")]).codes).toEqual(["missing-column 编号"]);
  });
});

describe("choicesWithoutColumn", () => {
  it("finds the headers that no file of their kinds has", () => {
    const files = [
      { kind: "outcome" as const, columns: [{ header: "甲", field: "title" }] },
      { kind: "need" as const, columns: [] },
    ];
    const choices: ColumnChoice[] = [
      { header: "甲", field: "title", kinds: ["outcome", "need"] },
      { header: "甲", field: "title", kinds: ["need"] },
      { header: "乙", field: null, kinds: ["outcome"] },
    ];
    expect(choicesWithoutColumn(choices, files)).toEqual(choices.slice(1));
  });
});
