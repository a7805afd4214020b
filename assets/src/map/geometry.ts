/** Plane geometry of the map: web mercator, boxes, and whether a point lies in a polygon. */

/** [lon, lat] in degrees. */
export type LonLat = readonly [number, number];
/** A closed line; the first ring of a polygon is its outline, the others are holes. */
export type Ring = readonly (readonly number[])[];
export type Polygon = readonly Ring[];
/** west, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

export interface PolygonGeometry {
  readonly type: "Polygon";
  readonly coordinates: Polygon;
}
export interface MultiPolygonGeometry {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly Polygon[];
}
export type Surface = PolygonGeometry | MultiPolygonGeometry;

/** Web mercator x of a longitude: 0 at 180° W, 1 at 180° E. */
export function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

/** Web mercator y of a latitude: 0 in the north, 1 in the south. */
export function mercatorY(lat: number): number {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

export function polygonsOf(surface: Surface): readonly Polygon[] {
  return surface.type === "Polygon" ? [surface.coordinates] : surface.coordinates;
}

/** The smallest box around all outlines; null without any point. */
export function boxOf(surfaces: Iterable<Surface>): Box | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const surface of surfaces) {
    for (const polygon of polygonsOf(surface)) {
      for (const [lon, lat] of polygon[0] ?? []) {
        west = Math.min(west, lon!);
        east = Math.max(east, lon!);
        south = Math.min(south, lat!);
        north = Math.max(north, lat!);
      }
    }
  }
  return west <= east ? [west, south, east, north] : null;
}

/** Half-open towards east and north, so that a point on a shared border lies in one of two neighbours. */
export function contains(surface: Surface, lon: number, lat: number): boolean {
  return polygonsOf(surface).some((polygon) => {
    // an odd number of crossings over outline and holes together: inside the outline and outside every hole
    let inside = false;
    for (const ring of polygon) if (crossesOddly(ring, lon, lat)) inside = !inside;
    return inside;
  });
}

const SLABS = 128;

/**
 * `contains` for many points: the edges are laid out by slabs of latitude once, so that a point meets few of them.
 * The polygons of a surface must not overlap each other, as those of a valid one do not.
 */
export function containment(surface: Surface): (lon: number, lat: number) => boolean {
  const edges: number[] = [];
  for (const ring of polygonsOf(surface).flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      edges.push(ring[i]![0]!, ring[i]![1]!, ring[j]![0]!, ring[j]![1]!);
    }
  }
  const [, south, , north] = boxOf([surface]) ?? [0, 0, 0, 0];
  const scale = SLABS / Math.max(north - south, 1e-12);
  const slab = (lat: number): number => Math.max(0, Math.min(SLABS - 1, Math.floor((lat - south) * scale)));
  const slabs = Array.from({ length: SLABS }, (): number[] => []);
  for (let e = 0; e < edges.length; e += 4) {
    const [, ay, , by] = edges.slice(e, e + 4) as [number, number, number, number];
    for (let s = slab(Math.min(ay, by)); s <= slab(Math.max(ay, by)); s++) slabs[s]!.push(...edges.slice(e, e + 4));
  }
  const packed = slabs.map((met) => Float64Array.from(met));
  return (lon, lat) => {
    const met = packed[slab(lat)]!;
    let odd = false;
    for (let e = 0; e < met.length; e += 4) {
      const ay = met[e + 1]!;
      const by = met[e + 3]!;
      if (ay > lat !== by > lat && lon < met[e]! + ((met[e + 2]! - met[e]!) * (lat - ay)) / (by - ay)) odd = !odd;
    }
    return odd;
  };
}

function crossesOddly(ring: Ring, lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    const ax = a[0]!;
    const ay = a[1]!;
    const by = b[1]!;
    if (ay > lat !== by > lat && lon < ax + ((b[0]! - ax) * (lat - ay)) / (by - ay)) odd = !odd;
  }
  return odd;
}

/** Signed double area of a ring in square degrees; good for telling large from small. */
function doubleArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j]![0]! * ring[i]![1]! - ring[i]![0]! * ring[j]![1]!;
  }
  return sum;
}

/** The outline that covers most. */
export function largestOutline(surface: Surface): Ring {
  let largest: Ring = [];
  for (const polygon of polygonsOf(surface)) {
    const outline = polygon[0] ?? [];
    if (largest.length === 0 || Math.abs(doubleArea(outline)) > Math.abs(doubleArea(largest))) largest = outline;
  }
  return largest;
}

/** The topmost point of the largest outline: a number written there hides nothing inside. */
export function northernmost(surface: Surface): LonLat {
  let top: readonly number[] = [0, -90];
  for (const point of largestOutline(surface)) if (point[1]! > top[1]!) top = point;
  return [top[0]!, top[1]!];
}

/** A point well inside the largest outline: in the middle of the widest stretch halfway up. */
export function middleOf(surface: Surface): LonLat {
  const ring = largestOutline(surface);
  const lats = ring.map((point) => point[1]!);
  // off a vertex's own latitude, where a crossing could be missed
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2 + 1e-9;
  const crossings: number[] = [];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    if (ay > lat !== by > lat) crossings.push(ax + ((bx - ax) * (lat - ay)) / (by - ay));
  }
  crossings.sort((a, b) => a - b);
  let widest: LonLat = [0, 0];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const stretch: LonLat = [crossings[i]!, crossings[i + 1]!];
    if (stretch[1] - stretch[0] > widest[1] - widest[0]) widest = stretch;
  }
  return [(widest[0] + widest[1]) / 2, lat];
}
