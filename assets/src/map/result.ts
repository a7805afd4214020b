/** Every number of a view as plain lists and records, for the page's headline, list, charts and legend. */
import type { AreaFigure, Beside, Classes, Without } from "./choropleth.ts";
import { areaFigures, classOf, classify } from "./choropleth.ts";
import type { Change } from "./change.ts";
import { isDiverging, needsChange } from "./change.ts";
import type { Counted, Pair } from "./counted.ts";
import { record } from "./counted.ts";
import type { Membership, Tally } from "./crossfilter.ts";
import type { Evidence } from "./evidence.ts";
import { UNKNOWN_HOUR } from "./evidence.ts";
import type { Area, Hotspot, HotspotState, Standing } from "./features.ts";
import type { Rates } from "./rates.ts";
import { needsRates } from "./rates.ts";
import type { Survey } from "./survey.ts";
import { needsSurvey } from "./survey.ts";
import type { Measure, View } from "./view.ts";

export interface AreaResult {
  readonly code: string;
  readonly name: string;
  readonly reports: number;
  readonly findings: number;
  readonly figure: AreaFigure;
}

export interface HotspotResult {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
  readonly state: HotspotState;
  readonly standing: Standing;
  readonly actions: number;
  readonly total: number;
  readonly reports: number;
  readonly findings: number;
}

/** One colour of the legend: figures above `low` up to `high`; the first class is exactly zero, of the funnel -2. */
export interface ClassResult {
  readonly low: number;
  readonly high: number;
  readonly areas: number;
}

export interface Result extends Omit<Counted, "byArea" | "byHotspot" | "safeByArea"> {
  /** Those of the view that are in lists but not on the map. */
  readonly unlocated: number;
  readonly areas: readonly AreaResult[];
  /** Rows that lie in none of the areas. */
  readonly outsideAreas: number;
  readonly hotspots: readonly HotspotResult[];
  readonly measure: Measure;
  readonly classes: readonly ClassResult[];
  /** What the figures rest on, where the server reckoned them. */
  readonly rates: Pick<Rates, "period" | "preliminary" | "overall"> | null;
  readonly survey: Pick<Survey, "question" | "wave"> | null;
  readonly change: Pick<Change, "periods"> | null;
  /** Areas without a figure, by reason. */
  readonly without: Readonly<Record<Without, number>>;
}

/** What is in one hotspot under the current view. */
export interface Profile {
  readonly total: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly months: readonly string[];
  readonly byMonth: readonly number[];
  readonly byWeekday: readonly number[];
  readonly byHour: readonly number[];
  readonly timeUnknown: number;
}

/** A result, and the class of every area for painting, as `classOf` tells it. */
export interface Outcome {
  readonly result: Result;
  readonly classOfArea: Int8Array;
}

export function summarise(
  counted: Counted, areas: readonly Area[], hotspots: readonly Hotspot[], view: View, beside: Beside = {},
): Outcome {
  const { byArea, byHotspot, safeByArea, ...same } = counted;
  const { rates = null, survey = null, change = null } = beside;
  const safe = safeByArea ?? {};
  const figures = areaFigures(areas, byArea, view.measure, view, { rates, survey, change, safe });
  const funnel = isDiverging(view.measure);
  const classes = funnel ? [-1, 0, 1, 2] : classify(figures);
  const classOfArea = Int8Array.from(figures, (figure) => classOf(figure, classes, view.measure));
  const inAreas = areas.reduce((sum, { code }) => sum + all(byArea[code]), 0);
  const withState = (state: Without): number => figures.filter((figure) => figure.state === state).length;
  const result: Result = {
    ...same,
    unlocated: counted.total - counted.located,
    areas: areas.map(({ code, name }, index) => ({
      code, name, reports: byArea[code]?.reports ?? 0, findings: byArea[code]?.findings ?? 0, figure: figures[index]!,
    })),
    outsideAreas: counted.total - inAreas,
    hotspots: hotspots.map(({ id, name, rank, state, standing, actions }, index) => {
      const { reports, findings } = byHotspot[index] ?? { reports: 0, findings: 0 };
      return { id, name, rank, state, standing, actions, total: reports + findings, reports, findings };
    }),
    measure: view.measure,
    classes: classResults(funnel ? -2 : 0, classes, classOfArea),
    rates: rates && needsRates(view.measure)
      ? { period: rates.period, preliminary: rates.preliminary, overall: rates.overall } : null,
    survey: survey && needsSurvey(view.measure) ? { question: survey.question, wave: survey.wave } : null,
    change: change && needsChange(view.measure) ? { periods: change.periods } : null,
    without: {
      missing: withState("missing"), suppressed: withState("suppressed"), outside: withState("outside"), undecided: withState("undecided"),
    },
  };
  return { result, classOfArea };
}

/** The same counts as in the result, of the rows that lie in one hotspot. */
export function profileOf(evidence: Evidence, tally: Tally, members: Membership, hotspot: number): Profile {
  const byKind = new Uint32Array(evidence.kind.codes.length);
  const byCategory = new Uint32Array(evidence.category.codes.length);
  const byMonth = new Uint32Array(evidence.months.length);
  const byWeekday = new Uint32Array(7);
  const byHour = new Uint32Array(UNKNOWN_HOUR + 1);
  let total = 0;
  for (const row of tally.locatedRows.subarray(0, tally.located)) {
    if (members.hotspot[row] !== hotspot) continue;
    total++;
    byKind[evidence.kind.values[row]!]!++;
    byCategory[evidence.category.values[row]!]!++;
    byMonth[evidence.month[row]!]!++;
    byWeekday[evidence.weekday[row]!]!++;
    byHour[evidence.hour[row]!]!++;
  }
  return {
    total, months: evidence.months, byKind: record(evidence.kind.codes, byKind),
    byCategory: record(evidence.category.codes, byCategory), byMonth: Array.from(byMonth),
    byWeekday: Array.from(byWeekday), byHour: Array.from(byHour.subarray(0, 24)), timeUnknown: byHour[UNKNOWN_HOUR]!,
  };
}

function all(counts: Pair | undefined): number {
  return counts ? counts.reports + counts.findings : 0;
}

function classResults(first: number, classes: Classes, classOfArea: Int8Array): ClassResult[] {
  const bounds = [first, ...classes];
  return bounds.map((high, index) => ({
    low: index === 0 ? first : bounds[index - 1]!,
    high,
    areas: classOfArea.reduce((sum, value) => sum + (value === index ? 1 : 0), 0),
  }));
}
