/** What this browser remembers of how its reader wants the map, between visits. */
import type { Background } from "../map/background.ts";
import { BACKGROUNDS } from "../map/background.ts";

const NAME = "lofteskartan-background";

/** Null where nothing was chosen, or nothing can be kept. */
export function rememberedBackground(): Background | null {
  try {
    const kept = window.localStorage.getItem(NAME);
    return BACKGROUNDS.find((one) => one === kept) ?? null;
  } catch {
    return null;
  }
}

export function rememberBackground(chosen: Background): void {
  try {
    window.localStorage.setItem(NAME, chosen);
  } catch {
    // the address still holds it
  }
}
