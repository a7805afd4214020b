/** How many events the police have published, area by area: a number on each, never a pin, for nobody knows where it was. */
import type { Box, LonLat } from "./geometry.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Frame } from "./sheet.ts";

/** code: null for the whole municipality.  at: well inside the area.  said: what kinds of events, in lines. */
export interface PoliceArea {
  readonly code: string | null;
  readonly name: string;
  readonly count: number;
  readonly said: readonly string[];
  readonly at: LonLat;
}

export interface PoliceAnswer {
  readonly period: string;
  readonly total: number;
  readonly areas: readonly PoliceArea[];
}

export const NO_POLICE: PoliceAnswer = { period: "", total: 0, areas: [] };

const HEIGHT_PX = 20;
const FONT = "600 12px system-ui, sans-serif";

/** The area whose number stands within reach of a point, or that a code names. */
export function policeAt({ areas }: PoliceAnswer, [west, south, east, north]: Box, code: string | null): PoliceArea[] {
  return areas.filter(({ at: [lon, lat], code: own }) =>
    (own !== null && own === code) || (lon >= west && lon <= east && lat >= south && lat <= north));
}

export class PoliceSheet {
  #answer: PoliceAnswer = NO_POLICE;

  get answer(): PoliceAnswer {
    return this.#answer;
  }

  show(answer: PoliceAnswer): void {
    this.#answer = answer;
  }

  /** A plate like that of a house's number. */
  paint(context: CanvasRenderingContext2D, { world, left, top }: Frame, palette: Palette, language: string): void {
    const number = new Intl.NumberFormat(language);
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 1.5;
    for (const { at: [lon, lat], count } of this.#answer.areas) {
      const [x, y] = [mercatorX(lon) * world - left, mercatorY(lat) * world - top];
      const words = number.format(count);
      const width = Math.max(HEIGHT_PX + 4, context.measureText(words).width + 12);
      context.fillStyle = palette.paper;
      context.strokeStyle = palette.police;
      context.fillRect(x - width / 2, y - HEIGHT_PX / 2, width, HEIGHT_PX);
      context.strokeRect(x - width / 2, y - HEIGHT_PX / 2, width, HEIGHT_PX);
      context.fillStyle = palette.police;
      context.fillText(words, x, y + 0.5);
    }
  }
}
