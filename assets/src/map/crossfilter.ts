/**
 * From a view to every number on the page: one pass over the columns.
 *
 * Map, charts, list and table all read the outcome of the same pass, so that they can never disagree.
 */
import type { Evidence } from "./evidence.ts";
import { LIGHTS, UNKNOWN_HOUR, dayNumber } from "./evidence.ts";
import type { Surface } from "./geometry.ts";
import { boxOf, containment } from "./geometry.ts";
import type { Corner, View } from "./view.ts";

/** The part of a view that decides which rows count. */
export type Filter = Pick<
  View,
  "from" | "until" | "hours" | "categories" | "kinds" | "experience" | "areas" | "statuses" | "sources" | "weekdays" | "light"
  | "within"
>;

/** Index of the hotspot each row lies in, -1 for none; `count` hotspots. */
export interface Membership {
  readonly hotspot: Int32Array;
  readonly count: number;
}

/**
 * Rows that pass, and how many of them by what. The arrays are positioned like the codes of their column.
 * They are overwritten by the next pass over the same Crossfilter.
 */
export interface Tally {
  readonly total: number;
  readonly located: number;
  /** 1 where the row passes. */
  readonly mask: Uint8Array;
  /** Row numbers that pass, ascending; `total` of them count. */
  readonly rows: Uint32Array;
  /** Row numbers that pass and have a position; `located` of them count. */
  readonly locatedRows: Uint32Array;
  readonly byKind: Uint32Array;
  readonly byCategory: Uint32Array;
  readonly byStatus: Uint32Array;
  readonly bySource: Uint32Array;
  readonly byMonth: Uint32Array;
  /** Position: weekday * WEEK_HOURS + hour; the hour may be UNKNOWN_HOUR. */
  readonly byWeekHour: Uint32Array;
  /** The same, under all of the filter but what it says of just that: the period, or weekdays and hours together. */
  readonly openCategory: Uint32Array;
  readonly openStatus: Uint32Array;
  readonly openSource: Uint32Array;
  readonly openMonth: Uint32Array;
  readonly openWeekHour: Uint32Array;
  /** Position: area * number of kinds + kind. */
  readonly byAreaKind: Uint32Array;
  /** Position: hotspot * number of kinds + kind. */
  readonly byHotspotKind: Uint32Array;
}

export const WEEK_HOURS = 256;
/** In what a row may fail: those with a chart of their own, and all others together. */
const CATEGORY = 1;
const STATUS = 2;
const SOURCE = 4;
const PERIOD = 8;
const WEEK = 16;
const OTHER = 128;

/** Which hotspot each located row lies in: the first one whose outline contains it, so in one at most. */
export function membership(evidence: Evidence, outlines: readonly Surface[]): Membership {
  const { length, lon, lat } = evidence;
  const bands = bandsOf(evidence);
  const hotspot = new Int32Array(length).fill(-1);
  outlines.forEach((outline, index) => {
    const box = boxOf([outline]);
    if (!box) return;
    const [west, south, east, north] = box;
    const contains = containment(outline);
    const last = bands.starts[bands.of(north) + 1]!;
    for (let i = bands.starts[bands.of(south)]!; i < last; i++) {
      const row = bands.rows[i]!;
      const x = lon[row]!;
      const y = lat[row]!;
      if (x >= west && x <= east && y >= south && y <= north && hotspot[row] === -1 && contains(x, y)) {
        hotspot[row] = index;
      }
    }
  });
  return { hotspot, count: outlines.length };
}

/** Located rows by bands of latitude: those of band b stand in `rows` from `starts[b]` up to `starts[b + 1]`. */
interface Bands {
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
  /** The band of a latitude; of what lies beyond all rows the first or last. */
  of(lat: number): number;
}

const BANDS = 4096;
/** Outlines change with every selection, the rows' places do not: put in order once. */
const BANDS_OF = new WeakMap<Evidence, Bands>();

function bandsOf(evidence: Evidence): Bands {
  const known = BANDS_OF.get(evidence);
  if (known) return known;
  const { length, lat, located } = evidence;
  let south = Infinity;
  let north = -Infinity;
  for (let row = 0; row < length; row++) {
    if (located[row] === 0) continue;
    south = Math.min(south, lat[row]!);
    north = Math.max(north, lat[row]!);
  }
  // a single place has no extent; any height puts it in the first band
  const scale = BANDS / Math.max(north - south, 1e-9);
  const of = (at: number): number => Math.max(0, Math.min(BANDS - 1, Math.floor((at - south) * scale)));
  const starts = new Uint32Array(BANDS + 1);
  for (let row = 0; row < length; row++) if (located[row] === 1) starts[of(lat[row]!) + 1]!++;
  for (let band = 0; band < BANDS; band++) starts[band + 1]! += starts[band]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[BANDS]!);
  for (let row = 0; row < length; row++) if (located[row] === 1) rows[next[of(lat[row]!)]!++] = row;
  const made = { rows, starts, of };
  BANDS_OF.set(evidence, made);
  return made;
}

export const NO_MEMBERSHIP: Membership = { hotspot: new Int32Array(0), count: 0 };

/** By code: 0 where a row with this code may pass, otherwise `fails`. An empty list lets all pass. */
function failing(codes: readonly string[], chosen: readonly string[], fails: number): Uint8Array {
  const flags = new Uint8Array(Math.max(256, codes.length));
  if (chosen.length > 0) codes.forEach((code, index) => (flags[index] = chosen.includes(code) ? 0 : fails));
  return flags;
}

function failingHours(hours: Filter["hours"]): Uint8Array {
  const flags = new Uint8Array(256);
  if (!hours) return flags;
  const { from, until } = hours;
  for (let hour = 0; hour < 24; hour++) {
    const inside = from < until ? hour >= from && hour < until : hour >= from || hour < until;
    flags[hour] = inside ? 0 : WEEK;
  }
  // RULE 1: whose time of day nobody knows is not in any band of hours
  flags[UNKNOWN_HOUR] = WEEK;
  return flags;
}

/** The same rows by other hotspots, without another pass over those that do not count. */
export function byOtherHotspots(evidence: Evidence, tally: Tally, members: Membership): Tally {
  const kinds = Math.max(1, evidence.kind.codes.length);
  const byHotspotKind = new Uint32Array(members.count * kinds);
  for (let i = 0; i < tally.located; i++) {
    const row = tally.locatedRows[i]!;
    const hotspot = members.hotspot[row]!;
    if (hotspot >= 0) byHotspotKind[hotspot * kinds + evidence.kind.values[row]!]!++;
  }
  return { ...tally, byHotspotKind };
}

export class Crossfilter {
  readonly #evidence: Evidence;
  readonly #mask: Uint8Array;
  readonly #rows: Uint32Array;
  readonly #located: Uint32Array;
  #ring: { readonly corners: string; readonly inside: Uint8Array } | null = null;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    this.#mask = new Uint8Array(evidence.length);
    this.#rows = new Uint32Array(evidence.length);
    this.#located = new Uint32Array(evidence.length);
  }

  /** Counts the rows that pass. `members` must be of the same evidence, or NO_MEMBERSHIP. */
  count(filter: Filter, members: Membership = NO_MEMBERSHIP): Tally {
    const evidence = this.#evidence;
    const mask = this.#mask;
    const rows = this.#rows;
    const locatedRows = this.#located;
    // locals: the loop below runs a million times, and a property costs more than a variable
    const { length, day, month, weekday, hour, located, safe, light } = evidence;
    const kind = evidence.kind.values;
    const category = evidence.category.values;
    const status = evidence.status.values;
    const source = evidence.source.values;
    const area = evidence.area.values;
    const hotspot = members.count > 0 ? members.hotspot : null;

    const kinds = Math.max(1, evidence.kind.codes.length);
    const firstDay = filter.from === null ? -Infinity : dayNumber(filter.from);
    const lastDay = filter.until === null ? Infinity : dayNumber(filter.until);
    const kindFails = failing(evidence.kind.codes, filter.kinds, OTHER);
    const categoryFails = failing(evidence.category.codes, filter.categories, CATEGORY);
    const statusFails = failing(evidence.status.codes, filter.statuses, STATUS);
    const sourceFails = failing(evidence.source.codes, filter.sources, SOURCE);
    const areaFails = failing(evidence.area.codes, filter.areas, OTHER);
    const hourFails = failingHours(filter.hours);
    const weekdayFails = Uint8Array.from({ length: 7 }, (_, at) =>
      filter.weekdays.length === 0 || filter.weekdays.includes(at + 1) ? 0 : WEEK);
    const lightFails = Uint8Array.from(LIGHTS, (one) => (filter.light === null || filter.light === one ? 0 : OTHER));
    const { experience } = filter;
    const safeFails = Uint8Array.of(experience === "safe" ? OTHER : 0, experience === "unsafe" ? OTHER : 0);
    const inside = filter.within.length > 0 ? this.#inside(filter.within) : null;

    const byKind = new Uint32Array(evidence.kind.codes.length);
    const byCategory = new Uint32Array(evidence.category.codes.length);
    const byStatus = new Uint32Array(evidence.status.codes.length);
    const bySource = new Uint32Array(evidence.source.codes.length);
    const byMonth = new Uint32Array(evidence.months.length);
    const byWeekHour = new Uint32Array(7 * WEEK_HOURS);
    // first what fails in one thing alone; what passes comes to it below
    const openCategory = new Uint32Array(byCategory.length);
    const openStatus = new Uint32Array(byStatus.length);
    const openSource = new Uint32Array(bySource.length);
    const openMonth = new Uint32Array(byMonth.length);
    const openWeekHour = new Uint32Array(byWeekHour.length);
    const byAreaKind = new Uint32Array(evidence.area.codes.length * kinds);
    const byHotspotKind = new Uint32Array(members.count * kinds);

    let total = 0;
    let withPosition = 0;
    for (let row = 0; row < length; row++) {
      const k = kind[row]!;
      const c = category[row]!;
      const h = hour[row]!;
      const a = area[row]!;
      const d = day[row]!;
      const w = weekday[row]!;
      const s = status[row]!;
      const from = source[row]!;
      let fails =
        kindFails[k]! | categoryFails[c]! | statusFails[s]! | sourceFails[from]! | hourFails[h]! | weekdayFails[w]! |
        areaFails[a]! | safeFails[safe[row]!]! | lightFails[light[row]!]!;
      if (d < firstDay || d > lastDay) fails |= PERIOD;
      if (inside !== null && inside[row] === 0) fails |= OTHER;
      if (fails !== 0) {
        mask[row] = 0;
        if (fails === CATEGORY) openCategory[c]!++;
        else if (fails === PERIOD) openMonth[month[row]!]!++;
        else if (fails === WEEK) openWeekHour[w * WEEK_HOURS + h]!++;
        else if (fails === STATUS) openStatus[s]!++;
        else if (fails === SOURCE) openSource[from]!++;
        continue;
      }
      mask[row] = 1;
      rows[total++] = row;
      if (located[row] === 1) locatedRows[withPosition++] = row;
      byKind[k]!++;
      byCategory[c]!++;
      byStatus[s]!++;
      bySource[from]!++;
      byMonth[month[row]!]!++;
      byWeekHour[w * WEEK_HOURS + h]!++;
      byAreaKind[a * kinds + k]!++;
      if (hotspot !== null) {
        const at = hotspot[row]!;
        if (at >= 0) byHotspotKind[at * kinds + k]!++;
      }
    }
    for (const [open, closed] of [
      [openCategory, byCategory], [openStatus, byStatus], [openSource, bySource], [openMonth, byMonth], [openWeekHour, byWeekHour],
    ] as const) closed.forEach((count, at) => (open[at]! += count));
    return {
      total, located: withPosition, mask, rows, locatedRows, byKind, byCategory, byStatus, bySource, byMonth,
      byWeekHour, openCategory, openStatus, openSource, openMonth, openWeekHour, byAreaKind, byHotspotKind,
    };
  }

  /** 1 for each row within a ring. The last ring is kept: other filters change more often than it. */
  #inside(ring: readonly Corner[]): Uint8Array {
    const corners = ring.join();
    if (this.#ring?.corners !== corners) {
      const { hotspot } = membership(this.#evidence, [{ type: "Polygon", coordinates: [ring] }]);
      this.#ring = { corners, inside: Uint8Array.from(hotspot, (at) => (at === 0 ? 1 : 0)) };
    }
    return this.#ring.inside;
  }
}
