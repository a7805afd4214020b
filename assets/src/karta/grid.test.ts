import assert from "node:assert/strict";
import { test } from "node:test";

import type { Row } from "../map/table.ts";
import type { GridWords } from "./grid.ts";
import { cells, sortOf } from "./grid.ts";

const WORDS: GridWords = {
  category: (code) => `category ${code}`, kind: (code) => `kind ${code}`, area: (code) => `area ${code}`,
  source: (code) => `source ${code}`, status: (code) => `status ${code}`, feeling: (safe) => (safe ? "safe" : "unsafe"),
};
const ROW: Row = {
  row: 7, kind: "report", category: "lighting", date: "2017-03-05", time: "21:30", area: "A", source: "app",
  status: "new", severity: null, safe: false, lon: 16.3, lat: 56.6,
};

test("a row is shown in words and takes its number along", () => {
  assert.deepEqual(cells(ROW, WORDS), {
    row: ROW, observed: "2017-03-05 21:30", kind: "kind report", category: "category lighting", area: "area A",
    source_type: "source app", status: "status new", feeling: "unsafe",
  });
});

test("an unknown time and no area are left out", () => {
  const shown = cells({ ...ROW, time: null, area: null, safe: true }, WORDS);
  assert.deepEqual([shown["observed"], shown["area"], shown["feeling"]], ["2017-03-05", "", "safe"]);
});

test("the table is sorted by its first column, and by none where the map cannot", () => {
  assert.deepEqual(sortOf([{ colId: "observed", sort: "desc" }]), { column: "date", descending: true });
  assert.deepEqual(sortOf([{ colId: "feeling", sort: "asc" }, { colId: "kind", sort: "asc" }]), { column: "safe", descending: false });
  assert.equal(sortOf([]), null);
  assert.equal(sortOf([{ colId: "unheard-of", sort: "asc" }]), null);
});
