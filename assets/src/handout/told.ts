/** What the file holds as data: geodata/exports/handout.py writes it. */

/** Words, or a figure: what it says and its key. */
export type Piece = string | readonly [said: string, key: string];
export type Text = readonly Piece[];
/** Longitude and latitude, as everywhere outside the map itself. */
export type Place = readonly [lon: number, lat: number];

export interface Node {
  readonly step: Text;
  readonly state: string;
  readonly word: Text;
  readonly lines: readonly Text[];
}

export interface Entry {
  readonly id: string;
  readonly layer: string;
  readonly kind: Text;
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly nodes: readonly Node[];
  readonly missing: readonly Text[];
  readonly at: Place | null;
  readonly outline: readonly (readonly (readonly Place[])[])[];
  readonly sign: string;
  readonly trend: string;
  readonly state: string;
  readonly shade: number;
}

export interface Dots {
  readonly looks: readonly (readonly [word: string, colour: string])[];
  readonly kinds: readonly string[];
  readonly months: readonly string[];
  readonly rows: readonly (readonly [lon: number, lat: number, look: number, kind: number, month: number])[];
}

export interface Told {
  readonly words: Readonly<Record<"zoom_in" | "zoom_out" | "close" | "in_list" | "missing", string>>;
  readonly entries: readonly Entry[];
  readonly dots: Dots | null;
}

/** The words of a text, figures among them. */
export function plain(text: Text): string {
  return text.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
}
