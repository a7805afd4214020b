/** Between the controls' values, as the widgets hold them, and a view, as the address has it. Pure. */
import type { Experience, Hours, View } from "../map/view.ts";
import { EVERYTHING, KINDS, MEASURES, formatView, parseView } from "../map/view.ts";

/** The widgets' values in the order in which the page hands them over; a cleared widget has null. */
export interface Values {
  readonly period: readonly (string | null)[] | null;
  readonly fromHour: string | null;
  readonly untilHour: string | null;
  readonly categories: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly experience: string | null;
  readonly areas: readonly string[] | null;
  readonly bandwidth: string | null;
  readonly findingWeight: string | null;
  readonly light: string | null;
  readonly shading: string | null;
}

/** What the controls decide of a view. */
export type Chosen = Pick<
  View,
  "from" | "until" | "hours" | "categories" | "kinds" | "experience" | "areas" | "bandwidth" | "findingWeight" | "light" | "measure"
>;

/** order: all category codes as they are listed, so that the same choice always gives the same address. */
export function chosenBy(values: Values, order: readonly string[]): Chosen {
  const [from = null, until = null] = values.period ?? [];
  const categories = values.categories ?? [];
  const kinds = values.kinds ?? [];
  return {
    from: day(from), until: day(until), hours: hoursBetween(values.fromHour, values.untilHour),
    categories: order.filter((code) => categories.includes(code)),
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
    experience: (values.experience ?? EVERYTHING.experience) as Experience,
    areas: [...(values.areas ?? [])].sort(),
    bandwidth: Number(values.bandwidth ?? EVERYTHING.bandwidth),
    findingWeight: Number(values.findingWeight ?? EVERYTHING.findingWeight),
    light: values.light === "dark" || values.light === "light" ? values.light : null,
    measure: MEASURES.find((one) => one === values.shading) ?? EVERYTHING.measure,
  };
}

/** The widgets' values that show a view. */
export function valuesOf(view: View): Values {
  const { from, until, hours, categories, kinds, experience, areas, bandwidth, findingWeight, light, measure } = view;
  return {
    period: [from, until], fromHour: hours && String(hours.from), untilHour: hours && String(hours.until),
    categories, kinds, experience, areas, bandwidth: String(bandwidth), findingWeight: String(findingWeight),
    light: light ?? "all", shading: measure,
  };
}

/** The element of each value. */
export const WIDGETS: Readonly<Record<keyof Values, string>> = {
  period: "filter-period", fromHour: "filter-from-hour", untilHour: "filter-until-hour", categories: "filter-categories",
  kinds: "filter-kinds", experience: "filter-experience", areas: "filter-areas", bandwidth: "filter-bandwidth",
  findingWeight: "filter-weight", light: "filter-light", shading: "filter-shading",
};

/** Values to be shown where a view takes the place of another: which, as it was, as it is. */
export function changedValues(before: View, now: View): [name: keyof Values, was: unknown, is: unknown][] {
  const [were, are] = [valuesOf(before), valuesOf(now)];
  const names = Object.keys(WIDGETS) as (keyof Values)[];
  return names.filter((name) => !isEqual(were[name], are[name])).map((name) => [name, were[name], are[name]]);
}

/** Of two values of widgets. */
export const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One end alone reaches to midnight; the same hour twice is the whole day, which restricts nothing. */
export function hoursBetween(from: string | null, until: string | null): Hours | null {
  if (!from && !until) return null;
  const hours = { from: Number(from ?? 0), until: Number(until ?? 24) };
  return hours.from === hours.until || hours.until - hours.from === 24 ? null : hours;
}

/** The part of a view that decides which rates there are. */
export function ratesFor({ from, until }: Pick<View, "from" | "until">): string {
  return formatView({ ...EVERYTHING, from, until });
}

/** The part of a query that decides which hotspots there are: the same for two views with the same evidence. */
export function countedBy(query: string, order: readonly string[]): string {
  const view = parseView(query, { categories: order });
  return formatView({ ...view, compared: null, selected: null, camera: null, measure: EVERYTHING.measure, layers: EVERYTHING.layers, background: null, table: false, language: null });
}

/** A date picker may give a moment; its day counts. */
function day(text: string | null): string | null {
  return text ? text.slice(0, 10) : null;
}
