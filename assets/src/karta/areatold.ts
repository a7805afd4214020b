/** What the box over the map tells of one area. Pure. */
import type { Options } from "../map/options.ts";
import type { AreaResult } from "../map/result.ts";
import { needsRates } from "../map/rates.ts";
import { needsSurvey } from "../map/survey.ts";
import type { Measure } from "../map/view.ts";
import { MEASURES } from "../map/view.ts";
import type { Told } from "./record.ts";
import type { PageTexts } from "./words.ts";
import { number } from "./words.ts";

/** reckoned: measures with their figure in words, as far as the server was asked.  alone: it is looked at alone now. */
export function areaTold(
  area: AreaResult, reckoned: readonly (readonly [Measure, string])[],
  { texts, language, page }: Pick<Options, "texts" | "language"> & { readonly page: { readonly texts: PageTexts } },
  alone: boolean, press: () => void,
): Told {
  const { measures } = texts;
  return {
    title: area.name,
    words: [
      { label: measures.reports, value: number(area.reports, language) },
      { label: measures.findings, value: number(area.findings, language) },
      ...reckoned.map(([measure, value]) => ({ label: measures[measure], value })),
    ],
    deed: { label: alone ? page.texts.allAreas : page.texts.onlyArea, press },
  };
}

/** Measures that the server has reckoned while this one is looked at. rates: whether it has rates of the area. */
export function reckonedFor(measure: Measure, rates: boolean): Measure[] {
  return needsRates(measure) && rates ? MEASURES.filter(needsRates) : MEASURES.filter((one) => one === measure && needsSurvey(one));
}
