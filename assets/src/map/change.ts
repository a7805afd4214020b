/** What became of each area from one period to another, as the server reckons it (dashboard/comparison.py). */
import type { FunnelStanding } from "./rates.ts";
import { FUNNEL } from "./rates.ts";
import type { Measure } from "./view.ts";

/** said: null where nobody can tell. told: the difference in words, with its interval or why it cannot be told. */
export interface AreaChange {
  readonly said: FunnelStanding | null;
  readonly told: string;
}

export interface Change {
  /** Which period beside which, in words. */
  readonly periods: string;
  readonly areas: Readonly<Record<string, AreaChange>>;
}

/** Whether a measure is told by the comparison of two periods. */
export function needsChange(measure: Measure): measure is "change" {
  return measure === "change";
}

/** Whether a measure goes two ways from a middle, from -2 to 2. */
export function isDiverging(measure: Measure): boolean {
  return measure === "burglary_standing" || needsChange(measure);
}

/** -2 to 2, 0 for no change; null where nobody can tell. */
export function changeFigure(change: AreaChange | undefined): number | null {
  return change?.said ? FUNNEL.indexOf(change.said) - 2 : null;
}
