/**
 * All evidence of a municipality as columns in memory: one typed array per property, one row per report or finding.
 *
 * A row number is the row's index in the answer it came from. What every filter
 * asks for again (hour, month, weekday) is derived once, when the columns arrive.
 */

/** Index of each in the column `light`. */
export const LIGHTS = [null, "dark", "light"] as const;
export const UNKNOWN_MINUTE = 65535;
/** Hour of a row whose time of day nobody wrote down. */
export const UNKNOWN_HOUR = 255;

const MS_PER_DAY = 86_400_000;
// dates outside these are damaged input; they would also make the month table below unreasonably long
const FIRST_DAY = dayNumber("1800-01-01");
const LAST_DAY = dayNumber("2200-01-01");

/** A column of codes: `values[row]` is a position in `codes`. */
export interface Coded<T extends Uint8Array | Int16Array> {
  readonly values: T;
  readonly codes: readonly string[];
}

/** The columns as the server sends them; all arrays have `length` elements. */
export interface Columns {
  readonly length: number;
  readonly version: string;
  readonly municipality: string;
  readonly kind: Coded<Uint8Array>;
  readonly category: Coded<Uint8Array>;
  /** Degrees, WGS84; NaN where nobody could say where it was. */
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  /** Local date as days since 1970-01-01. */
  readonly day: Int32Array;
  /** Local minute of the day, 0-1439; UNKNOWN_MINUTE where unknown. */
  readonly minute: Uint16Array;
  /** Code "" is outside every area, or not located. */
  readonly area: Coded<Int16Array>;
  readonly source: Coded<Uint8Array>;
  readonly status: Coded<Uint8Array>;
  /** 0 unknown, 1-3. */
  readonly severity: Uint8Array;
  /** 1 where somebody called the place safe. */
  readonly safe: Uint8Array;
  /** 0 unknown, 1 dark, 2 light. */
  readonly light: Uint8Array;
  /** Numbers of the rows at the server, where these are only some of all; null where a row's index is its number. */
  readonly numbers: Uint32Array | null;
}

export interface Evidence extends Columns {
  /** 0-23, or UNKNOWN_HOUR. */
  readonly hour: Uint8Array;
  /** Position in `months`. */
  readonly month: Uint16Array;
  /** Every month from the first row's to the last row's, also those without rows: "2016-01". */
  readonly months: readonly string[];
  /** 0 is Monday. */
  readonly weekday: Uint8Array;
  /** 1 where lon and lat are known. */
  readonly located: Uint8Array;
}

/** Days since 1970-01-01 of an ISO date; NaN when it is no date. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
}

/** ISO date of a number of days since 1970-01-01. */
export function isoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Months counted from year 0, so that neighbouring months are neighbouring numbers. */
function monthNumber(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function isoMonth(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/**
 * Columns with everything derived from them.
 * Throws RangeError when a date is outside 1800-2199, or columns differ in length.
 */
export function derive(columns: Columns): Evidence {
  checkLengths(columns);
  const { length, day, minute, lon, lat } = columns;
  let first = Infinity;
  let last = -Infinity;
  for (let row = 0; row < length; row++) {
    const d = day[row]!;
    if (d < first) first = d;
    if (d > last) last = d;
  }
  if (length > 0 && (first < FIRST_DAY || last >= LAST_DAY)) {
    throw new RangeError(`evidence has dates from ${first} to ${last} days since 1970; they must lie in 1800-2199`);
  }
  const { months, monthOfDay } = monthTable(first, last);
  const month = new Uint16Array(length);
  const weekday = new Uint8Array(length);
  const hour = new Uint8Array(length);
  const located = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const d = day[row]!;
    month[row] = monthOfDay[d - first]!;
    weekday[row] = (((d + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
    const m = minute[row]!;
    hour[row] = m < 1440 ? (m / 60) | 0 : UNKNOWN_HOUR;
    located[row] = Number.isNaN(lon[row]!) || Number.isNaN(lat[row]!) ? 0 : 1;
  }
  return { ...columns, hour, month, months, weekday, located };
}

const NO_CODES = { values: new Uint8Array(0), codes: [] };

export const NO_EVIDENCE: Evidence = derive({
  length: 0, version: "", municipality: "", kind: NO_CODES, category: NO_CODES, lon: new Float32Array(0),
  lat: new Float32Array(0), day: new Int32Array(0), minute: new Uint16Array(0), area: { values: new Int16Array(0), codes: [] },
  source: NO_CODES, status: NO_CODES, severity: new Uint8Array(0), safe: new Uint8Array(0), light: new Uint8Array(0), numbers: null,
});

function monthTable(first: number, last: number): { months: string[]; monthOfDay: Uint16Array } {
  if (last < first) return { months: [], monthOfDay: new Uint16Array(0) };
  const start = monthNumber(first);
  const months: string[] = [];
  for (let number = start; number <= monthNumber(last); number++) months.push(isoMonth(number));
  const monthOfDay = new Uint16Array(last - first + 1);
  for (let d = first; d <= last; d++) monthOfDay[d - first] = monthNumber(d) - start;
  return { months, monthOfDay };
}

function checkLengths(columns: Columns): void {
  const { kind, category, lon, lat, day, minute, area, source, status, severity, safe, light } = columns;
  const arrays = {
    kind: kind.values, category: category.values, lon, lat, day, minute, area: area.values, source: source.values,
    status: status.values, severity, safe, light,
  };
  for (const [name, array] of Object.entries({ ...arrays, ...(columns.numbers ? { row: columns.numbers } : {}) })) {
    if (array.length !== columns.length) {
      throw new RangeError(`evidence column ${name} has ${array.length} rows of ${columns.length}`);
    }
  }
}
