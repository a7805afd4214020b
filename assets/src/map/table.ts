/** The filtered rows as the table asks for them: a slice at a time, in the order it wants. */
import type { Tally } from "./crossfilter.ts";
import type { Coded, Evidence } from "./evidence.ts";
import { LIGHTS, UNKNOWN_MINUTE, isoDate } from "./evidence.ts";

/** One report or finding in codes; `row` is its number at the server. Missing is null. */
export interface Row {
  readonly row: number;
  readonly kind: string;
  readonly category: string;
  readonly date: string;
  /** "18:05" */
  readonly time: string | null;
  readonly area: string | null;
  readonly source: string;
  readonly status: string;
  readonly severity: number | null;
  readonly safe: boolean;
  /** Where and when it was, by the sun; null where the time of day is unknown. */
  readonly light: "dark" | "light" | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

export type SortColumn =
  | "date" | "time" | "kind" | "category" | "area" | "source" | "status" | "severity" | "safe" | "weekday" | "light";
export interface Sort {
  readonly column: SortColumn;
  readonly descending?: boolean;
}

/** A row's values; `row` must exist. */
export function readRow(evidence: Evidence, row: number): Row {
  const minute = evidence.minute[row]!;
  const located = evidence.located[row] === 1;
  return {
    row: evidence.numbers ? evidence.numbers[row]! : row,
    kind: code(evidence.kind, row),
    category: code(evidence.category, row),
    date: isoDate(evidence.day[row]!),
    time: minute === UNKNOWN_MINUTE ? null : `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
    area: code(evidence.area, row) || null,
    source: code(evidence.source, row),
    status: code(evidence.status, row),
    severity: evidence.severity[row] || null,
    safe: evidence.safe[row] === 1,
    light: LIGHTS[evidence.light[row]!] ?? null,
    lon: located ? degrees(evidence.lon[row]!) : null,
    lat: located ? degrees(evidence.lat[row]!) : null,
  };
}

/** The label people read for a code; what they see is what they expect to be sorted by. */
export type LabelOf = (column: "kind" | "category" | "area" | "source" | "status", code: string) => string;

/** Row numbers that pass, sorted; equal values stay in the order of time. Without `sort` the newest come first. */
export function sortedRows(
  evidence: Evidence, tally: Tally, sort: Sort | null, labelOf: LabelOf = (_, code) => code, language = "sv",
): Uint32Array {
  const rows = tally.rows.slice(0, tally.total);
  if (!sort) return rows.reverse();
  const keys = sortKeys(evidence, sort.column, labelOf, language);
  // a counting sort: every column is small whole numbers, and 100,000 rows take a few milliseconds
  let lowest = Infinity;
  let highest = -Infinity;
  for (const row of rows) {
    lowest = Math.min(lowest, keys(row));
    highest = Math.max(highest, keys(row));
  }
  if (rows.length === 0) return rows;
  const starts = new Uint32Array(highest - lowest + 2);
  const position = (row: number): number => (sort.descending ? highest - keys(row) : keys(row) - lowest);
  for (const row of rows) starts[position(row) + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[starts[position(row)]!++] = row;
  return sorted;
}

function sortKeys(
  evidence: Evidence, column: SortColumn, labelOf: LabelOf, language: string,
): (row: number) => number {
  if (column === "date") return (row) => evidence.day[row]!;
  if (column === "time") return (row) => evidence.minute[row]!;
  if (column === "severity") return (row) => evidence.severity[row]!;
  if (column === "safe") return (row) => evidence.safe[row]!;
  if (column === "weekday") return (row) => evidence.weekday[row]!;
  if (column === "light") return (row) => evidence.light[row]!;
  const { values, codes } = evidence[column];
  const labels = codes.map((each) => labelOf(column, each));
  const { compare } = new Intl.Collator(language);
  const alphabetical = codes.map((_, index) => index).sort((a, b) => compare(labels[a]!, labels[b]!));
  const order = new Uint32Array(codes.length);
  alphabetical.forEach((index, place) => (order[index] = place));
  return (row) => order[values[row]!]!;
}

function code(column: Coded<Uint8Array | Int16Array>, row: number): string {
  return column.codes[column.values[row]!] ?? "";
}

/** Five decimals are a metre, and as much as a 32-bit number holds. */
function degrees(value: number): number {
  return Number(value.toFixed(5));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
