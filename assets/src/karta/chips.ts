/** What a view leaves out, one chip per restriction, in words. Pure. */
import type { Language, View } from "../map/view.ts";
import { EVERYTHING } from "../map/view.ts";
import type { Choice } from "./choice.ts";
import { number, say } from "./words.ts";

/** Words of the page; see dashboard/selecting.py. Sentences hold {names}. */
export interface ChipWords {
  readonly period: string;
  readonly from: string;
  readonly until: string;
  readonly hours: string;
  readonly dark: string;
  readonly light: string;
  readonly categories: string;
  readonly kinds: string;
  readonly experience: string;
  readonly statuses: string;
  readonly sources: string;
  readonly areas: string;
  readonly within: string;
  readonly more: string;
  /** Monday first. */
  readonly weekdays: readonly string[];
}

/** How codes are called. */
export interface Names {
  readonly categories: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly feelings: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
  readonly areas: Readonly<Record<string, string>>;
}

export interface Chip {
  /** The same for the same restriction, whatever its value. */
  readonly of: string;
  readonly text: string;
  /** What of the choice changes when the restriction is taken away. */
  readonly without: Partial<Choice>;
}

const MOST_NAMED = 2;
const DAY_MS = 86_400_000;

export function chipsOf(view: View, words: ChipWords, names: Names, language: Language): Chip[] {
  const chips: Chip[] = [];
  const listed = (of: string, label: string, codes: readonly string[], called: Readonly<Record<string, string>>, without: Partial<Choice>): void => {
    if (codes.length > 0) chips.push({ of, text: `${label}: ${few(codes.map((code) => called[code] ?? code), words, language)}`, without });
  };
  if (view.from || view.until) {
    chips.push({ of: "period", text: `${words.period}: ${periodTold(view, words, language)}`, without: { from: null, until: null } });
  }
  if (view.hours) {
    const [first, last] = [view.hours.from, view.hours.until].map((hour) => String(hour).padStart(2, "0"));
    chips.push({ of: "hours", text: say(words.hours, { first: first!, last: last! }, language), without: { hours: null } });
  }
  if (view.weekdays.length > 0) chips.push({ of: "weekdays", text: weekdaysTold(view.weekdays, words.weekdays), without: { weekdays: [] } });
  if (view.light) chips.push({ of: "light", text: view.light === "dark" ? words.dark : words.light, without: { light: null } });
  listed("categories", words.categories, view.categories, names.categories, { categories: [] });
  listed("kinds", words.kinds, view.kinds, names.kinds, { kinds: [] });
  listed("statuses", words.statuses, view.statuses, names.statuses, { statuses: [] });
  listed("sources", words.sources, view.sources, names.sources, { sources: [] });
  listed("areas", words.areas, view.areas, names.areas, { areas: [] });
  if (view.within.length > 0) chips.push({ of: "within", text: words.within, without: { within: [] } });
  // the usual experience restricts too, but nobody chose it
  if (view.experience !== EVERYTHING.experience) {
    listed("experience", words.experience, [view.experience], names.feelings, { experience: EVERYTHING.experience });
  }
  return chips;
}

/** "mån, ons", "tors–lör". weekdays: 1-7, Monday first. */
export function weekdaysTold(weekdays: readonly number[], names: readonly string[]): string {
  const days = [...weekdays].sort((one, other) => one - other);
  const [first, last] = [days[0]!, days.at(-1)!];
  const name = (day: number): string => names[day - 1] ?? "";
  return days.length > 2 && last - first === days.length - 1 ? `${name(first)}–${name(last)}` : days.map(name).join(", ");
}

/** "2016", "mars 2016", "mars 2016 – maj 2017", "5 mars 2017 – 9 april 2017"; one end alone in words. */
export function periodTold({ from, until }: Pick<View, "from" | "until">, words: Pick<ChipWords, "from" | "until">, language: Language): string {
  const written = (day: string, how: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === "sv" ? "sv-SE" : "en-GB", { timeZone: "UTC", ...how }).format(new Date(`${day}T00:00:00Z`));
  const wholeDay = { day: "numeric", month: "long", year: "numeric" } as const;
  if (!from || !until) return say(from ? words.from : words.until, { day: written((from ?? until)!, wholeDay) }, language);
  const [starts, ends] = [from.endsWith("-01"), nextDay(until).endsWith("-01")];
  const between = (how: Intl.DateTimeFormatOptions, dash: string): string => {
    const [one, other] = [written(from, how), written(until, how)];
    return one === other ? one : `${one}${dash}${other}`;
  };
  if (from.endsWith("-01-01") && until.endsWith("-12-31")) return between({ year: "numeric" }, "–");
  return starts && ends ? between({ month: "long", year: "numeric" }, " – ") : between(wholeDay, " – ");
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function few(names: readonly string[], words: Pick<ChipWords, "more">, language: Language): string {
  if (names.length <= MOST_NAMED + 1) return names.join(", ");
  return say(words.more, { names: names.slice(0, MOST_NAMED).join(", "), n: number(names.length - MOST_NAMED, language) }, language);
}
