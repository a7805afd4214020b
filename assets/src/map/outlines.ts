/**
 * Hotspots over the map: outlines, what fills them, and their ranks, on a canvas of their own.
 *
 * They change with every selection, and their few lines are drawn in a millisecond or two; as a layer of the map below
 * they would go through its workers and have all the evidence painted once more.
 */
import type { Hotspot, Standing } from "./features.ts";
import { mercatorX, mercatorY, northernmost, polygonsOf } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Camera } from "./view.ts";

/** A line tells how sure a hotspot is: dashes in widths of the line. */
export const STROKES: Readonly<Record<Standing, { readonly width: number; readonly dash: readonly number[] }>> = {
  confirmed: { width: 2.75, dash: [] }, candidate: { width: 2, dash: [3, 2.2] }, untested: { width: 2, dash: [0.01, 2.4] },
};
/** What fills a hotspot that people adopted; an outline alone is what the computer found. */
export const FILLED = 0.16;
const EMPTY = 0.02;
const CHOSEN = { fill: 0.22, width: 5, badge: 13 };
/** Of those of an earlier selection. */
const FADED = 0.35;
const BADGE_PX = 10;
const FONT = "600 12px system-ui, sans-serif";
/** The world is one tile of this size at zoom 0. */
const TILE_PX = 512;

/** A window on the world. width, height: CSS pixels; ratio: of the screen's own to them. */
export interface Window extends Camera {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

interface Shape {
  readonly hotspot: Hotspot;
  /** Web mercator x and y in turn, one array a ring. */
  readonly rings: readonly Float64Array[];
  readonly badge: readonly [number, number];
}

export class Outlines {
  readonly #canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D | null;
  readonly #window: () => Window;
  #shapes: readonly Shape[] = [];
  #palette: Palette;
  #chosen = -1;
  #faded = false;
  #visible = true;
  #due = 0;

  constructor(parent: HTMLElement, palette: Palette, window: () => Window) {
    this.#palette = palette;
    this.#window = window;
    this.#canvas.className = "lk-map-outlines";
    this.#canvas.setAttribute("aria-hidden", "true");
    parent.append(this.#canvas);
    // a few lines are drawn sooner by the processor than they are handed over to the graphics processor, busy with the map
    this.#context = this.#canvas.getContext("2d", { willReadFrequently: true });
  }

  show(hotspots: readonly Hotspot[]): void {
    this.#shapes = hotspots.map((hotspot) => {
      const [lon, lat] = northernmost(hotspot.outline);
      return {
        hotspot, rings: polygonsOf(hotspot.outline).flat().map(projected), badge: [mercatorX(lon), mercatorY(lat)] as const,
      };
    });
    this.#chosen = -1;
    this.#soon();
  }

  /** Position in the list, -1 for none. */
  choose(index: number): void {
    this.#chosen = index;
    this.#soon();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#soon();
  }

  setFaded(faded: boolean): void {
    this.#faded = faded;
    this.#soon();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#soon();
  }

  /** Settles when what was changed is drawn, read back; milliseconds since the page began. */
  painted(): Promise<number> {
    return new Promise((settle) => {
      requestAnimationFrame(() => {
        this.draw();
        // drawing is only ordered, not done, until somebody asks for a pixel
        this.#context?.getImageData(0, 0, 1, 1);
        settle(performance.now());
      });
    });
  }

  /** To be called whenever the map below has moved, in the same picture. */
  draw(): void {
    cancelAnimationFrame(this.#due);
    this.#due = 0;
    const context = this.#context;
    const { width, height, ratio, lon, lat, zoom } = this.#window();
    if (!context || width === 0) return;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== w || this.#canvas.height !== h) Object.assign(this.#canvas, { width: w, height: h });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!this.#visible) return;
    const world = TILE_PX * 2 ** zoom;
    const left = mercatorX(lon) * world - width / 2;
    const top = mercatorY(lat) * world - height / 2;
    // backwards: where they meet, the better rank lies on top
    const order = this.#shapes.map((_, index) => index).reverse();
    for (const index of order) this.#outline(context, index, world, left, top);
    for (const index of order) this.#badge(context, index, world, left, top);
    context.globalAlpha = 1;
  }

  remove(): void {
    cancelAnimationFrame(this.#due);
    this.#canvas.remove();
  }

  #soon(): void {
    if (this.#due === 0) this.#due = requestAnimationFrame(() => this.draw());
  }

  #outline(context: CanvasRenderingContext2D, index: number, world: number, left: number, top: number): void {
    const { hotspot, rings } = this.#shapes[index]!;
    const chosen = index === this.#chosen;
    context.beginPath();
    for (const ring of rings) {
      context.moveTo(ring[0]! * world - left, ring[1]! * world - top);
      for (let i = 2; i < ring.length; i += 2) context.lineTo(ring[i]! * world - left, ring[i + 1]! * world - top);
      context.closePath();
    }
    context.globalAlpha = chosen ? CHOSEN.fill : hotspot.state === "adopted" ? FILLED : EMPTY;
    context.fillStyle = this.#palette.hotspotFill;
    context.fill("evenodd");
    const { width, dash } = STROKES[hotspot.standing];
    context.globalAlpha = this.#faded ? FADED : 1;
    context.strokeStyle = this.#palette.hotspot;
    context.lineWidth = chosen ? CHOSEN.width : width;
    context.lineJoin = "round";
    context.lineCap = hotspot.standing === "untested" ? "round" : "butt";
    context.setLineDash(dash.map((part) => part * context.lineWidth));
    context.stroke();
    context.setLineDash([]);
  }

  #badge(context: CanvasRenderingContext2D, index: number, world: number, left: number, top: number): void {
    const { hotspot, badge } = this.#shapes[index]!;
    const chosen = index === this.#chosen;
    const x = badge[0] * world - left;
    const y = badge[1] * world - top;
    context.globalAlpha = this.#faded ? FADED : 1;
    context.beginPath();
    context.arc(x, y, chosen ? CHOSEN.badge : BADGE_PX, 0, 2 * Math.PI);
    context.fillStyle = this.#palette.hotspotFill;
    context.fill();
    context.strokeStyle = this.#palette.halo;
    context.lineWidth = chosen ? 2.5 : 1.25;
    context.stroke();
    context.fillStyle = this.#palette.badgeText;
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(hotspot.rank), x, y + 0.5);
  }
}

function projected(ring: readonly (readonly number[])[]): Float64Array {
  const points = new Float64Array(ring.length * 2);
  ring.forEach(([lon, lat], index) => {
    points[2 * index] = mercatorX(lon!);
    points[2 * index + 1] = mercatorY(lat!);
  });
  return points;
}
