import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING } from "../map/view.ts";
import { valuesOf } from "./controls.ts";
import { TrailingControls } from "./trailing.ts";

const LIGHTING = { ...EVERYTHING, categories: ["lighting"] };
const BOTH = { ...EVERYTHING, categories: ["lighting", "theft"] };

function controls(): { readonly trailing: TrailingControls; readonly set: [string, unknown][] } {
  const set: [string, unknown][] = [];
  return { trailing: new TrailingControls((id, { value }) => set.push([id, value])), set };
}

/** A promise, and what settles it. */
function painting(): { readonly painted: Promise<void>; readonly done: () => void } {
  let done = (): void => undefined;
  const painted = new Promise<void>((settle) => { done = settle; });
  return { painted, done };
}

const settled = (): Promise<void> => new Promise((then) => setTimeout(then));

test("a control is set when the change is painted, and not before", async () => {
  const { trailing, set } = controls();
  const { painted, done } = painting();
  trailing.follow(EVERYTHING, LIGHTING, painted);
  await settled();
  assert.deepEqual(set, []);
  done();
  await settled();
  assert.deepEqual(set, [["filter-categories", ["lighting"]]]);
});

test("while one change overtakes another only the last is shown", async () => {
  const { trailing, set } = controls();
  const [first, second] = [painting(), painting()];
  trailing.follow(EVERYTHING, LIGHTING, first.painted);
  trailing.follow(LIGHTING, BOTH, second.painted);
  first.done();
  await settled();
  assert.deepEqual(set, []);
  second.done();
  await settled();
  assert.deepEqual(set, [["filter-categories", ["lighting", "theft"]]]);
});

test("what is changed and changed back is not told to a control", async () => {
  const { trailing, set } = controls();
  trailing.follow(EVERYTHING, LIGHTING, painting().painted);
  trailing.follow(LIGHTING, EVERYTHING, Promise.resolve());
  await settled();
  assert.deepEqual(set, []);
});

test("what controls say meanwhile is put right, but one that was used meanwhile is believed", () => {
  const { trailing } = controls();
  trailing.follow(EVERYTHING, LIGHTING, painting().painted);
  const said = { ...valuesOf(EVERYTHING), light: "dark" };
  assert.deepEqual(trailing.corrected(said), { ...said, categories: ["lighting"] });
  assert.deepEqual(trailing.corrected({ ...said, categories: ["shrubs"] }).categories, ["shrubs"]);
});

test("a page that is left sets no control", async () => {
  const { trailing, set } = controls();
  const { painted, done } = painting();
  trailing.follow(EVERYTHING, LIGHTING, painted);
  trailing.stop();
  done();
  await settled();
  assert.deepEqual(set, []);
});
