import assert from "node:assert/strict";
import { test } from "node:test";

import { SHOWABLE, USUAL, arranged, formatStack, opacityOf, parseStack, shownIn, stackOf } from "./stack.ts";

test("the usual layers need no word in the address", () => {
  assert.equal(formatStack(USUAL), null);
  assert.deepEqual(parseStack(null), USUAL);
  assert.deepEqual(parseStack(""), USUAL);
  assert.deepEqual(parseStack("hotspots,places,evidence,areas,tiles"), USUAL);
});

test("order and opacity stand in the address, topmost first, and come back as they were", () => {
  const stack = parseStack("evidence,hotspots:60,areas");
  assert.deepEqual(stack.map(({ layer }) => layer), ["evidence", "hotspots", "areas"]);
  assert.equal(opacityOf(stack, "hotspots"), 0.6);
  assert.equal(opacityOf(stack, "evidence"), 1);
  assert.equal(formatStack(stack), "evidence,hotspots:60,areas");
});

test("a map without any layer has an address of its own", () => {
  assert.equal(formatStack([]), "none");
  assert.deepEqual(parseStack("none"), []);
});

test("what is not understood is passed over, and the rest still stands", () => {
  assert.equal(formatStack(parseStack("pins,evidence,areas:140,hotspots:-1,evidence:20,areas:50")), "evidence,areas:50");
  assert.deepEqual(parseStack("pins,markers"), USUAL);
});

test("the background stays lowest wherever an address puts it", () => {
  assert.equal(formatStack(parseStack("tiles:40,areas")), "areas,tiles:40");
});

test("hidden layers stand in the list where they would come", () => {
  assert.deepEqual(arranged(USUAL), SHOWABLE);
  assert.deepEqual(arranged([]), SHOWABLE);
  const list = arranged(parseStack("areas,hotspots"));
  assert.deepEqual([...list].sort(), [...SHOWABLE].sort());
  assert.equal(list[0], "areas");
  assert.equal(list.indexOf("findings"), list.indexOf("hotspots") + 1);
  assert.equal(list.at(-1), "tiles");
});

test("layers that are only named come in their usual order", () => {
  assert.deepEqual(stackOf(["areas", "hotspots"]).map(({ layer }) => layer), ["hotspots", "areas"]);
  assert.deepEqual([...shownIn(stackOf(["areas"]))], ["areas"]);
});
