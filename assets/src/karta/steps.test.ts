import assert from "node:assert/strict";
import { test } from "node:test";

import { Steps } from "./steps.ts";

test("steps are taken back and brought back in turn, to both ends", () => {
  const steps = new Steps<string>();
  assert.equal(steps.undo("a"), undefined);
  for (const before of ["a", "b", "c"]) steps.record(before);
  assert.deepEqual([steps.undo("d"), steps.undo("c"), steps.undo("b"), steps.undo("a")], ["c", "b", "a", undefined]);
  assert.deepEqual([steps.canUndo, steps.canRedo], [false, true]);
  assert.deepEqual([steps.redo("a"), steps.redo("b"), steps.redo("c"), steps.redo("d")], ["b", "c", "d", undefined]);
});

test("after another choice nothing can be brought back", () => {
  const steps = new Steps<string>();
  steps.record("a");
  steps.undo("b");
  steps.record("a");
  assert.equal(steps.canRedo, false);
  assert.equal(steps.undo("c"), "a");
});

test("the oldest steps are forgotten", () => {
  const steps = new Steps<number>(3);
  for (let n = 0; n < 10; n++) steps.record(n);
  assert.deepEqual([steps.undo(10), steps.undo(9), steps.undo(8), steps.undo(7)], [9, 8, 7, undefined]);
});
