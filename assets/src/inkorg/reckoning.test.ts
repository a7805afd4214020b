import assert from "node:assert/strict";
import { test } from "node:test";

import { degreesAt, titleWith } from "./reckoning.ts";

const BOUNDS = { west: "16.30000", south: "56.60000", east: "16.40000", north: "56.70000" };

test("a point of the picture has the degrees of its place, north at the top", () => {
  assert.deepEqual(degreesAt(BOUNDS, 0, 0), { lat: "56.70000", lon: "16.30000" });
  assert.deepEqual(degreesAt(BOUNDS, 0.5, 0.75), { lat: "56.62500", lon: "16.35000" });
});

test("a picture without bounds has no degrees", () => {
  assert.equal(degreesAt({ west: "16" }, 0.5, 0.5), null);
  assert.equal(degreesAt({ ...BOUNDS, east: "x" }, 0.5, 0.5), null);
});

test("the title begins with how many wait, once", () => {
  assert.equal(titleWith("Inkorg – Löfteskartan", 3), "(3) Inkorg – Löfteskartan");
  assert.equal(titleWith("(3) Inkorg – Löfteskartan", 4), "(4) Inkorg – Löfteskartan");
  assert.equal(titleWith("(3) Inkorg – Löfteskartan", 0), "Inkorg – Löfteskartan");
});
