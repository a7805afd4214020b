/**
 * One figure per area, and the classes it is coloured by.
 *
 * Missing, suppressed, not asked for and zero are four different things and stay so up to the legend.
 */
import type { Tally } from "./crossfilter.ts";
import type { Coded } from "./evidence.ts";
import type { Area, Monthly } from "./features.ts";
import type { Measure, View } from "./view.ts";

/** "outside": the view asks for other areas. */
export type AreaFigure =
  | { readonly state: "value"; readonly value: number }
  | { readonly state: "missing" | "suppressed" | "outside" };

/** Upper bounds, ascending, each belonging to its class. Class 0 is exactly zero and has no bound here. */
export type Classes = readonly number[];

const CLASS_COUNT = 5;
const PER_DWELLINGS = 1000;

/** Reports and findings per area code of the evidence. */
export interface AreaCounts {
  readonly reports: number;
  readonly findings: number;
}

export function countsByArea(tally: Tally, area: Coded<Int16Array>, kinds: readonly string[]): Map<string, AreaCounts> {
  const counts = new Map<string, AreaCounts>();
  const of = (index: number, kind: string): number => {
    const position = kinds.indexOf(kind);
    return position < 0 ? 0 : tally.byAreaKind[index * Math.max(1, kinds.length) + position]!;
  };
  area.codes.forEach((code, index) => {
    counts.set(code, { reports: of(index, "report"), findings: of(index, "finding") });
  });
  return counts;
}

/** One figure per area, in the order of `areas`. */
export function areaFigures(
  areas: readonly Area[],
  counts: ReadonlyMap<string, AreaCounts>,
  measure: Measure,
  view: Pick<View, "from" | "until" | "areas">,
): AreaFigure[] {
  return areas.map((area) => {
    if (view.areas.length > 0 && !view.areas.includes(area.code)) return { state: "outside" };
    if (measure === "burglary_rate") return burglaryRate(area, view.from, view.until);
    // an area no row names has been looked at like all others: zero, not missing
    return { state: "value", value: counts.get(area.code)?.[measure] ?? 0 };
  });
}

/**
 * Reported burglaries per 1,000 dwellings in the period, over the months for which there are figures; a month counts
 * when any of its days does. RULE 2: one suppressed month suppresses the sum, otherwise it could be worked out.
 */
export function burglaryRate(area: Area, from: string | null, until: string | null): AreaFigure {
  if (area.dwellings === null || area.dwellings <= 0) return { state: "missing" };
  const months = monthsWithin(area.burglariesByMonth, from, until);
  if (months.length === 0) return { state: "missing" };
  let sum = 0;
  for (const month of months) {
    const count = area.burglariesByMonth[month];
    if (typeof count !== "number") return { state: "suppressed" };
    sum += count;
  }
  return { state: "value", value: (sum / area.dwellings) * PER_DWELLINGS };
}

function monthsWithin(monthly: Monthly, from: string | null, until: string | null): string[] {
  const first = from?.slice(0, 7) ?? "";
  const last = until?.slice(0, 7) ?? "9999-12";
  return Object.keys(monthly).filter((month) => month >= first && month <= last);
}

/**
 * Classes of about equally many areas, with bounds that read well. Whole numbers keep whole bounds.
 * At most five; fewer where the figures are few or alike; none when all are zero or unknown.
 */
export function classify(figures: readonly AreaFigure[]): Classes {
  const positive = figures
    .flatMap((figure) => (figure.state === "value" && figure.value > 0 ? [figure.value] : []))
    .sort((a, b) => a - b);
  const distinct = [...new Set(positive)];
  if (distinct.length <= CLASS_COUNT) return distinct;
  const highest = positive.at(-1)!;
  const whole = positive.every(Number.isInteger);
  const bounds: number[] = [];
  for (let i = 1; i < CLASS_COUNT; i++) {
    const quantile = positive[Math.ceil((positive.length * i) / CLASS_COUNT) - 1]!;
    const bound = readable(quantile, whole);
    if (bound > (bounds.at(-1) ?? 0) && bound < highest) bounds.push(bound);
  }
  return [...bounds, highest];
}

/** Rounded up to two digits. */
function readable(value: number, whole: boolean): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  if (whole && step < 1) return value;
  return Number((Math.ceil(value / step) * step).toPrecision(2));
}

/** Numbers below zero stand for what is no figure, so that one small array can say everything there is to paint. */
const WITHOUT = { missing: -1, suppressed: -2, outside: -3 } as const;
export type Without = keyof typeof WITHOUT;

/** 0 for zero, 1.. for the class whose bound holds it; below zero when there is no figure. */
export function classOf(figure: AreaFigure, classes: Classes): number {
  if (figure.state !== "value") return WITHOUT[figure.state];
  if (figure.value <= 0) return 0;
  const index = classes.findIndex((bound) => figure.value <= bound);
  return index < 0 ? classes.length : index + 1;
}

/** Why there is no figure; null when there is one. */
export function whyWithout(areaClass: number): Without | null {
  return (Object.keys(WITHOUT) as Without[]).find((state) => WITHOUT[state] === areaClass) ?? null;
}
