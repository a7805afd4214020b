import assert from "node:assert/strict";
import { test } from "node:test";

import type { View } from "./view.ts";
import { EVERYTHING, formatView, parseView } from "./view.ts";

const FULL: View = {
  municipality: "0880", from: "2016-01-01", until: "2016-12-31", compared: { from: "2015-01-01", until: "2015-12-31" }, hours: { from: 21, until: 2 },
  categories: ["lighting", "shrubs"], kinds: ["finding"], experience: "all", areas: ["0880C1030", "0880C1040"],
  statuses: ["fixed", "new"], sources: ["walk"], weekdays: [5, 6], light: "dark",
  within: [[16.35, 56.65], [16.37, 56.65], [16.36001, 56.67]],
  bandwidth: 300, findingWeight: 0.5, selected: "h-7", camera: { lat: 56.6634, lon: 16.36104, zoom: 13.25 }, measure: "burglary_rate",
  layers: [{ layer: "evidence", opacity: 100 }, { layer: "hotspots", opacity: 60 }], background: "tiles", table: true, language: "en",
};

test("a view comes back from its address unchanged", () => {
  assert.deepEqual(parseView(formatView(FULL)), FULL);
  assert.deepEqual(parseView(formatView(EVERYTHING)), EVERYTHING);
});

test("the address reads as people write it, with defaults left out", () => {
  assert.equal(formatView(EVERYTHING), "");
  assert.equal(
    formatView(FULL),
    "kommun=0880&fran=2016-01-01&till=2016-12-31&jamfor=2015-01-01,2015-12-31&tid=21-02&kategori=lighting,shrubs" +
      "&underlag=finding&upplevelse=all&omrade=0880C1030,0880C1040&status=fixed,new&kalla=walk&veckodag=5,6&ljus=dark" +
      "&yta=16.35,56.65,16.37,56.65,16.36001,56.67&bandbredd=300&fyndvikt=0.5&vald=h-7&karta=56.6634,16.36104,13.25&matt=burglary_rate" +
      "&lager=evidence,hotspots:60&bakgrund=tiles&tabell=1&sprak=en",
  );
});

test("any view made of valid values comes back, whatever is combined", () => {
  let seed = 1;
  const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 500; round++) {
    const view = Object.fromEntries(
      Object.keys(FULL).map((key) => [key, random(2) ? FULL[key as keyof View] : EVERYTHING[key as keyof View]]),
    ) as unknown as View;
    assert.deepEqual(parseView(formatView(view)), view);
  }
});

test("damaged or unknown values are ignored and the rest is kept", () => {
  const damaged = {
    "kommun=88": "municipality", "fran=2016-02-30": "from", "till=igår": "until", "tid=25-26": "hours", "tid=15-15": "hours",
    "tid=0-24": "hours", "kategori=%3Cscript%3E": "categories", "underlag=gossip": "kinds", "upplevelse=bad": "experience",
    "vald=a b": "selected", "karta=56,16": "camera", "karta=,,": "camera", "karta=99,16,9": "camera", "matt=all": "measure",
    "ljus=dusk": "light", "veckodag=0,8": "weekdays", "yta=16,56,17,57": "within", "yta=1,2,3,4,5,86": "within", "yta=1,2,3,4,5,": "within",
    "yta=1,2,3,4,5,0x10": "within", "yta=1,2,3,4,5,1e1": "within", "yta=1,2,3,4,5,%206": "within",
    "bandbredd=250": "bandwidth", "fyndvikt=0,5": "findingWeight",
    "bakgrund=sea": "background", "tabell=yes": "table", "sprak=de": "language",
  } satisfies Record<string, keyof View>;
  for (const [query, key] of Object.entries(damaged)) {
    const view = parseView(`${query}&omrade=X1`);
    assert.deepEqual(view[key], EVERYTHING[key], query);
    assert.deepEqual(view.areas, ["X1"], query);
  }
});

test("a period turned round is ignored as a whole", () => {
  const { from, until } = parseView("fran=2017-01-01&till=2016-01-01");
  assert.deepEqual([from, until], [null, null]);
});

test("the same choice gives the same address, in whatever order it was made", () => {
  const known = { categories: ["shrubs", "lighting"] };
  const address = (query: string): string => formatView(parseView(query, known));
  assert.equal(address("omrade=B,A&kategori=lighting,shrubs"), address("kategori=shrubs,lighting&omrade=A,B"));
  assert.equal(address("tid=21-00"), address("tid=21-24"));
});

test("codes that do not exist are dropped one by one, and repeated ones kept once", () => {
  const known = { categories: ["lighting", "shrubs"], areas: ["A1"] };
  const view = parseView("kategori=shrubs,lantern,shrubs&omrade=A1,B7", known);
  assert.deepEqual(view.categories, ["shrubs"]);
  assert.deepEqual(view.areas, ["A1"]);
});

test("a ring's corners are rounded as the server rounds them", () => {
  const { within } = parseView("yta=16.015625,56.046875,-16.015625,56.5,0.000005,-0.000001");
  assert.deepEqual(within, [[16.01563, 56.04688], [-16.01563, 56.5], [0.00001, 0]]);
});

test("a status or source that nobody knows restricts nothing, as at the server", () => {
  const known = { statuses: ["new", "fixed"], sources: ["walk", "import"] };
  const view = parseView("status=lost,new,fixed&kalla=rumour", known);
  assert.deepEqual([view.statuses, view.sources], [["fixed", "new"], []]);
});
