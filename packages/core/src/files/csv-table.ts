/** A CSV file as rows under named columns, whatever delimiter it was saved with and whatever stands above its header. */
import Papa from "papaparse";
import { columnKey, fileKinds, requiredColumns, type FileKind } from "./file-kinds.ts";

export interface TableRow {
  /** As a spreadsheet counts it: 1 is the first row of the file. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly kind: FileKind;
  /** The rows below the header that aren't blank. */
  readonly rows: readonly TableRow[];
  /** True where the file has this column, given by its `columnKey`. */
  has(column: string): boolean;
  /** Reads a column, trimmed; "" where the row or the file doesn't have it. */
  column(column: string): (row: TableRow) => string;
  /** The row whose quotation mark never closes: everything below it came out as one cell. */
  readonly unclosedQuoteRow?: number;
}

/** Enough for a preamble of a few lines; LinkedIn's own has three. */
const headerRowsMax = 10;
const headerCharsMax = 40_000;

/** Where a header was found, and as what. */
interface Header {
  readonly kind: FileKind;
  readonly delimiter: string;
  readonly rowIndex: number;
  readonly columns: ReadonlyMap<string, number>;
}

/**
 * Finds the header row in the first ten, for the expected kind first, else for any kind a header
 * alone can tell. Undefined where there is none.
 */
export function readTable(text: string, expected: FileKind | undefined): Table | undefined {
  const header = findHeader(text, expected);
  if (header === undefined) return undefined;
  const parsed = Papa.parse<string[]>(text, { header: false, delimiter: header.delimiter, newline: "\n" });
  const rows: TableRow[] = [];
  for (let index = header.rowIndex + 1; index < parsed.data.length; index += 1) {
    const cells = parsed.data[index] ?? [];
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ number: index + 1, cells });
  }
  const unclosed = parsed.errors.find((error) => error.code === "MissingQuotes")?.row;
  return {
    kind: header.kind,
    rows,
    has: (column) => header.columns.has(column),
    column: (column) => {
      const index = header.columns.get(column);
      return index === undefined ? () => "" : (row) => (row.cells[index] ?? "").trim();
    },
    ...(unclosed === undefined ? {} : { unclosedQuoteRow: unclosed + 1 }),
  };
}

function findHeader(text: string, expected: FileKind | undefined): Header | undefined {
  const start = text.slice(0, headerCharsMax);
  for (const delimiter of [",", ";", "\t"]) {
    const { data } = Papa.parse<string[]>(start, { header: false, delimiter, newline: "\n", preview: headerRowsMax });
    for (const [rowIndex, cells] of data.entries()) {
      const columns = columnsOf(cells);
      const kind = kindOf(columns, expected);
      if (kind !== undefined) return { kind, delimiter, rowIndex, columns };
    }
  }
  return undefined;
}

/** Of columns with one name the first counts. */
function columnsOf(cells: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const key = columnKey(cell);
    if (key !== "" && !columns.has(key)) columns.set(key, index);
  }
  return columns;
}

function kindOf(columns: ReadonlyMap<string, number>, expected: FileKind | undefined): FileKind | undefined {
  const fits = (kind: FileKind): boolean => requiredColumns.get(kind)?.every((column) => columns.has(column)) ?? false;
  if (expected !== undefined && fits(expected)) return expected;
  // A recommendation's direction stands in the file's name only, so its header alone says too little.
  return fileKinds.find((kind) => !kind.startsWith("recommendations") && fits(kind));
}
