import assert from "node:assert/strict";
import { test } from "node:test";

import type { AreaFigure } from "./choropleth.ts";
import { areaFigures, classOf, classify, whyWithout } from "./choropleth.ts";
import { countedOf } from "./counted.ts";
import { Crossfilter } from "./crossfilter.ts";
import type { RateMeasure, Rates } from "./rates.ts";
import { anArea, someEvidence } from "./samples.ts";
import { EVERYTHING } from "./view.ts";

const RATES: Rates = {
  period: "2016", preliminary: 0, overall: 5,
  areas: {
    A1: { count: 4, rate: 8, low: 2.2, high: 20, smoothed: 6.1, expected: 2, standing: "above", why: null },
    A2: { count: null, rate: null, low: null, high: null, smoothed: null, expected: null, standing: null, why: "suppressed" },
    A3: { count: 2, rate: null, low: null, high: null, smoothed: null, expected: null, standing: null, why: "no_dwellings" },
    A4: { count: 0, rate: 0, low: 0, high: 7, smoothed: 3, expected: 1, standing: "within", why: null },
  },
};

test("what the server reckoned is shown as it is, and what it left out with its reason", () => {
  const areas = ["A1", "A2", "A3", "A4", "A5"].map((code) => anArea({ code }));
  const shown = (measure: RateMeasure): unknown[] =>
    areaFigures(areas, {}, measure, EVERYTHING, { rates: RATES }).map((figure) =>
      figure.state === "value" ? figure.value : `${figure.state}: ${figure.why}`);
  const without = ["suppressed: suppressed", "missing: no_dwellings"];
  assert.deepEqual(shown("burglary_rate"), [8, ...without, 0, "missing: null"]);
  assert.deepEqual(shown("burglary_smoothed"), [6.1, ...without, 3, "missing: null"]);
  assert.deepEqual(shown("burglary_standing"), [1, ...without, 0, "missing: null"]);
  // a count needs no dwellings
  assert.deepEqual(shown("burglaries"), [4, without[0], 2, 0, "missing: null"]);
});

test("in the funnel as expected is the middle class, neither the lowest nor zero", () => {
  const classes = [-2, -1, 0, 1, 2].map((value) => classOf({ state: "value", value }, [], "burglary_standing"));
  assert.deepEqual(classes, [0, 1, 2, 3, 4]);
  assert.equal(whyWithout(classOf({ state: "missing" }, [], "burglary_standing")), "missing");
});

test("reports and findings are counted per area; an area no row names has zero", () => {
  const evidence = someEvidence([
    { area: "A1" }, { area: "A1" }, { area: "A1", kind: "finding" }, { area: "" }, { area: "A2", kind: "finding" },
  ]);
  const counts = countedOf(evidence, new Crossfilter(evidence).count(EVERYTHING)).byArea;
  const areas = ["A1", "A2", "A3"].map((code) => anArea({ code }));
  const values = (measure: "reports" | "findings"): unknown[] =>
    areaFigures(areas, counts, measure, EVERYTHING).map((figure) => (figure.state === "value" ? figure.value : figure.state));
  assert.deepEqual(values("reports"), [2, 0, 0]);
  assert.deepEqual(values("findings"), [1, 1, 0]);
  const view = { ...EVERYTHING, areas: ["A2"] };
  assert.deepEqual(
    areaFigures(areas, counts, "findings", view).map(({ state }) => state), ["outside", "value", "outside"],
  );
});

test("every figure falls in a class whose bounds hold it, and larger figures never in a lower one", () => {
  let seed = 3;
  const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 200; round++) {
    const fine = random(2) ? 1 : 7.3;
    const figures = Array.from({ length: 1 + random(60) }, (): AreaFigure =>
      random(8) ? { state: "value", value: random(1 + random(5000)) / fine }
      : { state: (["missing", "suppressed", "outside"] as const)[random(3)]! });
    const classes = classify(figures);
    assert.ok(classes.length <= 5);
    assert.deepEqual([...classes].sort((a, b) => a - b), [...new Set(classes)]);
    for (const figure of figures) {
      const index = classOf(figure, classes);
      if (figure.state !== "value") assert.equal(whyWithout(index), figure.state);
      else if (figure.value === 0) assert.equal(index, 0);
      else {
        assert.equal(whyWithout(index), null);
        assert.ok(index >= 1 && index <= classes.length);
        assert.ok(figure.value <= classes[index - 1]!);
        assert.ok(index === 1 || figure.value > classes[index - 2]!);
      }
    }
  }
});

test("few distinct figures each get a class of their own; zeros alone need none", () => {
  const value = (n: number): AreaFigure => ({ state: "value", value: n });
  assert.deepEqual(classify([3, 1, 3, 8, 0].map(value)), [1, 3, 8]);
  assert.deepEqual(classify([0, 0].map(value)), []);
  assert.deepEqual(classify([{ state: "suppressed" }]), []);
});
