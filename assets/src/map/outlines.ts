/**
 * Hotspots over the map: outlines, what fills them, and their ranks, on a canvas of their own.
 *
 * They change with every selection, and their few lines are drawn in a millisecond or two; as a layer of the map below
 * they would go through its workers and have all the evidence painted once more.
 */
import type { Hotspot, Standing } from "./features.ts";
import { TREND_SIGNS } from "./features.ts";
import { mercatorX, mercatorY, northernmost, polygonsOf } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Frame, Window } from "./sheet.ts";
import { Sheet } from "./sheet.ts";

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
const TREND_FONT = "700 13px system-ui, sans-serif";

interface Shape {
  readonly hotspot: Hotspot;
  /** Web mercator x and y in turn, one array a ring. */
  readonly rings: readonly Float64Array[];
  readonly badge: readonly [number, number];
}

export class Outlines {
  readonly sheet: Sheet;
  #shapes: readonly Shape[] = [];
  #palette: Palette;
  #chosen = -1;
  #faded = false;

  constructor(parent: HTMLElement, palette: Palette, window: () => Window) {
    this.#palette = palette;
    this.sheet = new Sheet(parent, window, (context, frame) => this.#paint(context, frame));
  }

  show(hotspots: readonly Hotspot[]): void {
    this.#shapes = hotspots.map((hotspot) => {
      const [lon, lat] = northernmost(hotspot.outline);
      return {
        hotspot, rings: polygonsOf(hotspot.outline).flat().map(projected), badge: [mercatorX(lon), mercatorY(lat)] as const,
      };
    });
    this.#chosen = -1;
    this.sheet.soon();
  }

  /** Position in the list, -1 for none. */
  choose(index: number): void {
    this.#chosen = index;
    this.sheet.soon();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.sheet.soon();
  }

  setFaded(faded: boolean): void {
    this.#faded = faded;
    this.sheet.soon();
  }

  #paint(context: CanvasRenderingContext2D, { world, left, top }: Frame): void {
    // backwards: where they meet, the better rank lies on top
    const order = this.#shapes.map((_, index) => index).reverse();
    for (const index of order) this.#outline(context, index, world, left, top);
    for (const index of order) this.#badge(context, index, world, left, top);
    context.globalAlpha = 1;
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
    const sign = TREND_SIGNS[hotspot.trend];
    if (sign === "") return;
    // beside the badge, on paper of its own
    context.font = TREND_FONT;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = this.#palette.halo;
    const beside = x + (chosen ? CHOSEN.badge : BADGE_PX) + 7;
    context.strokeText(sign, beside, y + 0.5);
    context.fillStyle = this.#palette.hotspot;
    context.fillText(sign, beside, y + 0.5);
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
