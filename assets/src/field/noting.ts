/** From what was written on the phone to what is sent of it. Pure. */
import type {
  AssessmentFields,
  Details,
  Entry,
  FindingEntry,
  FindingFields,
  Op,
  Pack,
  Photo,
  Rubric,
  Stamp,
  TurnoutFields,
} from "./model.ts";
import { RUBRIC } from "./model.ts";

export const LONGEST_NOTE = 4_000;
export const FUNCTIONS = ["boende", "ungdomar", "personal", "butiksägare", "fastighetsägare", "kommunen", "polisen", "annan"] as const;

/** The fields a category has of its own, empty; null where it has none. */
export function emptyDetails(category: string): Details | null {
  switch (category) {
    case "lighting":
      return { about: "lighting", lamp_id: null, is_lit: null };
    case "shrubs":
      return { about: "shrubs", season: null, regrows_on: null };
    case "bicycle_theft":
      return { about: "bicycle_theft", stands: null, frame_locks: null, in_sight: null };
    default:
      return null;
  }
}

export const emptyRubric = (): Rubric => Object.fromEntries(RUBRIC.map((part) => [part, null])) as Rubric;

export function newFinding(category: string, stop: number | null): FindingFields {
  return {
    category,
    feeling: "unsafe",
    position: null,
    accuracy_m: null,
    placed: false,
    stop,
    severity: null,
    note: "",
    details: emptyDetails(category),
  };
}

/** Another category keeps all but the fields that were the old one's own. */
export function recategorised(fields: FindingFields, category: string): FindingFields {
  return category === fields.category ? fields : { ...fields, category, details: emptyDetails(category) };
}

const text = (written: string | null): string | null => {
  const trimmed = (written ?? "").trim().slice(0, LONGEST_NOTE);
  return trimmed === "" ? null : trimmed;
};

function told(details: Details | null): Details | null {
  if (details === null) return null;
  const { about, ...own } = details;
  return Object.values(own).every((value) => value === null || value === "") ? null : details;
}

/** A position in degrees to a decimetre: more digits would claim what no phone knows. */
const degrees = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What the server is told of an entry. */
export function bodyOf(entry: Entry): Readonly<Record<string, unknown>> {
  switch (entry.kind) {
    case "finding": {
      const { category, feeling, position, accuracy_m, stop, severity, note, details } = entry.fields;
      return {
        category,
        feeling,
        observed_at: entry.seen.at,
        position: position && { lon: degrees(position.lon), lat: degrees(position.lat) },
        accuracy_m: position && accuracy_m !== null ? Math.round(accuracy_m * 10) / 10 : null,
        stop,
        severity,
        note: text(note),
        details: told(details),
        rubric: null,
      };
    }
    case "assessment": {
      const { stop, rubric, in_dark, note } = entry.fields satisfies AssessmentFields;
      return { stop, observed_at: entry.seen.at, rubric, in_dark, note: text(note) };
    }
    case "turnout": {
      const { function: of, number } = entry.fields satisfies TurnoutFields;
      return { function: of, number };
    }
  }
}

/** An operation on what an entry says now; it is frozen when its turn comes. */
export function opOf(entry: Entry, made: Stamp, op: string, order: number): Op {
  return {
    op,
    kind: entry.kind,
    id: entry.id,
    walk: entry.walk,
    made,
    body: bodyOf(entry),
    bytes: null,
    sha256: null,
    order,
    attempts: 0,
    not_before: 0,
    refused: null,
  };
}

/** The bytes in which an operation is sent from now on. base: the version that the server has acknowledged. */
export function frozenText(op: Op, base: number): string {
  return JSON.stringify({
    op: op.op,
    kind: op.kind,
    id: op.id,
    walk: op.walk,
    base,
    made_at: op.made.at,
    body: op.body,
  });
}

/** How many things exist on this phone alone. */
export interface OnlyHere {
  readonly drafts: number;
  readonly notes: number;
  readonly photos: number;
  readonly refused: number;
  readonly all: number;
}

export function onlyHere(entries: readonly Entry[], ops: readonly Op[], photos: readonly Photo[]): OnlyHere {
  const gone = new Set(entries.filter((entry) => entry.deleted_at !== null).map((entry) => entry.id));
  const living = entries.filter((entry) => entry.deleted_at === null);
  const queued = new Set(ops.filter((op) => !gone.has(op.id)).map((op) => op.id));
  const drafts = living.filter((entry) => (!entry.saved || entry.changed) && !queued.has(entry.id)).length;
  const unsent = photos.filter((photo) => photo.sent_at === null && !gone.has(photo.finding));
  const refused = [...ops.filter((op) => !gone.has(op.id)), ...unsent].filter((one) => one.refused !== null).length;
  return { drafts, notes: queued.size, photos: unsent.length, refused, all: drafts + queued.size + unsent.length };
}

/** Where an entry stands, in one word for the list. */
export type Standing = "draft" | "changed" | "waiting" | "refused" | "photos" | "kept" | "conflict";

export function standing(entry: Entry, ops: readonly Op[], photos: readonly Photo[]): Standing {
  const own = ops.filter((op) => op.id === entry.id);
  const pictures = photos.filter((photo) => photo.finding === entry.id && photo.sent_at === null);
  if (own.some((op) => op.refused) || (entry.saved && pictures.some((photo) => photo.refused))) return "refused";
  if (!entry.saved) return "draft";
  if (entry.changed) return "changed";
  if (own.length) return "waiting";
  if (pictures.length) return "photos";
  return entry.receipt?.outcome === "conflict" ? "conflict" : "kept";
}

/** Whether a finding may be removed from the phone: only what no server can have received. */
export function mayDelete(entry: Entry, ops: readonly Op[], photos: readonly Photo[]): boolean {
  const tried = [...ops.filter((op) => op.id === entry.id), ...photos.filter((photo) => photo.finding === entry.id)];
  return entry.version === 0 && tried.every((one) => (one.attempts === 0 && !("sent_at" in one && one.sent_at)) || one.refused !== null);
}

/** Categories with the walk's themes first, the rest in the pack's order. */
export function ordered(pack: Pick<Pack, "categories" | "walk">): Pack["categories"] {
  const themes = new Set(pack.walk.themes);
  return [...pack.categories.filter(({ code }) => themes.has(code)), ...pack.categories.filter(({ code }) => !themes.has(code))];
}

export const isFinding = (entry: Entry): entry is FindingEntry => entry.kind === "finding";
