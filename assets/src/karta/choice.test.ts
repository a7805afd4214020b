import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING, parseView } from "../map/view.ts";
import { NO_CHOICE, choiceOf, isSameChoice, toggled } from "./choice.ts";

test("where the map looks and what is opened is no part of the choice", () => {
  const looked = parseView("kommun=0880&karta=56.6,16.3,12&vald=k-1-2&tabell=1&matt=findings&sprak=en");
  assert.ok(isSameChoice(choiceOf(looked), NO_CHOICE));
  assert.ok(isSameChoice(looked, EVERYTHING));
});

test("every restriction of an address makes it another choice", () => {
  for (const part of [
    "fran=2016-01-01", "till=2016-01-01", "tid=21-02", "kategori=lighting", "underlag=report", "upplevelse=all", "omrade=A",
    "status=new", "kalla=app", "veckodag=5", "ljus=dark", "yta=16,56,17,56,17,57", "bandbredd=400", "fyndvikt=5",
  ]) {
    assert.ok(!isSameChoice(parseView(part), NO_CHOICE), part);
    assert.ok(isSameChoice({ ...EVERYTHING, ...choiceOf(parseView(part)) }, parseView(part)), part);
  }
});

test("a code is added and taken away in one order", () => {
  const order = ["new", "triaged", "closed"];
  assert.deepEqual(toggled(toggled([], "closed", order), "new", order), ["new", "closed"]);
  assert.deepEqual(toggled(["new", "closed"], "new", order), ["closed"]);
});
