/**
 * What was decided of each finding, as a sign: told by its shape, the colour only helps. Where they lie closer than a sign
 * is wide, the newest is drawn.
 */
import type { Evidence } from "./evidence.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Frame } from "./sheet.ts";
import type { Marks } from "./source.ts";

/** In the order of a case, from new to closed. */
export const DECISIONS = [
  "new", "under_review", "action_planned", "fixed", "declined", "other_party", "closed",
] as const;
export type Decision = (typeof DECISIONS)[number];

const SIZE_PX = 16;
/** Each a path on a square of 16, stroked over a disc. */
const GLYPHS: Readonly<Record<Decision, string>> = {
  new: "M8 4.2v4.6M8 11v.9",
  under_review: "M5.8 6.2a2.2 2.2 0 1 1 3 2c-.6.3-.8.6-.8 1.2M8 11.4v.6",
  action_planned: "M4.4 8h6.6M8.4 5.2l2.8 2.8l-2.8 2.8",
  fixed: "M4.4 8.4l2.5 2.6l4.8-5.6",
  declined: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6",
  other_party: "M5 11l5.6-5.6M6.4 5.2h4.4v4.4",
  closed: "M4.6 8h6.8",
};
const TONES: Readonly<Record<Decision, "open" | "under_way" | "done" | "apart">> = {
  new: "open", under_review: "open", action_planned: "under_way", fixed: "done", declined: "apart", other_party: "apart",
  closed: "apart",
};
/** Worked through at each picture: no more than can be without anybody waiting. */
const MOST_ROWS = 200_000;

/** Rows of findings among some rows; the status of each tells its sign. */
export function findingsAmong(rows: ArrayLike<number>, { kind }: Evidence): Uint32Array {
  const finding = kind.codes.indexOf("finding");
  const found: number[] = [];
  for (let i = 0; i < rows.length && found.length < MOST_ROWS; i++) if (kind.values[rows[i]!] === finding) found.push(rows[i]!);
  return Uint32Array.from(found);
}

/** One row for each square of a window, the last of those in it. left, top: of the window; side: of a square, pixels. */
export function apart(
  at: ArrayLike<number>, count: number, { world, left, top, width, height }: Pick<Frame, "world" | "left" | "top" | "width" | "height">,
  side: number,
): number[] {
  const columns = Math.ceil(width / side) + 2;
  const lines = Math.ceil(height / side) + 2;
  const last = new Int32Array(columns * lines).fill(-1);
  for (let i = 0; i < count; i++) {
    const column = Math.floor((at[2 * i]! * world - left) / side) + 1;
    const line = Math.floor((at[2 * i + 1]! * world - top) / side) + 1;
    if (column >= 0 && line >= 0 && column < columns && line < lines) last[line * columns + column] = i;
  }
  return Array.from(last.filter((index) => index >= 0)).sort((a, b) => a - b);
}

export function decisionColours(palette: Palette): Readonly<Record<Decision, string>> {
  const { decision } = palette;
  return Object.fromEntries(DECISIONS.map((one) => [one, decision[TONES[one]]])) as Record<Decision, string>;
}

export class FindingSheet {
  #marks: Marks | null = null;
  #made: { readonly marks: Marks; readonly rows: Uint32Array; readonly at: Float64Array } | null = null;

  setMarks(marks: Marks): void {
    this.#marks = marks;
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    const marks = this.#marks;
    if (!marks) return;
    if (this.#made?.marks !== marks) this.#made = { marks, ...placed(marks) };
    const { rows, at } = this.#made;
    const { status } = marks.evidence;
    const colours = decisionColours(palette);
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const i of apart(at, rows.length, frame, SIZE_PX)) {
      const decision = decisionOf(status.codes[status.values[rows[i]!]!]);
      const [x, y] = [at[2 * i]! * frame.world - frame.left, at[2 * i + 1]! * frame.world - frame.top];
      context.save();
      context.translate(x - SIZE_PX / 2, y - SIZE_PX / 2);
      context.fillStyle = palette.paper;
      context.strokeStyle = colours[decision];
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc(SIZE_PX / 2, SIZE_PX / 2, SIZE_PX / 2 - 1, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      context.lineWidth = 1.75;
      context.stroke(paths()[decision]);
      context.restore();
    }
  }
}

function decisionOf(code: string | undefined): Decision {
  return DECISIONS.find((one) => one === code) ?? "new";
}

let made: Readonly<Record<Decision, Path2D>> | null = null;

function paths(): Readonly<Record<Decision, Path2D>> {
  made ??= Object.fromEntries(DECISIONS.map((one) => [one, new Path2D(GLYPHS[one])])) as Record<Decision, Path2D>;
  return made;
}

function placed({ rows, evidence }: Marks): { rows: Uint32Array; at: Float64Array } {
  const found = findingsAmong(rows, evidence);
  const at = new Float64Array(found.length * 2);
  found.forEach((row, index) => {
    at[2 * index] = mercatorX(evidence.lon[row]!);
    at[2 * index + 1] = mercatorY(evidence.lat[row]!);
  });
  return { rows: found, at };
}

const SVG = "http://www.w3.org/2000/svg";

/** The sign as it stands on the map, for the legend. */
export function decisionSvg(decision: Decision, palette: Palette): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const colour = decisionColours(palette)[decision];
  const disc = document.createElementNS(SVG, "circle");
  const glyph = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ cx: "8", cy: "8", r: "7", fill: palette.paper })) disc.setAttribute(name, value);
  glyph.setAttribute("d", GLYPHS[decision]);
  glyph.setAttribute("fill", "none");
  glyph.setAttribute("stroke-linecap", "round");
  for (const part of [disc, glyph]) {
    part.setAttribute("stroke", colour);
    part.setAttribute("stroke-width", "1.5");
  }
  svg.append(disc, glyph);
  return svg;
}
