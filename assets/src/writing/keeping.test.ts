import assert from "node:assert/strict";
import { test } from "node:test";

import { draftOf, type Shelf } from "../register/drafts.ts";
import { discard, found, kept, leftOver, type Drafts } from "./keeping.ts";

function shelf(): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    key: (number) => [...held.keys()][number] ?? null,
    get length() {
      return held.size;
    },
  };
}

const drafts: Drafts = {
  name: "lagesbild/1",
  title: "Lägesbild mars",
  address: "/lagesbild/1?kommun=0880",
  labels: { analysis: "Analys", actions: "Åtgärder" },
  drawing: "a",
  said: "Utkast, ej sparat: {names}",
  never: "Inte sparat",
  discard: "Släng",
  left: "Utkast finns",
};
const SAVED = { analysis: "", actions: "Som förr." };

test("only what differs from what is saved is kept, field by field", () => {
  const own = shelf();
  assert.deepEqual(kept(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr.", function: "x" }, "t", new Set()), [
    "analysis",
  ]);
  const draft = draftOf(own, "lagesbild/1/analysis");
  assert.equal(draft?.title, "Lägesbild mars: Analys");
  assert.equal(draft?.base, "");
  assert.equal(own.length, 1);
});

test("a text that is as saved again is forgotten", () => {
  const own = shelf();
  const mine = new Set<string>();
  kept(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr." }, "t", mine);
  kept(own, drafts, SAVED, { analysis: "", actions: "Som förr." }, "t", mine);
  assert.equal(own.length, 0);
});

test("another visit finds what was written, with what was saved then, and lets go of what is saved now", () => {
  const own = shelf();
  const fields = { analysis: "Mörkret.", actions: "Nytt." };
  kept(own, drafts, SAVED, fields, "t", new Set());
  const now = { analysis: "Någon annans.", actions: "Nytt." };
  assert.deepEqual(found(own, drafts, now, now), { analysis: { text: "Mörkret.", base: "" } });
  assert.equal(own.length, 1, "what was saved is forgotten");
});

test("what stands in its field already is not put back", () => {
  const own = shelf();
  kept(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr." }, "t", new Set());
  assert.deepEqual(found(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr." }), {});
  assert.equal(own.length, 1);
});

test("fields of one tab leave what another wrote elsewhere", () => {
  const own = shelf();
  kept(own, drafts, SAVED, { analysis: "Den enas.", actions: "Som förr." }, "t", new Set());
  kept(own, drafts, SAVED, { analysis: "", actions: "Den andras." }, "t", new Set());
  assert.equal(own.length, 2);
});

test("what was never saved is told where it can be written no more, until it is thrown away", () => {
  const own = shelf();
  kept(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr." }, "t", new Set());
  assert.deepEqual(leftOver(own, drafts, SAVED), [{ label: "Analys", text: "Mörkret." }]);
  assert.deepEqual(leftOver(own, drafts, { ...SAVED, analysis: "Mörkret." }), [], "it was saved after all");
  kept(own, drafts, SAVED, { analysis: "Mörkret.", actions: "Som förr." }, "t", new Set());
  discard(own, drafts);
  assert.deepEqual(leftOver(own, drafts, SAVED), []);
});
