/**
 * One figure per area, and the classes it is coloured by.
 *
 * Missing, suppressed, not asked for and zero are four different things and stay so up to the legend.
 */
import type { Pair } from "./counted.ts";
import type { Change } from "./change.ts";
import { changeFigure, isDiverging, needsChange } from "./change.ts";
import type { Area } from "./features.ts";
import type { AreaRate, RateMeasure, Rates } from "./rates.ts";
import { FUNNEL, figureOf, needsRates } from "./rates.ts";
import type { Survey } from "./survey.ts";
import { needsSurvey } from "./survey.ts";
import type { Measure, View } from "./view.ts";

/** "outside": the view asks for other areas. why: the server's reason, where it gave one. */
export type AreaFigure =
  | { readonly state: "value"; readonly value: number }
  | { readonly state: "missing" | "suppressed" | "outside" | "undecided"; readonly why?: string | null };

/** Upper bounds, ascending, each belonging to its class. Class 0 is exactly zero and has no bound here. */
export type Classes = readonly number[];

const CLASS_COUNT = 5;

/** What is told of areas beside the view's own counts. safe: rows by area that tell of a safe place. */
export interface Beside {
  readonly rates?: Rates | null;
  readonly survey?: Survey | null;
  readonly change?: Change | null;
  readonly safe?: Readonly<Record<string, number>>;
}

/** One figure per area, in the order of `areas`. */
export function areaFigures(
  areas: readonly Area[],
  counts: Readonly<Record<string, Pair>>,
  measure: Measure,
  view: Pick<View, "areas">,
  { rates = null, survey = null, change = null, safe = {} }: Beside = {},
): AreaFigure[] {
  return areas.map((area) => {
    if (view.areas.length > 0 && !view.areas.includes(area.code)) return { state: "outside" };
    if (needsRates(measure)) return rateFigure(rates?.areas[area.code], measure);
    if (needsSurvey(measure)) {
      const worry = survey?.areas[area.code]?.value ?? null;
      return worry === null ? { state: "missing" } : { state: "value", value: worry };
    }
    if (needsChange(measure)) {
      const value = changeFigure(change?.areas[area.code]);
      return value === null ? { state: "undecided" } : { state: "value", value };
    }
    if (measure === "safe") return { state: "value", value: safe[area.code] ?? 0 };
    // an area no row names has been looked at like all others: zero, not missing
    return { state: "value", value: counts[area.code]?.[measure] ?? 0 };
  });
}

function rateFigure(rate: AreaRate | undefined, measure: RateMeasure): AreaFigure {
  const value = rate ? figureOf(rate, measure) : null;
  if (value !== null) return { state: "value", value };
  const why = rate?.why ?? null;
  return { state: why === "suppressed" ? "suppressed" : "missing", why };
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
const WITHOUT = { missing: -1, suppressed: -2, outside: -3, undecided: -4 } as const;
export type Without = keyof typeof WITHOUT;

/**
 * 0 for zero, 1.. for the class whose bound holds it; below zero when there is no figure. Where figures go
 * two ways 0.. from far below to far above.
 */
export function classOf(figure: AreaFigure, classes: Classes, measure: Measure = "reports"): number {
  if (figure.state !== "value") return WITHOUT[figure.state];
  if (isDiverging(measure)) return figure.value + (FUNNEL.length - 1) / 2;
  if (figure.value <= 0) return 0;
  const index = classes.findIndex((bound) => figure.value <= bound);
  return index < 0 ? classes.length : index + 1;
}

/** Why there is no figure; null when there is one. */
export function whyWithout(areaClass: number): Without | null {
  return (Object.keys(WITHOUT) as Without[]).find((state) => WITHOUT[state] === areaClass) ?? null;
}
