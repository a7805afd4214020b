import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bool, columnFromArray, dateDay, dictionary, float32, int16, tableFromColumns, tableToIPC, uint16, uint8, utf8,
} from "@uwdata/flechette";
import type { Column } from "@uwdata/flechette";

import { EvidenceError, decodeEvidence } from "./arrow.ts";
import { UNKNOWN_HOUR, UNKNOWN_MINUTE } from "./evidence.ts";

/** Nine rows, so that flags run over into a second byte. */
function columns(): Record<string, Column<unknown>> {
  const n = 9;
  const codes = (values: string[], index = uint8()): Column<unknown> => columnFromArray(values, dictionary(utf8(), index));
  const alike = <T>(value: T): T[] => Array.from({ length: n }, () => value);
  return {
    kind: codes(["finding", ...alike("report").slice(1)]),
    category: codes([...alike("litter").slice(1), "shrubs"]),
    lon: columnFromArray([NaN, ...alike(16.36).slice(1)], float32()),
    lat: columnFromArray([NaN, ...alike(56.66).slice(1)], float32()),
    observed_date: columnFromArray(alike(new Date("2016-12-31")).with(8, new Date("2017-02-01")), dateDay()),
    observed_minute: columnFromArray(alike(1439).with(1, UNKNOWN_MINUTE).with(2, 0), uint16()),
    area: codes(alike("").with(3, "0880C1030"), int16()),
    source: codes(alike("survey")),
    status: codes(alike("new")),
    severity: columnFromArray(alike(3), uint8()),
    safe: columnFromArray([true, false, false, true, false, false, false, false, true], bool()),
    light: columnFromArray(alike(1).with(2, 0), uint8()),
    municipality: codes(alike("0880")),
  };
}

function encode(given: Record<string, Column<unknown>>): ArrayBuffer {
  const bytes = tableToIPC(tableFromColumns(given as never), { format: "stream" })!;
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

test("every column comes back with its codes, and what is derived fits it", () => {
  const evidence = decodeEvidence(encode(columns()));
  assert.equal(evidence.length, 9);
  assert.equal(evidence.kind.codes[evidence.kind.values[0]!], "finding");
  assert.equal(evidence.category.codes[evidence.category.values[8]!], "shrubs");
  assert.equal(evidence.area.codes[evidence.area.values[3]!], "0880C1030");
  assert.deepEqual(Array.from(evidence.safe), [1, 0, 0, 1, 0, 0, 0, 0, 1]);
  assert.deepEqual(Array.from(evidence.light), [1, 1, 0, 1, 1, 1, 1, 1, 1]);
  assert.deepEqual(Array.from(evidence.located), [0, 1, 1, 1, 1, 1, 1, 1, 1]);
  assert.deepEqual(Array.from(evidence.hour.subarray(0, 4)), [23, UNKNOWN_HOUR, 0, 23]);
  assert.deepEqual(evidence.months, ["2016-12", "2017-01", "2017-02"]);
  assert.deepEqual([evidence.month[0], evidence.month[8]], [0, 2]);
  // 31 December 2016 was a Saturday, 1 February 2017 a Wednesday
  assert.deepEqual([evidence.weekday[0], evidence.weekday[8]], [5, 2]);
});

test("positions and dates are views into the answer, not copies", () => {
  const bytes = encode(columns());
  const evidence = decodeEvidence(bytes);
  for (const array of [evidence.lon, evidence.lat, evidence.day, evidence.minute, evidence.kind.values]) {
    assert.equal(array.buffer, bytes);
  }
});

test("an answer without a column, or with another type, is refused by the column's name", () => {
  const { lat: _, ...without } = columns();
  assert.throws(() => decodeEvidence(encode(without)), (error) => error instanceof EvidenceError && /lat/.test(error.message));
  const other = { ...columns(), severity: columnFromArray([1, 2, 3, 4, 5, 6, 7, 8, 9], float32()) };
  assert.throws(() => decodeEvidence(encode(other)), (error) => error instanceof EvidenceError && /severity/.test(error.message));
});

test("an unknown position is NaN; a null is refused, for it would be read as zero degrees", () => {
  const lon = columnFromArray([null, ...Array<number>(8).fill(16)], float32());
  assert.throws(() => decodeEvidence(encode({ ...columns(), lon })), /lon has 1 nulls/);
});
