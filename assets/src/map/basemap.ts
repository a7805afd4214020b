/**
 * What lies under everything: nothing, pictures from an address, or the map in the data folder, drawn or as pictures.
 *
 * All that there is stands in the style from the beginning, hidden: what is hidden asks for no tiles and costs nothing,
 * and what is chosen appears without a new style.
 */
import type { LayerSpecification, Map as MapLibre, SourceSpecification } from "maplibre-gl";

import type { Box } from "./geometry.ts";
import type { Theme } from "./palette.ts";
import { PALETTES } from "./palette.ts";
import type { Schema } from "./vectorstyle.ts";
import { drawing } from "./vectorstyle.ts";
import type { Language } from "./view.ts";

export interface Credit {
  readonly text: string;
  readonly href: string | null;
}

/** The map in the data folder; see dashboard/basemap.py. `tiles` begins with "/" and holds {z}, {x} and {y}. */
export interface Archive {
  readonly kind: "vector" | "raster";
  readonly tiles: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Box;
  /** Null for pictures. */
  readonly schema: Schema | null;
  readonly credits: readonly Credit[];
}

const PREFIX = "basemap-";
/** Name of the source of the map in the data folder. */
export const SOURCE = "basemap";
const PICTURES = `${PREFIX}pictures`;
/** Lets the ground show through what lies under it: a drawing of many layers has no opacity of its own. */
const VEIL = `${PREFIX}veil`;
/** Pictures are as dark as their owner likes; what is told lies on top. */
const PICTURES_SHOW_THROUGH = 0.75;

/** Puts the map in the data folder under the layer `below`, hidden. Does nothing where it is there. */
export function addBasemap(map: MapLibre, archive: Archive, theme: Theme, language: Language, below: string): void {
  if (map.getSource(SOURCE)) return;
  map.addSource(SOURCE, sourceOf(archive));
  for (const layer of layersOf(archive, theme, language)) map.addLayer(layer, below);
}

/** opacity: 0-1. */
export function showBasemap(map: MapLibre, shown: boolean, opacity: number): void {
  for (const id of idsOn(map)) {
    const visible = shown && (id !== VEIL || opacity < 1);
    const now = map.getLayoutProperty(id, "visibility") ?? "visible";
    if (now !== (visible ? "visible" : "none")) map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }
  if (map.getLayer(VEIL)) map.setPaintProperty(VEIL, "background-opacity", 1 - opacity);
  if (map.getLayer(PICTURES)) map.setPaintProperty(PICTURES, "raster-opacity", PICTURES_SHOW_THROUGH * opacity);
}

/** Colours of another theme. */
export function repaintBasemap(map: MapLibre, archive: Archive, theme: Theme, language: Language): void {
  for (const layer of layersOf(archive, theme, language)) {
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      if (!name.endsWith("-color") || !map.getLayer(layer.id)) continue;
      if (map.getPaintProperty(layer.id, name as never) !== value) map.setPaintProperty(layer.id, name as never, value as never);
    }
  }
}

export function sourceOf({ kind, tiles, minZoom, maxZoom, bounds, credits }: Archive, origin = location.origin): SourceSpecification {
  const common = {
    tiles: [`${origin}${tiles}`], minzoom: minZoom, maxzoom: maxZoom, bounds: [...bounds] as [number, number, number, number],
    attribution: written(credits),
  };
  return kind === "vector" ? { type: "vector", ...common } : { type: "raster", tileSize: 256, ...common };
}

export function layersOf({ kind, schema }: Archive, theme: Theme, language: Language): LayerSpecification[] {
  const hidden = { visibility: "none" } as const;
  if (kind === "raster" || schema === null) {
    return [{
      id: PICTURES, type: "raster", source: SOURCE, layout: hidden,
      paint: { "raster-opacity": PICTURES_SHOW_THROUGH, "raster-fade-duration": 0 },
    }];
  }
  const paint = { "background-color": PALETTES[theme].land, "background-opacity": 0 };
  return [
    ...drawing(schema, theme, language, SOURCE, PREFIX),
    { id: VEIL, type: "background", layout: hidden, paint },
  ];
}

/** As HTML of text and links alone. */
export function written(credits: readonly Credit[]): string {
  return credits.map(({ text, href }) => {
    const said = escaped(text);
    const isAddress = href !== null && /^https?:\/\//.test(href);
    return isAddress ? `<a href="${escaped(href)}" target="_blank" rel="noopener noreferrer">${said}</a>` : said;
  }).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function idsOn(map: MapLibre): string[] {
  return map.getLayersOrder().filter((id) => id.startsWith(PREFIX));
}
