/**
 * Areas, hotspots and named places as the server sends them, read once into plain records.
 *
 * Geometry stays as it came; what a record says is picked out by name, so that an unknown property does no harm.
 */
import type { LonLat, Surface } from "./geometry.ts";
import { contains } from "./geometry.ts";

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly residents: number | null;
  readonly dwellings: number | null;
  readonly outline: Surface;
}

/** What people decided. */
export type HotspotState = "candidate" | "adopted";
/** What later evidence says: more than chance, not told from chance, too little to tell. */
export const STANDINGS = ["confirmed", "candidate", "untested"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where a hotspot is heading, in the words of the server; "" where there is too little to tell. */
export const TRENDS = ["new", "growing", "persistent", "fading", "gone", ""] as const;
export type Trend = (typeof TRENDS)[number];
/** Beside a hotspot's rank and in the legend. */
export const TREND_SIGNS: Readonly<Record<Trend, string>> = {
  new: "+", growing: "\u25b2", persistent: "=", fading: "\u25bc", gone: "\u00d7", "": "",
};

export interface Hotspot {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
  readonly state: HotspotState;
  readonly standing: Standing;
  readonly trend: Trend;
  /** In words, line by line, for the selection that it was found in. */
  readonly said: readonly string[];
  /** Where it is densest. */
  readonly peak: LonLat | null;
  /** Number of confirmed links to actions. */
  readonly actions: number;
  /** What lay in it when the server found it. */
  readonly reports: number;
  readonly findings: number;
  readonly outline: Surface;
}

export interface Place {
  readonly name: string;
  readonly kind: string;
  readonly at: LonLat;
}

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

/** What a GeoJSON answer must at least be. */
export interface FeatureCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly Feature[];
}

export const NO_FEATURES: FeatureCollection = { type: "FeatureCollection", features: [] };

export function readAreas(collection: FeatureCollection): Area[] {
  return collection.features.flatMap(({ geometry, properties }) => {
    const outline = surface(geometry);
    const code = text(properties, "code");
    if (!outline || !code) return [];
    return [{
      code,
      name: text(properties, "name") || code,
      residents: number(properties, "residents"),
      dwellings: number(properties, "dwellings"),
      outline,
    }];
  });
}

/** In the order of their ranks, without those that somebody dismissed. */
export function readHotspots(collection: FeatureCollection): Hotspot[] {
  const found = collection.features.flatMap(({ geometry, properties }, index): Hotspot[] => {
    const outline = surface(geometry);
    const id = text(properties, "id");
    const state = text(properties, "state");
    if (!outline || !id || state === "dismissed") return [];
    return [{
      id,
      name: text(properties, "name") || id,
      rank: number(properties, "rank") ?? index + 1,
      state: state === "adopted" ? "adopted" : "candidate",
      standing: STANDINGS.find((one) => one === properties?.["standing"]) ?? "untested",
      trend: TRENDS.find((one) => one === properties?.["trend"]) ?? "",
      said: (properties?.["said"] as readonly string[] | undefined) ?? [],
      peak: (properties?.["peak"] as LonLat | undefined) ?? null,
      actions: number(properties, "actions") ?? 0,
      reports: number(properties, "reports") ?? 0,
      findings: number(properties, "findings") ?? 0,
      outline,
    }];
  });
  return found.sort((a, b) => a.rank - b.rank);
}

/** Only those with a position; a class of places such as "shopping centres" has none. */
export function readPlaces(collection: FeatureCollection): Place[] {
  return collection.features.flatMap(({ geometry, properties }) => {
    const name = text(properties, "name");
    if (geometry?.type !== "Point" || !name) return [];
    const [lon, lat] = geometry.coordinates as [number, number];
    return [{ name, kind: text(properties, "kind"), at: [lon, lat] as const }];
  });
}

function surface(geometry: Feature["geometry"]): Surface | null {
  return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? (geometry as Surface) : null;
}

function text(properties: Feature["properties"], name: string): string {
  const value = properties?.[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function number(properties: Feature["properties"], name: string): number | null {
  const value = properties?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A hotspot of before among those of now: itself, or that which covers its peak; null for none. */
export function successorOf(hotspots: readonly Hotspot[], id: string, before: LonLat | null): string | null {
  const same = hotspots.find((hotspot) => hotspot.id === id);
  const found = same ?? (before && hotspots.find(({ outline }) => contains(outline, ...before)));
  return found ? found.id : null;
}
