import assert from "node:assert/strict";
import { test } from "node:test";
import { age, zoned } from "./clock.ts";
import type { Entry, Op, Photo, Stamp } from "./model.ts";
import {
  bodyOf,
  emptyRubric,
  frozenText,
  mayDelete,
  newFinding,
  onlyHere,
  opOf,
  ordered,
  recategorised,
  standing,
} from "./noting.ts";

const stamp: Stamp = { at: "2026-11-22T17:00:00.000+01:00", wall: 1_000, mono: 500, session: "one" };
const finding = (part: object = {}, fields: object = {}): Entry => ({
  id: "f",
  kind: "finding",
  walk: "w",
  fields: { ...newFinding("lighting", 2), ...fields },
  seen: stamp,
  saved: false,
  changed: false,
  version: 0,
  receipt: null,
  deleted_at: null,
  touched: 0,
  ...part,
});
const photo = (part: object = {}): Photo => ({
  id: "p", finding: "f", walk: "w", type: "image/jpeg", thumbnail: null, size: 1, sha256: "x", sent_at: null,
  order: 1, attempts: 0, not_before: 0, refused: null, ...part,
});

test("a finding is told with all that was said and nothing that was not", () => {
  const told = bodyOf(finding({}, { position: { lon: 16.36123456789, lat: 56.66123456789 }, accuracy_m: 8.04, note: "  mörkt  ", severity: 2 }));
  assert.deepEqual(told, {
    category: "lighting",
    feeling: "unsafe",
    observed_at: stamp.at,
    position: { lon: 16.361235, lat: 56.661235 },
    accuracy_m: 8,
    stop: 2,
    severity: 2,
    note: "mörkt",
    details: null,
    rubric: null,
  });
  const lamp = { about: "lighting", lamp_id: "K-17", is_lit: false };
  assert.deepEqual(bodyOf(finding({}, { details: lamp })).details, lamp);
  assert.equal(bodyOf(finding({}, { accuracy_m: 9 }))["accuracy_m"], null);
});

test("scores and turnout are told as they are", () => {
  const rubric = { ...emptyRubric(), lighting: 0, feeling: 3 };
  const scored = { ...finding(), kind: "assessment", fields: { stop: 1, rubric, in_dark: true, note: " " } } as Entry;
  assert.deepEqual(bodyOf(scored), { stop: 1, observed_at: stamp.at, rubric, in_dark: true, note: null });
  const turnout = { ...finding(), kind: "turnout", fields: { function: "boende", number: 4 } } as Entry;
  assert.deepEqual(bodyOf(turnout), { function: "boende", number: 4 });
});

test("an operation has the same bytes whenever it is frozen upon the same version", () => {
  const op = opOf(finding(), stamp, "op", 1);
  assert.equal(frozenText(op, 3), frozenText({ ...op, attempts: 9, refused: { code: "x", message: "" } }, 3));
  assert.equal(JSON.parse(frozenText(op, 3)).base, 3);
  assert.equal(JSON.parse(frozenText(op, 3)).made_at, stamp.at);
});

test("another category keeps what was written but not the other kind's own fields", () => {
  const before = { ...newFinding("lighting", 2), note: "här", details: { about: "lighting" as const, lamp_id: "7", is_lit: true } };
  const after = recategorised(before, "shrubs");
  assert.deepEqual([after.note, after.stop, after.details], ["här", 2, { about: "shrubs", season: null, regrows_on: null }]);
  assert.equal(recategorised(before, "lighting"), before);
});

test("what is on the phone only is counted once each: drafts, notes, photos, and of these what was refused", () => {
  const op = opOf(finding({ saved: true }), stamp, "op", 1);
  const refused = { code: "invalid", message: "" };
  assert.deepEqual(onlyHere([finding({ saved: true })], [op], [photo(), photo({ id: "q", sent_at: "then" })]), {
    drafts: 0, notes: 1, photos: 1, refused: 0, all: 2,
  });
  assert.equal(onlyHere([finding(), finding({ id: "g", deleted_at: 1 })], [], []).all, 1);
  assert.equal(onlyHere([finding({ saved: true, version: 1, changed: true })], [], []).drafts, 1);
  assert.equal(onlyHere([finding({ saved: true })], [{ ...op, refused }], []).refused, 1);
  assert.equal(onlyHere([finding({ saved: true, version: 1 })], [], []).all, 0);
});

test("an entry stands where its operations and photos stand", () => {
  const saved = finding({ saved: true });
  const op: Op = opOf(saved, stamp, "op", 1);
  const refused = { code: "invalid", message: "" };
  assert.equal(standing(finding(), [], []), "draft");
  assert.equal(standing(saved, [op], [photo()]), "waiting");
  assert.equal(standing(saved, [{ ...op, refused }], []), "refused");
  assert.equal(standing(saved, [], [photo()]), "photos");
  assert.equal(standing(saved, [], [photo({ refused })]), "refused");
  assert.equal(standing(saved, [], [photo({ sent_at: "then" })]), "kept");
  assert.equal(standing({ ...saved, changed: true }, [], []), "changed");
});

test("only what no server can have received may be deleted", () => {
  const op = opOf(finding({ saved: true }), stamp, "op", 1);
  assert.ok(mayDelete(finding(), [], []));
  assert.ok(mayDelete(finding({ saved: true }), [op], []));
  assert.ok(!mayDelete(finding({ saved: true }), [{ ...op, attempts: 1 }], []));
  assert.ok(mayDelete(finding({ saved: true }), [{ ...op, attempts: 1, refused: { code: "invalid", message: "" } }], []));
  assert.ok(!mayDelete(finding({ saved: true, version: 1 }), [], []));
  assert.ok(!mayDelete(finding(), [], [photo({ sent_at: "then" })]));
});

test("the walk's themes come first, the rest as it was", () => {
  const categories = ["litter", "lighting", "theft", "shrubs"].map((code) => ({ code, sv: code, en: code }));
  const pack = { categories, walk: { themes: ["shrubs", "lighting"] } } as unknown as Parameters<typeof ordered>[0];
  assert.deepEqual(ordered(pack).map(({ code }) => code), ["lighting", "shrubs", "litter", "theft"]);
});

test("the age of a note does not follow a clock that is set, but a phone may sleep", () => {
  const at = (wall: number, mono: number, session = "one"): Stamp => ({ ...stamp, wall, mono, session });
  const hour = 3_600_000;
  assert.equal(age(stamp, at(1_000 + hour, 500 + hour)), hour);
  assert.equal(age(stamp, at(1_000 - 5 * 365 * 24 * hour, 500 + hour)), hour);
  assert.equal(age(stamp, at(1_000 + 5 * 365 * 24 * hour, 500 + hour)), hour);
  assert.equal(age(stamp, at(1_000 + 3 * hour, 500 + hour)), 3 * hour);
  assert.equal(age(stamp, at(1_000 + hour, 10, "two")), hour);
  assert.equal(age(stamp, at(1_000 - hour, 10, "two")), null);
});

test("a moment is written with the offset of where the phone is", () => {
  const written = zoned(new Date(1_800_000_000_123));
  assert.match(written, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.123[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(written), 1_800_000_000_123);
});
