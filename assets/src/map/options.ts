/** What the page tells the map when it puts it up. Every word comes from the page's catalogues. */
import type { Archive } from "./basemap.ts";
import type { Standing } from "./features.ts";
import type { Tiles } from "./layers.ts";
import type { Theme } from "./palette.ts";
import type { FunnelStanding } from "./rates.ts";
import type { CategoryStyle } from "./symbols.ts";
import type { Known, Language, Measure, View } from "./view.ts";

/** A text may hold {n} or {name}, which is filled in. */
export interface Texts {
  /** Describes the map and its keys to those who do not see it. */
  readonly canvas: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly attributionToggle: string;
  readonly legend: string;
  readonly categories: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<Measure, string>>;
  /** How each measure is reckoned, a sentence. */
  readonly methods: Readonly<Record<Measure, string>>;
  /** Words for how an area stands in the funnel, and for why it has no rate. */
  readonly funnel: Readonly<Record<FunnelStanding, string>>;
  /** Words for what became of an area, and for where nobody can tell. */
  readonly changes: Readonly<Record<FunnelStanding, string>>;
  readonly undecided: string;
  readonly reasons: Readonly<Record<string, string>>;
  /** "{rate} ({low}–{high})" */
  readonly rateWithInterval: string;
  /** "Period: {period}" */
  readonly period: string;
  /** "{n} months are preliminary" */
  readonly preliminary: string;
  readonly statuses?: Readonly<Record<string, string>>;
  readonly sources?: Readonly<Record<string, string>>;
  /** Above the classes, which are named by their upper bounds: "{measure}, up to" */
  readonly upTo: string;
  /** "Wave {wave}" */
  readonly wave: string;
  readonly missing: string;
  readonly suppressed: string;
  readonly outside: string;
  readonly standings: Readonly<Record<Standing, string>>;
  /** "Hotspot, {standing}" */
  readonly hotspot: string;
  readonly adopted: string;
  /** Names of the layers. */
  readonly layers: Readonly<Record<string, string>>;
  readonly clusters: string;
  readonly clusterMeans: string;
  /** "Polisens händelser i {name}: {n}" */
  readonly police: string;
  readonly policeMeans: string;
  readonly policeNone: string;
  readonly action: string;
  readonly actionRuns: string;
  readonly actionEnded: string;
  /** "{n} åtgärder gäller hela kommunen" */
  readonly actionsEverywhere: string;
  readonly actionsUnplaced: string;
  readonly actionsNone: string;
  readonly openAction: string;
  /** Above what lies at one spot. */
  readonly here: string;
  readonly nothingHere: string;
  readonly closer: string;
  /** Where a hotspot is heading, by code. */
  readonly trends: Readonly<Record<string, string>>;
  readonly decisions: string;
  readonly decisionsNear: string;
  readonly density: string;
  /** "{n} on this spot" */
  readonly manyHere: string;
  /** "and {n} more" */
  readonly more: string;
  readonly close: string;
  /** Said above the drawn map, where the browser cannot do WebGL2. */
  readonly noWebgl: string;
}

/** Where the data lie. What has the data version in its address may be cached for good. */
export interface Addresses {
  readonly evidence: string;
  readonly areas: string;
  readonly places: string;
  /** Asked with the municipality and the view. */
  readonly hotspots: string;
  /** These are asked with the municipality and the period, when somebody looks at them. */
  readonly rates: string;
  /** Asked with the municipality, the view and the period compared with. */
  readonly change: string;
  /** Asked with the municipality and the view. */
  readonly week: string;
  readonly survey: string;
  readonly actions: string;
  readonly police: string;
  /** What lies in the data folder to be drawn under the map. */
  readonly background: string;
}

/** Each is asked with a view's parameters; density and points with a window too. */
export interface Served {
  readonly counts: string;
  readonly density: string;
  readonly points: string;
  readonly table: string;
}

export interface Options {
  readonly municipality: string;
  /** Where answers about evidence lie that is too much for a browser; null where all of it is fetched. */
  readonly served?: Served | null;
  readonly addresses: Addresses;
  readonly language: Language;
  readonly theme: Theme;
  /** Address or a part of one. */
  readonly view?: string | Partial<View>;
  readonly tiles?: Tiles | null;
  /** The map in the data folder. */
  readonly archive?: Archive | null;
  /** Where areas and evidence come from, shown in the map's corner. */
  readonly attribution: string;
  /** All categories in the order they are listed in. */
  readonly categories: readonly CategoryStyle[];
  readonly texts: Texts;
}

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Codes that have a word: the others are not the server's. */
export function knownBy({ statuses, sources }: Pick<Texts, "statuses" | "sources">): Known {
  return { ...(statuses ? { statuses: Object.keys(statuses) } : {}), ...(sources ? { sources: Object.keys(sources) } : {}) };
}
