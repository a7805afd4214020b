/** Where marks stand that would lie upon each other: the first stays, the next ones move to the nearest free place. */

export type Spot = readonly [x: number, y: number];

const STEP_PX = 16;
const RINGS = 9;
const TURNS = 8;

/** Where each mark stands. spots: their places, px; size: of a mark with the room around it. */
export function apart(spots: readonly Spot[], size: number): Spot[] {
  const taken: Spot[] = [];
  for (const spot of spots) taken.push(free(spot, taken, size));
  return taken;
}

function free(spot: Spot, taken: readonly Spot[], size: number): Spot {
  for (let ring = 0; ring < RINGS; ring++) {
    const turns = Math.max(1, TURNS * Math.min(ring, 2));
    for (let turn = 0; turn < turns; turn++) {
      const angle = (2 * Math.PI * turn) / turns;
      const [x, y] = [spot[0] + STEP_PX * ring * Math.cos(angle), spot[1] + STEP_PX * ring * Math.sin(angle)];
      if (taken.every(([a, b]) => Math.abs(x - a) >= size || Math.abs(y - b) >= size)) return [x, y];
    }
  }
  return spot;
}
