/**
 * Where the map's evidence is: all of it in the browser's memory (local.ts), or at the server, which is asked for counts,
 * for density and for what lies near (served.ts). Engine and page know neither from the other.
 */
import type { Counted } from "./counted.ts";
import type { Evidence } from "./evidence.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import type { Hotspot } from "./features.ts";
import type { Profile } from "./result.ts";
import type { LabelOf, Row, Sort } from "./table.ts";
import type { View } from "./view.ts";

/** How much lies where, for the map's surface: rows by cell of a frame in web mercator, line by line from the north. */
export interface Cells {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly lines: number;
  readonly counts: ArrayLike<number>;
}

/** The evidence as it can be drawn and pointed at. */
export interface Marks {
  readonly evidence: Evidence;
  /** Rows of `evidence` to draw, all with a position; `mask` has 1 for each. */
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly mask: Uint8Array;
  /** So many rows that no single one is drawn: how much lies where instead. */
  readonly cells: Cells | null;
  /** How much lies where, also where single rows are drawn; counted when it is asked for. */
  readonly spread: () => Cells;
}

export const NO_CELLS: Cells = { x: 0, y: 0, width: 0, height: 0, columns: 0, lines: 0, counts: [] };

export const NO_MARKS: Marks = { evidence: NO_EVIDENCE, rows: new Uint32Array(0), mask: new Uint8Array(0), cells: null, spread: () => NO_CELLS };

/** What the picture looks at: degrees, and how many pixels it is wide and high. */
export interface Sight {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
}

export interface Listener {
  /** Other figures, or other marks, or both. */
  changed(what: { readonly counted: boolean; readonly marks: boolean }): void;
  /** The newest view cannot be had just now; what stands is of an earlier one. */
  unanswered(): void;
}

export interface Source {
  readonly counted: Counted;
  readonly marks: Marks;
  /** Another view. The listener hears of it: before this returns where all is at hand, otherwise later. */
  count(view: View): void;
  /** Other outlines for the same view; the figures follow at once. */
  setHotspots(hotspots: readonly Hotspot[]): void;
  /** The picture looks elsewhere; null where it draws no marks at all. */
  look(sight: Sight | null): void;
  /** When nothing newer is on its way. */
  settled(): Promise<void>;
  /** What lies in a hotspot, by its position; null where the rows are not here. */
  profile(hotspot: number): Profile | null;
  /** Rows of the view from `from` up to but not including `until`. Rejects where they cannot be had. */
  rows(from: number, until: number, sort: Sort | null, labelOf: LabelOf, language: string): Promise<Row[]>;
  /** A newer version. Rejects and keeps the old where it cannot be had. */
  reload(address: string): Promise<void>;
  stop(): void;
}
