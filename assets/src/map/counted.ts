/** What was counted of a view, by code, wherever it was counted: here row by row, or by the server. */
import type { Tally } from "./crossfilter.ts";
import type { Evidence } from "./evidence.ts";

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
  /** Whatever categories are chosen: what each would add. */
  readonly openByCategory: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly bySource: Readonly<Record<string, number>>;
  /** By the areas' codes; "" is none. */
  readonly byArea: Readonly<Record<string, Pair>>;
  /** In the order of the hotspots. */
  readonly byHotspot: readonly Pair[];
  readonly months: readonly string[];
  readonly byMonth: readonly number[];
  /** Monday first. */
  readonly byWeekday: readonly number[];
  readonly byHour: readonly number[];
  readonly timeUnknown: number;
}

export const NOTHING_COUNTED: Counted = {
  version: "", municipality: "", all: 0, total: 0, located: 0, byKind: {}, byCategory: {}, openByCategory: {}, byStatus: {},
  bySource: {}, byArea: {}, byHotspot: [], months: [], byMonth: [], byWeekday: [0, 0, 0, 0, 0, 0, 0],
  byHour: new Array<number>(24).fill(0), timeUnknown: 0,
};

/** openByCategory: where it is another than that of the tally. */
export function countedOf(evidence: Evidence, tally: Tally, openByCategory?: Readonly<Record<string, number>>): Counted {
  const kinds = evidence.kind.codes;
  const byCategory = record(evidence.category.codes, tally.byCategory);
  const hotspots = tally.byHotspotKind.length / Math.max(1, kinds.length);
  return {
    version: evidence.version,
    municipality: evidence.municipality,
    all: evidence.length,
    total: tally.total,
    located: tally.located,
    byKind: record(kinds, tally.byKind),
    byCategory,
    openByCategory: openByCategory ?? byCategory,
    byStatus: record(evidence.status.codes, tally.byStatus),
    bySource: record(evidence.source.codes, tally.bySource),
    byArea: Object.fromEntries(evidence.area.codes.map((code, index) => [code, pair(tally.byAreaKind, index, kinds)])),
    byHotspot: Array.from({ length: hotspots }, (_, index) => pair(tally.byHotspotKind, index, kinds)),
    months: evidence.months,
    byMonth: Array.from(tally.byMonth),
    byWeekday: Array.from(tally.byWeekday),
    byHour: Array.from(tally.byHour),
    timeUnknown: tally.timeUnknown,
  };
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
