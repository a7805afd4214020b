/** What the walk's app knows: the pack of a walk, what was noted, and what waits to be sent. */

export type LonLat = readonly [number, number];

export interface Point {
  readonly lon: number;
  readonly lat: number;
}

export interface Stop {
  readonly number: number;
  readonly name: string;
  readonly position: Point | null;
}

export interface CategoryWords {
  readonly code: string;
  readonly sv: string;
  readonly en: string;
}

/** All that is needed of a walk where there is no coverage. bbox: west, south, east, north. */
export interface Pack {
  readonly walk: {
    readonly id: string;
    readonly title: string;
    readonly form: "physical" | "digital";
    readonly themes: readonly string[];
    readonly own_theme: string | null;
    readonly planned_on: string;
    readonly open_until: string | null;
    readonly starts_at: string | null;
    readonly sunset_at: string | null;
    readonly meeting_point: string | null;
    readonly ended_at: string | null;
    readonly stops: readonly Stop[];
    readonly route: readonly LonLat[] | null;
  };
  readonly municipality: { readonly code: string; readonly name: string };
  readonly expires_at: string;
  readonly categories: readonly CategoryWords[];
  readonly areas: readonly { readonly name: string; readonly rings: readonly (readonly LonLat[])[] }[];
  readonly places: readonly { readonly name: string; readonly position: Point }[];
  readonly bbox: readonly [number, number, number, number];
  readonly tiles: { readonly url: string; readonly attribution: string; readonly max_zoom: number } | null;
  readonly limits: {
    readonly photo_bytes: number;
    readonly photo_side: number;
    readonly accuracy_m: number;
    readonly far_m: number;
    readonly items: number;
  };
  readonly made_up: boolean;
  readonly version: string;
}

/** Why a token opens nothing any more. */
export type Stopped = "unknown" | "expired" | "revoked";

/** Leave to record. walk: null until the server has told which. */
export interface Invitation {
  readonly token: string;
  readonly walk: string | null;
  readonly added_at: string;
  readonly stopped: Stopped | null;
}

/** A moment by both clocks. session: of the page that took it; `mono` means something there alone. */
export interface Stamp {
  /** ISO with the phone's own offset. */
  readonly at: string;
  /** Milliseconds since 1970 by the phone's clock. */
  readonly wall: number;
  /** Milliseconds by a clock that nobody sets. */
  readonly mono: number;
  readonly session: string;
}

export type Feeling = "unsafe" | "safe";
export type Details =
  | { readonly about: "lighting"; readonly lamp_id: string | null; readonly is_lit: boolean | null }
  | { readonly about: "shrubs"; readonly season: string | null; readonly regrows_on: string | null }
  | {
      readonly about: "bicycle_theft";
      readonly stands: number | null;
      readonly frame_locks: boolean | null;
      readonly in_sight: boolean | null;
    };

/** A finding as it is being written. placed: a person has set the pin, so that the phone no longer moves it. */
export interface FindingFields {
  readonly category: string;
  readonly feeling: Feeling;
  readonly position: Point | null;
  readonly accuracy_m: number | null;
  readonly placed: boolean;
  readonly stop: number | null;
  readonly severity: number | null;
  readonly note: string;
  readonly details: Details | null;
}

export const RUBRIC = [
  "lighting",
  "openness",
  "visibility",
  "people",
  "security",
  "path",
  "transport",
  "feeling",
] as const;
export type RubricPart = (typeof RUBRIC)[number];
export type Rubric = Readonly<Record<RubricPart, number | null>>;

export interface AssessmentFields {
  readonly stop: number;
  readonly rubric: Rubric;
  readonly in_dark: boolean | null;
  readonly note: string;
}

export interface TurnoutFields {
  readonly function: string;
  readonly number: number;
}

export interface Receipt {
  readonly outcome: "kept" | "already" | "conflict";
  readonly version: number | null;
  readonly sha256: string;
  readonly notes: readonly string[];
  readonly at: string;
}

interface OfAnEntry<Kind extends string, Fields> {
  readonly id: string;
  readonly kind: Kind;
  readonly walk: string;
  readonly fields: Fields;
  /** When it was seen. */
  readonly seen: Stamp;
  /** Whether it was saved; a draft is still being written. */
  readonly saved: boolean;
  /** Whether something was changed after it was saved. */
  readonly changed: boolean;
  /** What the server has, 0 for nothing. */
  readonly version: number;
  readonly receipt: Receipt | null;
  readonly deleted_at: number | null;
  readonly touched: number;
}
export type FindingEntry = OfAnEntry<"finding", FindingFields>;
export type AssessmentEntry = OfAnEntry<"assessment", AssessmentFields>;
export type TurnoutEntry = OfAnEntry<"turnout", TurnoutFields>;
export type Entry = FindingEntry | AssessmentEntry | TurnoutEntry;

/** Why the server will not take something as it is; the person is shown it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface Waiting {
  readonly walk: string;
  readonly order: number;
  readonly attempts: number;
  /** By the phone's clock; not to be sent before. */
  readonly not_before: number;
  readonly refused: Refusal | null;
}

/** One operation on its way. bytes: null until it is frozen; from then on it is sent just so, however often. */
export interface Op extends Waiting {
  readonly op: string;
  readonly kind: Entry["kind"];
  readonly id: string;
  readonly made: Stamp;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bytes: string | null;
  readonly sha256: string | null;
}

/** A photo. Its bytes lie beside it until the server has told their hash; then the small picture alone is left. */
export interface Photo extends Waiting {
  readonly id: string;
  readonly finding: string;
  readonly type: string;
  readonly thumbnail: ArrayBuffer | null;
  readonly size: number;
  readonly sha256: string;
  readonly sent_at: string | null;
}
