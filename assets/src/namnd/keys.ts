/** What a key does in the presentation; null for one that is the browser's own. */

export type Deed =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "overview"
  | "notes"
  | "full"
  | "theme"
  | "keys"
  | "close";

/** What of a key's event matters. on: the element's name that has the focus, in lower case. */
export interface Pressed {
  readonly key: string;
  readonly shift: boolean;
  readonly other: boolean;
  readonly on: string;
}

const MOVES: Readonly<Record<string, Deed>> = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  Home: "first",
  End: "last",
};
const LETTERS: Readonly<Record<string, Deed>> = { o: "overview", n: "notes", f: "full", l: "theme", "?": "keys" };

/** The deed of a key. With Ctrl, Alt or Meta a key is the browser's: Alt and left is its way back. */
export function deedOf(pressed: Pressed): Deed | null {
  if (pressed.other) return null;
  if (pressed.key === "Escape") return "close";
  if (pressed.key === " ") return pressed.on === "button" ? null : pressed.shift ? "previous" : "next";
  return MOVES[pressed.key] ?? LETTERS[pressed.key.toLowerCase()] ?? null;
}

/** Where a deed leads from a screen; the first and the last are the ends. */
export function screenAfter(deed: Deed, at: number, all: number): number {
  const wanted = { next: at + 1, previous: at - 1, first: 1, last: all }[deed as "next"] ?? at;
  return Math.min(all, Math.max(1, wanted));
}

/** The screen that an address names: its number behind the #; the first where it names none. */
export function screenOf(hash: string, all: number): number {
  const digits = /^#([0-9]{1,4})$/.exec(hash);
  const number = digits === null ? 1 : Number(digits[1]);
  return Math.min(all, Math.max(1, number));
}

/** A finger's way: across, far enough, and more across than down; otherwise it scrolled. */
export function swiped(dx: number, dy: number): Deed | null {
  if (Math.abs(dx) < 60 || Math.abs(dx) < 1.5 * Math.abs(dy)) return null;
  return dx < 0 ? "next" : "previous";
}
