/** Made-up evidence for the tests of this folder; states only what matters, the rest has one fixed value. */
import type { Columns, Evidence } from "./evidence.ts";
import { UNKNOWN_MINUTE, dayNumber, derive } from "./evidence.ts";
import type { Area, Hotspot } from "./features.ts";
import type { PolygonGeometry } from "./geometry.ts";

export interface SampleRow {
  readonly kind?: "report" | "finding";
  readonly category?: string;
  readonly lon?: number;
  readonly lat?: number;
  readonly date?: string;
  readonly minute?: number;
  readonly area?: string;
  readonly source?: string;
  readonly status?: string;
  readonly severity?: number;
  readonly safe?: boolean;
  /** Index into LIGHTS. */
  readonly light?: number;
}

export function someEvidence(rows: readonly SampleRow[]): Evidence {
  const coded = <T extends Uint8Array | Int16Array>(
    make: new (n: number) => T, of: (row: SampleRow) => string, first: readonly string[] = [],
  ): { values: T; codes: string[] } => {
    const codes = [...new Set([...first, ...rows.map(of)])];
    const values = new make(rows.length);
    rows.forEach((row, index) => (values[index] = codes.indexOf(of(row))));
    return { values, codes };
  };
  const columns: Columns = {
    length: rows.length,
    version: "1",
    municipality: "0880",
    kind: coded(Uint8Array, ({ kind = "report" }) => kind, ["report", "finding"]),
    category: coded(Uint8Array, ({ category = "lighting" }) => category),
    lon: Float32Array.from(rows, ({ lon = NaN }) => lon),
    lat: Float32Array.from(rows, ({ lat = NaN }) => lat),
    day: Int32Array.from(rows, ({ date = "2016-05-04" }) => dayNumber(date)),
    minute: Uint16Array.from(rows, ({ minute = UNKNOWN_MINUTE }) => minute),
    area: coded(Int16Array, ({ area = "" }) => area, [""]),
    source: coded(Uint8Array, ({ source = "survey" }) => source),
    status: coded(Uint8Array, ({ status = "new" }) => status),
    severity: Uint8Array.from(rows, ({ severity = 0 }) => severity),
    safe: Uint8Array.from(rows, ({ safe = false }) => (safe ? 1 : 0)),
    light: Uint8Array.from(rows, ({ light = 0 }) => light),
    numbers: null,
  };
  return derive(columns);
}

/** A square around a point, with an optional square hole in its middle. */
export function aSquare(lon: number, lat: number, half: number, hole = 0): PolygonGeometry {
  const ring = (size: number): number[][] => [
    [lon - size, lat - size], [lon + size, lat - size], [lon + size, lat + size], [lon - size, lat + size],
    [lon - size, lat - size],
  ];
  return { type: "Polygon", coordinates: hole > 0 ? [ring(half), ring(hole)] : [ring(half)] };
}

export function anArea(some: Partial<Area> = {}): Area {
  return {
    code: "A1", name: "A1", residents: 1000, dwellings: 500, outline: aSquare(16, 56, 0.1), ...some,
  };
}

export function aHotspot(some: Partial<Hotspot> = {}): Hotspot {
  return {
    id: "h1", name: "Larmtorget", rank: 1, state: "candidate", standing: "untested", trend: "", said: [], peak: null, actions: 0,
    reports: 0, findings: 0,
    outline: aSquare(16, 56, 0.1), ...some,
  };
}
