import assert from "node:assert/strict";
import { test } from "node:test";

import type { View } from "../map/view.ts";
import { EVERYTHING } from "../map/view.ts";
import { whyNothing } from "./why_nothing.ts";

const TEXTS = {
  none: "inget ännu", because: "av {all} passar inget: {chosen}", hours: "utan klockslag", unlocated: "utan plats",
  period: "Period", time: "Tid", categories: "Kategori", kinds: "Underlag", areas: "Område", experience: "Upplevelse",
  statuses: "Status", sources: "Källa", weekdays: "Veckodag", light: "Ljus", within: "Ritad yta",
};

test("where something is shown there is nothing to say", () => {
  assert.equal(whyNothing({ all: 9, total: 3, located: 2 }, EVERYTHING, TEXTS, "sv"), null);
});

test("where there is no evidence at all, that is why", () => {
  assert.deepEqual(whyNothing({ all: 0, total: 0, located: 0 }, { ...EVERYTHING, categories: ["lighting"] }, TEXTS, "sv"), { kind: "none", sentences: ["inget ännu"] });
});

test("what restricts the view is named by the words of its controls", () => {
  const view = { ...EVERYTHING, from: "2017-01-01", categories: ["lighting"], areas: ["A"] };
  assert.deepEqual(whyNothing({ all: 1234, total: 0, located: 0 }, view, TEXTS, "sv")?.sentences, ["av 1\u00a0234 passar inget: period, kategori, område"]);
});

test("chosen hours leave out what has no time, and that is said", () => {
  const view = { ...EVERYTHING, hours: { from: 3, until: 4 } };
  assert.deepEqual(whyNothing({ all: 9, total: 0, located: 0 }, view, TEXTS, "sv")?.sentences, ["av 9 passar inget: tid", "utan klockslag"]);
});

test("where nothing else is chosen the usual experience restricts", () => {
  assert.deepEqual(whyNothing({ all: 9, total: 0, located: 0 }, EVERYTHING, TEXTS, "sv")?.sentences, ["av 9 passar inget: upplevelse"]);
});

test("what is in the table but not on the map is said to be there", () => {
  assert.equal(whyNothing({ all: 9, total: 4, located: 0 }, EVERYTHING, TEXTS, "sv")?.kind, "unlocated");
});

test("what was chosen in charts and on the map is named too", () => {
  const view: View = { ...EVERYTHING, weekdays: [5], light: "dark", within: [[16, 56], [17, 56], [17, 57]], statuses: ["new"], sources: ["app"] };
  assert.deepEqual(whyNothing({ all: 9, total: 0, located: 0 }, view, TEXTS, "sv")?.sentences, [
    "av 9 passar inget: veckodag, ljus, ritad yta, status, källa", "utan klockslag",
  ]);
});
