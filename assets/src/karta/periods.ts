/** Periods of days and of whole months, and what a period may be compared with. Pure. */
import { dayNumber, isoDate, isoMonth } from "../map/evidence.ts";
import type { Language, Period } from "../map/view.ts";

const LOCALES: Readonly<Record<Language, string>> = { sv: "sv-SE", en: "en-GB" };

/** Months since year 0 of "2016-03" or a day in it. */
function numberOf(month: string): number {
  const [year, of] = month.split("-").map(Number) as [number, number];
  return year * 12 + of - 1;
}

const firstDay = (month: number): string => `${isoMonth(month)}-01`;
const lastDay = (month: number): string => isoDate(dayNumber(firstDay(month + 1)) - 1);

/** So many whole months from one on, "2016-03". */
export function monthsFrom(month: string, length: number): Period {
  const first = numberOf(month);
  return { from: firstDay(first), until: lastDay(first + length - 1) };
}

/** How many whole months a period is; null where it begins or ends within one. */
export function wholeMonths({ from, until }: Period): number | null {
  const [first, last] = [numberOf(from), numberOf(until)];
  return firstDay(first) === from && lastDay(last) === until && first <= last ? last - first + 1 : null;
}

/** As long, just before: as many whole months, or as many days. */
export function justBefore(period: Period): Period {
  const months = wholeMonths(period);
  if (months !== null) {
    const first = numberOf(period.from);
    return { from: firstDay(first - months), until: lastDay(first - 1) };
  }
  const [from, until] = [dayNumber(period.from), dayNumber(period.until)];
  return { from: isoDate(from - (until - from + 1)), until: isoDate(from - 1) };
}

/** The same days a year before; the end of a month stays its end. */
export function yearBefore({ from, until }: Period): Period {
  return { from: dayAYearBefore(from), until: dayAYearBefore(until) };
}

function dayAYearBefore(day: string): string {
  const month = numberOf(day);
  return lastDay(month) === day ? lastDay(month - 12) : `${isoMonth(month - 12)}${day.slice(7)}`;
}

/** What a view with open ends holds, of evidence in these months; null where there is none. */
export function filled(from: string | null, until: string | null, months: readonly string[]): Period | null {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  const period = { from: from ?? monthsFrom(first, 1).from, until: until ?? monthsFrom(last, 1).until };
  return period.from <= period.until ? period : null;
}

/** The last year of the evidence, or its later half where there is less than two; null for less than two months. */
export function latest(months: readonly string[]): Period | null {
  const length = Math.min(12, Math.floor(months.length / 2));
  return length === 0 ? null : monthsFrom(months[months.length - length]!, length);
}

/** "mars 2016", "mars – maj 2016", "december 2015 – februari 2016"; days where it is not of whole months. */
export function periodInWords(period: Period, language: Language, month: "long" | "short" = "long"): string {
  const whole = wholeMonths(period) !== null;
  const words = new Intl.DateTimeFormat(LOCALES[language], {
    ...(whole ? {} : { day: "numeric" }), month, year: "numeric", timeZone: "UTC",
  });
  const [from, until] = [period.from, period.until].map((day) => words.format(new Date(`${day}T00:00:00Z`))) as [string, string];
  if (from === until) return from;
  const sameYear = whole && period.from.slice(0, 4) === period.until.slice(0, 4);
  return `${sameYear ? from.slice(0, -5) : from} – ${until}`;
}
