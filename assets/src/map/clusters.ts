/**
 * Evidence seen from afar, gathered into circles that tell how many: one for each cell of a grid that lies still in the
 * world, so that it is worked out anew only for other rows or at another step of zoom, not when the map is moved.
 */
import type { Evidence } from "./evidence.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Frame } from "./sheet.ts";
import type { Cells, Marks } from "./source.ts";

/** Nearer than this, signs can be told apart. */
export const CLUSTERS_BELOW_ZOOM = 12.5;
const CELL_PX = 64;
const TILE_PX = 512;
const SMALLEST_PX = 9;
const LARGEST_PX = 26;
const FONT = "600 12px system-ui, sans-serif";
/** A grid of this many cells is far finer than any screen shows. */
const MOST_CELLS = 1_000_000;

/** x, y: web mercator, the middle of what is gathered. */
export interface Cluster {
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

interface Grid {
  readonly west: number;
  readonly north: number;
  readonly columns: number;
  readonly lines: number;
  readonly side: number;
  readonly counts: Float64Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** Step of zoom that clusters are worked out for. */
export function stepOf(zoom: number): number {
  return Math.floor(zoom);
}

/** Web mercator x and y of every row in turn. Kept by whoever asks: it depends on the evidence alone. */
export function mercatorOf({ length, lon, lat, located }: Evidence): Float32Array<ArrayBuffer> {
  const at = new Float32Array(length * 2);
  for (let row = 0; row < length; row++) {
    if (located[row] === 0) continue;
    at[2 * row] = mercatorX(lon[row]!);
    at[2 * row + 1] = mercatorY(lat[row]!);
  }
  return at;
}

/** Rows gathered at a step of zoom. Every row must have a position. */
export function gatherRows(rows: ArrayLike<number>, at: Float32Array, step: number): Cluster[] {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const x = at[2 * rows[i]!]!;
    const y = at[2 * rows[i]! + 1]!;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  if (rows.length === 0) return [];
  const grid = lay(west, north, east, south, step);
  for (let i = 0; i < rows.length; i++) put(grid, at[2 * rows[i]!]!, at[2 * rows[i]! + 1]!, 1);
  return found(grid);
}

/** The same of what is counted by cells already. */
export function gatherCells({ x, y, width, height, columns, lines, counts }: Cells, step: number): Cluster[] {
  if (counts.length === 0) return [];
  const grid = lay(x, y, x + width, y + height, step);
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column < columns; column++) {
      const n = counts[line * columns + column]!;
      if (n > 0) put(grid, x + ((column + 0.5) * width) / columns, y + ((line + 0.5) * height) / lines, n);
    }
  }
  return found(grid);
}

function lay(west: number, north: number, east: number, south: number, step: number): Grid {
  // the grid begins at the world's corner: it lies still whatever rows there are
  let side = CELL_PX / (TILE_PX * 2 ** step);
  const wide = (size: number): [number, number] => [
    Math.floor(east / size) - Math.floor(west / size) + 1, Math.floor(south / size) - Math.floor(north / size) + 1,
  ];
  while (wide(side)[0] * wide(side)[1] > MOST_CELLS) side *= 2;
  const [columns, lines] = wide(side);
  const cells = columns * lines;
  return {
    west: Math.floor(west / side), north: Math.floor(north / side), columns, lines, side,
    counts: new Float64Array(cells), xs: new Float64Array(cells), ys: new Float64Array(cells),
  };
}

function put(grid: Grid, x: number, y: number, n: number): void {
  const cell = (Math.floor(y / grid.side) - grid.north) * grid.columns + Math.floor(x / grid.side) - grid.west;
  grid.counts[cell]! += n;
  grid.xs[cell]! += n * x;
  grid.ys[cell]! += n * y;
}

/** Fewest first: where circles touch, the larger lies on top. */
function found({ counts, xs, ys }: Grid): Cluster[] {
  const clusters: Cluster[] = [];
  counts.forEach((count, cell) => {
    if (count > 0) clusters.push({ x: xs[cell]! / count, y: ys[cell]! / count, count });
  });
  return clusters.sort((a, b) => a.count - b.count);
}

/** By the square root, so that the surface tells how many. */
export function radiusOf(count: number, most: number): number {
  return SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(count / Math.max(1, most));
}

/** What is drawn of the clusters, and found again under a finger. */
export class Clusters {
  #marks: Marks | null = null;
  #evidence: Evidence | null = null;
  #at = new Float32Array(0);
  #made: { readonly marks: Marks; readonly step: number; readonly clusters: readonly Cluster[] } | null = null;

  setMarks(marks: Marks): void {
    this.#marks = marks;
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, palette: Palette, language: string): void {
    if (frame.zoom >= CLUSTERS_BELOW_ZOOM) return;
    const clusters = this.#clusters(frame.zoom);
    const most = clusters.at(-1)?.count ?? 1;
    const number = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 1.5;
    for (const { x, y, count } of clusters) {
      const [left, top] = [x * frame.world - frame.left, y * frame.world - frame.top];
      if (left < -LARGEST_PX || top < -LARGEST_PX || left > frame.width + LARGEST_PX || top > frame.height + LARGEST_PX) continue;
      const radius = radiusOf(count, most);
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fillStyle = palette.cluster;
      context.fill();
      context.strokeStyle = palette.halo;
      context.stroke();
      context.fillStyle = palette.clusterText;
      context.fillText(number.format(count), left, top + 0.5);
    }
  }

  /** The cluster under a point of the picture; null for none. */
  at(x: number, y: number, frame: Frame): Cluster | null {
    if (frame.zoom >= CLUSTERS_BELOW_ZOOM) return null;
    const clusters = this.#clusters(frame.zoom);
    const most = clusters.at(-1)?.count ?? 1;
    return clusters.findLast((one) =>
      Math.hypot(one.x * frame.world - frame.left - x, one.y * frame.world - frame.top - y) <= radiusOf(one.count, most)) ?? null;
  }

  #clusters(zoom: number): readonly Cluster[] {
    const marks = this.#marks;
    const step = stepOf(zoom);
    if (!marks) return [];
    if (this.#made?.marks !== marks || this.#made.step !== step) {
      this.#made = { marks, step, clusters: this.#gather(marks, step) };
    }
    return this.#made.clusters;
  }

  #gather(marks: Marks, step: number): Cluster[] {
    // of rows that are too many to be drawn the cells are counted already
    if (marks.cells || marks.rows.length === 0) return gatherCells(marks.cells ?? marks.spread(), step);
    if (this.#evidence !== marks.evidence) {
      this.#evidence = marks.evidence;
      this.#at = mercatorOf(marks.evidence);
    }
    return gatherRows(marks.rows, this.#at, step);
  }
}

/** Degrees of a place in web mercator. */
export function degreesOf({ x, y }: Pick<Cluster, "x" | "y">): { readonly lon: number; readonly lat: number } {
  return { lon: x * 360 - 180, lat: (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90 };
}
