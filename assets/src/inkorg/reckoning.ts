/** The inbox's small sums: degrees of a point on a sketch, and a title that begins with a count. */

/** The degrees at a share of a picture's width and height, from its bounds; null where they are not known. */
export function degreesAt(
  bounds: Readonly<Record<string, string | undefined>>,
  across: number,
  down: number,
): { readonly lat: string; readonly lon: string } | null {
  const [west, south, east, north] = ["west", "south", "east", "north"].map((side) => Number(bounds[side] ?? Number.NaN));
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  const lon = west + (east - west) * across;
  const lat = north - (north - south) * down;
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return null;
  return { lat: lat.toFixed(5), lon: lon.toFixed(5) };
}

/** A page's title with how many wait before it: "(3) Inkorg"; without where none does. */
export function titleWith(title: string, waiting: number): string {
  const plain = title.replace(/^\(\d+\)\s/, "");
  return waiting > 0 ? `(${waiting}) ${plain}` : plain;
}
