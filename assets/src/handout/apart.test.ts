import assert from "node:assert/strict";
import { test } from "node:test";
import { apart } from "./apart.ts";
import type { Spot } from "./apart.ts";

const SIZE = 30;

test("marks that lie apart stay where they are", () => {
  const spots: Spot[] = [[0, 0], [40, 0], [0, 31]];
  assert.deepEqual(apart(spots, SIZE), spots);
});

test("of marks at one spot the first stays and none covers another", () => {
  const found = apart(Array.from({ length: 20 }, (): Spot => [100, 100]), SIZE);
  assert.deepEqual(found[0], [100, 100]);
  for (const [i, [x, y]] of found.entries()) {
    for (const [a, b] of found.slice(i + 1)) assert.ok(Math.abs(x - a) >= SIZE || Math.abs(y - b) >= SIZE);
  }
});

test("where there is no room left a mark stays where it belongs", () => {
  const found = apart(Array.from({ length: 400 }, (): Spot => [0, 0]), SIZE);
  assert.equal(found.length, 400);
  assert.deepEqual(found.at(-1), [0, 0]);
});
