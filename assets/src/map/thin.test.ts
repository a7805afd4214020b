import assert from "node:assert/strict";
import { test } from "node:test";

import { Thinner } from "./thin.ts";

const WINDOW = { left: -1, top: -1, width: 2, height: 2, cell: 0.01 };

function randomPositions(count: number, spread: number): Float32Array {
  let seed = 5;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  return Float32Array.from({ length: 2 * count }, () => random() * spread);
}

test("every sign in the picture is drawn or has a newer one in its place", () => {
  const positions = randomPositions(5000, 1);
  const rows = Uint32Array.from({ length: 5000 }, (_, row) => row);
  const drawn = new Thinner(positions).thin(rows, WINDOW);
  const chosen = new Set(drawn);
  assert.ok(drawn.length < 4500, "there is something to leave out");
  for (const row of rows) {
    if (chosen.has(row)) continue;
    const covered = Array.from(drawn).some((other) =>
      other > row && Math.abs(positions[2 * other]! - positions[2 * row]!) <= WINDOW.cell * 1.001 &&
      Math.abs(positions[2 * other + 1]! - positions[2 * row + 1]!) <= WINDOW.cell * 1.001);
    assert.ok(covered, `row ${row}`);
  }
  assert.deepEqual(Array.from(drawn), Array.from(drawn).sort((a, b) => a - b));
});

test("signs that lie apart are all drawn, and none outside the picture", () => {
  const positions = Float32Array.of(-0.9, -0.9, 0, 0, 0.02, 0, 5, 0, 0, -5, NaN, NaN);
  const drawn = new Thinner(positions).thin(Uint32Array.of(0, 1, 2, 3, 4, 5), WINDOW);
  assert.deepEqual(Array.from(drawn), [0, 1, 2]);
});

test("moving the picture keeps the same signs where both pictures show them", () => {
  const positions = randomPositions(3000, 1);
  const rows = Uint32Array.from({ length: 3000 }, (_, row) => row);
  const thinner = new Thinner(positions);
  const before = Array.from(thinner.thin(rows, { ...WINDOW, left: -0.4, width: 0.6 }));
  const after = new Set(thinner.thin(rows, { ...WINDOW, left: -0.3137, width: 0.6 }));
  const shared = before.filter((row) => positions[2 * row]! > -0.3 && positions[2 * row]! < 0.19);
  assert.ok(shared.length > 100);
  for (const row of shared) assert.ok(after.has(row), `row ${row}`);
});

test("a second filter is not hindered by what the first one drew", () => {
  const thinner = new Thinner(Float32Array.of(0, 0, 0, 0));
  assert.deepEqual(Array.from(thinner.thin(Uint32Array.of(0, 1), WINDOW)), [1]);
  assert.deepEqual(Array.from(thinner.thin(Uint32Array.of(0), WINDOW)), [0]);
});
