/** How the app looks on this phone; small enough for the browser's simplest store, which is read before anything is drawn. */
import type { Language } from "./words.ts";

export interface Settings {
  readonly language: Language | null;
  readonly theme: "auto" | "light" | "dark";
  readonly hand: "right" | "left";
  readonly walk: string | null;
}

const NAME = "lofteskartan-falt:settings";
const USUAL: Settings = { language: null, theme: "auto", hand: "right", walk: null };

/** What is written, as far as it makes sense. Pure. */
export function parsed(text: string | null): Settings {
  let found: Partial<Record<keyof Settings, unknown>> = {};
  try {
    const read: unknown = JSON.parse(text ?? "{}");
    if (typeof read === "object" && read !== null) found = read;
  } catch {
    // somebody else's text: begin anew
  }
  const one = <T extends string | null>(value: unknown, allowed: readonly T[], otherwise: T): T =>
    allowed.includes(value as T) ? (value as T) : otherwise;
  return {
    language: one(found.language, ["sv", "en"] as const, USUAL.language as "sv"),
    theme: one(found.theme, ["auto", "light", "dark"] as const, USUAL.theme),
    hand: one(found.hand, ["right", "left"] as const, USUAL.hand),
    walk: typeof found.walk === "string" ? found.walk : USUAL.walk,
  };
}

/** What is drawn: the phone's own theme where nobody has chosen. Pure. */
export function themeOf(chosen: Settings["theme"], phoneIsDark: boolean): "light" | "dark" {
  return chosen === "auto" ? (phoneIsDark ? "dark" : "light") : chosen;
}

export function readSettings(): Settings {
  try {
    return parsed(localStorage.getItem(NAME));
  } catch {
    return USUAL;
  }
}

export function writeSettings(settings: Settings): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(settings));
  } catch {
    // they hold until the page is closed
  }
}
