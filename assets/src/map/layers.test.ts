import assert from "node:assert/strict";
import { test } from "node:test";

import { landApart, layerOrder } from "./layers.ts";
import { USUAL, parseStack } from "./stack.ts";

const below = (order: readonly string[], low: string, high: string): boolean => order.indexOf(low) < order.indexOf(high);

test("as usual land is drawn by its figures, below evidence, and that below what is written", () => {
  const order = layerOrder(USUAL);
  assert.equal(landApart(USUAL), false);
  for (const [low, high] of [
    ["area-figures", "evidence-density"], ["evidence-density", "evidence-points"], ["evidence-points", "area-signs"],
    ["area-signs", "place-names-minor"],
  ] as const) assert.ok(below(order, low, high), `${low} below ${high}`);
});

test("land is drawn apart where figures let it through or lie over something else", () => {
  assert.equal(landApart(parseStack("evidence,areas:60")), true);
  assert.equal(landApart(parseStack("areas,evidence")), true);
  assert.equal(landApart(parseStack("areas,tiles")), false);
  assert.equal(landApart(parseStack("evidence,hotspots")), false);
});

test("layers stand in the order of the stack, and the signs of areas over what the areas and evidence cover", () => {
  const order = layerOrder(parseStack("areas,places,evidence"));
  assert.ok(below(order, "evidence-points", "place-names-major") && below(order, "place-names-major", "area-figures"));
  assert.equal(order.at(-1), "area-signs");
  assert.equal(new Set(order).size, order.length);
});

test("a chosen surface lies where it was put, and otherwise where the evidence lies that it stands in for", () => {
  assert.ok(below(layerOrder(parseStack("density,evidence,areas")), "evidence-points", "evidence-density"));
  const crowded = layerOrder(parseStack("evidence,areas"));
  assert.equal(crowded.indexOf("evidence-density") + 1, crowded.indexOf("evidence-points"));
});
