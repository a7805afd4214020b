import assert from "node:assert/strict";
import { test } from "node:test";

import { beside } from "./beside.ts";

const ROOM = { width: 1000, height: 800 };
const CARD = { width: 300, height: 200 };
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

test("a card stands where there is room: to the right, to the left, under, over", () => {
  assert.deepEqual(beside(box(0, 100, 260, 800), CARD, ROOM), { left: 272, top: 100 });
  assert.deepEqual(beside(box(620, 0, 1000, 800), CARD, ROOM), { left: 308, top: 12 });
  assert.deepEqual(beside(box(100, 0, 990, 300), CARD, ROOM), { left: 100, top: 312 });
  assert.deepEqual(beside(box(100, 500, 990, 800), CARD, ROOM), { left: 100, top: 288 });
});

test("over what fills the window a card stands at its lower end, in the middle", () => {
  assert.deepEqual(beside(box(0, 0, 1000, 800), CARD, ROOM), { left: 350, top: 588 });
});

test("a card that points at nothing stands in the middle", () => {
  assert.deepEqual(beside(null, CARD, ROOM), { left: 350, top: 300 });
});

test("a card is never outside a small window", () => {
  for (const place of [null, box(0, 0, 390, 844), box(0, 700, 390, 844), box(-20, -50, 30, 20)]) {
    const { left, top } = beside(place, { width: 358, height: 260 }, { width: 390, height: 844 });
    assert.ok(left >= 12 && left + 358 <= 390 && top >= 12 && top + 260 <= 844);
  }
});
