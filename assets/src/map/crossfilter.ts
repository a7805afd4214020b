/**
 * From a view to every number on the page: one pass over the columns.
 *
 * Map, charts, list and table all read the outcome of the same pass, so that they can never disagree.
 */
import type { Evidence } from "./evidence.ts";
import { UNKNOWN_HOUR, dayNumber } from "./evidence.ts";
import type { Surface } from "./geometry.ts";
import { boxOf, containment } from "./geometry.ts";
import type { View } from "./view.ts";

/** The part of a view that decides which rows count. */
export type Filter = Pick<View, "from" | "until" | "hours" | "categories" | "kinds" | "experience" | "areas">;

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
  readonly byWeekday: Uint32Array;
  /** 24 hours; rows without a known time are in `timeUnknown`. */
  readonly byHour: Uint32Array;
  readonly timeUnknown: number;
  /** Position: area * number of kinds + kind. */
  readonly byAreaKind: Uint32Array;
  /** Position: hotspot * number of kinds + kind. */
  readonly byHotspotKind: Uint32Array;
}

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

/** One flag per code: may a row with this code pass? A code the data do not have cannot; an empty list lets all. */
function allowed(codes: readonly string[], chosen: readonly string[], size = 256): Uint8Array {
  const flags = new Uint8Array(size);
  codes.forEach((code, index) => {
    flags[index] = chosen.length === 0 || chosen.includes(code) ? 1 : 0;
  });
  return flags;
}

function allowedHours(hours: Filter["hours"]): Uint8Array {
  const flags = new Uint8Array(256);
  if (!hours) return flags.fill(1);
  const { from, until } = hours;
  for (let hour = 0; hour < 24; hour++) {
    const inside = from < until ? hour >= from && hour < until : hour >= from || hour < until;
    flags[hour] = inside ? 1 : 0;
  }
  // RULE 1: whose time of day nobody knows is not in any band of hours
  flags[UNKNOWN_HOUR] = 0;
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
    const { length, day, month, weekday, hour, located, safe } = evidence;
    const kind = evidence.kind.values;
    const category = evidence.category.values;
    const status = evidence.status.values;
    const source = evidence.source.values;
    const area = evidence.area.values;
    const hotspot = members.count > 0 ? members.hotspot : null;

    const kinds = Math.max(1, evidence.kind.codes.length);
    const firstDay = filter.from === null ? -Infinity : dayNumber(filter.from);
    const lastDay = filter.until === null ? Infinity : dayNumber(filter.until);
    const kindPasses = allowed(evidence.kind.codes, filter.kinds);
    const categoryPasses = allowed(evidence.category.codes, filter.categories);
    const areaPasses = allowed(evidence.area.codes, filter.areas, Math.max(1, evidence.area.codes.length));
    const hourPasses = allowedHours(filter.hours);
    const { experience } = filter;
    const safePasses = Uint8Array.of(experience === "safe" ? 0 : 1, experience === "unsafe" ? 0 : 1);

    const byKind = new Uint32Array(evidence.kind.codes.length);
    const byCategory = new Uint32Array(evidence.category.codes.length);
    const byStatus = new Uint32Array(evidence.status.codes.length);
    const bySource = new Uint32Array(evidence.source.codes.length);
    const byMonth = new Uint32Array(evidence.months.length);
    const byWeekday = new Uint32Array(7);
    const byEveryHour = new Uint32Array(256);
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
      const passes =
        kindPasses[k]! & categoryPasses[c]! & hourPasses[h]! & areaPasses[a]! & safePasses[safe[row]!]!;
      if (passes === 0 || d < firstDay || d > lastDay) {
        mask[row] = 0;
        continue;
      }
      mask[row] = 1;
      rows[total++] = row;
      if (located[row] === 1) locatedRows[withPosition++] = row;
      byKind[k]!++;
      byCategory[c]!++;
      byStatus[status[row]!]!++;
      bySource[source[row]!]!++;
      byMonth[month[row]!]!++;
      byWeekday[weekday[row]!]!++;
      byEveryHour[h]!++;
      byAreaKind[a * kinds + k]!++;
      if (hotspot !== null) {
        const s = hotspot[row]!;
        if (s >= 0) byHotspotKind[s * kinds + k]!++;
      }
    }
    return {
      total, located: withPosition, mask, rows, locatedRows, byKind, byCategory, byStatus, bySource, byMonth,
      byWeekday, byHour: byEveryHour.slice(0, 24), timeUnknown: byEveryHour[UNKNOWN_HOUR]!, byAreaKind, byHotspotKind,
    };
  }
}
