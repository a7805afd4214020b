/** A rectangle in the chart of weekdays and hours, as a choice of both. Pure. */
import type { Hours } from "../map/view.ts";
import type { Choice } from "./choice.ts";

/** Where a drag began and where it is: days 0-6, hours before 0 and after 23 belong to the day's other end. */
export interface Brush {
  readonly fromDay: number;
  readonly toDay: number;
  readonly fromHour: number;
  readonly toHour: number;
}

export const DAYS = 7;
export const HOURS = 24;

export function cellBrush(day: number, hour: number): Brush {
  return { fromDay: day, toDay: day, fromHour: hour, toHour: hour };
}

/** All days, or all hours, restrict nothing. */
export function brushed({ fromDay, toDay, fromHour, toHour }: Brush): Pick<Choice, "weekdays" | "hours"> {
  const [first, last] = [Math.min(fromDay, toDay), Math.max(fromDay, toDay)];
  const days = last - first + 1;
  const [from, until] = [Math.min(fromHour, toHour), Math.max(fromHour, toHour) + 1];
  return {
    weekdays: days >= DAYS ? [] : Array.from({ length: days }, (_, index) => first + index + 1),
    hours: until - from >= HOURS ? null : { from: onClock(from), until: onClock(until) || HOURS },
  };
}

/** day: 0-6, hour: 0-23. */
export function isChosen({ weekdays, hours }: Pick<Choice, "weekdays" | "hours">, day: number, hour: number): boolean {
  return (weekdays.length === 0 || weekdays.includes(day + 1)) && isWithin(hours, hour);
}

function isWithin(hours: Hours | null, hour: number): boolean {
  if (!hours) return true;
  const { from, until } = hours;
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

/** 0 for none, otherwise 1-5 as far as the largest. */
export function levelOf(count: number, largest: number): number {
  return count <= 0 ? 0 : Math.max(1, Math.ceil((5 * count) / largest));
}

function onClock(hour: number): number {
  return ((hour % HOURS) + HOURS) % HOURS;
}
