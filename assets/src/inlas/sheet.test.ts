import assert from "node:assert/strict";
import { test } from "node:test";

import { draftOf, forget, keep, randomDigest, withoutContacts } from "./drafts.ts";
import { documentOf } from "./document.ts";
import {
  AGREEMENT,
  addAction,
  addPromise,
  blank,
  faultsOf,
  isDay,
  leftByLine,
  linesOfPart,
  partWith,
  partsByLine,
  remove,
  sheetOf,
  type Proposal,
  type Read,
  type Sheet,
} from "./sheet.ts";

const span = (first: number, last = first) => ({ first, last });

const PROPOSAL: Proposal = {
  reason: null,
  title: { value: "Medborgarlöften i Kalmar 2016-2017", confidence: "stated", span: span(1) },
  municipality: { value: "0880", confidence: "stated", span: span(1) },
  municipality_name: "Kalmar",
  period: { value: { starts_on: "2016-01-01", ends_on: "2017-12-31" }, confidence: "stated", span: span(1) },
  parties: [{ party: "polisen", party_kind: "police", role: "joint" }],
  promises: [
    { number: 1, title: "En tryggare stadskärna", text: null, confidence: "stated", spans: [span(3)], categories: [], places: [] },
    { number: 2, title: "Färre inbrott", text: null, confidence: "guessed", spans: [span(4)], categories: ["burglary"], places: [] },
  ],
  actions: [
    {
      title: "Gå minst en vandring",
      text: null,
      confidence: "stated",
      spans: [span(6)],
      promise: { value: 1, confidence: "guessed", span: null },
      responsibility: { value: "Ansvarig: polisen", confidence: "stated", span: span(7) },
      responsible: [{ party: "polisen", party_kind: "police", role: "lead" }],
      commitment: {
        value: { commitment_kind: "at_least", number: 1, measure: "occurrences", due_on: null },
        confidence: "stated",
        span: span(6),
      },
      action_type: "safety_walk",
      categories: [],
      substances: [],
      places: [],
      time_bands: [],
    },
    {
      title: "Dialog med fastighetsägare",
      text: null,
      confidence: "stated",
      spans: [span(8)],
      promise: null,
      responsibility: null,
      responsible: [],
      commitment: null,
      action_type: "property_owner_dialogue",
      categories: [],
      substances: [],
      places: [],
      time_bands: [],
    },
  ],
  leftovers: [
    { span: span(9), why: "contact" },
    { span: span(10), why: "not_understood" },
  ],
};

const READ: Read = {
  name: null,
  digest: "a".repeat(64),
  lines: Array.from({ length: 10 }, (_, place) => ({
    number: place + 1,
    text: place === 1 ? "" : `rad ${place + 1}`,
    page: null,
    style: "plain",
  })),
  proposal: PROPOSAL,
  known: { polisen: "Polisen i Kalmar" },
  notes: [],
};

const read = (): Sheet => sheetOf(READ, "0128", ["0128", "0880"]);

test("what was read stands in the sheet under the names that the register has", () => {
  const sheet = read();
  assert.equal(sheet.municipality, "0880");
  assert.deepEqual([sheet.promises.length, sheet.actions.length], [2, 2]);
  assert.equal(sheet.actions[0]?.responsible[0]?.name, "Polisen i Kalmar");
  assert.equal(sheet.actions[0]?.promise, sheet.promises[0]?.id);
});

test("a municipality that is not here leaves the one that the page is about", () => {
  const sheet = sheetOf(READ, "0128", ["0128"]);
  assert.deepEqual([sheet.municipality, sheet.municipalityTold], ["0128", null]);
});

test("every line with words belongs to a part or is left over with a reason", () => {
  const sheet = read();
  const parts = partsByLine(sheet);
  const left = leftByLine(sheet);
  for (const line of sheet.lines.filter(({ text }) => text)) {
    assert.notEqual(parts.has(line.number), left.has(line.number), String(line.number));
  }
  assert.equal(parts.get(1), AGREEMENT);
  assert.equal(parts.get(7), sheet.actions[0]?.id);
  assert.deepEqual([...left], [[5, "frame"], [9, "contact"], [10, "not_understood"]]);
});

test("only what is missing stops it: an action without a promise, until one is chosen", () => {
  const sheet = read();
  const loose = sheet.actions[1]!;
  assert.deepEqual(faultsOf(sheet), [{ at: `${loose.id}-promise`, word: "choose_promise" }]);
  loose.promise = sheet.promises[1]!.id;
  assert.deepEqual(faultsOf(sheet), []);
});

test("taking a promise away leaves its actions to be given another, and its lines over", () => {
  const sheet = read();
  const gone = sheet.promises[0]!.id;
  remove(sheet, gone);
  assert.equal(sheet.actions[0]?.promise, "");
  assert.equal(leftByLine(sheet).get(3), "removed");
  assert.equal(faultsOf(sheet).length, 2);
});

test("a line that was left over becomes a part that points to it", () => {
  const sheet = read();
  const made = addAction(sheet, "rad 10", [span(10)]);
  assert.deepEqual(linesOfPart(sheet, made.id), [10]);
  assert.equal(leftByLine(sheet).has(10), false);
  assert.equal(addPromise(sheet).number, "3");
});

test("a long line becomes a title and the whole text", () => {
  const sheet = read();
  const made = addAction(sheet, "å".repeat(500), [span(10)]);
  assert.deepEqual([made.title.length, made.text.length], [300, 500]);
});

test("dates, numbers and order are checked before anything is sent", () => {
  const sheet = read();
  sheet.actions[1]!.promise = sheet.promises[0]!.id;
  sheet.to = "2015-12-31";
  sheet.promises[1]!.number = "1";
  sheet.actions[0]!.number = "0";
  assert.deepEqual(faultsOf(sheet).map(({ word }) => word), ["backwards", "number_twice", "not_a_number"]);
  assert.deepEqual([isDay("2016-02-29"), isDay("2017-02-29"), isDay("29/2"), isDay("")], [true, false, false, false]);
});

test("an empty form asks for all that an agreement needs", () => {
  const words = faultsOf(blank(randomDigest(), "0880")).map(({ at }) => at.replace(/^part-\d+-/, ""));
  assert.deepEqual(words, ["title", "from", "to", "title"]);
});

test("what is sent is the proposal again, with what was corrected", () => {
  const sheet = read();
  sheet.actions[1]!.promise = sheet.promises[1]!.id;
  sheet.actions[1]!.commitment = "by_date";
  sheet.actions[1]!.due = " 2017-06-30 ";
  const sent = documentOf(sheet) as { municipality: string; proposal: Proposal };
  assert.equal(sent.municipality, "0880");
  assert.deepEqual(sent.proposal.actions.map(({ promise }) => promise?.value), [1, 2]);
  assert.deepEqual(sent.proposal.actions[1]?.commitment?.value.due_on, "2017-06-30");
  assert.deepEqual(sent.proposal.actions[0]?.commitment, PROPOSAL.actions[0]?.commitment);
  assert.deepEqual(sent.proposal.period?.value, PROPOSAL.period?.value);
});

test("what the server found wrong is found in its part", () => {
  const sheet = read();
  sheet.actions[0]!.text = "Ring 070-123 45 67";
  assert.equal(partWith(sheet, "070-123 45 67"), sheet.actions[0]!.id);
  assert.equal(partWith(sheet, "nobody"), null);
});

test("a draft comes back as it was, and holds no contact details", () => {
  const held = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  const sheet = read();
  assert.equal(keep(shelf, "0880", { pasted: "", sheet: withoutContacts(sheet, "-"), at: "" }), true);
  const back = draftOf(shelf, "0880")?.sheet;
  assert.deepEqual(back?.actions, sheet.actions);
  assert.deepEqual(back?.lines[8]?.text, "-");
  assert.equal(draftOf(shelf, "0128"), null);
  held.set("lofteskartan:inlasning:0128", "{");
  assert.equal(draftOf(shelf, "0128"), null);
  forget(shelf, "0880");
  assert.equal(draftOf(shelf, "0880"), null);
});
