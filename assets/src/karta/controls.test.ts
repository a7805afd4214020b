import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING, formatView, parseView } from "../map/view.ts";
import type { Values } from "./controls.ts";
import { changedValues, chosenBy, countedBy, hoursBetween, valuesOf } from "./controls.ts";

const ORDER = ["lighting", "shrubs", "theft"];
const NOTHING: Values = valuesOf(EVERYTHING);

test("controls that restrict nothing give the view of everything", () => {
  const chosen = chosenBy(NOTHING, ORDER);
  assert.deepEqual({ ...EVERYTHING, ...chosen }, EVERYTHING);
  const { municipality, selected, camera, table, language } = EVERYTHING;
  assert.deepEqual([municipality, selected, camera, table, language], [null, null, null, false, null]);
});

test("widgets that were cleared and hold null restrict nothing", () => {
  const cleared: Values = {
    period: null, fromHour: null, untilHour: null, categories: null, kinds: null, experience: null, areas: null,
    bandwidth: null, findingWeight: null, light: null, shading: null,
  };
  assert.deepEqual(chosenBy(cleared, ORDER), chosenBy(NOTHING, ORDER));
});

test("the order in which boxes are ticked does not change the address", () => {
  const one = chosenBy({ ...NOTHING, categories: ["theft", "lighting"], areas: ["B", "A"], kinds: ["finding", "report"] }, ORDER);
  const other = chosenBy({ ...NOTHING, categories: ["lighting", "theft"], areas: ["A", "B"], kinds: ["report", "finding"] }, ORDER);
  assert.equal(formatView({ ...EVERYTHING, ...one }), formatView({ ...EVERYTHING, ...other }));
  assert.equal(formatView({ ...EVERYTHING, ...one }), "kategori=lighting,theft&underlag=report,finding&omrade=A,B");
});

test("hours may wrap midnight, and one end alone reaches to it", () => {
  assert.deepEqual(hoursBetween("21", "2"), { from: 21, until: 2 });
  assert.deepEqual(hoursBetween("21", null), { from: 21, until: 24 });
  assert.deepEqual(hoursBetween(null, "6"), { from: 0, until: 6 });
});

test("a whole day of hours is no restriction", () => {
  for (const [from, until] of [["0", "24"], ["5", "5"], [null, null], ["0", null], [null, "24"]] as const) {
    assert.equal(hoursBetween(from, until), null);
  }
});

test("a period may have one end only, and a moment counts as its day", () => {
  assert.deepEqual(chosenBy({ ...NOTHING, period: ["2016-02-29", null] }, ORDER).from, "2016-02-29");
  assert.equal(chosenBy({ ...NOTHING, period: ["2016-02-29T10:00:00", "2016-03-01"] }, ORDER).from, "2016-02-29");
});

test("a view shown in the controls gives the same view back", () => {
  const query =
    "fran=2016-01-01&till=2016-12-31&tid=21-02&kategori=lighting,theft&underlag=report&upplevelse=all&omrade=A,B&ljus=dark&matt=findings";
  const view = parseView(query, { categories: ORDER });
  assert.equal(formatView({ ...EVERYTHING, ...chosenBy(valuesOf(view), ORDER) }), query);
});

test("hotspots are counted alike whatever is chosen, looked at or coloured", () => {
  const plain = countedBy("kommun=0880&kategori=lighting", ORDER);
  assert.equal(countedBy("kommun=0880&kategori=lighting&vald=k-1-2&karta=56.6,16.3,12&matt=findings&tabell=1&sprak=en", ORDER), plain);
  assert.notEqual(countedBy("kommun=0880&kategori=shrubs", ORDER), plain);
});

test("only the controls whose value is another one are set", () => {
  const before = parseView("kategori=lighting&tid=21-02", { categories: ORDER });
  assert.deepEqual(changedValues(before, before), []);
  assert.deepEqual(changedValues(before, { ...before, hours: null, light: "dark" }), [
    ["fromHour", "21", null], ["untilHour", "2", null], ["light", "all", "dark"],
  ]);
});
