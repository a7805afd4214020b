/** What the page hears from the map. */
import type { Result } from "./result.ts";
import type { Row } from "./table.ts";
import type { Camera } from "./view.ts";

/** What lies at a place, as the page hears it. */
export interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly hotspot: string | null;
  readonly area: string | null;
  /** Nearest first; at most 100 of `rowCount`. */
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

export interface MapEvents {
  /** Somebody pointed out a thing on the map; `target` is what they most likely meant. */
  select: Spot & { readonly target: "hotspot" | "evidence" | "area" | "nothing" };
  hover: Spot | null;
  /** The map is being moved: what lies over it moves along. */
  moving: null;
  /** `address` is the value of the parameter "karta". */
  moved: Camera & { readonly address: string };
  /** The figures of the newest view; null where they cannot be had just now and those of before stand. */
  counted: Result | null;
  /** The map in the data folder cannot be shown any longer. */
  backgroundLost: null;
}
