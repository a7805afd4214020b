/**
 * What lies under a point of the map: the evidence near it, the hotspot and the area around it.
 *
 * Worked out from the same columns and outlines that are drawn, not from the picture; so it also answers where the
 * drawn map stands in for the graphics processor.
 */
import type { Evidence } from "./evidence.ts";
import type { Area, Hotspot } from "./features.ts";
import type { Box } from "./geometry.ts";
import { boxOf, contains, mercatorX, mercatorY } from "./geometry.ts";

/** Positions in the lists they come from; -1 for none. Rows nearest first. */
export interface Hit {
  readonly lon: number;
  readonly lat: number;
  readonly rows: readonly number[];
  /** How many rows lie there, also when `rows` was cut short. */
  readonly rowCount: number;
  readonly hotspot: number;
  readonly area: number;
}

const CELLS = 256;
/** A list that one can still read; the rest is told as a number. */
const MOST_ROWS = 100;

/** Which rows lie in which cell of an even grid over all of them. */
export class GridIndex {
  readonly #evidence: Evidence;
  readonly #west: number;
  readonly #south: number;
  readonly #width: number;
  readonly #height: number;
  /** Rows of cell c stand in #rows from #starts[c] up to #starts[c + 1]. */
  readonly #starts: Uint32Array;
  readonly #rows: Uint32Array;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    const { length, lon, lat, located } = evidence;
    let west = Infinity;
    let east = -Infinity;
    let south = Infinity;
    let north = -Infinity;
    for (let row = 0; row < length; row++) {
      if (located[row] === 0) continue;
      west = Math.min(west, lon[row]!);
      east = Math.max(east, lon[row]!);
      south = Math.min(south, lat[row]!);
      north = Math.max(north, lat[row]!);
    }
    this.#west = west;
    this.#south = south;
    // a single place has no extent; any width puts it in the first cell
    this.#width = Math.max(east - west, 1e-9);
    this.#height = Math.max(north - south, 1e-9);
    const starts = new Uint32Array(CELLS * CELLS + 1);
    for (let row = 0; row < length; row++) {
      if (located[row] === 1) starts[this.#cell(lon[row]!, lat[row]!) + 1]!++;
    }
    for (let cell = 0; cell < CELLS * CELLS; cell++) starts[cell + 1]! += starts[cell]!;
    const next = starts.slice();
    this.#rows = new Uint32Array(starts[CELLS * CELLS]!);
    for (let row = 0; row < length; row++) {
      if (located[row] === 1) this.#rows[next[this.#cell(lon[row]!, lat[row]!)]!++] = row;
    }
    this.#starts = starts;
  }

  /** Rows within the box whose flag in `mask` is set. */
  within([west, south, east, north]: Box, mask: Uint8Array): number[] {
    const found: number[] = [];
    if (this.#rows.length === 0 || east < this.#west || north < this.#south) return found;
    const { lon, lat } = this.#evidence;
    for (let line = this.#line(south); line <= this.#line(north); line++) {
      for (let column = this.#column(west); column <= this.#column(east); column++) {
        const cell = line * CELLS + column;
        for (let at = this.#starts[cell]!; at < this.#starts[cell + 1]!; at++) {
          const row = this.#rows[at]!;
          const x = lon[row]!;
          const y = lat[row]!;
          if (mask[row] === 1 && x >= west && x <= east && y >= south && y <= north) found.push(row);
        }
      }
    }
    return found;
  }

  #column(lon: number): number {
    return clamp(Math.floor(((lon - this.#west) / this.#width) * CELLS));
  }

  #line(lat: number): number {
    return clamp(Math.floor(((lat - this.#south) / this.#height) * CELLS));
  }

  #cell(lon: number, lat: number): number {
    return this.#line(lat) * CELLS + this.#column(lon);
  }
}

function clamp(cell: number): number {
  return Math.max(0, Math.min(CELLS - 1, cell));
}

/** Outlines with their boxes, so that a mouse move costs a few comparisons. */
export class OutlineIndex {
  readonly #entries: readonly { readonly item: Area | Hotspot; readonly box: Box | null }[];

  constructor(items: readonly (Area | Hotspot)[]) {
    this.#entries = items.map((item) => ({ item, box: boxOf([item.outline]) }));
  }

  /** Position of the first outline that contains the point, -1 for none. */
  at(lon: number, lat: number): number {
    return this.#entries.findIndex(({ item, box }) =>
      box !== null && lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3] &&
      contains(item.outline, lon, lat));
  }
}

/**
 * Everything at a point. `reach` is the box of degrees that still counts as hitting a sign; rows with a mask of 0 are
 * not drawn and so cannot be hit; null stands for what is hidden altogether.
 */
export function pick(
  lon: number, lat: number, reach: Box, mask: Uint8Array, evidence: Evidence,
  index: { readonly rows: GridIndex | null; readonly hotspots: OutlineIndex | null; readonly areas: OutlineIndex },
): Hit {
  const rows = index.rows?.within(reach, mask) ?? [];
  const x = mercatorX(lon);
  const y = mercatorY(lat);
  const distance = new Map(rows.map((row) => [
    row, (mercatorX(evidence.lon[row]!) - x) ** 2 + (mercatorY(evidence.lat[row]!) - y) ** 2,
  ]));
  rows.sort((a, b) => distance.get(a)! - distance.get(b)! || b - a);
  return {
    lon, lat, rows: rows.slice(0, MOST_ROWS), rowCount: rows.length,
    hotspot: index.hotspots?.at(lon, lat) ?? -1, area: index.areas.at(lon, lat),
  };
}
