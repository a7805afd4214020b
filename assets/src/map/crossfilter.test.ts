import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { countedOf } from "./counted.ts";
import type { Filter, Tally } from "./crossfilter.ts";
import { Crossfilter, WEEK_HOURS, membership } from "./crossfilter.ts";
import type { Evidence } from "./evidence.ts";
import { LIGHTS, UNKNOWN_HOUR, UNKNOWN_MINUTE, isoDate } from "./evidence.ts";
import { contains } from "./geometry.ts";
import type { SampleRow } from "./samples.ts";
import { aSquare, someEvidence } from "./samples.ts";
import type { Corner } from "./view.ts";
import { EVERYTHING } from "./view.ts";

const CATEGORIES = ["lighting", "shrubs", "litter", "theft"];
const AREAS = ["", "A1", "A2", "A3"];
const OUTLINES = [aSquare(16.2, 56.2, 0.1), aSquare(16.3, 56.3, 0.15, 0.05), aSquare(16.8, 56.8, 0.1)];

function randomFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48271) % 2147483647) % n;
}

function randomRows(count: number, random: (n: number) => number): SampleRow[] {
  return Array.from({ length: count }, () => ({
    kind: random(3) ? "report" : "finding",
    category: CATEGORIES[random(4)]!,
    ...(random(10) ? { lon: 16 + random(1000) / 1000, lat: 56 + random(1000) / 1000 } : {}),
    date: isoDate(16_800 + random(700)),
    minute: random(5) ? random(1440) : UNKNOWN_MINUTE,
    area: AREAS[random(4)]!,
    source: ["survey", "walk"][random(2)]!,
    status: ["new", "fixed", "closed"][random(3)]!,
    safe: random(6) === 0,
    light: random(3),
  }));
}

function randomFilter(random: (n: number) => number): Filter {
  const some = (from: readonly string[]): string[] => (random(2) ? [] : from.filter(() => random(2)));
  const start = 16_800 + random(700);
  const from = random(24);
  return {
    from: random(2) ? isoDate(start) : null,
    until: random(2) ? isoDate(start + random(200)) : null,
    // wraps past midnight about as often as not
    hours: random(2) ? { from, until: (from + 1 + random(23)) % 24 || 24 } : null,
    categories: some([...CATEGORIES, "traffic"]),
    kinds: some(["report", "finding"]),
    experience: (["unsafe", "safe", "all"] as const)[random(3)]!,
    areas: some(AREAS.slice(1)),
    statuses: random(3) ? [] : some(["new", "fixed", "closed"]),
    sources: random(3) ? [] : some(["survey", "walk", "dialogue"]),
    weekdays: random(3) ? [] : [1, 2, 3, 4, 5, 6, 7].filter(() => random(2)),
    light: random(4) ? null : (["dark", "light"] as const)[random(2)]!,
    within: random(4) ? [] : Array.from({ length: 3 + random(5) }, (): Corner => [16 + random(1000) / 1000, 56 + random(1000) / 1000]),
  };
}

/** 0 is Monday. */
function weekdayOf(row: SampleRow): number {
  return (new Date(`${row.date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function liesIn(ring: readonly Corner[], { lon, lat }: SampleRow): boolean {
  if (lon === undefined || lat === undefined) return false;
  return contains({ type: "Polygon", coordinates: [ring] }, Math.fround(lon), Math.fround(lat));
}

/** The same question asked of one row at a time, in words instead of flags. */
function passes(row: SampleRow, filter: Filter): boolean {
  const hour = row.minute === UNKNOWN_MINUTE ? null : Math.floor(row.minute! / 60);
  const { hours } = filter;
  const inHours =
    hours === null ||
    (hour !== null &&
      (hours.from < hours.until
        ? hour >= hours.from && hour < hours.until
        : hour >= hours.from || hour < hours.until));
  return (
    inHours &&
    (filter.from === null || row.date! >= filter.from) &&
    (filter.until === null || row.date! <= filter.until) &&
    (filter.categories.length === 0 || filter.categories.includes(row.category!)) &&
    (filter.kinds.length === 0 || filter.kinds.includes(row.kind!)) &&
    (filter.areas.length === 0 || filter.areas.includes(row.area!)) &&
    (filter.experience === "all" || (filter.experience === "safe") === row.safe) &&
    (filter.statuses.length === 0 || filter.statuses.includes(row.status!)) &&
    (filter.sources.length === 0 || filter.sources.includes(row.source!)) &&
    (filter.weekdays.length === 0 || filter.weekdays.includes(weekdayOf(row) + 1)) &&
    (filter.light === null || filter.light === LIGHTS[row.light!]) &&
    (filter.within.length === 0 || liesIn(filter.within, row))
  );
}

function tallied(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Counts by code without the zeros. */
function named(codes: readonly string[], counts: ArrayLike<number>): Record<string, number> {
  const entries = codes.map((code, index): [string, number] => [code, counts[index]!]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

function assertAgrees(evidence: Evidence, rows: readonly SampleRow[], filter: Filter, tally: Tally): void {
  const numbers = rows.flatMap((row, index) => (passes(row, filter) ? [index] : []));
  const chosen = numbers.map((index) => rows[index]!);
  const told = JSON.stringify(filter);
  assert.deepEqual(Array.from(tally.rows.subarray(0, tally.total)), numbers, told);
  assert.deepEqual(Array.from(tally.mask), rows.map((row) => (passes(row, filter) ? 1 : 0)), told);
  assert.deepEqual(
    Array.from(tally.locatedRows.subarray(0, tally.located)), numbers.filter((index) => rows[index]!.lon !== undefined), told,
  );
  assert.deepEqual(named(evidence.kind.codes, tally.byKind), tallied(chosen.map(({ kind }) => kind!)), told);
  assert.deepEqual(named(evidence.category.codes, tally.byCategory), tallied(chosen.map(({ category }) => category!)), told);
  assert.deepEqual(named(evidence.status.codes, tally.byStatus), tallied(chosen.map(({ status }) => status!)), told);
  assert.deepEqual(named(evidence.source.codes, tally.bySource), tallied(chosen.map(({ source }) => source!)), told);
  assert.deepEqual(named(evidence.months, tally.byMonth), tallied(chosen.map(({ date }) => date!.slice(0, 7))), told);
  const timesOfWeek = Array.from({ length: 7 * WEEK_HOURS }, (_, at) => String(at));
  const atTimes = (of: readonly SampleRow[]): Record<string, number> => tallied(of.map((row) =>
    weekdayOf(row) * WEEK_HOURS + (row.minute === UNKNOWN_MINUTE ? UNKNOWN_HOUR : Math.floor(row.minute! / 60))));
  assert.deepEqual(named(timesOfWeek, tally.byWeekHour), atTimes(chosen), told);
  const open = (unasked: Partial<Filter>): SampleRow[] => rows.filter((row) => passes(row, { ...filter, ...unasked }));
  assert.deepEqual(
    named(evidence.category.codes, tally.openCategory), tallied(open({ categories: [] }).map(({ category }) => category!)), told,
  );
  assert.deepEqual(named(evidence.status.codes, tally.openStatus), tallied(open({ statuses: [] }).map(({ status }) => status!)), told);
  assert.deepEqual(named(evidence.source.codes, tally.openSource), tallied(open({ sources: [] }).map(({ source }) => source!)), told);
  const everyMonth = open({ from: null, until: null }).map(({ date }) => date!.slice(0, 7));
  assert.deepEqual(named(evidence.months, tally.openMonth), tallied(everyMonth), told);
  assert.deepEqual(named(timesOfWeek, tally.openWeekHour), atTimes(open({ hours: null, weekdays: [] })), told);
  const pairs = (codes: readonly string[]): string[] =>
    codes.flatMap((code) => evidence.kind.codes.map((kind) => `${code}/${kind}`));
  assert.deepEqual(
    named(pairs(evidence.area.codes), tally.byAreaKind), tallied(chosen.map(({ area, kind }) => `${area!}/${kind!}`)), told,
  );
}

test("every count equals a naive count, also for hours past midnight and times nobody knows", () => {
  const random = randomFrom(20_160_101);
  const rows = randomRows(600, random);
  const evidence = someEvidence(rows);
  const crossfilter = new Crossfilter(evidence);
  let wrapped = 0;
  for (let round = 0; round < 400; round++) {
    const filter = randomFilter(random);
    if (filter.hours && filter.hours.from > filter.hours.until) wrapped++;
    assertAgrees(evidence, rows, filter, crossfilter.count(filter));
  }
  assert.ok(wrapped > 50, "the random filters should also wrap midnight");
});

test("each hotspot counts the rows inside it that pass, and a row in two outlines once", () => {
  const random = randomFrom(7);
  const rows = randomRows(2000, random);
  const evidence = someEvidence(rows);
  const members = membership(evidence, OUTLINES);
  const inSquare = (row: SampleRow, lon: number, lat: number, half: number): boolean =>
    row.lon !== undefined && Math.abs(Math.fround(row.lon) - lon) < half && Math.abs(Math.fround(row.lat!) - lat) < half;
  const naive = (row: SampleRow): number =>
    inSquare(row, 16.2, 56.2, 0.1) ? 0
    : inSquare(row, 16.3, 56.3, 0.15) && !inSquare(row, 16.3, 56.3, 0.05) ? 1
    : inSquare(row, 16.8, 56.8, 0.1) ? 2
    : -1;
  assert.deepEqual(Array.from(members.hotspot), rows.map(naive));
  const filter: Filter = { ...EVERYTHING, hours: { from: 20, until: 4 }, experience: "all" };
  const tally = new Crossfilter(evidence).count(filter, members);
  for (let hotspot = 0; hotspot < 3; hotspot++) {
    ["report", "finding"].forEach((kind, k) => {
      const expected = rows.filter((row) => naive(row) === hotspot && row.kind === kind && passes(row, filter)).length;
      assert.equal(tally.byHotspotKind[hotspot * 2 + k], expected);
    });
  }
});

test("a category the data do not have lets nothing through instead of everything", () => {
  const crossfilter = new Crossfilter(someEvidence([{ category: "lighting" }]));
  assert.equal(crossfilter.count({ ...EVERYTHING, categories: ["traffic"] }).total, 0);
});

test("no evidence at all is counted as nothing", () => {
  const evidence = someEvidence([]);
  const tally = new Crossfilter(evidence).count(EVERYTHING, membership(evidence, OUTLINES));
  assert.equal(tally.total, 0);
  assert.equal(tally.byMonth.length, 0);
  assert.deepEqual(Array.from(tally.byHotspotKind), [0, 0, 0, 0, 0, 0]);
});

interface Case {
  readonly query: string;
  readonly view: Filter;
  readonly counts: Readonly<Record<"total" | "located", number>> &
    Readonly<Record<"kind" | "category" | "status" | "source" | "area" | "findings" | "month" | "week" | "open" | "openStatus" | "openSource" | "openMonth" | "openWeek", Readonly<Record<string, number>>>>;
}

function withoutZeros(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function summed(week: Readonly<Record<string, number>>, part: 0 | 1): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, count] of Object.entries(week)) {
    const code = key.split("-")[part]!;
    sums[code] = (sums[code] ?? 0) + count;
  }
  return sums;
}

/** By weekday and hour, without zeros. */
function timesTold(week: readonly (readonly number[])[]): Record<string, number> {
  return withoutZeros(Object.fromEntries(week.flatMap((hours, day) =>
    hours.map((count, hour): [string, number] => [`${day}-${hour}`, count]))));
}

/** Hour 24 is the unknown one. */
function known(week: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(week).filter(([time]) => !time.endsWith("-24")));
}

test("the cases shared with the server come out alike", () => {
  const { rows, cases } = JSON.parse(readFileSync(new URL("./counts.cases.json", import.meta.url), "utf8")) as {
    rows: SampleRow[]; cases: Case[];
  };
  const evidence = someEvidence(rows);
  const crossfilter = new Crossfilter(evidence);
  assert.ok(cases.length > 20);
  for (const { query, view, counts } of cases) {
    const counted = countedOf(evidence, crossfilter.count(view));
    const { kind, category, status, source, area, findings, month, week, open, openStatus, openSource, openMonth, openWeek } = counts;
    assert.deepEqual([counted.total, counted.located], [counts.total, counts.located], query);
    assert.deepEqual(withoutZeros(counted.byKind), kind, query);
    assert.deepEqual(withoutZeros(counted.byCategory), category, query);
    assert.deepEqual(withoutZeros(counted.openByCategory), open, query);
    assert.deepEqual(withoutZeros(counted.byStatus), status, query);
    assert.deepEqual(withoutZeros(counted.bySource), source, query);
    assert.deepEqual(withoutZeros(counted.openByStatus), openStatus, query);
    assert.deepEqual(withoutZeros(counted.openBySource), openSource, query);
    assert.deepEqual(named(counted.months, counted.openByMonth), openMonth, query);
    assert.deepEqual(timesTold(counted.byWeekdayHour), known(week), query);
    assert.deepEqual(timesTold(counted.openByWeekdayHour), known(openWeek), query);
    const inAreas = (of: "all" | "findings"): Record<string, number> => withoutZeros(Object.fromEntries(
      Object.entries(counted.byArea).map(([code, pair]) => [code, pair.findings + (of === "all" ? pair.reports : 0)])));
    assert.deepEqual(inAreas("all"), area, query);
    assert.deepEqual(inAreas("findings"), findings, query);
    assert.deepEqual(named(counted.months, counted.byMonth), month, query);
    assert.deepEqual(named([..."0123456"], counted.byWeekday), summed(week, 0), query);
    const hours = Array.from({ length: 25 }, (_, hour) => String(hour));
    assert.deepEqual(named(hours, [...counted.byHour, counted.timeUnknown]), summed(week, 1), query);
  }
});
