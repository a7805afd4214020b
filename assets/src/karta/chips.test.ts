import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING, formatView, parseView } from "../map/view.ts";
import type { ChipWords, Names } from "./chips.ts";
import { chipsOf, periodTold, weekdaysTold } from "./chips.ts";

const WORDS: ChipWords = {
  period: "Period", from: "från {day}", until: "till {day}", hours: "kl. {first}–{last}", dark: "Mörkt", light: "Ljust",
  categories: "Kategori", kinds: "Underlag", experience: "Upplevelse", statuses: "Status", sources: "Källa", areas: "Område",
  within: "Ritad yta", more: "{names} och {n} till", weekdays: ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
};
const NAMES: Names = {
  categories: { lighting: "Belysning", theft: "Stöld" }, kinds: { report: "Rapport" }, feelings: { all: "Alla" },
  statuses: { new: "Ny" }, sources: { app: "App" }, areas: { A: "Malmen" },
};
const ADDRESS =
  "fran=2016-03-01&till=2016-05-31&tid=21-02&kategori=lighting,theft&underlag=report&upplevelse=all&omrade=A,B&status=new&kalla=app" +
  "&veckodag=5,6&ljus=dark&yta=16.1,56.1,16.2,56.1,16.2,56.2";

test("each restriction is a chip in words", () => {
  assert.deepEqual(chipsOf(parseView(ADDRESS), WORDS, NAMES, "sv").map(({ text }) => text), [
    "Period: mars 2016 – maj 2016", "kl. 21–02", "fre, lör", "Mörkt", "Kategori: Belysning, Stöld", "Underlag: Rapport", "Status: Ny",
    "Källa: App", "Område: Malmen, B", "Ritad yta", "Upplevelse: Alla",
  ]);
});

test("a view without restrictions has no chips, whatever else it says", () => {
  assert.deepEqual(chipsOf(parseView("kommun=0880&bandbredd=400&karta=56.6,16.3,12&matt=findings"), WORDS, NAMES, "sv"), []);
});

test("each chip takes away its own restriction and no other; all together leave none", () => {
  const view = parseView(ADDRESS);
  const chips = chipsOf(view, WORDS, NAMES, "sv");
  for (const chip of chips) {
    const left = chipsOf({ ...view, ...chip.without }, WORDS, NAMES, "sv");
    assert.deepEqual(left.map(({ of }) => of), chips.map(({ of }) => of).filter((of) => of !== chip.of));
  }
  assert.equal(formatView(Object.assign({ ...view }, ...chips.map(({ without }) => without))), formatView(EVERYTHING));
});

test("many codes are named in part and counted", () => {
  const view = parseView("kategori=a,b,c,d,e");
  assert.equal(chipsOf(view, WORDS, NAMES, "sv")[0]!.text, "Kategori: a, b och 3 till");
});

test("a period is told as years, months or days, whichever it is", () => {
  const told = (from: string | null, until: string | null): string => periodTold({ from, until }, WORDS, "sv");
  assert.equal(told("2016-01-01", "2017-12-31"), "2016–2017");
  assert.equal(told("2016-01-01", "2016-12-31"), "2016");
  assert.equal(told("2016-02-01", "2016-02-29"), "februari 2016");
  assert.equal(told("2016-02-01", "2016-02-28"), "1 februari 2016 – 28 februari 2016");
  assert.equal(told("2016-03-05", "2016-03-05"), "5 mars 2016");
  assert.equal(told("2016-03-05", null), "från 5 mars 2016");
  assert.equal(told(null, "2016-03-05"), "till 5 mars 2016");
});

test("more than two days in a row are told by their ends", () => {
  assert.equal(weekdaysTold([6, 5], WORDS.weekdays), "fre, lör");
  assert.equal(weekdaysTold([5, 6, 7], WORDS.weekdays), "fre–sön");
  assert.equal(weekdaysTold([1, 3, 4], WORDS.weekdays), "mån, ons, tors");
});
