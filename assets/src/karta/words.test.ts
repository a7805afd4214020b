import assert from "node:assert/strict";
import { test } from "node:test";

import type { PageTexts } from "./words.ts";
import { count, number, say, status } from "./words.ts";

const TEXTS: PageTexts = {
  shown: "{n} av {all} underlag visas", unlocated: "{n} utan plats på kartan",
  evidence: { one: "{n} piece", other: "{n} pieces" },
  failed: "", loading: "", unanswered: "", onlyArea: "", allAreas: "", stale: "", notThere: "",
};

test("numbers are written as the language does", () => {
  assert.equal(number(1234.5, "sv"), "1\u00a0234,5");
  assert.equal(number(1234.5, "en"), "1,234.5");
});

test("a text keeps what has no value", () => {
  assert.equal(say("{n} av {all}", { n: 3 }, "sv"), "3 av {all}");
});

test("one and many have their own words", () => {
  assert.equal(count(TEXTS.evidence, 1, "en"), "1 piece");
  assert.equal(count(TEXTS.evidence, 0, "en"), "0 pieces");
});

test("the status tells of rows without a place only when there are some", () => {
  assert.equal(status({ total: 1234, all: 2066, unlocated: 0 }, TEXTS, "sv"), "1\u00a0234 av 2\u00a0066 underlag visas");
  assert.equal(
    status({ total: 1234, all: 2066, unlocated: 45 }, TEXTS, "sv"),
    "1\u00a0234 av 2\u00a0066 underlag visas, 45 utan plats på kartan",
  );
});
