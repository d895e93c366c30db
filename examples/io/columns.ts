import type { Factor, FirmSize, OrganisationKind } from "alliance-match";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { RecordKind } from "./record-file.js";

/** One column of a delimited file: its header, and the field it was taken for (`undefined`: none). */
export interface ColumnMapping {
  readonly header: string;
  readonly field: string | undefined;
}

/** What a person says of one column, whatever would be guessed of it. */
export interface ColumnChoice {
  readonly header: string;
  /** Field of the record; `null` leaves the column out. */
  readonly field: string | null;
  /** The kinds of files that it is said of. */
  readonly kinds: readonly RecordKind[];
}

type Aliases = Readonly<Record<string, readonly string[]>>;

const SHARED: Aliases = {
  keywords: ["关键词", "关键字", "keyword", "tags"],
  industries: ["技术领域", "所属领域", "领域", "行业", "所属行业", "行业代码", "industry", "sector code", "field"],
  region: ["所在地", "所在地市", "所在地区", "地区", "地区代码", "行政区划", "行政区划代码", "region code", "location"],
  factors: ["要素", "创新要素", "合作要素", "factor"],
  maturity: ["成熟度", "技术成熟度", "trl", "readiness"],
  embedding: ["向量", "vector"],
};

/** Usual headers by field, most telling first: where two columns mean one field, the earlier alias wins. */
export const COLUMN_ALIASES: Readonly<Record<RecordKind, Aliases>> = {
  outcome: {
    ...SHARED,
    seeks: ["所求要素", "寻求要素", "合作诉求"],
    id: ["成果编号", "编号", "序号", "项目编号", "outcome id", "no", "number"],
    title: ["成果名称", "项目名称", "技术名称", "名称", "标题", "题目", "name"],
    abstract: ["成果简介", "成果摘要", "摘要", "简介", "成果介绍", "项目简介", "内容", "description", "summary"],
    organisation: ["所属高校", "高校", "高校名称", "完成单位", "所属单位", "单位", "单位编号", "university", "organization"],
  },
  need: {
    ...SHARED,
    brings: ["可提供要素", "自带要素"],
    id: ["需求编号", "编号", "序号", "项目编号", "need id", "no", "number"],
    title: ["需求名称", "需求标题", "技术需求名称", "名称", "标题", "题目", "name"],
    description: ["需求描述", "需求内容", "需求简介", "技术需求", "描述", "内容", "简介", "abstract", "summary"],
    organisation: ["企业名称", "需求单位", "所属企业", "企业", "单位", "单位名称", "单位编号", "enterprise", "company", "organization"],
    parts: ["需求分解", "子需求"],
    visibility: ["可见范围"],
  },
  organisation: {
    id: ["单位编号", "编号", "序号", "organisation id", "organization id", "no", "number"],
    name: ["单位名称", "高校名称", "企业名称", "名称", "单位", "title"],
    kind: ["单位类型", "类型", "单位性质", "type"],
    region: SHARED["region"]!,
    industries: SHARED["industries"]!,
    size: ["企业规模", "规模", "firm size"],
    sector: ["产业", "三次产业"],
    partners: ["合作单位", "合作伙伴", "合作单位编号"],
  },
};

const LIST_FIELDS: ReadonlySet<string> = new Set(["keywords", "industries", "factors", "seeks", "brings", "partners"]);
const FACTOR_FIELDS: ReadonlySet<string> = new Set(["factors", "seeks", "brings"]);
const JSON_FIELDS: ReadonlySet<string> = new Set(["parts", "visibility", "embedding"]);
/** As the library separates a list that came as one text; done here, a list in a cell is no issue. */
const LIST_SEPARATORS = /[;；、,，|\n]+/;

const FACTOR_NAMES: Readonly<Record<string, Factor>> = {
  技术: "technology",
  成果: "achievement",
  资金: "funding",
  人才: "talent",
  知识产权: "intellectual-property",
};
const KIND_NAMES: Readonly<Record<string, OrganisationKind>> = {
  高校: "university",
  大学: "university",
  学校: "university",
  企业: "enterprise",
  公司: "enterprise",
  政府: "government",
  中介: "intermediary",
  中介机构: "intermediary",
};
const SIZE_NAMES: Readonly<Record<string, FirmSize>> = { 微型: "micro", 小型: "small", 中型: "medium", 大型: "large" };

/** Headers as people vary them: width, case, spaces, underscores and a trailing unit or remark in brackets. */
function plainHeader(header: string): string {
  return header
    .normalize("NFKC")
    .replace(/\([^()]*\)\s*$/, "")
    .replace(/[\s_*:-]+/g, "")
    .toLowerCase();
}

/** Whether two headers differ only as people vary them. */
export function isSameHeader(a: string, b: string): boolean {
  return plainHeader(a) === plainHeader(b);
}

/** Letters of a column as spreadsheets name it. @param column from 0. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / LETTERS);
  return (before === 0 ? "" : columnLetters(before - 1)) + String.fromCharCode("A".charCodeAt(0) + (column % LETTERS));
}

const LETTERS = 26;
/** Characters of a row that a message quotes. */
const MAX_SHOWN = 200;

export interface MappingOptions {
  readonly kind: RecordKind;
  readonly file: string;
  /** Where the header stands. */
  readonly line: number;
  /** Columns (from 0) that hold structs or maps, and what they are. */
  readonly nested?: ReadonlyMap<number, string> | undefined;
  /** What is said of columns; it goes before what would be guessed. */
  readonly choices?: readonly ColumnChoice[] | undefined;
}

/**
 * Which column is which field: as it was chosen, else by the field's own name, else by its aliases. A column that means nothing keeps
 * its header, so that the library can name it; of two columns for one field the chosen one, or the more telling alias, wins, and the
 * other is left out and noted; so is the second of two unknown columns of one name. A column without header is left out, and a nested one
 * where its field is a text. Without an
 * id column the file is refused.
 */
export function mapColumns(
  headers: readonly string[],
  { kind, file, line, nested = new Map(), choices = [] }: MappingOptions,
): { readonly columns: readonly ColumnMapping[]; readonly issues: readonly IoIssue[] } {
  const plain = headers.map(plainHeader);
  const columnsOf = (names: readonly string[]): number[] =>
    names.flatMap((name) => plain.flatMap((header, at) => (header === plainHeader(name) ? [at] : [])));
  const fieldByColumn: Array<string | undefined> = headers.map(() => undefined);
  const chosen = new Set<string>();
  const issues: IoIssue[] = [];
  const leaveOut = (columns: Iterable<number>, expected: string): void => {
    for (const at of columns) {
      fieldByColumn[at] = "";
      issues.push(createIoIssue("duplicate-column", { file, line, column: columnLetters(at), received: headers[at]!, expected }));
    }
  };
  for (const { header, field, kinds } of choices) {
    const [first, ...others] = kinds.includes(kind) ? columnsOf([header]) : [];
    if (first === undefined) continue;
    fieldByColumn[first] = field ?? "";
    if (field !== null) chosen.add(field);
    leaveOut(others, field ?? header);
  }
  for (const [field, aliases] of Object.entries(COLUMN_ALIASES[kind])) {
    const free = [...new Set(columnsOf([field, ...aliases]))].filter((at) => fieldByColumn[at] === undefined);
    const [first, ...others] = free;
    if (first === undefined) continue;
    if (!chosen.has(field)) fieldByColumn[first] = field;
    leaveOut(chosen.has(field) ? free : others, field);
  }
  for (const [at, received] of nested) {
    const field = fieldByColumn[at];
    if (field === undefined || field === "" || JSON_FIELDS.has(field)) continue;
    fieldByColumn[at] = "";
    issues.push(createIoIssue("nested-column", { file, line, column: headers[at]!, received, expected: field }));
  }
  plain.forEach((header, at) => {
    if (fieldByColumn[at] !== undefined) return;
    if (header === "") fieldByColumn[at] = "";
    else if (plain.indexOf(header) < at) leaveOut([at], headers[at]!);
  });
  if (fieldByColumn.every((field) => field === undefined || field === "") && choices.length === 0) {
    const received = headers.join(", ").slice(0, MAX_SHOWN);
    issues.push(createIoIssue("no-header", { file, line, received }));
  } else if (!fieldByColumn.includes("id")) {
    const expected = ["id", ...COLUMN_ALIASES[kind]["id"]!].join(", ");
    issues.push(createIoIssue("missing-column", { file, line, received: headers.join(", "), expected }));
  }
  return { columns: headers.map((header, at) => ({ header, field: fieldByColumn[at] })), issues };
}

/**
 * A row of cells as a record. Empty cells are absent fields; columns without a field keep their header as the key. What is no text
 * (a list or an object of a format that has them) goes to the library as it is.
 */
export function recordFromCells(columns: readonly ColumnMapping[], cells: readonly unknown[]): Record<string, unknown> {
  const entries: Array<readonly [string, unknown]> = [];
  columns.forEach(({ header, field }, at) => {
    const cell = cells[at];
    if (cell === null || cell === undefined || field === "") return;
    if (typeof cell !== "string") {
      const isTexts = Array.isArray(cell) && cell.every((item) => typeof item === "string");
      const value = isTexts && field !== undefined && LIST_FIELDS.has(field) ? readListCell(field, cell) : cell;
      entries.push([field ?? header, value]);
      return;
    }
    const text = cell.trim();
    if (text !== "") entries.push(field === undefined ? [header, text] : [field, readCell(field, text)]);
  });
  return Object.fromEntries(entries);
}

/** What a cell says; what cannot be understood stays text, and the library says what is wrong with it. */
function readCell(field: string, cell: string): unknown {
  if (LIST_FIELDS.has(field)) return readListCell(field, cell.split(LIST_SEPARATORS));
  if (JSON_FIELDS.has(field)) return readJsonCell(cell);
  if (field === "maturity") return /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
  if (field === "kind") return KIND_NAMES[cell] ?? cell;
  if (field === "size") return SIZE_NAMES[cell] ?? cell;
  return cell;
}

function readListCell(field: string, parts: readonly string[]): readonly string[] {
  const items = parts.map((item) => item.trim()).filter((item) => item !== "");
  return FACTOR_FIELDS.has(field) ? items.map((item) => FACTOR_NAMES[item] ?? item) : items;
}

function readJsonCell(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}
