import assert from "node:assert/strict";
import { test } from "node:test";

import { filled, justBefore, latest, monthsFrom, periodInWords, wholeMonths, yearBefore } from "./periods.ts";

const of = (from: string, until: string) => ({ from, until });

test("whole months are counted, also over the turn of a year and to the end of February", () => {
  assert.deepEqual(monthsFrom("2015-12", 3), of("2015-12-01", "2016-02-29"));
  assert.equal(wholeMonths(of("2015-12-01", "2016-02-29")), 3);
  assert.equal(wholeMonths(of("2015-12-01", "2016-02-28")), null);
  assert.equal(wholeMonths(of("2015-12-02", "2016-02-29")), null);
});

test("whole months are compared with as many before, other days with as many days", () => {
  assert.deepEqual(justBefore(of("2016-03-01", "2016-03-31")), of("2016-02-01", "2016-02-29"));
  assert.deepEqual(justBefore(of("2016-01-01", "2016-12-31")), of("2015-01-01", "2015-12-31"));
  assert.deepEqual(justBefore(of("2016-03-02", "2016-03-11")), of("2016-02-21", "2016-03-01"));
});

test("the same days a year before keep the end of the month", () => {
  assert.deepEqual(yearBefore(of("2016-02-01", "2016-02-29")), of("2015-02-01", "2015-02-28"));
  assert.deepEqual(yearBefore(of("2017-02-01", "2017-02-28")), of("2016-02-01", "2016-02-29"));
  assert.deepEqual(yearBefore(of("2016-05-04", "2016-06-03")), of("2015-05-04", "2015-06-03"));
});

test("open ends are those of the evidence", () => {
  const months = ["2015-11", "2015-12", "2016-01"];
  assert.deepEqual(filled(null, null, months), of("2015-11-01", "2016-01-31"));
  assert.deepEqual(filled("2015-12-05", null, months), of("2015-12-05", "2016-01-31"));
  assert.equal(filled("2016-05-01", null, months), null);
  assert.equal(filled(null, null, []), null);
});

test("the latest is a year, or the later half of less than two", () => {
  const months = Array.from({ length: 30 }, (_, i) => `${2015 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`);
  assert.deepEqual(latest(months), of("2016-07-01", "2017-06-30"));
  assert.deepEqual(latest(months.slice(0, 5)), of("2015-04-01", "2015-05-31"));
  assert.equal(latest(months.slice(0, 1)), null);
});

test("a period reads as people say it", () => {
  assert.equal(periodInWords(of("2016-03-01", "2016-03-31"), "sv"), "mars 2016");
  assert.equal(periodInWords(of("2016-03-01", "2016-05-31"), "sv"), "mars – maj 2016");
  assert.equal(periodInWords(of("2015-12-01", "2016-02-29"), "en"), "December 2015 – February 2016");
  assert.equal(periodInWords(of("2015-12-01", "2016-02-29"), "en", "short"), "Dec 2015 – Feb 2016");
  assert.equal(periodInWords(of("2016-03-02", "2016-03-11"), "sv"), "2 mars 2016 – 11 mars 2016");
});
