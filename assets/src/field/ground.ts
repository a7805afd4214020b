/** Where one stands: distances, and when a position is to be doubted. Pure. */
import type { Pack, Point, Stop } from "./model.ts";

const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres along the ground. Source: haversine formula. */
export function distance(a: Point, b: Point): number {
  const [phi, psi] = [a.lat * RADIANS, b.lat * RADIANS];
  const half = Math.sin((psi - phi) / 2) ** 2;
  const across = Math.cos(phi) * Math.cos(psi) * Math.sin(((b.lon - a.lon) * RADIANS) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half + across)));
}

/** Metres to the nearest stop or corner of the route; null where the walk has nothing on the map. */
export function distanceToWalk(point: Point, walk: Pack["walk"]): number | null {
  const known = walk.stops.flatMap((stop) => (stop.position ? [stop.position] : []));
  const corners = (walk.route ?? []).map(([lon, lat]) => ({ lon, lat }));
  const all = [...known, ...corners].map((one) => distance(one, point));
  return all.length ? Math.min(...all) : null;
}

/** The stop that is nearest, when one is within `within` metres. */
export function nearestStop(point: Point, stops: readonly Stop[], within: number): Stop | null {
  const near = stops
    .flatMap((stop) => (stop.position ? [{ stop, metres: distance(stop.position, point) }] : []))
    .sort((a, b) => a.metres - b.metres)[0];
  return near && near.metres <= within ? near.stop : null;
}

export type PositionDoubt = { readonly kind: "far"; readonly metres: number } | { readonly kind: "vague"; readonly metres: number };

/** Why a position should be looked at, the graver reason first; null for a good one. */
export function doubt(point: Point, accuracy: number | null, pack: Pick<Pack, "walk" | "limits">): PositionDoubt | null {
  const metres = distanceToWalk(point, pack.walk);
  if (metres !== null && metres > pack.limits.far_m) return { kind: "far", metres };
  if (accuracy !== null && accuracy > pack.limits.accuracy_m) return { kind: "vague", metres: accuracy };
  return null;
}

/** Which of two fixes to keep: the newer, unless it is much vaguer and the older is fresh. Ages in milliseconds. */
export function isBetter(
  fresh: { readonly accuracy: number; readonly at: number },
  kept: { readonly accuracy: number; readonly at: number },
): boolean {
  return fresh.accuracy <= kept.accuracy * 1.5 || fresh.at - kept.at > 15_000;
}
