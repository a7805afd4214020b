/** Reported burglaries of areas as the server reckons them (dashboard/mapdata.py), and which measures show them. */
import type { Measure } from "./view.ts";

/** How an area stands beside what its dwellings let expect, from far below to far above. */
export const FUNNEL = ["far_below", "below", "within", "above", "far_above"] as const;
export type FunnelStanding = (typeof FUNNEL)[number];
/** Set on the areas themselves and in the legend: colours alone say nothing to some, and nothing in grey. */
export const SIGNS: Readonly<Record<FunnelStanding, string>> = {
  far_below: "▼▼", below: "▼", within: "", above: "▲", far_above: "▲▲",
};

/** Per 1,000 dwellings and year where nothing else is said; null is not known, for the reason `why`. */
export interface AreaRate {
  readonly count: number | null;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly smoothed: number | null;
  readonly expected: number | null;
  readonly standing: FunnelStanding | null;
  readonly why: string | null;
}

export interface Rates {
  /** In words, of what was counted. */
  readonly period: string;
  /** Months with a preliminary count. */
  readonly preliminary: number;
  /** Of all areas together. */
  readonly overall: number | null;
  readonly areas: Readonly<Record<string, AreaRate>>;
}

export const RATE_MEASURES = ["burglaries", "burglary_rate", "burglary_smoothed", "burglary_standing"] as const;
export type RateMeasure = (typeof RATE_MEASURES)[number];

/** Whether a measure is told by the server and not by the browser's own count. */
export function needsRates(measure: Measure): measure is RateMeasure {
  return (RATE_MEASURES as readonly string[]).includes(measure);
}

/** The figure that a measure shows of an area; for the funnel -2 to 2. */
export function figureOf(rate: AreaRate, measure: RateMeasure): number | null {
  switch (measure) {
    case "burglaries":
      return rate.count;
    case "burglary_rate":
      return rate.rate;
    case "burglary_smoothed":
      return rate.smoothed;
    case "burglary_standing":
      return rate.standing === null ? null : FUNNEL.indexOf(rate.standing) - 2;
  }
}
