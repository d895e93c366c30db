import writeExcelFile, { type CellObject } from "write-excel-file/node";
import {
  getCellAddress,
  getClosingTagMarkup,
  getOpeningTagMarkup,
  getOrderOfSiblings,
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
} from "write-excel-file/utility";
import type { Cell } from "./csv-text.js";
import { textWidth } from "./text-table.js";
import { fixZipTimes } from "./zip-times.js";

/** A cell of the same workbook to go to. Rows count from 1, the header's. */
export interface SheetLink {
  readonly sheet: string;
  readonly row: number;
}

export interface LinkedCell {
  readonly value: string | number;
  readonly link: SheetLink;
}

export interface SheetColumn {
  readonly header: string | LinkedCell;
  /** In characters. */
  readonly width: number;
  /** How numbers look, such as `COUNT_FORMAT`; what they are does not change. The header stands over them, to the right. */
  readonly format?: string;
  /** Where numbers and texts stand in one column: all of them to the left. */
  readonly align?: "left";
  /** Long texts are broken into lines. */
  readonly wraps?: true;
}

/** A table on a sheet of its own: a header that stays in sight and filters, rows below it. */
export interface Sheet {
  /** At most 31 characters, none of `[]/\:*?`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: ReadonlyArray<ReadonlyArray<Cell | LinkedCell>>;
}

/** Numbers that keep a little away from what is to their right: a text begins where they end. */
export const COUNT_FORMAT = "0_)";
export const SCORE_FORMAT = "0.00_)";

/** Most characters of a cell, and most links of a sheet, that Excel opens without complaint. */
const MAX_TEXT = 32_767;
const MAX_LINKS = 65_530;

/** Light, as spreadsheets give links a dark colour of their own. */
const HEADER_STYLE = { fontWeight: "bold", backgroundColor: "#DCE6F1", alignVertical: "center", wrap: true } as const;
/** Points of a line, and lines of a row that may be shown. */
const LINE_HEIGHT = 15;
const MAX_LINES = 20;
/** Characters that are still read on a page across: about two thirds of their size. */
const PAGE_WIDTH = 200;
/** Beside cells of several lines. */
const ROW_STYLE = { alignVertical: "top" } as const;
const FONT = getSelfClosingTagMarkup("name", { val: "Calibri" }) + getSelfClosingTagMarkup("sz", { val: 11 });
const SHEET_ORDER = getOrderOfSiblings("xl/worksheets/sheet{id}.xml", "worksheet")!;
const LINK_STYLE = { textColor: "#0563C1", textDecoration: { underline: true } } as const;

/**
 * Sheets as an Excel workbook. Texts stay texts whatever they begin with, numbers stay numbers; the same sheets give the same bytes, as the
 * file holds no date. Links beyond the 65,530th of a sheet are left out, and what is longer than a cell may be is cut.
 */
export async function xlsxBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const links = sheets.map(linksOf);
  const data = sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    orientation: "landscape" as const,
    columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ header, format, width }) => ({
        value: isLinked(header) ? header.value : header,
        ...HEADER_STYLE,
        ...heightOf(isLinked(header) ? header.value : header, width),
        ...(format === undefined ? {} : { align: "right" as const, indent: 1 }),
      })),
      ...rows.map((row) => row.map((cell, at) => bodyCell(cell, columns[at]!, rowStyleOf(columns)))),
    ],
  }));
  const whatTheLibraryLeavesOut: Feature = {
    files: {
      transform: {
        "xl/styles.xml": { transform: withOneFont },
        "xl/workbook.xml": { transform: (xml) => xml.replace("<definedNames/>", repeatedHeaders(sheets)) },
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml, _options, { sheetIndex }) =>
            laidOut(withFilterAndLinks(xml, sheets[sheetIndex]!, links[sheetIndex]!), sheets[sheetIndex]!),
        },
      },
    },
  };
  const bytes = await writeExcelFile(data, { features: [whatTheLibraryLeavesOut] }).toBuffer();
  fixZipTimes(bytes);
  return bytes;
}

/** What may change the parts of a file as they are written, by the library's function for several sheets. */
type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>["features"]>[number];

function isLinked(cell: Cell | LinkedCell): cell is LinkedCell {
  return typeof cell === "object";
}

function rowStyleOf(columns: readonly SheetColumn[]): object {
  return columns.some(({ wraps }) => wraps) ? ROW_STYLE : {};
}

/** A cell without a style is its value alone: there are many, and each object costs time and memory. */
function bodyCell(
  cell: Cell | LinkedCell,
  { format, align, wraps, width }: SheetColumn,
  rowStyle: object,
): CellObject | string | number | null {
  const value = isLinked(cell) ? cell.value : cell;
  if (value === undefined || value === "") return null;
  const style = {
    ...rowStyle,
    ...(isLinked(cell) ? LINK_STYLE : {}),
    ...(format !== undefined && typeof value === "number" ? { format } : {}),
    ...(align === undefined ? {} : { align }),
    ...(wraps === true ? { wrap: true, ...heightOf(value, width) } : {}),
  };
  const shown = typeof value === "string" ? safeText(value) : value;
  return Object.keys(style).length === 0 ? shown : { value: shown, ...style };
}

/** The height of a row whose text takes several lines; programs make room for one line of themselves. */
function heightOf(value: string | number, width: number): { readonly height?: number } {
  const lines = String(value)
    .split("\n", MAX_LINES)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line.slice(0, width * MAX_LINES)) / width)), 0);
  return lines === 1 ? {} : { height: LINE_HEIGHT * Math.min(lines, MAX_LINES) };
}

function safeText(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
  // The library finds texts again by looking them up in an object, which has these from birth.
  return cut in Object.prototype ? `${cut} ` : cut;
}

/**
 * The library gives a font to every cell or to none, and a workbook without one is shown in another by each program; what has no style of
 * its own gets it from the style that all are made of.
 */
function withOneFont(xml: string): string {
  return xml
    .replaceAll("<font>", `<font>${FONT}`)
    .replaceAll('<scheme val="minor"/>', "")
    .replace("<cellXfs", '<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs><cellXfs')
    .replace("</cellXfs>", '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>');
}

/**
 * Rows as high as their letters, which LibreOffice else takes for smaller ones. On paper a table is as wide as the page, or as several where its
 * letters would be too small.
 */
function laidOut(xml: string, sheet: Sheet): string {
  const format = getSelfClosingTagMarkup("sheetFormatPr", { defaultRowHeight: LINE_HEIGHT });
  const properties =
    getOpeningTagMarkup("sheetPr") + getSelfClosingTagMarkup("pageSetUpPr", { fitToPage: 1 }) + getClosingTagMarkup("sheetPr");
  return [format, properties]
    .reduce((before, element) => insertElementMarkupAccordingToOrderOfSiblings(before, element, SHEET_ORDER, "worksheet"), xml)
    .replace("<pageSetup ", `<pageSetup fitToWidth="${pagesAcross(sheet)}" fitToHeight="0" `);
}

function pagesAcross({ columns }: Sheet): number {
  return Math.ceil(columns.reduce((sum, { width }) => sum + width, 0) / PAGE_WIDTH);
}

/** Each page begins with the header, and where a row goes on over several pages with its first cell. */
function repeatedHeaders(sheets: readonly Sheet[]): string {
  const names = sheets.map((sheet, localSheetId) => {
    const name = inXml(quotedSheet(sheet.name));
    const repeated = pagesAcross(sheet) > 1 ? `${name}!$A:$A,${name}!$1:$1` : `${name}!$1:$1`;
    return getOpeningTagMarkup("definedName", { name: "_xlnm.Print_Titles", localSheetId }) + repeated + getClosingTagMarkup("definedName");
  });
  return getOpeningTagMarkup("definedNames") + names.join("") + getClosingTagMarkup("definedNames");
}

/** A sheet's name as formulas and links write it. */
function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function inXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function linksOf({ columns, rows }: Sheet): string {
  const pieces: string[] = [];
  [columns.map(({ header }) => header), ...rows].forEach((cells, row) =>
    cells.forEach((cell: Cell | LinkedCell, column) => {
      if (!isLinked(cell) || pieces.length >= MAX_LINKS) return;
      const location = `${quotedSheet(cell.link.sheet)}!A${cell.link.row}`;
      pieces.push(getSelfClosingTagMarkup("hyperlink", { ref: getCellAddress(row, column), location, display: String(cell.value) }));
    }),
  );
  return pieces.length === 0 ? "" : getOpeningTagMarkup("hyperlinks") + pieces.join("") + getClosingTagMarkup("hyperlinks");
}

function withFilterAndLinks(xml: string, { columns, rows }: Sheet, links: string): string {
  const filter = getSelfClosingTagMarkup("autoFilter", { ref: `A1:${getCellAddress(rows.length, columns.length - 1)}` });
  const filtered = insertElementMarkupAccordingToOrderOfSiblings(xml, filter, SHEET_ORDER, "worksheet");
  return links === "" ? filtered : insertElementMarkupAccordingToOrderOfSiblings(filtered, links, SHEET_ORDER, "worksheet");
}
