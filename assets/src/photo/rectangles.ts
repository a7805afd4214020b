/** Rectangles on a picture, as shares of its width and height from the upper left corner: moved, resized, read. */

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** No rectangle is smaller: it could be neither seen nor taken hold of. */
export const SMALLEST = 0.02;
export const STEP = 0.02;
export const MOST = 100;

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The rectangle inside the picture, no smaller than can be seen. */
export function fitted({ left, top, width, height }: Rectangle): Rectangle {
  const wide = within(width, SMALLEST, 1);
  const high = within(height, SMALLEST, 1);
  return {
    left: rounded(within(left, 0, 1 - wide)),
    top: rounded(within(top, 0, 1 - high)),
    width: rounded(wide),
    height: rounded(high),
  };
}

export const moved = (one: Rectangle, x: number, y: number): Rectangle =>
  fitted({ ...one, left: one.left + x, top: one.top + y });

/** The upper left corner stays where it is. */
export const resized = (one: Rectangle, x: number, y: number): Rectangle =>
  fitted({
    ...one,
    width: within(one.width + x, SMALLEST, 1 - one.left),
    height: within(one.height + y, SMALLEST, 1 - one.top),
  });

/** The rectangle between two corners, in whichever order they were set. */
export const between = (a: Point, b: Point): Rectangle =>
  fitted({ left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

/** Whether so short a pull was meant to be a rectangle. */
export const isDrawn = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) >= SMALLEST / 2 && Math.abs(a.y - b.y) >= SMALLEST / 2;

/** A new one for those who do not draw: in the middle, each a little beside the one before. */
export function placed(many: number): Rectangle {
  const beside = (many % 8) * 0.04;
  return fitted({ left: 0.35 + beside, top: 0.35 + beside, width: 0.2, height: 0.2 });
}

const KEYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** What a key does to a rectangle: arrows move it, with Shift they change its size, with Alt by little. */
export function keyed(one: Rectangle, key: string, shift: boolean, alt: boolean): Rectangle | null {
  const step = KEYS[key];
  if (!step) return null;
  const share = alt ? 0.1 : 1;
  return (shift ? resized : moved)(one, step.x * share, step.y * share);
}

const isRectangle = (value: unknown): value is Rectangle =>
  typeof value === "object" &&
  value !== null &&
  ["left", "top", "width", "height"].every((name) => Number.isFinite((value as Record<string, unknown>)[name]));

/** The rectangles in a JSON list; what is none is left out. */
export function read(text: string | null | undefined): Rectangle[] {
  try {
    const told: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(told) ? told.filter(isRectangle).slice(0, MOST).map(fitted) : [];
  } catch {
    return [];
  }
}
