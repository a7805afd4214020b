/**
 * The map's own drawing from bottom to top: water, land, figures per area, evidence, names. Hotspots lie over it all, on
 * a canvas of their own.
 *
 * It needs nothing from outside: land is the areas themselves, names are set with the reader's own fonts. The order
 * and the sources are settled once; theme, figures and choice only change paint and feature state, because a new style
 * would throw the own layers away.
 */
import type {
  ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification, StyleSpecification,
} from "maplibre-gl";

import type { Area, Hotspot, Place } from "./features.ts";
import { middleOf } from "./geometry.ts";
import type { Palette } from "./palette.ts";

/** A raster background such as a map of streets; its address holds {z}, {x} and {y}. */
export interface Tiles {
  readonly url: string;
  readonly attribution: string;
  readonly tileSize?: number;
  readonly maxZoom?: number;
}

export interface Scene {
  readonly areas: readonly Area[];
  readonly hotspots: readonly Hotspot[];
  readonly places: readonly Place[];
  readonly tiles: Tiles | null;
  readonly attribution: string;
}

/** What people can show and hide. "areas" are their figures; the land itself stays. */
export const SHOWABLE = ["evidence", "areas", "hotspots", "places", "tiles"] as const;
export type Showable = (typeof SHOWABLE)[number];

const LAYERS_OF: Readonly<Record<Exclude<Showable, "evidence" | "hotspots">, readonly string[]>> = {
  areas: ["area-borders", "area-missing", "area-signs"],
  places: ["place-names-minor", "place-names-major"],
  tiles: ["tiles"],
};

/** Own layers for the evidence are put below this one: over the areas, under what is written. */
export const BELOW_WORDS = "area-signs";

const FONT = ["system-ui", "sans-serif"];
/** Places that a whole neighbourhood is named after; the others appear when closer. */
const WIDELY_KNOWN = ["locality", "neighbourhood", "centre"];

export function buildStyle(scene: Scene, palette: Palette): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    areas: { type: "geojson", data: areaFeatures(scene.areas), attribution: scene.attribution },
    places: { type: "geojson", data: placeFeatures(scene.places) },
    signs: { type: "geojson", data: collection([]) },
  };
  if (scene.tiles) {
    const { url, attribution, tileSize = 256, maxZoom = 19 } = scene.tiles;
    sources["tiles"] = { type: "raster", tiles: [url], tileSize, maxzoom: maxZoom, attribution };
  }
  return { version: 8, sources, layers: layers(palette, scene.tiles !== null, scene.tiles !== null), transition: { duration: 0 } };
}

/** Shows these and hides the others. */
export function setShown(map: MapLibre, shown: ReadonlySet<Showable>): void {
  const show = (layer: string, visible: boolean): void => {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", visible ? "visible" : "none");
  };
  for (const [what, ids] of Object.entries(LAYERS_OF)) for (const id of ids) show(id, shown.has(what as Showable));
  show("coast", !(map.getLayer("tiles") && shown.has("tiles")));
}

/** Colours of another theme, without touching sources, own layers or what is chosen. */
export function repaint(map: MapLibre, palette: Palette, overTiles: boolean): void {
  for (const layer of layers(palette, map.getLayer("tiles") !== undefined, overTiles)) {
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      // setting what is set already would have every tile cut up anew
      const current: unknown = map.getPaintProperty(layer.id, name as never);
      if (JSON.stringify(current) !== JSON.stringify(value)) map.setPaintProperty(layer.id, name as never, value as never);
    }
  }
}

/**
 * Colour of an area, null where its figure is missing. `index` is its position in the scene, as below.
 * The colour itself is the state: another measure is then a change of state, which is quick, and not of style.
 */
export function setFigure(map: MapLibre, index: number, colour: string | null): void {
  map.setFeatureState({ source: "areas", id: index }, { known: colour !== null, colour: colour ?? "" });
}

/** A sign on each area that has one; "" for none. In the scene's order. */
export function setSigns(map: MapLibre, areas: readonly Area[], signs: readonly string[]): void {
  map.getSource<GeoJSONSource>("signs")?.setData(collection(signs.flatMap((sign, index) => sign === "" ? [] : [{
    type: "Feature", properties: { sign }, geometry: { type: "Point", coordinates: middleOf(areas[index]!.outline) },
  }])));
}

export function setHovered(map: MapLibre, index: number, hovered: boolean): void {
  map.setFeatureState({ source: "areas", id: index }, { hovered });
}

/** `overTiles`: tiles are to be seen, so that areas must let them through. */
function layers(palette: Palette, withTiles: boolean, overTiles: boolean): LayerSpecification[] {
  // before the first figures have come an area is neither known nor missing
  const known: ExpressionSpecification = ["boolean", ["feature-state", "known"], false];
  const missing: ExpressionSpecification = ["!", ["boolean", ["feature-state", "known"], true]];
  const hovered: ExpressionSpecification = ["boolean", ["feature-state", "hovered"], false];
  const tiles: LayerSpecification[] = withTiles
    ? [{ id: "tiles", type: "raster", source: "tiles", paint: { "raster-opacity": 0.75, "raster-fade-duration": 0 } }]
    : [];
  return [
    { id: "water", type: "background", paint: { "background-color": palette.water } },
    ...tiles,
    {
      // wider than the land that covers its inner half: what remains is the coast of all areas together, also where
      // neighbours overlap or leave a gap
      id: "coast", type: "line", source: "areas",
      layout: { "line-join": "round", visibility: overTiles ? "none" : "visible" },
      paint: { "line-color": palette.outline, "line-width": 4 },
    },
    {
      id: "area-figures", type: "fill", source: "areas",
      paint: {
        "fill-color": ["to-color", ["feature-state", "colour"], palette.land],
        // missing, it is land or lets the tiles through; always by state, for a change from there to a constant
        // would break the tiles that are still being drawn
        "fill-opacity": ["case", known, overTiles ? 0.55 : 1, overTiles ? 0 : 1],
        "fill-antialias": false,
      },
    },
    {
      id: "area-borders", type: "line", source: "areas", layout: { "line-join": "round" },
      paint: {
        "line-color": ["case", hovered, palette.label, palette.border],
        "line-width": ["case", hovered, 2, 0.6],
        "line-opacity": ["case", missing, 0, 1],
      },
    },
    {
      // hollow and dashed: nothing is known here, which is not the same as nothing having happened
      id: "area-missing", type: "line", source: "areas",
      paint: {
        "line-color": ["case", hovered, palette.label, palette.missing],
        "line-width": ["case", hovered, 2, 1],
        "line-dasharray": [3, 2],
        "line-opacity": ["case", missing, 1, 0],
      },
    },
    {
      id: "area-signs", type: "symbol", source: "signs",
      layout: { "text-field": ["get", "sign"], "text-font": FONT, "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.2 },
    },
    names("place-names-minor", palette, ["!", ["in", ["get", "kind"], ["literal", WIDELY_KNOWN]]], 13, 12.2),
    names("place-names-major", palette, ["in", ["get", "kind"], ["literal", WIDELY_KNOWN]], 14, 9),
  ];
}

function names(
  id: string, palette: Palette, filter: ExpressionSpecification, size: number, minzoom: number,
): LayerSpecification {
  return {
    id, type: "symbol", source: "places", filter, minzoom,
    layout: {
      "text-field": ["get", "name"], "text-font": FONT, "text-size": size, "text-max-width": 8,
      "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.4, "text-padding": 4,
    },
    paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
  };
}

type Data = Extract<Exclude<Parameters<GeoJSONSource["setData"]>[0], string>, { type: "FeatureCollection" }>;

function collection(features: unknown[]): Data {
  return { type: "FeatureCollection", features } as Data;
}

function areaFeatures(areas: readonly Area[]): Data {
  return collection(areas.map(({ outline }, id) => ({ type: "Feature", id, properties: {}, geometry: outline })));
}

function placeFeatures(places: readonly Place[]): Data {
  return collection(places.map(({ name, kind, at }) => ({
    type: "Feature", properties: { name, kind }, geometry: { type: "Point", coordinates: at },
  })));
}
