/** Sentences with figures, in the page's language. Every word comes from its catalogues. Pure. */
import type { Language } from "../map/view.ts";

/** A text with {n}, for one and for many. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** What the page says itself; see dashboard/mapdata.py. */
export interface PageTexts {
  readonly shown: string;
  readonly unlocated: string;
  readonly evidence: Plural;
  readonly failed: string;
  readonly loading: string;
  readonly unanswered: string;
  readonly onlyArea: string;
  readonly allAreas: string;
  /** Outlines and list are of an earlier selection, for the server does not answer. */
  readonly stale: string;
  /** The chosen hotspot is none in this selection. */
  readonly notThere: string;
}

const LOCALES: Readonly<Record<Language, string>> = { sv: "sv-SE", en: "en-GB" };

export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1, useGrouping: "always" }).format(value);
}

/** {name} in the text is replaced; numbers are written as the language does. */
export function say(text: string, values: Readonly<Record<string, string | number>>, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value, language) : value;
  });
}

export function count({ one, other }: Plural, n: number, language: Language): string {
  return say(n === 1 ? one : other, { n }, language);
}

/** "1 234 av 2 066 underlag visas, 45 utan plats på kartan" */
export function status(
  { total, all, unlocated }: { total: number; all: number; unlocated: number }, texts: PageTexts, language: Language,
): string {
  const shown = say(texts.shown, { n: total, all }, language);
  return unlocated === 0 ? shown : `${shown}, ${say(texts.unlocated, { n: unlocated }, language)}`;
}
