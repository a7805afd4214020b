import assert from "node:assert/strict";
import { test } from "node:test";

import type { Row } from "../map/table.ts";
import type { GridWords } from "./cells.ts";
import { cells } from "./cells.ts";

const WORDS: GridWords = {
  label: (column, code) => `${column} ${code}`, feeling: (safe) => (safe ? "safe" : "unsafe"), language: "sv",
  told: {
    weekdays: ["mån", "tis", "ons", "tors", "fre", "lör", "sön"], severities: ["mindre", "tydligt", "allvarligt"],
    lights: { dark: "mörkt", light: "ljust" },
  },
};
const ROW: Row = {
  row: 7, kind: "report", category: "lighting", date: "2017-03-05", time: "21:30", area: "A", source: "app",
  status: "new", severity: 2, safe: false, light: "dark", lon: 16.3, lat: 56.6,
};

test("a row is shown in words and takes its number along", () => {
  assert.deepEqual(cells(ROW, WORDS), {
    row: ROW, observed: "2017-03-05 21:30", weekday: "sön", hour: "21", light: "mörkt", kind: "kind report",
    category: "category lighting", area: "area A", position: "56,60000  16,30000", source_type: "source app",
    status: "status new", severity: "tydligt", feeling: "unsafe",
  });
});

test("what is not known is left out", () => {
  const shown = cells({ ...ROW, time: null, area: null, severity: null, light: null, lon: null, lat: null, safe: true }, WORDS);
  const { observed, hour, light, area, position, severity, feeling } = shown;
  assert.deepEqual([observed, hour, light, area, position, severity, feeling], ["2017-03-05", "", "", "", "", "", "safe"]);
});

test("midnight is an hour", () => {
  assert.equal(cells({ ...ROW, time: "00:05" }, WORDS)["hour"], "0");
});

test("what the server says of a row's record stands beside it", () => {
  assert.equal(cells(ROW, WORDS, { due: "2017-04-01" })["due"], "2017-04-01");
});
