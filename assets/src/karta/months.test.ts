import assert from "node:assert/strict";
import { test } from "node:test";

import { lastDay, monthAt, sharesOf, solidity, spanOf } from "./months.ts";

const MONTHS = ["2015-11", "2015-12", "2016-01", "2016-02", "2016-03"];

test("months are whole, also in a leap year and at the year's end", () => {
  assert.deepEqual(["2016-02", "2015-02", "2015-12", "2016-04"].map(lastDay), ["2016-02-29", "2015-02-28", "2015-12-31", "2016-04-30"]);
});

test("a drag across months is the same period both ways, and a click is one month", () => {
  assert.deepEqual(spanOf(MONTHS, 1, 3), { from: "2015-12-01", until: "2016-02-29" });
  assert.deepEqual(spanOf(MONTHS, 3, 1), spanOf(MONTHS, 1, 3));
  assert.deepEqual(spanOf(MONTHS, 2, 2), { from: "2016-01-01", until: "2016-01-31" });
});

test("exactly the months that a period touches are solid", () => {
  assert.equal(solidity(MONTHS, { from: null, until: null }), null);
  const solid = (from: string | null, until: string | null): string[] =>
    MONTHS.filter((_, index) => solidity(MONTHS, { from, until })![index] === 1);
  assert.deepEqual(solid("2015-12-31", "2016-01-01"), ["2015-12", "2016-01"]);
  assert.deepEqual(solid("2016-02-01", null), ["2016-02", "2016-03"]);
  assert.deepEqual(solid(null, "2015-12-01"), ["2015-11", "2015-12"]);
});

test("every place on the axis is a month, and a month's own shares lead back to it", () => {
  const range = ["2015-01-01", "2017-01-01"] as const;
  for (const [index, month] of MONTHS.entries()) {
    const [begin, end] = sharesOf(month, range);
    assert.equal(monthAt(MONTHS, range, (begin + end) / 2), index);
    assert.ok(begin < end);
  }
  assert.equal(monthAt(MONTHS, range, 0), 0);
  assert.equal(monthAt(MONTHS, range, 1), MONTHS.length - 1);
});
