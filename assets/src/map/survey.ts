/** What people answered in a survey, by area, as the server tells it (dashboard/layerroutes.py). */
import type { Measure } from "./view.ts";

/** value, low, high: percent who worry, with their 95 % limits. said: all that is known of the figure, in words. */
export interface AreaWorry {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly said: string;
}

/** question, wave: null where nothing was asked. */
export interface Survey {
  readonly question: string | null;
  readonly wave: string | null;
  readonly areas: Readonly<Record<string, AreaWorry>>;
}

/** Whether a measure is told from what people answered. */
export function needsSurvey(measure: Measure): measure is "survey_worry" {
  return measure === "survey_worry";
}
