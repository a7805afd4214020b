import assert from "node:assert/strict";
import { test } from "node:test";

import type { Spot } from "./lasso.ts";
import { rectangle, ringOf, simplified, windowRing } from "./lasso.ts";
import { EVERYTHING, MOST_CORNERS, formatView, parseView } from "./view.ts";

const toPlace = ([x, y]: Spot): [number, number] => [16 + x / 1000, 57 - y / 1000];

function areaOf(ring: readonly Spot[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => {
    const [right, below] = ring[(index + 1) % ring.length]!;
    return sum + x * below - right * y;
  }, 0)) / 2;
}

const CIRCLE = Array.from({ length: 600 }, (_, index): Spot => {
  const angle = (2 * Math.PI * index) / 600;
  return [300 + 200 * Math.cos(angle), 300 + 200 * Math.sin(angle)];
});

test("a rectangle keeps its corners", () => {
  assert.deepEqual(ringOf(rectangle([10, 20], [110, 80]), toPlace), [[16.01, 56.98], [16.11, 56.98], [16.11, 56.92], [16.01, 56.92]]);
});

test("a line of hundreds of points keeps its shape in as many corners as an address holds", () => {
  const ring = simplified(CIRCLE, MOST_CORNERS);
  assert.equal(ring.length, MOST_CORNERS);
  assert.ok(areaOf(ring) / areaOf(CIRCLE) > 0.99);
  assert.ok(ring.every((spot) => CIRCLE.includes(spot)));
});

test("what was drawn stands in the address and comes back the same", () => {
  for (const drawn of [CIRCLE, rectangle([0, 0], [50, 70]), [[0, 0], [90, 10], [40, 80]] as Spot[]]) {
    const within = ringOf(drawn, toPlace);
    assert.ok(within.length >= 3);
    assert.deepEqual(parseView(formatView({ ...EVERYTHING, within })).within, within);
  }
});

test("a slip of the hand draws nothing", () => {
  assert.deepEqual(ringOf(rectangle([10, 20], [12, 300]), toPlace), []);
  assert.deepEqual(ringOf([[1, 1], [50, 50]], toPlace), []);
  assert.deepEqual(ringOf([], toPlace), []);
});

test("corners that are one at the address's precision are one", () => {
  const far = ([x, y]: Spot): [number, number] => [16 + Math.round(x / 100) / 1e5, 57 + Math.round(y / 100) / 1e5];
  assert.deepEqual(ringOf(rectangle([0, 0], [20, 20]), far), []);
});

test("the map's window is a ring that the address holds", () => {
  const within = windowRing({ west: 16.123456, south: -89, east: 16.5, north: 56.7 });
  assert.deepEqual(within, [[16.12346, -85], [16.5, -85], [16.5, 56.7], [16.12346, 56.7]]);
  assert.deepEqual(parseView(formatView({ ...EVERYTHING, within })).within, within);
});

test("a window that is wider than the world is a ring that the address holds", () => {
  const within = windowRing({ west: -212.5, south: 20, east: 195, north: 80 });
  assert.deepEqual(within, [[-180, 20], [180, 20], [180, 80], [-180, 80]]);
  assert.deepEqual(parseView(formatView({ ...EVERYTHING, within })).within, within);
});
