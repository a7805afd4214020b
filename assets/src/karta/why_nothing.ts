/** Why a view shows nothing: what restricts it, by the words of its controls. Pure. */
import type { Language, View } from "../map/view.ts";
import { EVERYTHING } from "../map/view.ts";
import { say } from "./words.ts";

export interface Figures {
  readonly all: number;
  readonly total: number;
  readonly located: number;
}

/** The words of the controls, and sentences with {all} and {chosen}. */
export interface Texts {
  readonly none: string;
  readonly because: string;
  readonly hours: string;
  readonly unlocated: string;
  readonly period: string;
  readonly time: string;
  readonly categories: string;
  readonly kinds: string;
  readonly areas: string;
  readonly experience: string;
  readonly statuses: string;
  readonly sources: string;
  readonly weekdays: string;
  readonly light: string;
  readonly within: string;
}

export type Why = { readonly kind: "none" | "unlocated" | "because"; readonly sentences: readonly string[] } | null;

/** null where something is shown. */
export function whyNothing({ all, total, located }: Figures, view: View, texts: Texts, language: Language): Why {
  if (located > 0) return null;
  if (all === 0) return { kind: "none", sentences: [texts.none] };
  if (total > 0) return { kind: "unlocated", sentences: [texts.unlocated] };
  const chosen = chosenIn(view, texts).join(", ").toLocaleLowerCase();
  const because = say(texts.because, { all, chosen }, language);
  return { kind: "because", sentences: view.hours || view.light ? [because, texts.hours] : [because] };
}

function chosenIn(view: View, texts: Texts): string[] {
  const chosen: string[] = [];
  if (view.from || view.until) chosen.push(texts.period);
  if (view.hours) chosen.push(texts.time);
  if (view.weekdays.length > 0) chosen.push(texts.weekdays);
  if (view.light) chosen.push(texts.light);
  if (view.categories.length > 0) chosen.push(texts.categories);
  if (view.kinds.length > 0) chosen.push(texts.kinds);
  if (view.areas.length > 0) chosen.push(texts.areas);
  if (view.within.length > 0) chosen.push(texts.within);
  if (view.statuses.length > 0) chosen.push(texts.statuses);
  if (view.sources.length > 0) chosen.push(texts.sources);
  // the usual experience restricts as well, and is named where nothing else does
  if (view.experience !== EVERYTHING.experience || chosen.length === 0) chosen.push(texts.experience);
  return chosen;
}
