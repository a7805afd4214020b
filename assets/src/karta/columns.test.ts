import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsKept, fileAddress, orderQuery, sortOf } from "./columns.ts";

const ALL = ["observed", "weekday", "kind", "due"];
const SWEDISH: Readonly<Record<string, string>> = { a: "Övrigt", b: "Åkerby", c: "Zon" };
const CODED = { area: { codes: ["", "a", "b", "c"], label: (code: string) => SWEDISH[code]! } };

test("the table is sorted by its first column, and by none where the map cannot", () => {
  assert.deepEqual(sortOf([{ colId: "observed", sort: "desc" }]), { column: "date", descending: true });
  assert.deepEqual(sortOf([{ colId: "feeling", sort: "asc" }, { colId: "kind", sort: "asc" }]), { column: "safe", descending: false });
  assert.equal(sortOf([]), null);
  assert.equal(sortOf([{ colId: "due", sort: "asc" }]), null);
});

test("what was kept is shown in the table's order, without columns that are no more", () => {
  assert.deepEqual(columnsKept("due,observed,gone", ALL, ["kind"]), ["observed", "due"]);
});

test("where nothing was kept, or nothing of it is left, the usual columns are shown", () => {
  for (const kept of [null, "", "gone"]) assert.deepEqual(columnsKept(kept, ALL, ["kind", "observed"]), ["observed", "kind"]);
});

test("the server is told the order that the words have in the reader's language", () => {
  assert.equal(orderQuery({ column: "area", descending: true }, CODED, "sv"), "&ordnad=area&fallande=1&ordning=c,b,a");
  assert.equal(orderQuery({ column: "area" }, CODED, "en"), "&ordnad=area&ordning=b,a,c");
  assert.equal(orderQuery({ column: "date" }, CODED, "sv"), "&ordnad=date");
  assert.equal(orderQuery(null, CODED, "sv"), "");
});

test("a file is asked for with the view, the order and the columns", () => {
  assert.equal(
    fileAddress("csv", "kommun=0880&tid=21-02", "&ordnad=date", ["observed", "kind"]),
    "/evidence/export.csv?kommun=0880&tid=21-02&ordnad=date&kolumner=observed,kind",
  );
});

test("a handout of the map has the view alone, and points only where they are asked for", () => {
  assert.equal(fileAddress("blad", "kommun=0880&tid=21-02", "&ordnad=date", ["kind"]), "/karta/blad.html?kommun=0880&tid=21-02");
  assert.equal(fileAddress("blad-punkter", "kommun=0880", "", []), "/karta/blad.html?kommun=0880&punkter=1");
});
