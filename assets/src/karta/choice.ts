/** The part of a view that people select evidence by, as one value: what undo brings back and what chips tell. Pure. */
import type { View } from "../map/view.ts";
import { EVERYTHING, formatView } from "../map/view.ts";

const FIELDS = [
  "from", "until", "hours", "categories", "kinds", "experience", "areas", "statuses", "sources", "weekdays", "light", "within",
  "bandwidth", "findingWeight",
] as const;

export type Choice = Pick<View, (typeof FIELDS)[number]>;

export function choiceOf(view: View): Choice {
  return Object.fromEntries(FIELDS.map((field) => [field, view[field]])) as unknown as Choice;
}

/** Nothing is restricted. */
export const NO_CHOICE: Choice = choiceOf(EVERYTHING);

export function isSameChoice(one: Choice, other: Choice): boolean {
  return formatView({ ...EVERYTHING, ...choiceOf({ ...EVERYTHING, ...one }) }) ===
    formatView({ ...EVERYTHING, ...choiceOf({ ...EVERYTHING, ...other }) });
}

/** A list with a code more or less, in the order of `order`: the same choice always gives the same address. */
export function toggled<T>(chosen: readonly T[], code: T, order: readonly T[]): T[] {
  const has = chosen.includes(code);
  return order.filter((one) => (one === code ? !has : chosen.includes(one)));
}
