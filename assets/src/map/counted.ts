/** What was counted of a view, by code, wherever it was counted: here row by row, or by the server. */
import type { Tally } from "./crossfilter.ts";
import { WEEK_HOURS } from "./crossfilter.ts";
import type { Evidence } from "./evidence.ts";
import { UNKNOWN_HOUR } from "./evidence.ts";

/** Reports and findings of an area or a hotspot. */
export interface Pair {
  readonly reports: number;
  readonly findings: number;
}

export interface Counted {
  readonly version: string;
  readonly municipality: string;
  /** All rows there are, those of the view, and those of the view that have a position. */
  readonly all: number;
  readonly total: number;
  readonly located: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byCategory: Readonly<Record<string, number>>;
  /** Whatever categories, statuses or sources are chosen: what each would add. */
  readonly openByCategory: Readonly<Record<string, number>>;
  readonly openByStatus: Readonly<Record<string, number>>;
  readonly openBySource: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly bySource: Readonly<Record<string, number>>;
  /** By the areas' codes; "" is none. */
  readonly byArea: Readonly<Record<string, Pair>>;
  /** Rows that tell of a safe place, whatever experience is chosen; null where the view does not ask for them. */
  readonly safeByArea?: Readonly<Record<string, number>> | null;
  /** In the order of the hotspots. */
  readonly byHotspot: readonly Pair[];
  readonly months: readonly string[];
  readonly byMonth: readonly number[];
  /** Whatever period is chosen. */
  readonly openByMonth: readonly number[];
  /** Monday first. */
  readonly byWeekday: readonly number[];
  readonly byHour: readonly number[];
  readonly timeUnknown: number;
  /** 7 days, Monday first, by 24 hours; and the same whatever weekdays and hours are chosen. */
  readonly byWeekdayHour: readonly (readonly number[])[];
  readonly openByWeekdayHour: readonly (readonly number[])[];
}

const noWeek = (): number[][] => Array.from({ length: 7 }, () => new Array<number>(24).fill(0));

export const NOTHING_COUNTED: Counted = {
  version: "", municipality: "", all: 0, total: 0, located: 0, byKind: {}, byCategory: {}, openByCategory: {}, byStatus: {},
  bySource: {}, openByStatus: {}, openBySource: {}, byArea: {}, byHotspot: [], months: [], byMonth: [], openByMonth: [],
  byWeekday: [0, 0, 0, 0, 0, 0, 0], byHour: new Array<number>(24).fill(0), timeUnknown: 0, byWeekdayHour: noWeek(),
  openByWeekdayHour: noWeek(),
};

export function countedOf(evidence: Evidence, tally: Tally): Counted {
  const kinds = evidence.kind.codes;
  const byWeekdayHour = week(tally.byWeekHour);
  const unknownByWeekday = byWeekdayHour.map((_, day) => tally.byWeekHour[day * WEEK_HOURS + UNKNOWN_HOUR]!);
  const hotspots = tally.byHotspotKind.length / Math.max(1, kinds.length);
  return {
    version: evidence.version,
    municipality: evidence.municipality,
    all: evidence.length,
    total: tally.total,
    located: tally.located,
    byKind: record(kinds, tally.byKind),
    byCategory: record(evidence.category.codes, tally.byCategory),
    openByCategory: record(evidence.category.codes, tally.openCategory),
    byStatus: record(evidence.status.codes, tally.byStatus),
    openByStatus: record(evidence.status.codes, tally.openStatus),
    bySource: record(evidence.source.codes, tally.bySource),
    openBySource: record(evidence.source.codes, tally.openSource),
    byArea: Object.fromEntries(evidence.area.codes.map((code, index) => [code, pair(tally.byAreaKind, index, kinds)])),
    byHotspot: Array.from({ length: hotspots }, (_, index) => pair(tally.byHotspotKind, index, kinds)),
    months: evidence.months,
    byMonth: Array.from(tally.byMonth),
    openByMonth: Array.from(tally.openMonth),
    ...weekTold(byWeekdayHour, unknownByWeekday),
    openByWeekdayHour: week(tally.openWeekHour),
  };
}

/** What follows from the counts by weekday and hour. unknownByWeekday: of rows whose hour nobody knows. */
export function weekTold(
  byWeekdayHour: readonly (readonly number[])[], unknownByWeekday: readonly number[],
): Pick<Counted, "byWeekdayHour" | "byWeekday" | "byHour" | "timeUnknown"> {
  return {
    byWeekdayHour,
    byWeekday: byWeekdayHour.map((hours, day) => sum(hours) + unknownByWeekday[day]!),
    byHour: Array.from({ length: 24 }, (_, hour) => sum(byWeekdayHour.map((hours) => hours[hour]!))),
    timeUnknown: sum(unknownByWeekday),
  };
}

function week(counts: Uint32Array): number[][] {
  return Array.from({ length: 7 }, (_, day) => Array.from(counts.subarray(day * WEEK_HOURS, day * WEEK_HOURS + 24)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Rows of each area, by code. */
export function safeByArea(evidence: Evidence, tally: Tally): Record<string, number> {
  const kinds = evidence.kind.codes;
  return Object.fromEntries(evidence.area.codes.map((code, index) => {
    const { reports, findings } = pair(tally.byAreaKind, index, kinds);
    return [code, reports + findings];
  }));
}

export function record(codes: readonly string[], counts: Uint32Array): Record<string, number> {
  return Object.fromEntries(codes.map((code, index) => [code, counts[index]!]));
}

function pair(counts: Uint32Array, index: number, kinds: readonly string[]): Pair {
  const of = (kind: string): number => {
    const position = kinds.indexOf(kind);
    return position < 0 ? 0 : counts[index * Math.max(1, kinds.length) + position]!;
  };
  return { reports: of("report"), findings: of("finding") };
}
