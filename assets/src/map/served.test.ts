import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { EvidenceError } from "./arrow.ts";
import type { CountsAnswer } from "./served.ts";
import { ServedSource, countedBy, readCells, togetherByArea } from "./served.ts";
import { aHotspot } from "./samples.ts";
import type { Sight } from "./source.ts";
import { EVERYTHING } from "./view.ts";

const ADDRESSES = { counts: "/counts?v=1", density: "/density?v=1", points: "/points?v=1", table: "/table?v=1" };
const SIGHT: Sight = { west: 16, south: 56, east: 16.4, north: 56.2, width: 800, height: 500 };
const ANSWER: CountsAnswer = {
  version: "1", municipality: "0880", all: 9, total: 5, located: 4, byKind: { report: 3, finding: 2 }, byCategory: { theft: 5 },
  openByCategory: { theft: 5 }, byStatus: { new: 5 }, bySource: { app: 5 }, openByStatus: { new: 5 }, openBySource: { app: 5 }, byArea: { "": { report: 1, finding: 0 }, A1: { report: 2, finding: 2 } },
  months: ["2016-01", "2016-02"], byMonth: [2, 3], openByMonth: [2, 3],
  byWeekdayHour: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => (day === 1 && hour === 22 ? 4 : 0))),
  openByWeekdayHour: Array.from({ length: 7 }, () => new Array<number>(24).fill(0)), unknownByWeekday: [1, 0, 0, 0, 0, 0, 0],
};

function density(rows: number): ArrayBuffer {
  const bytes = new ArrayBuffer(40 + 2 * 3 * 2);
  const head = new DataView(bytes);
  [3, 2, 2, rows].forEach((value, index) => head.setUint32(4 * index, value, true));
  [0.5, 0.25, 0.125].forEach((value, index) => head.setFloat64(16 + 8 * index, value, true));
  new Uint16Array(bytes, 40).set([1, 2, 3, 4, 5, 6]);
  return bytes;
}

const fetchOfOurs = globalThis.fetch;
afterEach(() => (globalThis.fetch = fetchOfOurs));

/** Answers by path, and notes what is asked. */
function serving(answers: Readonly<Record<string, () => Response | Promise<Response>>>): string[] {
  const asked: string[] = [];
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    return answers[String(address).split("?")[0]!]!();
  };
  return asked;
}

const counts = (): Response => Response.json(ANSWER);
const crowded = (): Response => new Response(density(60_000));

function aSource(heard: unknown[] = []): ServedSource {
  return new ServedSource(ADDRESSES, [aHotspot({ reports: 3, findings: 1 })], EVERYTHING, {
    changed: (what) => heard.push(what), unanswered: () => heard.push("unanswered"),
  });
}

test("what the server counted is told as what the browser counts", () => {
  const counted = countedBy(ANSWER, [aHotspot({ reports: 3, findings: 1 })]);
  assert.deepEqual(counted.byArea, { "": { reports: 1, findings: 0 }, A1: { reports: 2, findings: 2 } });
  assert.deepEqual(counted.byWeekday, [1, 4, 0, 0, 0, 0, 0]);
  assert.equal(counted.byHour[22], 4);
  assert.equal(counted.timeUnknown, 1);
  assert.deepEqual(counted.byHotspot, [{ reports: 3, findings: 1 }]);
});

test("cells lie where the server says, and an answer that is cut short is refused", () => {
  const { cells, rows } = readCells(density(21));
  // one empty cell all round
  assert.deepEqual([cells.x, cells.y, cells.width, cells.height], [0.375, 0.125, 0.625, 0.5]);
  assert.deepEqual([cells.columns, cells.lines, rows], [5, 4, 21]);
  assert.deepEqual(Array.from(cells.counts as Uint32Array), [0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0]);
  assert.throws(() => readCells(density(21).slice(0, 50)), EvidenceError);
  assert.throws(() => readCells(new ArrayBuffer(8)), EvidenceError);
});

test("where much is in sight only how much lies where is asked for, not the rows", async () => {
  const asked = serving({ "/counts": counts, "/density": crowded });
  const source = aSource();
  source.look(SIGHT);
  await source.settled();
  assert.equal(source.marks.cells?.columns, 5);
  assert.equal(source.marks.rows.length, 0);
  assert.deepEqual(asked.map((address) => address.split("?")[0]), ["/counts", "/density"]);
});

test("a map that moves a little asks nothing, one that is zoomed or goes far asks again", async () => {
  const asked = serving({ "/counts": counts, "/density": crowded });
  const source = aSource();
  source.look(SIGHT);
  await source.settled();
  source.look({ ...SIGHT, west: 16.05, east: 16.45 });
  await source.settled();
  assert.equal(asked.length, 2);
  source.look({ ...SIGHT, west: 17, east: 17.4 });
  await source.settled();
  source.look({ ...SIGHT, west: 17.1, east: 17.3, south: 56.05, north: 56.15 });
  await source.settled();
  assert.equal(asked.length, 4);
});

test("another view counts anew; the same, looked at in another way, does not", async () => {
  const heard: unknown[] = [];
  const asked = serving({ "/counts": counts, "/density": crowded });
  const source = aSource(heard);
  source.look(SIGHT);
  await source.settled();
  source.count({ ...EVERYTHING, measure: "findings", selected: "h1", table: true });
  await source.settled();
  assert.equal(asked.length, 2);
  assert.deepEqual(heard.at(-1), { counted: true, marks: false });
  source.count({ ...EVERYTHING, categories: ["theft"] });
  await source.settled();
  assert.deepEqual(asked.slice(2).map((address) => address.split("&").filter((part) => part.startsWith("kategori"))), [["kategori=theft"], ["kategori=theft"]]);
});

test("a server that does not answer leaves the figures of before, and that is told", async () => {
  const heard: unknown[] = [];
  serving({ "/counts": counts, "/density": crowded });
  const source = aSource(heard);
  await source.settled();
  const before = source.counted;
  serving({ "/counts": () => new Response("", { status: 503 }), "/density": crowded });
  source.count({ ...EVERYTHING, categories: ["theft"] });
  await source.settled();
  assert.equal(source.counted, before);
  assert.equal(heard.at(-1), "unanswered");
});

test("what people called safe is of one area together, reports and findings", () => {
  const byArea = { A1: { report: 3, finding: 2 }, "": { report: 1, finding: 0 } };
  assert.deepEqual(togetherByArea({ byArea }), { A1: 5, "": 1 });
});
