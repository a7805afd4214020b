/**
 * A quiet drawing of the land, to lie under evidence: three ways of naming its layers, one look.
 *
 * Nothing in it is as dark or as coloured as what is told on top of it. Names are set with the reader's own fonts.
 * Sources of the names: docs.protomaps.com/basemaps/layers (version 4), openmaptiles.org/schema,
 * shortbread-tiles.org/schema/1.0.
 */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

import type { Theme } from "./palette.ts";
import { PALETTES } from "./palette.ts";
import type { Language } from "./view.ts";

export type Schema = "protomaps" | "openmaptiles" | "shortbread";

/** Features of one of the archive's layers: all of them, or those of some kinds, and only where `where` holds. */
interface Part {
  readonly layer: string;
  readonly kinds?: readonly string[];
  /** Property that holds the kind, if not the schema's usual one. */
  readonly by?: string;
  readonly where?: ExpressionSpecification;
}

interface Naming {
  /** Property that holds the kind. */
  readonly kind: string;
  readonly woods: readonly Part[];
  readonly greens: readonly Part[];
  readonly built: readonly Part[];
  readonly waters: readonly Part[];
  readonly streams: readonly Part[];
  readonly buildings: readonly Part[];
  readonly motorways: readonly Part[];
  readonly mains: readonly Part[];
  readonly streets: readonly Part[];
  readonly paths: readonly Part[];
  readonly rails: readonly Part[];
  readonly borders: readonly Part[];
  readonly roadNames: readonly Part[];
  readonly waterNames: readonly Part[];
  readonly districts: readonly Part[];
  readonly villages: readonly Part[];
  readonly towns: readonly Part[];
  /** Lower comes first where names do not all have room. */
  readonly rank: ExpressionSpecification;
}

const get = (name: string): ExpressionSpecification => ["get", name];
const lines: ExpressionSpecification = ["==", ["geometry-type"], "LineString"];
/** Some writers keep only one of the two geometry types apart. */
const surfaces: ExpressionSpecification = ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]];
const named: ExpressionSpecification = ["has", "name"];
const above = (tunnel: ExpressionSpecification): ExpressionSpecification => ["!", tunnel];

const WOODS = ["forest", "wood"];
const GREENS = [
  "park", "grass", "garden", "golf_course", "cemetery", "grave_yard", "village_green", "recreation_ground", "allotments",
  "meadow", "grassland", "scrub", "heath", "orchard", "nature_reserve", "protected_area", "national_park", "playground",
  "pitch", "zoo", "wetland", "marsh", "bog",
];
const BUILT = ["residential", "commercial", "industrial", "retail", "school", "hospital", "university", "college", "railway", "urban_area"];
const TRAINS = ["rail", "narrow_gauge", "light_rail", "tram"];
const FOOTWAYS = ["path", "footway", "cycleway", "steps", "track", "pedestrian", "bridleway"];

export const NAMINGS: Readonly<Record<Schema, Naming>> = {
  protomaps: {
    kind: "kind",
    woods: [{ layer: "landcover", kinds: ["forest"] }, { layer: "landuse", kinds: WOODS }],
    greens: [{ layer: "landuse", kinds: GREENS }],
    built: [{ layer: "landuse", kinds: BUILT }],
    waters: [{ layer: "water", where: surfaces }],
    streams: [{ layer: "water", where: lines }],
    buildings: [{ layer: "buildings", where: surfaces }],
    motorways: [{ layer: "roads", kinds: ["highway"] }],
    mains: [{ layer: "roads", kinds: ["major_road", "medium_road"] }],
    streets: [{ layer: "roads", kinds: ["minor_road"] }],
    paths: [{ layer: "roads", kinds: ["path"] }],
    rails: [{ layer: "roads", kinds: ["rail"], where: above(["==", get("kind_detail"), "subway"]) }],
    borders: [{ layer: "boundaries", kinds: ["country", "region", "county"] }],
    roadNames: [{ layer: "roads", kinds: ["highway", "major_road", "medium_road", "minor_road"], where: named }],
    waterNames: [{ layer: "water", where: ["all", named, ["==", ["geometry-type"], "Point"]] }],
    districts: [{ layer: "places", kinds: ["neighbourhood", "macrohood"] }],
    villages: [{ layer: "places", kinds: ["locality"], where: ["!", ["in", get("kind_detail"), ["literal", ["city", "town"]]]] }],
    towns: [{ layer: "places", kinds: ["city", "town"], by: "kind_detail" }],
    rank: ["-", 0, ["coalesce", get("population_rank"), 0]],
  },
  openmaptiles: {
    kind: "class",
    woods: [{ layer: "landcover", kinds: WOODS }],
    greens: [{ layer: "park" }, { layer: "landcover", kinds: ["grass", "wetland"] }, { layer: "landuse", kinds: [...GREENS, "stadium"] }],
    built: [{ layer: "landuse", kinds: BUILT }],
    waters: [{ layer: "water" }],
    streams: [{ layer: "waterway" }],
    buildings: [{ layer: "building" }],
    motorways: [{ layer: "transportation", kinds: ["motorway", "trunk"] }],
    mains: [{ layer: "transportation", kinds: ["primary", "secondary", "tertiary"] }],
    streets: [{ layer: "transportation", kinds: ["minor", "service", "street", "street_limited"] }],
    paths: [{ layer: "transportation", kinds: FOOTWAYS, where: lines }],
    rails: [{ layer: "transportation", kinds: ["rail", "transit"], where: above(["==", get("brunnel"), "tunnel"]) }],
    borders: [{ layer: "boundary", where: ["<=", ["to-number", get("admin_level"), 99], 4] }],
    roadNames: [{ layer: "transportation_name", where: lines }],
    waterNames: [{ layer: "water_name", where: ["==", ["geometry-type"], "Point"] }],
    districts: [{ layer: "place", kinds: ["suburb", "quarter", "neighbourhood"] }],
    villages: [{ layer: "place", kinds: ["village", "hamlet", "isolated_dwelling"] }],
    towns: [{ layer: "place", kinds: ["city", "town"] }],
    rank: ["to-number", get("rank"), 99],
  },
  shortbread: {
    kind: "kind",
    woods: [{ layer: "land", kinds: WOODS }],
    greens: [{ layer: "land", kinds: GREENS }],
    built: [{ layer: "land", kinds: BUILT }, { layer: "sites", kinds: BUILT }],
    waters: [{ layer: "ocean" }, { layer: "water_polygons" }],
    streams: [{ layer: "water_lines" }],
    buildings: [{ layer: "buildings" }],
    motorways: [{ layer: "streets", kinds: ["motorway", "trunk"] }],
    mains: [{ layer: "streets", kinds: ["primary", "secondary", "tertiary"] }],
    streets: [{ layer: "streets", kinds: ["unclassified", "residential", "living_street", "service", "busway"] }],
    paths: [{ layer: "streets", kinds: FOOTWAYS }],
    rails: [{ layer: "streets", kinds: TRAINS, where: above(["==", get("tunnel"), true]) }],
    borders: [{ layer: "boundaries", where: ["!=", get("maritime"), true] }],
    roadNames: [{ layer: "street_labels", where: named }],
    waterNames: [{ layer: "water_polygons_labels", where: named }],
    districts: [{ layer: "place_labels", kinds: ["suburb", "quarter", "neighbourhood"] }],
    villages: [{ layer: "place_labels", kinds: ["village", "hamlet", "isolated_dwelling"] }],
    towns: [{ layer: "place_labels", kinds: ["capital", "state_capital", "city", "town"] }],
    rank: ["-", 0, ["to-number", get("population"), 0]],
  },
};

interface Inks {
  readonly wood: string;
  readonly green: string;
  readonly built: string;
  readonly building: string;
  readonly road: string;
  readonly casing: string;
  readonly street: string;
  readonly path: string;
  readonly rail: string;
  readonly border: string;
  readonly name: string;
  readonly waterName: string;
}

const INKS: Readonly<Record<Theme, Inks>> = {
  light: {
    wood: "#e2e8d5", green: "#e7ecda", built: "#f1ece3", building: "#e4ddd1", road: "#ffffff", casing: "#bfb6a8",
    street: "#ffffff", path: "#d8cfc0", rail: "#a39a8e", border: "#b3a5b5", name: "#5d5850", waterName: "#4a6a80",
  },
  dark: {
    wood: "#212b26", green: "#253029", built: "#282c31", building: "#30363b", road: "#424a51", casing: "#101316",
    street: "#373e44", path: "#343b40", rail: "#535b62", border: "#5d5666", name: "#aeb6bc", waterName: "#7f9fb5",
  },
};

const FONT = ["system-ui", "sans-serif"];

type Stops = readonly (readonly [zoom: number, px: number])[];
const MOTORWAY: Stops = [[6, 0.6], [10, 1.6], [14, 5], [18, 20]];
const MAIN: Stops = [[8, 0.4], [12, 1.5], [14, 3.4], [18, 16]];
const STREET: Stops = [[12, 0.4], [14, 1.6], [16, 4.5], [18, 12]];

/** The drawing's layers from below, hidden. `source`: of the tiles; every name begins with `prefix`. */
export function drawing(schema: Schema, theme: Theme, language: Language, source: string, prefix: string): LayerSpecification[] {
  const naming = NAMINGS[schema];
  const inks = INKS[theme];
  const { land, water, halo } = PALETTES[theme];
  const made: LayerSpecification[] = [];
  const each = (role: string, parts: readonly Part[], make: (common: Common) => LayerSpecification): void => {
    parts.forEach((part, index) => {
      const filter = filterOf(part, naming.kind);
      made.push(make({ id: `${prefix}${role}-${index}`, source, "source-layer": part.layer, ...(filter ? { filter } : {}) }));
    });
  };
  const fill = (role: string, parts: readonly Part[], colour: string, minzoom = 0): void =>
    each(role, parts, (common) => ({
      ...common, type: "fill", minzoom, layout: HIDDEN, paint: { "fill-color": colour, "fill-antialias": role === "buildings" },
    }));
  const line = (role: string, parts: readonly Part[], colour: string, width: Stops, minzoom: number, dash?: number[]): void =>
    each(role, parts, (common) => ({
      ...common, type: "line", minzoom, layout: { ...HIDDEN, "line-cap": dash ? "butt" : "round", "line-join": "round" },
      paint: { "line-color": colour, "line-width": widths(width), ...(dash ? { "line-dasharray": dash } : {}) },
    }));
  const name = (role: string, parts: readonly Part[], size: number, minzoom: number, along = false, colour = inks.name): void =>
    each(`${NAMES}${role}`, parts, (common) => ({
      ...common, type: "symbol", minzoom,
      layout: {
        ...HIDDEN, "text-field": nameIn(language), "text-font": FONT, "text-size": size, "text-max-width": 8, "text-padding": 6,
        ...(along ? { "symbol-placement": "line", "symbol-spacing": 350 } : { "symbol-sort-key": naming.rank }),
      },
      paint: { "text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4 },
    }));

  made.push({ id: `${prefix}ground`, type: "background", layout: HIDDEN, paint: { "background-color": land } });
  fill("built", naming.built, inks.built);
  fill("woods", naming.woods, inks.wood);
  fill("greens", naming.greens, inks.green);
  fill("waters", naming.waters, water);
  line("streams", naming.streams, water, [[9, 0.5], [14, 1.6], [18, 6]], 9);
  line("paths", naming.paths, inks.path, [[14, 0.6], [16, 1], [18, 2]], 14, [3, 2]);
  fill("buildings", naming.buildings, inks.building, 13.5);
  line("street-edges", naming.streets, inks.casing, wider(STREET), 12);
  line("main-edges", naming.mains, inks.casing, wider(MAIN), 8);
  line("motorway-edges", naming.motorways, inks.casing, wider(MOTORWAY), 6);
  line("streets", naming.streets, inks.street, STREET, 12);
  line("mains", naming.mains, inks.road, MAIN, 8);
  line("motorways", naming.motorways, inks.road, MOTORWAY, 6);
  line("rails", naming.rails, inks.rail, [[9, 0.6], [14, 1.2], [18, 3]], 9);
  line("borders", naming.borders, inks.border, [[4, 0.6], [10, 1.4], [16, 2]], 4, [4, 2]);
  name("water", naming.waterNames, 12, 11, false, inks.waterName);
  name("roads", naming.roadNames, 12, 14, true);
  name("districts", naming.districts, 13, 12);
  name("villages", naming.villages, 13, 10);
  name("towns", naming.towns, 15, 6);
  return made;
}

/** Names of layers of names begin so, after the prefix. */
export const NAMES = "names-";
const HIDDEN = { visibility: "none" } as const;

interface Common {
  readonly id: string;
  readonly source: string;
  readonly "source-layer": string;
  readonly filter?: FilterSpecification;
}

function filterOf({ kinds, by, where }: Part, kind: string): FilterSpecification | undefined {
  const ofKind: ExpressionSpecification | undefined = kinds && ["in", get(by ?? kind), ["literal", [...kinds]]];
  if (ofKind && where) return ["all", ofKind, where] as ExpressionSpecification;
  return ofKind ?? where;
}

/** What the reader calls it, or else what it is called there. */
function nameIn(language: Language): ExpressionSpecification {
  const own: ExpressionSpecification = ["coalesce", get(`name:${language}`), get(`name_${language}`), ""];
  return ["case", ["!=", own, ""], own, ["coalesce", get("name"), ""]];
}

function widths(stops: Stops): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops.flat()] as ExpressionSpecification;
}

function wider(stops: Stops): Stops {
  return stops.map(([zoom, px]) => [zoom, px + (zoom < 12 ? 0.8 : 1.4)]);
}
