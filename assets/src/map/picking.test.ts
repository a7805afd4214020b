import assert from "node:assert/strict";
import { test } from "node:test";

import type { Box } from "./geometry.ts";
import { GridIndex, OutlineIndex, pick } from "./picking.ts";
import { aSquare, anArea, someEvidence } from "./samples.ts";

test("the grid finds the same rows as looking at each, also at its edges and outside", () => {
  let seed = 11;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const evidence = someEvidence(Array.from({ length: 3000 }, (_, row) =>
    row % 10 === 0 ? {} : { lon: 16 + random(), lat: 56 + random() ** 3 }));
  const mask = Uint8Array.from({ length: 3000 }, () => (random() < 0.7 ? 1 : 0));
  const index = new GridIndex(evidence);
  for (let round = 0; round < 300; round++) {
    const west = 15.9 + random() * 1.2;
    const south = 55.9 + random() * 1.2;
    const box: Box = [west, south, west + random() * 0.2, south + random() * 0.2];
    const naive = Array.from(mask, (_, row) => row).filter((row) =>
      mask[row] === 1 && evidence.lon[row]! >= box[0] && evidence.lon[row]! <= box[2] &&
      evidence.lat[row]! >= box[1] && evidence.lat[row]! <= box[3]);
    assert.deepEqual(index.within(box, mask).sort((a, b) => a - b), naive);
  }
});

test("evidence without any position, and evidence at one single spot, can be asked", () => {
  assert.deepEqual(new GridIndex(someEvidence([{}, {}])).within([0, 0, 90, 90], Uint8Array.of(1, 1)), []);
  const heap = someEvidence([{ lon: 16.5, lat: 56.5 }, { lon: 16.5, lat: 56.5 }]);
  assert.deepEqual(new GridIndex(heap).within([16.4, 56.4, 16.6, 56.6], Uint8Array.of(1, 1)), [0, 1]);
});

test("what lies at a point comes nearest first, with the hotspot and area around it", () => {
  const evidence = someEvidence([{ lon: 16.002, lat: 56 }, { lon: 16.001, lat: 56 }, { lon: 16.0005, lat: 56 }]);
  const areas = [anArea({ outline: aSquare(20, 60, 1) }), anArea({ outline: aSquare(16, 56, 1, 0.5) }), anArea()];
  const index = { rows: new GridIndex(evidence), hotspots: new OutlineIndex([]), areas: new OutlineIndex(areas) };
  const hit = pick(16, 56, [15.9, 55.9, 16.1, 56.1], Uint8Array.of(1, 1, 0), evidence, index);
  assert.deepEqual(hit.rows, [1, 0]);
  assert.equal(hit.area, 2);
  assert.equal(hit.hotspot, -1);
});

test("a heap of evidence is listed up to a length one can read and counted in full", () => {
  const evidence = someEvidence(Array.from({ length: 250 }, () => ({ lon: 16, lat: 56 })));
  const index = { rows: new GridIndex(evidence), hotspots: new OutlineIndex([]), areas: new OutlineIndex([]) };
  const hit = pick(16, 56, [15.9, 55.9, 16.1, 56.1], new Uint8Array(250).fill(1), evidence, index);
  assert.deepEqual([hit.rows.length, hit.rowCount], [100, 250]);
});
