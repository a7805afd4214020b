import assert from "node:assert/strict";
import { test } from "node:test";

import { countedOf } from "./counted.ts";
import { Crossfilter, byOtherHotspots, membership } from "./crossfilter.ts";
import type { Hotspot } from "./features.ts";
import { profileOf, summarise } from "./result.ts";
import { aHotspot, aSquare, anArea, someEvidence } from "./samples.ts";
import { EVERYTHING } from "./view.ts";

const EVIDENCE = someEvidence([
  { lon: 16, lat: 56, area: "A1", minute: 61, date: "2016-01-31" },
  { lon: 16, lat: 56, area: "A1", kind: "finding", date: "2016-03-01" },
  { lon: 16.3, lat: 56, area: "A2" },
  { area: "" },
  { lon: 16, lat: 56, area: "A1", safe: true },
]);
const HOTSPOTS: Hotspot[] = [
  aHotspot({ id: "h1", name: "Larmtorget", rank: 1, state: "adopted", actions: 1, outline: aSquare(16, 56, 0.1) }),
  aHotspot({ id: "h2", name: "Empty", rank: 2, outline: aSquare(20, 60, 0.1) }),
];
const MEMBERS = membership(EVIDENCE, HOTSPOTS.map(({ outline }) => outline));
const TALLY = new Crossfilter(EVIDENCE).count(EVERYTHING, MEMBERS);
const COUNTED = countedOf(EVIDENCE, TALLY);
const { result, classOfArea } = summarise(COUNTED, [anArea(), anArea({ code: "A2" })], HOTSPOTS, EVERYTHING);

test("every row of the view is counted once on the map, in areas and outside them", () => {
  assert.deepEqual([result.all, result.total, result.located, result.unlocated], [5, 4, 3, 1]);
  const inAreas = result.areas.reduce((sum, { reports, findings }) => sum + reports + findings, 0);
  assert.equal(inAreas + result.outsideAreas, result.total);
  assert.equal(result.byMonth.reduce((sum, n) => sum + n, 0), result.total);
  assert.equal(result.byHour.reduce((sum, n) => sum + n, 0) + result.timeUnknown, result.total);
});

test("months without rows stand in the list with zero, so that a chart has no gap", () => {
  assert.deepEqual(result.months, ["2016-01", "2016-02", "2016-03", "2016-04", "2016-05"]);
  assert.deepEqual(result.byMonth, [1, 0, 1, 0, 2]);
});

test("the legend's classes hold all areas that have a figure", () => {
  const { missing, suppressed, outside } = result.without;
  assert.equal(result.classes.reduce((sum, { areas }) => sum + areas, missing + suppressed + outside), result.areas.length);
  assert.deepEqual(Array.from(classOfArea), [1, 1]);
});

test("a hotspot's profile counts what the list says of it", () => {
  const profile = profileOf(EVIDENCE, TALLY, MEMBERS, 0);
  assert.equal(profile.total, result.hotspots[0]!.total);
  assert.deepEqual(profile.byKind, { report: 1, finding: 1 });
  assert.deepEqual(profile.byMonth, [1, 0, 1, 0, 0]);
  assert.deepEqual([profile.byHour[1], profile.timeUnknown], [1, 1]);
  assert.equal(profileOf(EVIDENCE, TALLY, MEMBERS, 1).total, 0);
});

test("the result is plain data that survives being stored as JSON", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

test("the same rows counted by other outlines are as if they had been counted by them at once", () => {
  const others = membership(EVIDENCE, [aSquare(16.3, 56, 0.1), aSquare(16, 56, 0.1)]);
  const again = byOtherHotspots(EVIDENCE, TALLY, others);
  assert.deepEqual(again.byHotspotKind, new Crossfilter(EVIDENCE).count(EVERYTHING, others).byHotspotKind);
  assert.equal(again.total, TALLY.total);
});

test("the funnel's classes hold the areas from far below to far above", () => {
  const rate = { count: 1, rate: 1, low: 0, high: 2, smoothed: 1, expected: 1, why: null };
  const rates = {
    period: "2016", preliminary: 0, overall: 1,
    areas: { A1: { ...rate, standing: "far_above" as const }, A2: { ...rate, standing: "within" as const } },
  };
  const view = { ...EVERYTHING, measure: "burglary_standing" as const };
  const { result: funnel } = summarise(COUNTED, [anArea(), anArea({ code: "A2" })], HOTSPOTS, view, { rates });
  assert.deepEqual(funnel.classes.map(({ areas }) => areas), [0, 0, 1, 0, 1]);
  assert.equal(funnel.rates?.period, "2016");
  assert.equal(result.rates, null);
});
