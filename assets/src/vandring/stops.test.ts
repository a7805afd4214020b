import assert from "node:assert/strict";
import { test } from "node:test";

import { numberOf, stopsOf, wayOf, written } from "./stops.ts";

test("numbers are read as either language writes them, and nothing else is a number", () => {
  assert.equal(numberOf("56,6628"), 56.6628);
  assert.equal(numberOf(" 16.361 "), 16.361);
  assert.equal(numberOf("\u221216,5"), -16.5);
  for (const text of ["", "norr", "1,234,5", null, undefined, {}]) assert.equal(numberOf(text), null);
});

test("stops come in the order of their rows, also those that have no position yet", () => {
  const values = {
    "stops-10-name": "Bron", "stops-10-position-lat": "", "stops-10-position-lon": "", "stops-10-number": "7",
    "stops-2-name": "Torget", "stops-2-position-lat": "56,66", "stops-2-position-lon": "16,36", title: "x",
  };
  assert.deepEqual(stopsOf(values), [
    { row: "stops-2", label: "1", name: "Torget", at: [16.36, 56.66] },
    { row: "stops-10", label: "7", name: "Bron", at: null },
  ]);
});

test("a way is read line by line, latitude first, and half a line is left out", () => {
  assert.deepEqual(wayOf("56.66 16.36\n56,67; 16,37\n56.68\n\nnorr"), [[16.36, 56.66], [16.37, 56.67]]);
  assert.deepEqual(wayOf(null), []);
});

test("a position is written as the language does", () => {
  assert.equal(written(56.66281234, "sv"), "56,662812");
  assert.equal(written(16.361, "en"), "16.361000");
});
