import assert from "node:assert/strict";
import { test } from "node:test";

import { Crossfilter } from "./crossfilter.ts";
import { someEvidence } from "./samples.ts";
import { readRow, sortedRows } from "./table.ts";
import { EVERYTHING } from "./view.ts";

const EVIDENCE = someEvidence([
  { category: "theft", date: "2016-01-01", minute: 65, severity: 2 },
  { category: "lighting", date: "2016-02-01", lon: 16.36104, lat: 56.66279, area: "A1" },
  { category: "theft", date: "2016-03-01", safe: true },
  { category: "shrubs", date: "2016-04-01", minute: 0, severity: 2 },
]);
const TALLY = new Crossfilter(EVIDENCE).count(EVERYTHING);

test("only the rows of the view are listed, newest first", () => {
  assert.deepEqual(Array.from(sortedRows(EVIDENCE, TALLY, null)), [3, 1, 0]);
});

test("sorting goes by what people read, and equal rows stay in the order of time", () => {
  const swedish: Record<string, string> = { theft: "Stöld", lighting: "Övrigt", shrubs: "Buskage" };
  const labelOf = (_: string, code: string): string => swedish[code]!;
  assert.deepEqual(Array.from(sortedRows(EVIDENCE, TALLY, { column: "category" }, labelOf)), [3, 0, 1]);
  assert.deepEqual(Array.from(sortedRows(EVIDENCE, TALLY, { column: "severity", descending: true })), [0, 3, 1]);
  assert.deepEqual(Array.from(sortedRows(EVIDENCE, TALLY, { column: "time" })), [3, 0, 1]);
});

test("weekdays stand Monday first, and what the sun says dark before light", () => {
  const lit = someEvidence([
    { date: "2016-01-03", minute: 600, light: 2 }, { date: "2016-01-04", minute: 1380, light: 1 }, { date: "2016-01-09" },
  ]);
  const tally = new Crossfilter(lit).count(EVERYTHING);
  assert.deepEqual(Array.from(sortedRows(lit, tally, { column: "weekday" })), [1, 2, 0]);
  assert.deepEqual(Array.from(sortedRows(lit, tally, { column: "light", descending: true })), [0, 1, 2]);
  assert.deepEqual([0, 1, 2].map((row) => readRow(lit, row).light), ["light", "dark", null]);
});

test("a row says missing where nothing is known, and zero minutes past midnight as a time", () => {
  const { time, severity, area, lon } = readRow(EVIDENCE, 3);
  assert.deepEqual({ time, severity, area, lon }, { time: "00:00", severity: 2, area: null, lon: null });
  const known = readRow(EVIDENCE, 1);
  assert.deepEqual([known.time, known.severity, known.area, known.lon, known.lat], [null, null, "A1", 16.36104, 56.66279]);
});
