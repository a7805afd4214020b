/** The map's own words for what lies at a place: what the cards on it say. */
import type { CardContent, CardLine } from "./card.ts";
import type { Change } from "./change.ts";
import { needsChange } from "./change.ts";
import type { AreaFigure } from "./choropleth.ts";
import type { Evidence } from "./evidence.ts";
import type { Area } from "./features.ts";
import type { Options } from "./options.ts";
import { fill } from "./options.ts";
import type { Hit } from "./picking.ts";
import type { PoliceArea } from "./police.ts";
import type { AreaRate, RateMeasure, Rates } from "./rates.ts";
import { figureOf, needsRates } from "./rates.ts";
import type { Result } from "./result.ts";
import { symbolSvg } from "./symbols.ts";
import type { Survey } from "./survey.ts";
import { needsSurvey } from "./survey.ts";
import { readRow } from "./table.ts";
import type { Measure } from "./view.ts";

/** More than a screen of them is a table's work. */
const MOST_LINES = 8;

/** Figures of areas that are not counted here; null before they are there. */
export interface Fetched {
  readonly rates: Rates | null;
  readonly survey: Survey | null;
  readonly change: Change | null;
}

/** What is told from. said: of each hotspot in the server's words, as long as they are of this selection. */
export interface Told extends Pick<Result, "hotspots" | "areas" | "measure">, Fetched {
  readonly evidence: Evidence;
  readonly said: readonly (readonly string[])[];
}

export class Teller {
  readonly #options: Options;
  readonly #areas: readonly Area[];

  constructor(options: Options, areas: readonly Area[]) {
    this.#options = options;
    this.#areas = areas;
  }

  /** What is under the mouse; null for nothing. */
  describe(hit: Hit, told: Told): CardContent | null {
    if (hit.rows.length === 1) {
      const { text, note } = this.#line(hit.rows[0]!, told.evidence);
      return { title: text, lines: [{ text: note }] };
    }
    const hotspot = told.hotspots[hit.hotspot];
    const area = told.areas[hit.area];
    const lines: CardLine[] = [];
    if (hotspot) lines.push(...(told.said[hit.hotspot] ?? []).map((text) => ({ text })), { text: this.#counts(hotspot) });
    else if (area) lines.push({ text: this.figure(area.code, area.figure, told) });
    if (hit.rowCount > 1) lines.push({ text: fill(this.#options.texts.manyHere, { n: hit.rowCount }) });
    const title = hotspot ? `${hotspot.rank}. ${hotspot.name}` : area?.name;
    return title === undefined ? null : { title, lines };
  }

  /** The rows at one spot, each to be opened. */
  listed(hit: Hit, evidence: Evidence, open: (index: number) => void): CardContent {
    const { texts } = this.#options;
    const lines = hit.rows.slice(0, MOST_LINES).map((row, index): CardLine => ({
      ...this.#line(row, evidence), open: () => open(index),
    }));
    if (hit.rowCount > MOST_LINES) lines.push({ text: fill(texts.more, { n: hit.rowCount - MOST_LINES }) });
    return { title: fill(texts.manyHere, { n: hit.rowCount }), lines };
  }

  label(column: "kind" | "category" | "area" | "source" | "status" | "layer", code: string): string {
    const { categories, texts } = this.#options;
    const found = {
      kind: texts.kinds[code],
      category: categories.find((category) => category.code === code)?.label,
      area: this.#areas.find((area) => area.code === code)?.name,
      source: texts.sources?.[code],
      status: texts.statuses?.[code],
      layer: texts.layers[code],
    }[column];
    return found ?? code;
  }

  /** What a measure that is fetched says of an area, or why it says nothing. */
  fetchedFigure(code: string, measure: Measure, { rates, survey, change }: Fetched): string {
    const rate = rates?.areas[code];
    if (needsSurvey(measure)) return survey?.areas[code]?.said ?? "";
    if (needsChange(measure)) return change?.areas[code]?.told ?? "";
    return rate && needsRates(measure) ? this.rateFigure(rate, measure) : "";
  }

  /** "5,3 (3,1–8,4)", "långt över", or why nothing is said. */
  rateFigure(rate: AreaRate, measure: RateMeasure): string {
    const { texts } = this.#options;
    const value = figureOf(rate, measure);
    if (value === null) return (rate.why && texts.reasons[rate.why]) || texts.missing;
    if (measure === "burglary_standing") return rate.standing === null ? texts.missing : texts.funnel[rate.standing];
    if (measure === "burglaries") return this.#number(value);
    if (measure === "burglary_smoothed") return this.#number(value, 1);
    const [low, high] = [this.#number(rate.low ?? 0, 1), this.#number(rate.high ?? 0, 1)];
    return fill(texts.rateWithInterval, { rate: this.#number(value, 1), low, high });
  }

  /** "214 på samma ställe" */
  many(n: number): string {
    return fill(this.#options.texts.manyHere, { n: this.#number(n) });
  }

  /** "Polisens händelser i Malmen: 12" */
  police({ name, count }: PoliceArea): string {
    return fill(this.#options.texts.police, { name, n: this.#number(count) });
  }

  /** What the measure that is shown says of an area. */
  figure(code: string, figure: AreaFigure, { measure, rates, survey, change }: Pick<Told, "measure" | "rates" | "survey" | "change">): string {
    const { texts } = this.#options;
    const rate = rates?.areas[code];
    const said = figure.state === "outside" ? texts.outside
      : needsSurvey(measure) ? survey?.areas[code]?.said ?? texts.missing
      : needsChange(measure) ? change?.areas[code]?.told ?? texts.undecided
      : rate && needsRates(measure) ? this.rateFigure(rate, measure)
      : figure.state === "value" ? this.#number(figure.value)
      : texts[figure.state];
    return `${texts.measures[measure]}: ${said}`;
  }

  #counts({ reports, findings }: { reports: number; findings: number }): string {
    const { measures } = this.#options.texts;
    return `${measures.reports}: ${this.#number(reports)} · ${measures.findings}: ${this.#number(findings)}`;
  }

  #line(row: number, evidence: Evidence): CardLine & { readonly note: string } {
    const { category, kind, date, time, status } = readRow(evidence, row);
    const style = this.#options.categories.find(({ code }) => code === category);
    const decided = kind === "finding" && status ? ` · ${this.label("status", status)}` : "";
    const text = `${this.label("category", category)} · ${this.label("kind", kind)}${decided}`;
    const note = time ? `${date} ${time}` : date;
    return { text, note, ...(style ? { sign: symbolSvg(style, kind === "finding" ? "finding" : "report") } : {}) };
  }

  #number(value: number, decimals = 0): string {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(this.#options.language, digits).format(value);
  }
}
