import assert from "node:assert/strict";
import { test } from "node:test";

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

import { backgroundFor, usualOf } from "./background.ts";
import type { Archive } from "./basemap.ts";
import { layersOf, sourceOf, written } from "./basemap.ts";
import { NAMINGS } from "./vectorstyle.ts";
import type { Schema } from "./vectorstyle.ts";

const SCHEMAS = Object.keys(NAMINGS) as Schema[];

function archive(given: Partial<Archive> = {}): Archive {
  return {
    kind: "vector", tiles: "/bakgrund/abc/{z}/{x}/{y}", minZoom: 0, maxZoom: 15, bounds: [16, 56, 17, 57], schema: "protomaps",
    credits: [{ text: "© ", href: null }, { text: "OpenStreetMap", href: "https://www.openstreetmap.org/copyright" }], ...given,
  };
}

function style(one: Archive, theme: "light" | "dark"): StyleSpecification {
  return { version: 8, sources: { basemap: sourceOf(one, "http://localhost") }, layers: layersOf(one, theme, "sv") };
}

test("every way of naming layers gives a style that MapLibre takes, in both themes", () => {
  for (const schema of SCHEMAS) {
    for (const theme of ["light", "dark"] as const) {
      assert.deepEqual(validateStyleMin(style(archive({ schema }), theme)), [], `${schema}, ${theme}`);
    }
  }
  assert.deepEqual(validateStyleMin(style(archive({ kind: "raster", schema: null }), "light")), []);
});

test("what is there is hidden until it is chosen, and every layer can be told from the map's own", () => {
  for (const one of [archive(), archive({ kind: "raster", schema: null })]) {
    for (const layer of layersOf(one, "light", "sv")) {
      assert.equal((layer as { layout?: { visibility?: string } }).layout?.visibility, "none");
      assert.match(layer.id, /^basemap-/);
    }
  }
});

test("names and filters are the same in both themes, so that a change of theme is one of colours", () => {
  const bare = (layers: LayerSpecification[]): unknown => layers.map(({ id, paint }) => [id, Object.keys(paint ?? {})]);
  for (const schema of SCHEMAS) {
    const [light, dark] = (["light", "dark"] as const).map((theme) => layersOf(archive({ schema }), theme, "sv"));
    assert.deepEqual(bare(light!), bare(dark!));
    assert.notDeepEqual(light, dark);
  }
});

test("no layer asks for letters or signs of somebody else's", () => {
  for (const schema of SCHEMAS) {
    for (const layer of layersOf(archive({ schema }), "light", "sv")) {
      const layout = (layer as { layout?: Record<string, unknown> }).layout ?? {};
      assert.equal(layout["icon-image"], undefined);
      if (layer.type === "symbol") assert.deepEqual(layout["text-font"], ["system-ui", "sans-serif"]);
    }
  }
});

test("the background wished for is shown where it is to be had, else the usual one", () => {
  assert.equal(backgroundFor("tiles", ["none", "tiles", "file"]), "tiles");
  assert.equal(backgroundFor("none", ["none", "tiles", "file"]), "none");
  assert.equal(backgroundFor("file", ["none", "tiles"]), "tiles");
  assert.equal(backgroundFor(null, ["none", "tiles", "file"]), "file");
  assert.equal(usualOf(["none"]), "none");
});

test("whose map it is stands there as text and links, and nothing else of it is believed", () => {
  assert.equal(
    written(archive().credits),
    '&#169; <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener noreferrer">OpenStreetMap</a>'
      .replace("&#169;", "©"),
  );
  assert.equal(written([{ text: '<img src=x onerror="a()">', href: null }]), "&#60;img src=x onerror=&#34;a()&#34;&#62;");
  assert.equal(written([{ text: "x", href: "javascript:a()" }]), "x");
  assert.equal(written([{ text: "x", href: 'https://a.se/"onclick="b()' }]).includes('"onclick'), false);
});
