/** The stops and the way that stand in the form of a walk, read from its fields. */

export type Values = Readonly<Record<string, unknown>>;

export interface Stop {
  /** The path of its row: "stops-3". */
  readonly row: string;
  readonly label: string;
  readonly name: string;
  readonly at: LonLat | null;
}

export type LonLat = readonly [lon: number, lat: number];

/** A number as it is written in either language; null for anything else. */
export function numberOf(text: unknown): number | null {
  if (typeof text !== "string" && typeof text !== "number") return null;
  const plain = String(text).trim().replace("\u2212", "-").replace(",", ".");
  return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

export function positionOf(lon: unknown, lat: unknown): LonLat | null {
  const [x, y] = [numberOf(lon), numberOf(lat)];
  return x !== null && y !== null && Math.abs(x) <= 180 && Math.abs(y) <= 85 ? [x, y] : null;
}

/** In the order of their rows. */
export function stopsOf(values: Values): Stop[] {
  const rows = new Set<number>();
  for (const path of Object.keys(values)) {
    const found = /^stops-(\d+)-/.exec(path);
    if (found) rows.add(Number(found[1]));
  }
  return [...rows].sort((a, b) => a - b).map((number, place) => {
    const row = `stops-${number}`;
    return {
      row,
      label: String(values[`${row}-number`] || place + 1),
      name: String(values[`${row}-name`] ?? ""),
      at: positionOf(values[`${row}-position-lon`], values[`${row}-position-lat`]),
    };
  });
}

/** The corners that are written, a latitude and a longitude on each line; lines that cannot be read are left out. */
export function wayOf(text: unknown): LonLat[] {
  if (typeof text !== "string") return [];
  return text.split("\n").flatMap((line) => {
    const parts = line.replaceAll(";", " ").trim().split(/\s+/);
    const at = parts.length === 2 ? positionOf(parts[1]!.replace(/,$/, ""), parts[0]!.replace(/,$/, "")) : null;
    return at ? [at] : [];
  });
}

/** A position as the form of a language writes it, to a decimetre. */
export const written = (degrees: number, language: string): string =>
  degrees.toFixed(6).replace(".", language === "sv" ? "," : ".");
