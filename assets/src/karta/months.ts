/** Months of the timeline as a period, and a period as months. Pure. */
import { dayNumber, isoDate } from "../map/evidence.ts";
import type { View } from "../map/view.ts";

type Span = Pick<View, "from" | "until">;
const PALE = 0.3;

/** First and last day of months by position, wherever the drag began. months: "2016-03". */
export function spanOf(months: readonly string[], one: number, other: number): Span {
  const [first, last] = [months[Math.min(one, other)]!, months[Math.max(one, other)]!];
  return { from: `${first}-01`, until: lastDay(last) };
}

export function lastDay(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
  return isoDate(dayNumber(next) - 1);
}

/** How solid each month's bar is: those that a period touches stand out; null where no period is chosen. */
export function solidity(months: readonly string[], { from, until }: Span): number[] | null {
  if (!from && !until) return null;
  return months.map((month) => ((!until || `${month}-01` <= until) && (!from || lastDay(month) >= from) ? 1 : PALE));
}

/** Position of the month that a share of the axis lies in; the nearest where there is none. range: first and last day. */
export function monthAt(months: readonly string[], range: readonly [string, string], share: number): number {
  const [first, last] = range.map((day) => dayNumber(day.slice(0, 10))) as [number, number];
  const month = isoDate(Math.floor(first + (last - first) * share)).slice(0, 7);
  if (month <= months[0]!) return 0;
  const after = months.findIndex((one) => one > month);
  return after < 0 ? months.length - 1 : after - 1;
}

/** Where a month begins and ends on the axis, as shares of it. */
export function sharesOf(month: string, range: readonly [string, string]): [number, number] {
  const [first, last] = range.map((day) => dayNumber(day.slice(0, 10))) as [number, number];
  const at = (day: number): number => Math.max(0, Math.min(1, (day - first) / Math.max(1, last - first)));
  return [at(dayNumber(`${month}-01`)), at(dayNumber(lastDay(month)) + 1)];
}
