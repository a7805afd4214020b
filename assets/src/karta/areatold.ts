/** What the box over the map tells of one area. */
import type { Options } from "../map/options.ts";
import type { AreaResult, Result } from "../map/result.ts";
import { needsRates } from "../map/rates.ts";
import { needsSurvey } from "../map/survey.ts";
import type { Measure, View } from "../map/view.ts";
import { MEASURES } from "../map/view.ts";
import type { RecordBox, Told } from "./record.ts";
import type { PageTexts } from "./words.ts";
import { number } from "./words.ts";

type Words = Pick<Options, "texts" | "language"> & { readonly page: { readonly texts: PageTexts } };

/** Of the page that tells it. */
export interface AreaTeller {
  readonly record: RecordBox;
  readonly options: Words;
  readonly view: View;
  narrow(change: { areas: string[] }): void;
}

/** Of the map that the area was chosen on. */
interface AreaMap {
  readonly result: Result | null;
  rate(area: string): object | null;
  figureInWords(area: string, measure: Measure): string;
}

/** What an area holds, with the way to look at it alone and back. */
export function tellArea(code: string, page: AreaTeller, map: AreaMap): void {
  const area = map.result?.areas.find((one) => one.code === code);
  if (!area) return;
  const { areas, measure } = page.view;
  const alone = areas.length === 1 && areas[0] === code;
  const told = reckonedFor(measure, map.rate(code) !== null);
  page.record.tell(areaTold(area, told.map((one) => [one, map.figureInWords(code, one)]), page.options, alone, () => {
    page.narrow({ areas: alone ? [] : [code] });
    page.record.close();
  }));
}

/** reckoned: measures with their figure in words, as far as the server was asked.  alone: it is looked at alone now. */
function areaTold(
  area: AreaResult, reckoned: readonly (readonly [Measure, string])[], { texts, language, page }: Words, alone: boolean, press: () => void,
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
function reckonedFor(measure: Measure, rates: boolean): Measure[] {
  return needsRates(measure) && rates ? MEASURES.filter(needsRates) : MEASURES.filter((one) => one === measure && needsSurvey(one));
}
