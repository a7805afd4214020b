/**
 * The map's own drawing from bottom to top, as usual: water, land, figures per area, evidence, names. Hotspots lie over
 * it all, on a canvas of their own. People may order it otherwise, see stack.ts.
 *
 * It needs nothing from outside: land is the areas themselves, names are set with the reader's own fonts. The order
 * and the sources are settled once; theme, figures and choice only change paint and feature state, because a new style
 * would throw the own layers away.
 */
import type {
  ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification, StyleSpecification,
} from "maplibre-gl";

import type { Background } from "./background.ts";
import { isGroundName } from "./basemap.ts";
import type { Area, Hotspot, Place } from "./features.ts";
import { middleOf } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { Showable, Stack } from "./stack.ts";
import { LOWEST, SHOWABLE, USUAL, opacityOf, shownIn } from "./stack.ts";

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
  /** What lies under everything at first. */
  readonly under: Background;
  readonly attribution: string;
}

/** The layers of MapLibre's own and ours that are ordered with the others, from below. */
const LAYERS_OF: Readonly<Partial<Record<Showable, readonly string[]>>> = {
  areas: ["area-figures", "area-borders", "area-missing"],
  places: ["place-names-minor", "place-names-major"],
  tiles: ["tiles"],
};
const SEEN_ONLY_WHEN_SHOWN = ["area-borders", "area-missing", "area-signs", "place-names-minor", "place-names-major"];
const HELD_BY = (id: string): Showable => (id.startsWith("area") ? "areas" : "places");

/** Own layers for the evidence are put below this one: over the areas, under what is written. */
export const BELOW_WORDS = "area-signs";
export const POINTS = "evidence-points";
export const DENSITY = "evidence-density";

/** What a layer is called that is woven into the map, see sheet.ts. */
export const wovenName = (layer: Showable): string => `sheet-${layer}`;

/** Land is drawn by its figures, unless those let it through or lie over something else. */
export function landApart(stack: Stack): boolean {
  const lowest = stack.filter(({ layer }) => layer !== LOWEST).at(-1);
  const areas = stack.find(({ layer }) => layer === "areas");
  return areas !== undefined && (areas.opacity < 100 || lowest !== areas);
}

/** Names of layers from below, as a stack orders them; hidden ones lowest. Some of them may not be on the map. */
export function layerOrder(stack: Stack): string[] {
  const shown = shownIn(stack);
  const upwards = [...SHOWABLE.filter((layer) => !shown.has(layer)).reverse(), ...stack.map(({ layer }) => layer).reverse()]
    .filter((layer) => layer !== LOWEST);
  const ids = upwards.flatMap((layer): readonly string[] => {
    // a surface stands in for evidence that is too much for signs, and then lies where that lies
    if (layer === "evidence") return shown.has("density") ? [POINTS] : [DENSITY, POINTS];
    if (layer === "density") return shown.has("density") ? [DENSITY] : [];
    return LAYERS_OF[layer] ?? [wovenName(layer)];
  });
  const below = Math.max(...["area-missing", POINTS, DENSITY].map((id) => ids.indexOf(id)));
  return ids.toSpliced(below + 1, 0, BELOW_WORDS);
}

/** Puts the layers into the order of a stack; does nothing where they stand so already. */
export function arrange(map: MapLibre, stack: Stack): void {
  const names = map.getLayersOrder().filter(isGroundName);
  const layers = layerOrder(stack).filter((id) => map.getLayer(id));
  // the ground's names lie over the areas, but over nothing that is lower than those
  const over = layers[0] === "area-figures" ? 1 : 0;
  const order = layers.toSpliced(over, 0, ...names);
  const there = map.getLayersOrder().filter((id) => order.includes(id));
  if (there.join() !== order.join()) for (const id of order) map.moveLayer(id);
}

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
  return { version: 8, sources, layers: layers(palette, scene.tiles !== null, scene.under, USUAL), transition: { duration: 0 } };
}

/** Shows these and hides the others. under: what lies under them all. */
export function setShown(map: MapLibre, stack: Stack, under: Background): void {
  const shown = shownIn(stack);
  const show = (layer: string, visible: boolean): void => {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", visible ? "visible" : "none");
  };
  for (const id of SEEN_ONLY_WHEN_SHOWN) show(id, shown.has(HELD_BY(id)));
  show("tiles", under === "tiles");
  show("coast", under === "none");
  show("land", under === "none" && landApart(stack));
}

/** Colours of another theme and opacities of another stack, without touching sources, own layers or what is chosen. */
export function repaint(map: MapLibre, palette: Palette, under: Background, stack: Stack): void {
  for (const layer of layers(palette, map.getLayer("tiles") !== undefined, under, stack)) {
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

/** `under`: where a background is to be seen, areas must let it through. */
function layers(palette: Palette, withTiles: boolean, under: Background, stack: Stack): LayerSpecification[] {
  const overTiles = under !== "none";
  const apart = landApart(stack);
  const figures = opacityOf(stack, "areas");
  const written = opacityOf(stack, "places");
  // before the first figures have come an area is neither known nor missing
  const known: ExpressionSpecification = ["boolean", ["feature-state", "known"], false];
  const missing: ExpressionSpecification = ["!", ["boolean", ["feature-state", "known"], true]];
  const hovered: ExpressionSpecification = ["boolean", ["feature-state", "hovered"], false];
  const tiles: LayerSpecification[] = withTiles
    ? [{ id: "tiles", type: "raster", source: "tiles", layout: { visibility: under === "tiles" ? "visible" : "none" }, paint: { "raster-opacity": 0.75 * opacityOf(stack, "tiles"), "raster-fade-duration": 0 } }]
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
      id: "land", type: "fill", source: "areas", layout: { visibility: "none" },
      paint: { "fill-color": palette.land, "fill-antialias": false },
    },
    {
      id: "area-figures", type: "fill", source: "areas",
      paint: {
        "fill-color": ["to-color", ["feature-state", "colour"], palette.land],
        // missing, it is land or lets the tiles through; always by state, for a change from there to a constant
        // would break the tiles that are still being drawn
        "fill-opacity": ["case", known, (overTiles ? 0.55 : 1) * figures, overTiles || apart ? 0 : 1],
        "fill-antialias": false,
      },
    },
    {
      id: "area-borders", type: "line", source: "areas", layout: { "line-join": "round" },
      paint: {
        "line-color": ["case", hovered, palette.label, palette.border],
        "line-width": ["case", hovered, 2, 0.6],
        "line-opacity": ["case", missing, 0, figures],
      },
    },
    {
      // hollow and dashed: nothing is known here, which is not the same as nothing having happened
      id: "area-missing", type: "line", source: "areas",
      paint: {
        "line-color": ["case", hovered, palette.label, palette.missing],
        "line-width": ["case", hovered, 2, 1],
        "line-dasharray": [3, 2],
        "line-opacity": ["case", missing, figures, 0],
      },
    },
    {
      id: "area-signs", type: "symbol", source: "signs",
      layout: { "text-field": ["get", "sign"], "text-font": FONT, "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.2, "text-opacity": figures },
    },
    names("place-names-minor", palette, ["!", ["in", ["get", "kind"], ["literal", WIDELY_KNOWN]]], 13, 12.2, written),
    names("place-names-major", palette, ["in", ["get", "kind"], ["literal", WIDELY_KNOWN]], 14, 9, written),
  ];
}

function names(
  id: string, palette: Palette, filter: ExpressionSpecification, size: number, minzoom: number, opacity: number,
): LayerSpecification {
  return {
    id, type: "symbol", source: "places", filter, minzoom,
    layout: {
      "text-field": ["get", "name"], "text-font": FONT, "text-size": size, "text-max-width": 8,
      "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.4, "text-padding": 4,
    },
    paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.6, "text-opacity": opacity },
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
