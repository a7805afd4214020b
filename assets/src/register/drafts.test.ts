import assert from "node:assert/strict";
import { test } from "node:test";

import { all, draftOf, forget, isSame, keep, newId, putAside, takeBack, type Draft, type Shelf } from "./drafts.ts";

function shelf(room = Infinity): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (held.size >= room) throw new Error("QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
    key: (number) => [...held.keys()][number] ?? null,
    get length() {
      return held.size;
    },
  };
}

const aDraft = (changes: Partial<Draft> = {}): Draft => ({
  draft: "action/1",
  id: "1",
  version: 2,
  base: "{}",
  values: { title: "Nattvandring" },
  at: "2017-03-05T20:00:00Z",
  title: "Ändra åtgärd",
  address: "/redigera/action/1",
  left: "Utkast finns",
  ...changes,
});

test("a draft is kept until it is forgotten", () => {
  const own = shelf();
  assert.equal(keep(own, aDraft()), true);
  assert.deepEqual(draftOf(own, "action/1"), aDraft());
  forget(own, "action/1");
  assert.equal(draftOf(own, "action/1"), null);
});

test("throwing a draft away can be undone once", () => {
  const own = shelf();
  keep(own, aDraft());
  putAside(own, "action/1");
  assert.equal(draftOf(own, "action/1"), null);
  assert.deepEqual(takeBack(own, "action/1"), aDraft());
  assert.deepEqual(draftOf(own, "action/1"), aDraft());
  assert.equal(takeBack(own, "action/1"), null);
});

test("drafts are listed newest first, and nothing else that the browser keeps", () => {
  const own = shelf();
  own.setItem("mantine-color-scheme-value", "dark");
  keep(own, aDraft());
  keep(own, aDraft({ draft: "promise/2", at: "2017-03-06T08:00:00Z" }));
  assert.deepEqual(all(own).map((draft) => draft.draft), ["promise/2", "action/1"]);
});

test("what is damaged is no draft", () => {
  const own = shelf();
  own.setItem("lofteskartan:utkast:action/1", "{");
  own.setItem("lofteskartan:utkast:action/2", "7");
  assert.equal(draftOf(own, "action/1"), null);
  assert.deepEqual(all(own), []);
});

test("a browser without room says so", () => {
  assert.equal(keep(shelf(0), aDraft()), false);
});

test("empty and absent are the same, order is not", () => {
  assert.equal(isSame({ title: "", places: [] }, { ends: null }), true);
  assert.equal(isSame({ places: ["a", "b"] }, { places: ["b", "a"] }), false);
  assert.equal(isSame({ title: "a" }, { title: "b" }), false);
});

test("ids are of version four and differ", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(), newId());
});
