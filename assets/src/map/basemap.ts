/**
 * The map in the data folder, under everything: drawn from vector tiles, or as pictures.
 *
 * It stands in the style from the beginning, hidden: what is hidden asks for no tiles and costs nothing, and when it is
 * chosen it appears without a new style.
 */
import type { LayerSpecification, Map as MapLibre, SourceSpecification } from "maplibre-gl";

import type { Box } from "./geometry.ts";
import type { Theme } from "./palette.ts";
import { PALETTES } from "./palette.ts";
import type { Schema } from "./vectorstyle.ts";
import { NAMES, drawing } from "./vectorstyle.ts";
import type { Language } from "./view.ts";

export interface Credit {
  readonly text: string;
  readonly href: string | null;
}

/** What it is; see dashboard/basemap.py. `tiles` begins with "/" and holds {z}, {x} and {y}. */
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
const SOURCE = "basemap";
const PICTURES = `${PREFIX}pictures`;
/** Lets the ground show through what lies under it: a drawing of many layers has no opacity of its own. */
const VEIL = `${PREFIX}veil`;
/** Pictures are as dark as their owner likes; what is told lies on top. */
const PICTURES_SHOW_THROUGH = 0.75;

/** Whether a layer writes names of the drawing: they are read over the areas' colours, not through them. */
export function isGroundName(id: string): boolean {
  return id.startsWith(`${PREFIX}${NAMES}`);
}

/** Nobody exchanges the file more often than this. */
const LOOKED_FOR_MS = 10_000;
/** The server's word for a file that is no longer that which these tiles were promised from. */
const GONE = 410;

/** What becomes of the file while it is looked at. */
interface Told {
  lost(): void;
  /** Another lies there; its layers are hidden, and in no order yet. */
  replaced(): void;
}

/** The map in the data folder under one map of ours. */
export class Ground {
  readonly #map: MapLibre;
  #archive: Archive | null;
  readonly #address: string;
  readonly #language: Language;
  readonly #below: string;
  readonly #told: Told;
  #theme: Theme;
  #looked = -Infinity;
  /** Opacity 0-1 where it is shown. */
  #shown: number | null = null;
  #isLost = false;

  /** address: of what lies in the data folder now.  below: the map's layer that it lies under. */
  constructor(
    map: MapLibre, archive: Archive | null, address: string, theme: Theme, language: Language, below: string, told: Told,
  ) {
    this.#map = map;
    this.#archive = archive;
    this.#address = address;
    this.#theme = theme;
    this.#language = language;
    this.#below = below;
    this.#told = told;
  }

  /** Puts it there, hidden, once there is a style; does nothing where it is there already. */
  add(): void {
    if (!this.#archive || this.#map.getSource(SOURCE)) return;
    this.#map.addSource(SOURCE, sourceOf(this.#archive));
    for (const layer of layersOf(this.#archive, this.#theme, this.#language)) this.#map.addLayer(layer, this.#below);
  }

  /** opacity: 0-1, null to hide it. */
  show(opacity: number | null): void {
    this.#shown = opacity;
    const seen = opacity ?? 1;
    for (const id of this.#map.getLayersOrder()) {
      if (!id.startsWith(PREFIX)) continue;
      const wanted = opacity !== null && !this.#isLost && (id !== VEIL || seen < 1) ? "visible" : "none";
      if (this.#map.getLayoutProperty(id, "visibility") !== wanted) this.#map.setLayoutProperty(id, "visibility", wanted);
    }
    if (this.#map.getLayer(VEIL)) this.#map.setPaintProperty(VEIL, "background-opacity", 1 - seen);
    if (this.#map.getLayer(PICTURES)) this.#map.setPaintProperty(PICTURES, "raster-opacity", PICTURES_SHOW_THROUGH * seen);
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    if (!this.#archive) return;
    for (const layer of layersOf(this.#archive, theme, this.#language)) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        if (!name.endsWith("-color") || !this.#map.getLayer(layer.id)) continue;
        const current: unknown = this.#map.getPaintProperty(layer.id, name as never);
        if (current !== value) this.#map.setPaintProperty(layer.id, name as never, value as never);
      }
    }
  }

  stop(): void {
    this.#isLost = true;
  }

  /** Something went wrong on the map. A file that was exchanged is gone on with. */
  heard(fault: unknown): void {
    const { sourceId, error } = fault as { sourceId?: string; error?: { status?: number } };
    if (sourceId !== SOURCE || error?.status !== GONE || this.#isLost || performance.now() - this.#looked < LOOKED_FOR_MS) return;
    this.#looked = performance.now();
    void this.#lookAgain();
  }

  async #lookAgain(): Promise<void> {
    let now: Archive | null;
    try {
      const answer = await fetch(this.#address);
      if (!answer.ok) return;
      now = ((await answer.json()) as { file: Archive | null }).file;
    } catch {
      return; // the server is away, and with it more than this; whoever watches it says so
    }
    // gone, or without a graphics context: then all is put up anew anyway
    if (this.#isLost || !this.#map.style) return;
    if (now) return this.#replaceBy(now);
    this.#isLost = true;
    this.show(this.#shown);
    this.#told.lost();
  }

  /** All of it anew: a tile that was refused would not be asked for again at another address. */
  #replaceBy(archive: Archive): void {
    for (const id of this.#map.getLayersOrder()) if (id.startsWith(PREFIX)) this.#map.removeLayer(id);
    this.#map.removeSource(SOURCE);
    this.#archive = archive;
    this.add();
    this.#told.replaced();
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
