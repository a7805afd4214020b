import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, distanceToWalk, doubt, isBetter, nearestStop } from "./ground.ts";
import type { Pack } from "./model.ts";
import { tokenIn } from "./opening.ts";
import { personalMark } from "./screening.ts";
import { toldIn } from "./screen_answers.ts";
import { parsed, themeOf } from "./settings.ts";
import { isLow } from "./storage.ts";
import { MOST_TILES, tileAddresses } from "./tiles.ts";
import { languageOf, wordsIn } from "./words.ts";
import { EN } from "./words_en.ts";
import { SV } from "./words_sv.ts";
import { crc32, zip } from "./zip.ts";

const KALMAR = { lon: 16.3616, lat: 56.6634 };
const walk = (stops: object[], route: object | null = null) => ({ stops, route }) as unknown as Pack["walk"];
const limits = { accuracy_m: 50, far_m: 1_500 } as Pack["limits"];

test("distances agree with a degree of latitude", () => {
  assert.ok(Math.abs(distance(KALMAR, { ...KALMAR, lat: KALMAR.lat + 1 }) - 111_195) < 5);
  assert.equal(distance(KALMAR, KALMAR), 0);
});

test("a position three kilometres off is doubted, so is a vague one, a good one is not", () => {
  const near = walk([{ number: 1, name: "Torget", position: KALMAR }]);
  assert.equal(doubt({ lon: KALMAR.lon, lat: KALMAR.lat + 0.027 }, 5, { walk: near, limits })?.kind, "far");
  assert.equal(doubt(KALMAR, 120, { walk: near, limits })?.kind, "vague");
  assert.equal(doubt(KALMAR, 8, { walk: near, limits }), null);
  assert.equal(doubt(KALMAR, null, { walk: near, limits }), null);
});

test("a walk with nothing on the map is far from nothing", () => {
  assert.equal(distanceToWalk(KALMAR, walk([{ number: 1, name: "?", position: null }])), null);
  assert.equal(distanceToWalk(KALMAR, walk([], [[KALMAR.lon, KALMAR.lat]])), 0);
});

test("the nearest stop is only suggested when one stands at it", () => {
  const stops = [
    { number: 1, name: "a", position: { lon: 16.3616, lat: 56.664 } },
    { number: 2, name: "b", position: { lon: 16.3616, lat: 56.6635 } },
  ];
  assert.equal(nearestStop(KALMAR, stops, 60)?.number, 2);
  assert.equal(nearestStop(KALMAR, stops, 5), null);
});

test("a vague position does not replace a fresh good one", () => {
  assert.ok(isBetter({ accuracy: 8, at: 1 }, { accuracy: 30, at: 0 }));
  assert.ok(!isBetter({ accuracy: 200, at: 1_000 }, { accuracy: 8, at: 0 }));
  assert.ok(isBetter({ accuracy: 200, at: 20_000 }, { accuracy: 8, at: 0 }));
});

test("texts that name a person are told, ordinary ones are not", () => {
  assert.equal(personalMark("Anna 811228-9874 bor här"), "identity_number");
  assert.equal(personalMark("19811228 9874"), "identity_number");
  assert.equal(personalMark("ring 070-123 45 67"), "telephone");
  assert.equal(personalMark("+46 70 123 45 67"), "telephone");
  assert.equal(personalMark("skriv till anna@exempel.se"), "mail");
  for (const plain of ["Lampa K-17 är släckt", "stolpe 123456", "sedan 2016-10-12", "kl 17.30-18.45", "12 10 2016", ""]) {
    assert.equal(personalMark(plain), null, plain);
  }
});

test("a token is found in a link and alone, and in nothing else", () => {
  const token = "aZ09_-".repeat(7);
  assert.equal(tokenIn(`https://kommun.exempel/field/#${token}`), token);
  assert.equal(tokenIn(` #${token} `), token);
  assert.equal(tokenIn(token), token);
  for (const other of ["", "https://kommun.exempel/field/", "#", "#kort", `#${token} <script>`, "hej alla glada"]) {
    assert.equal(tokenIn(other), null, other);
  }
});

test("the backdrop that is taken along is bounded and whole levels only", () => {
  const box = [16.35, 56.655, 16.375, 56.67] as const;
  const some = tileAddresses("/t/{z}/{x}/{y}.png", box, 19);
  assert.ok(some.length > 0 && some.length <= MOST_TILES);
  assert.equal(new Set(some).size, some.length);
  assert.ok(some.includes("/t/13/4468/2523.png"), some.slice(0, 4).join());
  assert.equal(tileAddresses("/t/{z}/{x}/{y}.png", [10, 55, 25, 69], 19).length, 0);
});

test("the phone is short of room before it is full", () => {
  assert.ok(isLow(950e6, 1e9));
  assert.ok(isLow(100e6, 130e6));
  assert.ok(!isLow(10e6, 10e9));
  assert.ok(!isLow(0, 0));
});

test("settings that make no sense are the usual ones", () => {
  assert.deepEqual(parsed("nonsense"), { language: null, theme: "auto", hand: "right", walk: null });
  assert.equal(parsed('{"hand":"left","theme":"pink"}').hand, "left");
  assert.equal(parsed('{"hand":"left","theme":"pink"}').theme, "auto");
});

test("the phone's own theme is followed until another is chosen", () => {
  assert.deepEqual([themeOf("auto", true), themeOf("auto", false)], ["dark", "light"]);
  assert.deepEqual([themeOf("light", true), themeOf("dark", false)], ["light", "dark"]);
});

test("both languages say the same things with the same blanks", () => {
  const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([blank]) => blank).sort();
  assert.deepEqual(Object.keys(EN), Object.keys(SV));
  for (const word of Object.keys(SV) as (keyof typeof SV)[]) assert.deepEqual(blanks(EN[word]), blanks(SV[word]), word);
});

test("the language is the chosen one, otherwise the phone's, otherwise Swedish", () => {
  assert.equal(languageOf("en", ["sv-SE"]), "en");
  assert.equal(languageOf(null, ["de-DE", "en-GB", "sv"]), "en");
  assert.equal(languageOf(null, ["de-DE"]), "sv");
});

test("numbers and distances read well", () => {
  const t = wordsIn("sv");
  assert.equal(t.count("only", 1), "1 finns bara på telefonen");
  assert.equal(t.count("only", 3), "3 finns bara på telefonen");
  assert.deepEqual([0.2, 8.4, 128, 3_240].map(t.metres), ["1 m", "8 m", "130 m", "3,2 km"]);
  assert.equal(t.day("2017-03-05"), "5 mars 2017");
});

test("answers that are not answers are left out", () => {
  const one = { id: "a", category: "lighting", photos: [], same: [] };
  assert.deepEqual(toldIn({ answers: [one, { id: 3 }, null] }), [one]);
  assert.equal(toldIn({}), null);
  assert.equal(toldIn(null), null);
});

test("a copy is a ZIP file with the right checksum and ends", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const parts = zip([{ name: "å.txt", data: new TextEncoder().encode("hej") }], new Date(2026, 10, 22, 17, 0));
  const whole = Buffer.concat(parts);
  assert.equal(whole.readUInt32LE(0), 0x04034b50);
  assert.equal(whole.readUInt32LE(whole.length - 22), 0x06054b50);
  assert.equal(whole.readUInt32LE(whole.length - 6), 30 + 6 + 3);
});
