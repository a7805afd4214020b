import assert from "node:assert/strict";
import { test } from "node:test";

import type { AreaFigure } from "./choropleth.ts";
import { areaFigures, burglaryRate, classOf, classify, countsByArea, whyWithout } from "./choropleth.ts";
import { Crossfilter } from "./crossfilter.ts";
import { anArea, someEvidence } from "./samples.ts";
import { EVERYTHING } from "./view.ts";

const MONTHS = { "2016-01": 2, "2016-02": 0, "2016-03": 3 };

test("a rate is per 1,000 dwellings over the months of the period, both ends included", () => {
  const area = anArea({ dwellings: 500, burglariesByMonth: MONTHS });
  assert.deepEqual(burglaryRate(area, null, null), { state: "value", value: 10 });
  assert.deepEqual(burglaryRate(area, "2016-02-10", "2016-03-05"), { state: "value", value: 6 });
  assert.deepEqual(burglaryRate(area, "2016-01-01", "2016-01-31"), { state: "value", value: 4 });
});

test("counted zero, missing and suppressed are three different figures", () => {
  const area = anArea({ burglariesByMonth: { ...MONTHS, "2016-04": null } });
  assert.deepEqual(burglaryRate(area, "2016-02-01", "2016-02-29"), { state: "value", value: 0 });
  assert.deepEqual(burglaryRate(area, "2018-01-01", "2018-12-31"), { state: "missing" });
  assert.deepEqual(burglaryRate(area, null, null), { state: "suppressed" });
  assert.deepEqual(burglaryRate(area, null, "2016-03-31"), { state: "value", value: 10 });
});

test("without dwellings there is no rate, not one of zero or infinity", () => {
  for (const dwellings of [null, 0]) {
    assert.deepEqual(burglaryRate(anArea({ dwellings, burglariesByMonth: MONTHS }), null, null), { state: "missing" });
  }
});

test("reports and findings are counted per area; an area no row names has zero", () => {
  const evidence = someEvidence([
    { area: "A1" }, { area: "A1" }, { area: "A1", kind: "finding" }, { area: "" }, { area: "A2", kind: "finding" },
  ]);
  const counts = countsByArea(new Crossfilter(evidence).count(EVERYTHING), evidence.area, evidence.kind.codes);
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
