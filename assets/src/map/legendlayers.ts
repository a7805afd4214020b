/** The part of the legend that tells of hotspots' trends, findings' decisions, actions, the police and clusters. */
import type { ActionsAnswer } from "./actions.ts";
import type { Trend } from "./features.ts";
import { TRENDS, TREND_SIGNS } from "./features.ts";
import { DECISIONS, decisionSvg } from "./findings.ts";
import type { Options } from "./options.ts";
import { fill } from "./options.ts";
import type { Palette } from "./palette.ts";
import type { PoliceAnswer } from "./police.ts";
import type { Showable } from "./stack.ts";

/** crowded: single rows are not here.  trends: of the hotspots that are drawn. */
export interface LayersTold {
  readonly shown: ReadonlySet<Showable>;
  readonly drawn: boolean;
  readonly crowded: boolean;
  readonly actions: ActionsAnswer;
  readonly police: PoliceAnswer;
  readonly trends: readonly Trend[];
}

export function layerSections(told: LayersTold, palette: Palette, options: Options): HTMLElement[] {
  const { shown, drawn } = told;
  return [
    ...(shown.has("hotspots") ? trends(told, palette, options) : []),
    ...(shown.has("findings") && !drawn ? decisions(told, palette, options) : []),
    // a surface that stands in for single signs is told of with them
    ...(shown.has("density") && !drawn && !(told.crowded && shown.has("evidence")) ? density(palette, options) : []),
    ...(shown.has("clusters") && !drawn ? clusters(palette, options) : []),
    ...(shown.has("actions") ? actions(told, palette, options) : []),
    ...(shown.has("police") ? police(told, palette, options) : []),
  ];
}

function trends({ trends: there }: LayersTold, palette: Palette, { texts }: Options): HTMLElement[] {
  const told = TRENDS.filter((trend) => trend !== "" && there.includes(trend));
  return told.length === 0 ? [] : [list(told.map((trend) => {
    const sign = span("lk-legend-sign", TREND_SIGNS[trend]);
    sign.style.color = palette.hotspot;
    return [sign, texts.trends[trend] ?? trend];
  }), "lk-legend-columns")];
}

function decisions({ crowded }: LayersTold, palette: Palette, { texts }: Options): HTMLElement[] {
  if (crowded) return [paragraph(texts.decisions), small(texts.decisionsNear)];
  return [paragraph(texts.decisions), list(DECISIONS.map((one) => [decisionSvg(one, palette), texts.statuses?.[one] ?? one]))];
}

function density(palette: Palette, { texts }: Options): HTMLElement[] {
  const bar = swatch("lk-legend-bar", "");
  bar.style.background = `linear-gradient(to right, ${palette.density.join(", ")})`;
  return [list([[bar, texts.density]])];
}

function clusters(palette: Palette, { texts }: Options): HTMLElement[] {
  const sign = span("lk-legend-cluster", "12");
  sign.style.background = palette.cluster;
  sign.style.color = palette.clusterText;
  return [list([[sign, texts.clusters]])];
}

function actions({ actions: { actions: shown, everywhere, unplaced, period } }: LayersTold, palette: Palette, { texts }: Options): HTMLElement[] {
  const runs = swatch("lk-legend-hatch", palette.action);
  const ended = swatch("lk-legend-hatch lk-legend-ended", palette.action);
  const lines: [Element, string][] = [];
  if (shown.some((one) => one.runs)) lines.push([runs, texts.actionRuns]);
  if (shown.some((one) => !one.runs)) lines.push([ended, texts.actionEnded]);
  const beside = [
    ...(period === "" ? [] : [fill(texts.period, { period })]),
    ...(shown.length === 0 ? [texts.actionsNone] : []),
    ...(everywhere > 0 ? [fill(texts.actionsEverywhere, { n: everywhere })] : []),
    ...(unplaced > 0 ? [fill(texts.actionsUnplaced, { n: unplaced })] : []),
  ];
  return [list(lines), small(`${beside.join(". ")}.`)].filter((part) => part.hasChildNodes());
}

function police({ police: { total, period } }: LayersTold, palette: Palette, { texts }: Options): HTMLElement[] {
  const sign = span("lk-legend-plate", "12");
  sign.style.color = palette.police;
  sign.style.borderColor = palette.police;
  const told = total === 0 ? texts.policeNone : texts.policeMeans;
  return [list([[sign, texts.layers["police"] ?? ""]]), small(period === "" ? told : `${fill(texts.period, { period })}. ${told}`)];
}

function list(lines: readonly (readonly [Element, string])[], kind = ""): HTMLElement {
  const element = document.createElement("ul");
  element.className = kind;
  element.append(...lines.map(([sign, text]) => {
    const line = document.createElement("li");
    line.append(sign, text);
    return line;
  }));
  return element;
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function small(text: string): HTMLElement {
  const element = paragraph(text);
  element.className = "lk-legend-method";
  return element;
}

function span(kind: string, text: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = text;
  element.setAttribute("aria-hidden", "true");
  return element;
}

function swatch(kind: string, colour: string): HTMLSpanElement {
  const element = span(`lk-legend-swatch ${kind}`, "");
  element.style.color = colour;
  element.style.borderColor = colour;
  return element;
}
