import assert from "node:assert/strict";
import { test } from "node:test";

import { between, fitted, isDrawn, keyed, moved, placed, read, resized, SMALLEST, type Rectangle } from "./rectangles.ts";

const ONE: Rectangle = { left: 0.4, top: 0.4, width: 0.2, height: 0.2 };

const isInside = ({ left, top, width, height }: Rectangle): boolean =>
  left >= 0 && top >= 0 && width >= SMALLEST && height >= SMALLEST && left + width <= 1.0001 && top + height <= 1.0001;

test("a rectangle stays in the picture wherever it is moved and however it is resized", () => {
  for (const by of [-5, -0.3, 0, 0.3, 5]) {
    for (const other of [-5, 0.01, 5]) {
      assert.ok(isInside(moved(ONE, by, other)));
      assert.ok(isInside(resized(ONE, by, other)));
      assert.ok(isInside(fitted({ left: by, top: other, width: by, height: other })));
    }
  }
});

test("moving keeps the size, resizing keeps the corner", () => {
  assert.deepEqual(moved(ONE, 0.9, -0.1), { left: 0.8, top: 0.3, width: 0.2, height: 0.2 });
  assert.deepEqual(resized(ONE, 0.9, -0.1), { left: 0.4, top: 0.4, width: 0.6, height: 0.1 });
});

test("a rectangle is the same from whichever corner it is drawn", () => {
  const corners = [{ x: 0.1, y: 0.2 }, { x: 0.5, y: 0.8 }] as const;
  assert.deepEqual(between(corners[0], corners[1]), { left: 0.1, top: 0.2, width: 0.4, height: 0.6 });
  assert.deepEqual(between(corners[1], corners[0]), between(corners[0], corners[1]));
  assert.deepEqual(between({ x: 0.5, y: 0.2 }, { x: 0.1, y: 0.8 }), between(corners[0], corners[1]));
});

test("a tap is no rectangle", () => {
  assert.ok(!isDrawn({ x: 0.5, y: 0.5 }, { x: 0.503, y: 0.9 }));
  assert.ok(isDrawn({ x: 0.5, y: 0.5 }, { x: 0.4, y: 0.6 }));
});

test("arrows move, with shift they resize, with alt by little; other keys do nothing", () => {
  assert.equal(keyed(ONE, "ArrowRight", false, false)?.left, 0.42);
  assert.equal(keyed(ONE, "ArrowUp", false, true)?.top, 0.398);
  assert.equal(keyed(ONE, "ArrowDown", true, false)?.height, 0.22);
  assert.equal(keyed(ONE, "ArrowLeft", true, false)?.left, 0.4);
  assert.equal(keyed(ONE, "a", false, false), null);
});

test("those added one after another do not hide each other", () => {
  const many = [0, 1, 2, 3].map(placed);
  assert.equal(new Set(many.map((one) => one.left)).size, 4);
  assert.ok(many.every(isInside));
});

test("what was kept is read, and what is no rectangle is left out", () => {
  assert.deepEqual(read(JSON.stringify([ONE])), [ONE]);
  assert.deepEqual(read('[{"left":0.1},null,"x",{"left":"a","top":0,"width":1,"height":1}]'), []);
  for (const text of [null, undefined, "", "{", "{}", "3"]) assert.deepEqual(read(text), []);
});
