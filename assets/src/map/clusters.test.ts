import assert from "node:assert/strict";
import { test } from "node:test";

import { Clusters, degreesOf, gatherCells, gatherRows, mercatorOf, radiusOf } from "./clusters.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import { someEvidence } from "./samples.ts";

const KALMAR = { lon: 16.36, lat: 56.66 };

function scattered(count: number): Float32Array {
  const at = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    at[2 * row] = mercatorX(KALMAR.lon + ((row * 7919) % 1000) / 4000);
    at[2 * row + 1] = mercatorY(KALMAR.lat + ((row * 104729) % 1000) / 8000);
  }
  return at;
}

test("every row is counted once, at every step of zoom", () => {
  const at = scattered(5000);
  const rows = Uint32Array.from({ length: 2500 }, (_, index) => 2 * index);
  for (const step of [0, 5, 9, 12]) {
    const clusters = gatherRows(rows, at, step);
    assert.equal(clusters.reduce((sum, { count }) => sum + count, 0), rows.length);
  }
  assert.equal(gatherRows(rows, at, 0).length, 1);
  assert.ok(gatherRows(rows, at, 12).length > gatherRows(rows, at, 9).length);
});

test("a cluster stands in the middle of what it gathers, and the largest lies on top", () => {
  const at = Float32Array.of(0.5, 0.5, 0.5002, 0.5002, 0.9, 0.9);
  const [alone, both] = gatherRows([0, 1, 2], at, 4);
  assert.deepEqual([alone!.count, both!.count], [1, 2]);
  assert.ok(Math.abs(both!.x - 0.5001) < 1e-6 && Math.abs(both!.y - 0.5001) < 1e-6);
});

test("rows that are counted at the server gather to the same sum", () => {
  const counts = Uint32Array.from({ length: 600 }, (_, cell) => cell % 7);
  const cells = { x: 0.54, y: 0.3, width: 0.002, height: 0.001, columns: 30, lines: 20, counts };
  const clusters = gatherCells(cells, 10);
  assert.equal(clusters.reduce((sum, { count }) => sum + count, 0), counts.reduce((sum, n) => sum + n, 0));
  assert.ok(clusters.length > 1 && clusters.length < 600);
});

test("without rows there are no clusters, and no grid however far the rows lie apart is without end", () => {
  assert.deepEqual(gatherRows([], new Float32Array(0), 5), []);
  assert.deepEqual(gatherCells({ x: 0, y: 0, width: 0, height: 0, columns: 0, lines: 0, counts: [] }, 5), []);
  assert.equal(gatherRows([0, 1], Float32Array.of(0, 0, 1, 1), 18).length, 2);
});

test("the surface of a circle tells how many", () => {
  assert.equal(radiusOf(100, 100), 26);
  assert.ok(radiusOf(25, 100) < 18 && radiusOf(1, 100) >= 9);
});

test("a cluster is found under a finger as it is drawn, from afar alone", () => {
  const evidence = someEvidence([{ lon: 16.36, lat: 56.66 }, { lon: 16.3601, lat: 56.66 }, { lon: 16.7, lat: 56.9 }]);
  const clusters = new Clusters();
  const none = { x: 0, y: 0, width: 0, height: 0, columns: 0, lines: 0, counts: [] };
  clusters.setMarks({
    evidence, rows: Uint32Array.of(0, 1, 2), mask: Uint8Array.of(1, 1, 1), cells: null, spread: () => none,
  });
  const world = 512 * 2 ** 10;
  const [x, y] = [mercatorOf(evidence)[0]! * world, mercatorOf(evidence)[1]! * world];
  const frame = { world, left: x - 100, top: y - 100, width: 200, height: 200, zoom: 10, ratio: 1 };
  const met = clusters.at(101, 99, frame);
  assert.equal(met?.count, 2);
  const { lon, lat } = degreesOf(met!);
  assert.ok(Math.abs(lon - 16.36) < 0.001 && Math.abs(lat - 56.66) < 0.001);
  assert.equal(clusters.at(160, 160, frame), null);
  const cells = { x: (x - 1) / world, y: (y - 1) / world, width: 2 / world, height: 2 / world, columns: 1, lines: 1, counts: [7] };
  clusters.setMarks({ evidence, rows: Uint32Array.of(0), mask: Uint8Array.of(1, 0, 0), cells, spread: () => none });
  assert.equal(clusters.at(100, 100, frame)?.count, 7);
  assert.equal(clusters.at(100, 100, { ...frame, zoom: 14 }), null);
});
