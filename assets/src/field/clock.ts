/** When something was made: by the phone's clock, which may be wrong, and by one that nobody sets. Pure but for now(). */
import type { Stamp } from "./model.ts";

const LONGEST_SLEEP_MS = 14 * 86_400_000;

/** This page's own session; a clock that counts from a page's start means nothing to the next page. */
export const SESSION = crypto.randomUUID();

/** ISO 8601 with the offset of the place where the phone is. */
export function zoned(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 23);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

export function now(): Stamp {
  const at = new Date();
  return { at: zoned(at), wall: at.getTime(), mono: performance.now(), session: SESSION };
}

/**
 * How long ago something was made, milliseconds; null where nobody can tell.
 *
 * While the same page runs the clock that nobody sets is asked; but on many phones it stands still while the phone
 * sleeps, so a longer span by the ordinary clock is believed as long as sleep can explain it.
 */
export function age(made: Stamp, at: Stamp): number | null {
  const wall = at.wall - made.wall;
  if (made.session !== at.session) return wall >= 0 ? Math.round(wall) : null;
  const mono = Math.max(0, at.mono - made.mono);
  return Math.round(wall > mono && wall - mono <= LONGEST_SLEEP_MS ? wall : mono);
}
