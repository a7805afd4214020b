/** What the colours and signs mean, in the map's corner; it says only what is on the map just now. */
import { isDiverging, needsChange } from "./change.ts";
import type { Standing } from "./features.ts";
import { STANDINGS } from "./features.ts";
import type { Options } from "./options.ts";
import { fill } from "./options.ts";
import type { Palette } from "./palette.ts";
import { colourWithout } from "./palette.ts";
import type { LayersTold } from "./legendlayers.ts";
import { layerSections } from "./legendlayers.ts";
import { FUNNEL, SIGNS } from "./rates.ts";
import type { Result } from "./result.ts";
import type { Showable } from "./stack.ts";
import { symbolSvg } from "./symbols.ts";

/** Narrower than this the legend would hide the map, so it starts folded. */
const ROOM_FOR_LEGEND_PX = 900;
const LINES: Readonly<Record<Standing, string>> = { confirmed: "solid", candidate: "dashed", untested: "dotted" };

export class Legend {
  readonly #root: HTMLDetailsElement;
  readonly #body: HTMLDivElement;
  readonly #options: Options;
  readonly #categoryFold = document.createElement("details");

  constructor(parent: HTMLElement, options: Options) {
    this.#options = options;
    this.#root = document.createElement("details");
    this.#root.className = "lk-legend";
    this.#root.open = parent.clientWidth >= ROOM_FOR_LEGEND_PX;
    const summary = document.createElement("summary");
    summary.textContent = options.texts.legend;
    this.#body = document.createElement("div");
    this.#root.append(summary, this.#body);
    parent.append(this.#root);
  }

  update(result: Result, palette: Palette, signs: "points" | "density" | "none", shown: ReadonlySet<Showable>): void {
    const sections: HTMLElement[] = [];
    if (shown.has("areas")) sections.push(this.#areas(result, palette));
    if (shown.has("hotspots")) sections.push(this.#lines(result, palette));
    if (signs === "density") sections.push(this.#density(palette));
    if (signs === "points") sections.push(this.#kinds(result), this.#categories(result));
    this.#body.replaceChildren(...sections.filter((section) => section.childElementCount > 0));
  }

  /** What the layers say that have signs of their own. */
  tellLayers(told: LayersTold, palette: Palette): void {
    this.#body.append(...layerSections(told, palette, this.#options));
  }

  remove(): void {
    this.#root.remove();
  }

  /** The classes side by side, as one scale; below it what is no figure. */
  #areas(result: Result, palette: Palette): HTMLElement {
    const { texts, language } = this.#options;
    if (result.areas.length === 0) return list();
    const funnel = isDiverging(result.measure);
    const measure = texts.measures[result.measure];
    const heading = paragraph(funnel ? measure : fill(texts.upTo, { measure }));
    if (funnel) return group(heading, this.#funnel(result, palette), this.#without(result, palette), this.#method(result));
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    const short = new Intl.NumberFormat(language, { notation: "compact" });
    const scale = list("lk-legend-scale");
    result.classes.forEach(({ high, areas }, index) => {
      if (areas === 0) return;
      const label = document.createElement("span");
      label.textContent = (high < 10_000 ? number : short).format(high);
      scale.append(item(swatch(palette.sequences[result.measure][index]!), label));
    });
    return group(heading, scale, this.#without(result, palette), this.#method(result));
  }

  /** From far above to far below, each with the sign that stands on the map. */
  #funnel(result: Result, palette: Palette): HTMLElement {
    const { texts } = this.#options;
    const named = needsChange(result.measure) ? texts.changes : texts.funnel;
    const section = list();
    FUNNEL.forEach((standing, index) => {
      if (result.classes[index]!.areas === 0) return;
      const words = `${SIGNS[standing]} ${named[standing]}`.trim();
      section.prepend(item(swatch(palette.sequences[result.measure][index]!), words));
    });
    return section;
  }

  #without(result: Result, palette: Palette): HTMLElement {
    const section = list();
    for (const why of ["missing", "suppressed", "outside", "undecided"] as const) {
      if (result.without[why] > 0) section.append(item(swatch(colourWithout(why, palette)), this.#options.texts[why]));
    }
    return section;
  }

  /** How the figures are reckoned, and for when. */
  #method(result: Result): HTMLElement {
    const { texts } = this.#options;
    const { rates, survey, change } = result;
    const said = change ? [change.periods] : survey?.question && survey.wave ? [survey.question, fill(texts.wave, { wave: survey.wave })] : rates === null ? [] : [
      fill(texts.period, { period: rates.period }),
      ...(rates.preliminary > 0 ? [fill(texts.preliminary, { n: rates.preliminary })] : []),
    ];
    const method = texts.methods[result.measure];
    const element = paragraph(said.length > 0 ? `${said.join(", ")}. ${method}` : method);
    element.className = "lk-legend-method";
    return element;
  }

  #lines(result: Result, palette: Palette): HTMLElement {
    const { texts } = this.#options;
    const section = list();
    for (const standing of STANDINGS) {
      if (!result.hotspots.some((hotspot) => hotspot.standing === standing)) continue;
      const line = document.createElement("span");
      line.className = "lk-legend-line";
      line.style.borderTop = `3px ${LINES[standing]} ${palette.hotspot}`;
      section.append(item(line, fill(texts.hotspot, { standing: texts.standings[standing] })));
    }
    if (result.hotspots.some(({ state }) => state === "adopted")) {
      const filled = swatch("");
      filled.classList.add("lk-legend-filled");
      filled.style.background = `color-mix(in srgb, ${palette.hotspotFill} 25%, transparent)`;
      section.append(item(filled, texts.adopted));
    }
    return section;
  }

  #kinds(result: Result): HTMLElement {
    const section = list("lk-legend-row");
    for (const kind of ["report", "finding"] as const) {
      if (!result.byKind[kind]) continue;
      const label = this.#options.texts.kinds[kind] ?? kind;
      section.append(item(symbolSvg({ colour: "currentColor", shape: "circle" }, kind), label));
    }
    return section;
  }

  /** Folded: seventeen signs would cover the map, and the filter shows them as well. */
  #categories(result: Result): HTMLElement {
    const shown = this.#options.categories.filter(({ code }) => result.byCategory[code]);
    if (shown.length === 0) return list();
    const summary = document.createElement("summary");
    summary.textContent = this.#options.texts.categories;
    const signs = list("lk-legend-columns");
    signs.append(...shown.map((category) => item(symbolSvg(category, "report"), category.label)));
    this.#categoryFold.replaceChildren(summary, signs);
    return this.#categoryFold;
  }

  #density(palette: Palette): HTMLElement {
    const section = list();
    const bar = swatch("");
    bar.style.background = `linear-gradient(to right, ${palette.density.join(", ")})`;
    bar.classList.add("lk-legend-bar");
    section.append(item(bar, this.#options.texts.density));
    return section;
  }
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function list(kind = ""): HTMLElement {
  const element = document.createElement("ul");
  element.className = kind;
  return element;
}

function group(...children: HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.append(...children.filter((child) => child.hasChildNodes()));
  return element;
}

function item(sign: Element, text: string | Element): HTMLLIElement {
  const element = document.createElement("li");
  element.append(sign, text);
  return element;
}

/** Without a colour: hollow and dashed, as an area is drawn whose figure is missing. */
function swatch(colour: string | null): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = colour === null ? "lk-legend-swatch lk-legend-hollow" : "lk-legend-swatch";
  if (colour !== null) element.style.background = colour;
  return element;
}
