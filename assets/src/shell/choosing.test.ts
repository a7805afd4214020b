import assert from "node:assert/strict";
import { test } from "node:test";

import { leadingTo, movedBy } from "./choosing.ts";

test("the arrows go round the ends of the list", () => {
  assert.equal(movedBy("ArrowDown", -1, 3), 0);
  assert.equal(movedBy("ArrowDown", 2, 3), 0);
  assert.equal(movedBy("ArrowUp", 0, 3), 2);
  assert.equal(movedBy("ArrowUp", -1, 3), 2);
  assert.equal(movedBy("PageDown", 0, 12), 5);
  assert.equal(movedBy("PageUp", 2, 12), 0);
});

test("letters and an empty list move nothing", () => {
  assert.equal(movedBy("a", 0, 3), null);
  assert.equal(movedBy("ArrowDown", -1, 0), null);
});

test("a place that is found from the map keeps the selection", () => {
  const place = { href: "/?kommun=0880&karta=56.66,16.36,16", keeps: true };
  const led = leadingTo(place, "/?kommun=0880&tid=21-02&kategori=lighting,shrubs&karta=56.7,16.3,11");
  assert.equal(led, "/?kommun=0880&tid=21-02&kategori=lighting,shrubs&karta=56.66,16.36,16");
});

test("an area that is found from the map is looked for anew", () => {
  const area = { href: "/?kommun=0880&omrade=0880C1", keeps: true };
  assert.equal(leadingTo(area, "/?kommun=0880&tid=21-02&karta=56.7,16.3,11"), "/?kommun=0880&tid=21-02&omrade=0880C1");
});

test("from another page, to another page, or where a whole view is opened, the way is as it was told", () => {
  const place = { href: "/?kommun=0880&karta=56.66,16.36,16", keeps: true };
  assert.equal(leadingTo(place, "/loften?kommun=0880&sida=2"), place.href);
  assert.equal(leadingTo(place, "/?kommun=0128&tid=21-02"), place.href);
  assert.equal(leadingTo({ href: "/redigera/place/1?kommun=0880", keeps: true }, "/?kommun=0880"), "/redigera/place/1?kommun=0880");
  assert.equal(leadingTo({ href: "/?kommun=0880&tid=21-04", keeps: false }, "/?kommun=0880&kategori=lighting"), "/?kommun=0880&tid=21-04");
});
