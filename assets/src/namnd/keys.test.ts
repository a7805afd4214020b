import assert from "node:assert/strict";
import test from "node:test";

import { deedOf, screenAfter, screenOf, swiped, type Pressed } from "./keys.ts";

const press = (key: string, more: Partial<Pressed> = {}) =>
  deedOf({ key, shift: false, other: false, on: "body", ...more });

test("arrows, paging and space move; letters open, large or small", () => {
  for (const key of ["ArrowRight", "ArrowDown", "PageDown", " "]) assert.equal(press(key), "next");
  for (const key of ["ArrowLeft", "ArrowUp", "PageUp"]) assert.equal(press(key), "previous");
  assert.equal(press(" ", { shift: true }), "previous");
  assert.equal(press("N"), "notes");
  assert.equal(press("o"), "overview");
  assert.equal(press("?"), "keys");
  assert.equal(press("x"), null);
});

test("the browser's own keys stay the browser's", () => {
  assert.equal(press("ArrowLeft", { other: true }), null);
  assert.equal(press(" ", { on: "button" }), null);
  assert.equal(press("Enter"), null);
});

test("nobody is led beyond the ends", () => {
  assert.equal(screenAfter("next", 3, 3), 3);
  assert.equal(screenAfter("previous", 1, 3), 1);
  assert.equal(screenAfter("last", 1, 3), 3);
  assert.equal(screenAfter("first", 3, 3), 1);
  assert.equal(screenAfter("notes", 2, 3), 2);
});

test("an address names a screen, or the first", () => {
  assert.equal(screenOf("#7", 9), 7);
  assert.equal(screenOf("#70", 9), 9);
  assert.equal(screenOf("#0", 9), 1);
  assert.equal(screenOf("", 9), 1);
  assert.equal(screenOf("#title-2", 9), 1);
});

test("a finger that goes down does not turn the page", () => {
  assert.equal(swiped(-80, 10), "next");
  assert.equal(swiped(80, 10), "previous");
  assert.equal(swiped(30, 0), null);
  assert.equal(swiped(-80, 70), null);
});
