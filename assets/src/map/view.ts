/**
 * What is being looked at, as a value: the same view always gives the same address, and an address the same view.
 *
 * The parameter names are Swedish because people read and send these addresses. What is left out has its default;
 * a value that is damaged or unknown is ignored, so that an old link opens with what can still be shown.
 */
import type { Background } from "./background.ts";
import { BACKGROUNDS } from "./background.ts";
import { dayNumber } from "./evidence.ts";
import type { Stack } from "./stack.ts";
import { USUAL, formatStack, parseStack } from "./stack.ts";

export type Experience = "unsafe" | "safe" | "all";
export type Measure =
  | "reports" | "findings" | "safe" | "burglaries" | "burglary_rate" | "burglary_smoothed" | "burglary_standing" | "survey_worry"
  | "change";
export type Language = "sv" | "en";
export type Light = "dark" | "light";
/** [lon, lat] in degrees. */
export type Corner = readonly [number, number];

/** Hours of the day, half-open; `from` > `until` runs past midnight: {21, 2} is 21:00-01:59. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

export interface Camera {
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}

/** First and last day, both included, ISO dates. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** An empty list means no restriction. */
export interface View {
  readonly municipality: string | null;
  /** First and last day, both included, ISO dates. */
  readonly from: string | null;
  readonly until: string | null;
  /** The period that this one is compared with. */
  readonly compared: Period | null;
  readonly hours: Hours | null;
  readonly categories: readonly string[];
  readonly kinds: readonly string[];
  readonly experience: Experience;
  readonly areas: readonly string[];
  readonly statuses: readonly string[];
  readonly sources: readonly string[];
  /** 1-7, Monday first. */
  readonly weekdays: readonly number[];
  /** By the sun where and when it was; rows without a time of day are neither. */
  readonly light: Light | null;
  /** A ring that somebody drew, which closes by itself; rows without a position are outside. */
  readonly within: readonly Corner[];
  /** How hotspots are looked for: how far evidence reaches, metres, and how many reports a finding counts for. */
  readonly bandwidth: number;
  readonly findingWeight: number;
  /** Id of the chosen hotspot. */
  readonly selected: string | null;
  readonly camera: Camera | null;
  readonly measure: Measure;
  /** Layers that the map shows, topmost first. */
  readonly layers: Stack;
  /** What lies under them; null for what is usual here. */
  readonly background: Background | null;
  readonly table: boolean;
  readonly language: Language | null;
}

/** Codes that exist; a list that is left out is not checked. */
export interface Known {
  readonly categories?: readonly string[];
  readonly areas?: readonly string[];
  readonly statuses?: readonly string[];
  readonly sources?: readonly string[];
}

export const EVERYTHING: View = {
  municipality: null, from: null, until: null, compared: null, hours: null, categories: [], kinds: [], experience: "unsafe", areas: [],
  statuses: [], sources: [], weekdays: [], light: null, within: [],
  bandwidth: 200, findingWeight: 1, selected: null, camera: null, measure: "reports", layers: USUAL, background: null, table: false,
  language: null,
};

export const KINDS = ["report", "finding"] as const;
const EXPERIENCES: readonly Experience[] = ["unsafe", "safe", "all"];
/** What the server offers, see geodata/model/view.py. */
const BANDWIDTHS = [150, 200, 300, 400];
const FINDING_WEIGHTS = [0.5, 1, 2, 5];
export const MEASURES: readonly Measure[] = [
  "reports", "findings", "safe", "burglaries", "burglary_rate", "burglary_smoothed", "burglary_standing", "survey_worry",
  "change",
];
const LIGHTS: readonly Light[] = ["dark", "light"];
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];
/** Of a ring that is drawn; see geodata/model/view.py. */
export const MOST_CORNERS = 40;
const LANGUAGES: readonly Language[] = ["sv", "en"];
const DEGREES = /^-?[0-9]{1,3}(\.[0-9]{1,15})?$/;
const CODE = /^[\p{L}\p{N}_.-]{1,80}$/u;

/** Reads the query of an address; never throws. */
export function parseView(query: string, known: Known = {}): View {
  const parameters = new URLSearchParams(query);
  const period = parsePeriod(parameters.get("fran"), parameters.get("till"));
  return {
    municipality: matching(parameters.get("kommun"), /^\d{4}$/),
    ...period,
    compared: parseCompared(parameters.get("jamfor")),
    hours: parseHours(parameters.get("tid")),
    categories: codes(parameters.get("kategori"), known.categories),
    kinds: codes(parameters.get("underlag"), KINDS),
    experience: oneOf(parameters.get("upplevelse"), EXPERIENCES) ?? EVERYTHING.experience,
    areas: codes(parameters.get("omrade"), known.areas).sort(),
    statuses: codes(parameters.get("status"), known.statuses).sort(),
    sources: codes(parameters.get("kalla"), known.sources).sort(),
    weekdays: codes(parameters.get("veckodag"), WEEKDAYS).map(Number),
    light: oneOf(parameters.get("ljus"), LIGHTS),
    within: parseRing(parameters.get("yta")),
    bandwidth: numberOf(parameters.get("bandbredd"), BANDWIDTHS) ?? EVERYTHING.bandwidth,
    findingWeight: numberOf(parameters.get("fyndvikt"), FINDING_WEIGHTS) ?? EVERYTHING.findingWeight,
    selected: matching(parameters.get("vald"), CODE),
    camera: parseCamera(parameters.get("karta")),
    measure: oneOf(parameters.get("matt"), MEASURES) ?? EVERYTHING.measure,
    layers: parseStack(parameters.get("lager")),
    background: oneOf(parameters.get("bakgrund"), BACKGROUNDS),
    table: parameters.get("tabell") === "1",
    language: oneOf(parameters.get("sprak"), LANGUAGES),
  };
}

/** The query of a view without "?"; empty for the default view. Parameters stand in one fixed order. */
export function formatView(view: View): string {
  const parts: string[] = [];
  const add = (name: string, value: string | null): void => {
    // comma and colon need no escape in a query, and the address is meant to be read
    if (value) parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3A", ":")}`);
  };
  add("kommun", view.municipality);
  add("fran", view.from);
  add("till", view.until);
  add("jamfor", view.compared && `${view.compared.from},${view.compared.until}`);
  add("tid", view.hours && formatHours(view.hours));
  add("kategori", view.categories.join(","));
  add("underlag", view.kinds.join(","));
  add("upplevelse", view.experience === EVERYTHING.experience ? null : view.experience);
  add("omrade", view.areas.join(","));
  add("status", view.statuses.join(","));
  add("kalla", view.sources.join(","));
  add("veckodag", view.weekdays.join(","));
  add("ljus", view.light);
  add("yta", view.within.flat().join(","));
  add("bandbredd", view.bandwidth === EVERYTHING.bandwidth ? null : String(view.bandwidth));
  add("fyndvikt", view.findingWeight === EVERYTHING.findingWeight ? null : String(view.findingWeight));
  add("vald", view.selected);
  add("karta", view.camera && formatCamera(view.camera));
  add("matt", view.measure === EVERYTHING.measure ? null : view.measure);
  add("lager", formatStack(view.layers));
  add("bakgrund", view.background);
  add("tabell", view.table ? "1" : null);
  add("sprak", view.language);
  return parts.join("&");
}

/** The same view of what people called safe. */
export function safely(view: View): View {
  return { ...view, experience: "safe" };
}

/** "21-02"; null for nonsense and for the whole day, which restricts nothing. */
export function parseHours(text: string | null): Hours | null {
  const match = text?.match(/^(\d{1,2})-(\d{1,2})$/);
  if (!match) return null;
  const from = Number(match[1]);
  const until = Number(match[2]) || 24; // "21-00" ends at midnight
  if (from > 23 || until > 24 || from === until || until - from === 24) return null;
  return { from, until };
}

export function formatHours({ from, until }: Hours): string {
  return `${String(from).padStart(2, "0")}-${String(until).padStart(2, "0")}`;
}

/** "lat,lon,zoom" */
export function formatCamera({ lat, lon, zoom }: Camera): string {
  return `${Number(lat.toFixed(5))},${Number(lon.toFixed(5))},${Number(zoom.toFixed(2))}`;
}

function parseCamera(text: string | null): Camera | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [lat, lon, zoom] = numbers as [number, number, number];
  // beyond 85 degrees the map's projection ends
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || zoom < 0 || zoom > 22) return null;
  return { lat, lon, zoom };
}

function parseRing(text: string | null): readonly Corner[] {
  const degrees = (text ?? "").split(",").map((part) => (DEGREES.test(part) ? Number(Number(part).toFixed(5)) + 0 : NaN));
  const corners = Array.from({ length: degrees.length / 2 }, (_, i): Corner => [degrees[2 * i]!, degrees[2 * i + 1]!]);
  const fits = degrees.length % 2 === 0 && corners.length >= 3 && corners.length <= MOST_CORNERS;
  return fits && corners.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 85) ? corners : [];
}

function parsePeriod(from: string | null, until: string | null): Pick<View, "from" | "until"> {
  const period = { from: date(from), until: date(until) };
  // turned round it would match nothing: more likely damaged than meant
  return period.from && period.until && period.from > period.until ? { from: null, until: null } : period;
}

/** Both days, in their order; otherwise nothing is compared. */
function parseCompared(text: string | null): Period | null {
  const parts = (text ?? "").split(",");
  const [from, until] = parts.map(date);
  return parts.length === 2 && from && until && from <= until ? { from, until } : null;
}

/** An ISO date that exists; 2016-02-30 does not. */
function date(text: string | null): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(dayNumber(text))) return null;
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) ? text : null;
}

/** Those that are known, in their one order, so that the same choice always gives the same address. */
function codes(text: string | null, known?: readonly string[]): string[] {
  const found = new Set((text ?? "").split(","));
  return known ? known.filter((code) => found.has(code)) : [...found].filter((code) => CODE.test(code)).sort();
}

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

function oneOf<T extends string>(text: string | null, choices: readonly T[]): T | null {
  return choices.find((choice) => choice === text) ?? null;
}

function numberOf(text: string | null, choices: readonly number[]): number | null {
  return choices.find((choice) => String(choice) === text) ?? null;
}
