/** Which pieces of a backdrop map to take along: a bounded number, the coarse ones first. */

export const TILE_CACHE = "lofteskartan-falt-kartblad";
export const MOST_TILES = 240;
const FIRST_ZOOM = 13;
const LAST_ZOOM = 17;

const column = (lon: number, zoom: number): number => Math.floor(((lon + 180) / 360) * 2 ** zoom);

/** Row of a Web Mercator tile. Source: OpenStreetMap's "Slippy map tilenames". */
function row(lat: number, zoom: number): number {
  const phi = (lat * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** zoom);
}

/** Addresses of the pieces that cover a box, whole zoom levels only, `most` at the most. */
export function tileAddresses(
  template: string,
  [west, south, east, north]: readonly [number, number, number, number],
  maxZoom: number,
  most: number = MOST_TILES,
): string[] {
  const found: string[] = [];
  for (let zoom = Math.min(FIRST_ZOOM, maxZoom); zoom <= Math.min(LAST_ZOOM, maxZoom); zoom += 1) {
    const level: string[] = [];
    for (let x = column(west, zoom); x <= column(east, zoom); x += 1) {
      for (let y = row(north, zoom); y <= row(south, zoom) && level.length <= most; y += 1) {
        level.push(template.replace("{z}", String(zoom)).replace("{x}", String(x)).replace("{y}", String(y)));
      }
    }
    if (found.length + level.length > most) break;
    found.push(...level);
  }
  return found;
}

/** Keep the pieces that are not kept yet; whatever cannot be had is left out. */
export async function takeAlong(addresses: readonly string[]): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(TILE_CACHE);
  for (const address of addresses) {
    if (await cache.match(address)) continue;
    try {
      const tile = await fetch(address, { mode: "cors", credentials: "omit" });
      if (tile.ok) await cache.put(address, tile);
    } catch {
      return;
    }
  }
}
