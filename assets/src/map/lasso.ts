/** From a line that a hand drew on the screen to a ring on the ground with few corners. Pure. */
import type { LonLat } from "./geometry.ts";
import type { Corner } from "./view.ts";
import { MOST_CORNERS } from "./view.ts";

/** Pixels. */
export type Spot = readonly [number, number];

/** Smaller than this, px on each side, was no drawing but a slip of the hand. */
export const SMALLEST_PX = 6;
const DECIMALS = 5;

export function rectangle([x, y]: Spot, [right, bottom]: Spot): Spot[] {
  return [[x, y], [right, y], [right, bottom], [x, bottom]];
}

/** The ring of what was drawn; empty where it encloses nothing to speak of. toPlace: where a pixel lies. */
export function ringOf(drawn: readonly Spot[], toPlace: (spot: Spot) => LonLat, most = MOST_CORNERS): Corner[] {
  const [wide, high] = [extent(drawn.map(([x]) => x)), extent(drawn.map(([, y]) => y))];
  if (drawn.length < 3 || wide < SMALLEST_PX || high < SMALLEST_PX) return [];
  const corners = simplified(drawn, most).map((spot): Corner => {
    const [lon, lat] = toPlace(spot);
    return [rounded(lon), rounded(lat)];
  });
  const ring = corners.filter(([lon, lat], index) => {
    const [before, above] = corners.at(index - 1)!;
    return lon !== before || lat !== above;
  });
  const there = ring.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 85);
  return ring.length >= 3 && there ? ring : [];
}

/** The corners that matter most to the area: those that span the least with their neighbours go first (Visvalingam). */
export function simplified(ring: readonly Spot[], most: number): Spot[] {
  const left = [...ring];
  while (left.length > most) {
    let least = 0;
    let smallest = Infinity;
    left.forEach((spot, index) => {
      const span = triangle(left.at(index - 1)!, spot, left[(index + 1) % left.length]!);
      if (span < smallest) [least, smallest] = [index, span];
    });
    left.splice(least, 1);
  }
  return left;
}

/** The map's window as a ring; a wide one may reach beyond the world, of which an address holds nothing. */
export function windowRing({ west, south, east, north }: { west: number; south: number; east: number; north: number }): Corner[] {
  const there = [Math.max(-180, west), Math.max(-85, south), Math.min(180, east), Math.min(85, north)];
  const [w, s, e, n] = there.map(rounded) as [number, number, number, number];
  return [[w, s], [e, s], [e, n], [w, n]];
}

function triangle([ax, ay]: Spot, [bx, by]: Spot, [cx, cy]: Spot): number {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
}

function extent(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity) - values.reduce((least, value) => Math.min(least, value), Infinity);
}

function rounded(degrees: number): number {
  // zero without a sign
  return Number(degrees.toFixed(DECIMALS)) + 0;
}
