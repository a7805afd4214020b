/** Where and when something was done: actions with their areas and places, as the server tells them of the view's period. */
import type { Box, LonLat, Surface } from "./geometry.ts";
import { contains, mercatorX, mercatorY, polygonsOf } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Frame } from "./sheet.ts";

/** said: period, who is responsible, what was done, in lines.  runs: today.  areas: keys of `outlines`. */
export interface ShownAction {
  readonly id: string;
  readonly title: string;
  readonly said: readonly string[];
  readonly address: string;
  readonly runs: boolean;
  readonly areas: readonly string[];
  readonly points: readonly LonLat[];
}

/** everywhere: how many are for the whole municipality.  unplaced: whose places nobody has put on the map. */
export interface ActionsAnswer {
  readonly period: string;
  readonly everywhere: number;
  readonly unplaced: number;
  readonly outlines: Readonly<Record<string, Surface>>;
  readonly actions: readonly ShownAction[];
}

export const NO_ACTIONS: ActionsAnswer = { period: "", everywhere: 0, unplaced: 0, outlines: {}, actions: [] };

/** An area in which something is done, with all that is done there. */
export interface ActedArea {
  readonly outline: Surface;
  readonly actions: readonly ShownAction[];
}

export function actedAreas({ actions, outlines }: ActionsAnswer): ActedArea[] {
  return Object.entries(outlines).map(([code, outline]) => ({
    outline, actions: actions.filter(({ areas }) => areas.includes(code)),
  })).filter((area) => area.actions.length > 0);
}

/** Those whose area holds the point, or that have a place within reach of it. */
export function actionsAt(answer: ActionsAnswer, lon: number, lat: number, [west, south, east, north]: Box): ShownAction[] {
  const within = new Set(Object.keys(answer.outlines).filter((code) => contains(answer.outlines[code]!, lon, lat)));
  return answer.actions.filter(({ areas, points }) =>
    areas.some((code) => within.has(code)) ||
    points.some(([x, y]) => x >= west && x <= east && y >= south && y <= north));
}

const SIDE_PX = 13;
const HATCH_PX = 9;

interface Shape {
  readonly rings: readonly Float64Array[];
  readonly runs: boolean;
}

/** Areas hatched, places as a flag; what has ended is dashed. */
export class ActionSheet {
  #answer: ActionsAnswer = NO_ACTIONS;
  #shapes: readonly Shape[] = [];
  #points: readonly { readonly x: number; readonly y: number; readonly runs: boolean; readonly n: number }[] = [];

  get answer(): ActionsAnswer {
    return this.#answer;
  }

  show(answer: ActionsAnswer): void {
    this.#answer = answer;
    this.#shapes = actedAreas(answer).map(({ outline, actions }) => ({
      rings: polygonsOf(outline).flat().map(projected), runs: actions.some(({ runs }) => runs),
    }));
    const places = new Map<string, { x: number; y: number; runs: boolean; n: number }>();
    for (const { points, runs } of answer.actions) {
      for (const [lon, lat] of points) {
        const known = places.get(`${lon},${lat}`) ?? { x: mercatorX(lon), y: mercatorY(lat), runs: false, n: 0 };
        places.set(`${lon},${lat}`, { ...known, runs: known.runs || runs, n: known.n + 1 });
      }
    }
    this.#points = [...places.values()];
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    const { world, left, top } = frame;
    context.strokeStyle = palette.action;
    for (const { rings, runs } of this.#shapes) {
      context.beginPath();
      for (const ring of rings) {
        context.moveTo(ring[0]! * world - left, ring[1]! * world - top);
        for (let i = 2; i < ring.length; i += 2) context.lineTo(ring[i]! * world - left, ring[i + 1]! * world - top);
        context.closePath();
      }
      context.save();
      context.clip("evenodd");
      hatch(context, frame);
      context.restore();
      context.lineWidth = 2;
      context.setLineDash(runs ? [] : [6, 4]);
      context.stroke();
      context.setLineDash([]);
    }
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const { x, y, runs, n } of this.#points) flag(context, x * world - left, y * world - top, runs, n, palette);
  }
}

/** Slanting lines over what is clipped; they lie still in the world while the map is dragged. */
function hatch(context: CanvasRenderingContext2D, { left, top, width, height }: Frame): void {
  context.lineWidth = 0.75;
  context.globalAlpha = 0.7;
  const shift = (((left + top) % HATCH_PX) + HATCH_PX) % HATCH_PX;
  const lines = new Path2D();
  for (let at = -shift; at < width + height; at += HATCH_PX) {
    lines.moveTo(at, 0);
    lines.lineTo(at - height, height);
  }
  context.stroke(lines);
  context.globalAlpha = 1;
}

/** A pole with a pennant: solid where something runs, hollow where it has ended; a number where several share a place. */
function flag(context: CanvasRenderingContext2D, x: number, y: number, runs: boolean, n: number, palette: Palette): void {
  context.lineWidth = 2;
  context.strokeStyle = palette.action;
  context.fillStyle = runs ? palette.action : palette.paper;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y - 2 * SIDE_PX);
  context.lineTo(x + SIDE_PX * 1.25, y - 1.5 * SIDE_PX);
  context.lineTo(x, y - SIDE_PX);
  context.fill();
  context.stroke();
  if (n < 2) return;
  context.font = "600 11px system-ui, sans-serif";
  context.lineWidth = 3;
  context.strokeStyle = palette.halo;
  context.strokeText(String(n), x + SIDE_PX * 1.25 + 7, y - 1.5 * SIDE_PX);
  context.fillStyle = palette.label;
  context.fillText(String(n), x + SIDE_PX * 1.25 + 7, y - 1.5 * SIDE_PX);
}

function projected(ring: readonly (readonly number[])[]): Float64Array {
  const points = new Float64Array(ring.length * 2);
  ring.forEach(([lon, lat], index) => {
    points[2 * index] = mercatorX(lon!);
    points[2 * index + 1] = mercatorY(lat!);
  });
  return points;
}
