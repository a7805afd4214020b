/** All evidence in the browser's memory: a filter never asks the server. */
import { fetchEvidence } from "./arrow.ts";
import type { Counted } from "./counted.ts";
import { NOTHING_COUNTED, countedOf, safeByArea } from "./counted.ts";
import type { Membership, Tally } from "./crossfilter.ts";
import { Crossfilter, byOtherHotspots, membership } from "./crossfilter.ts";
import { CellsOfRows } from "./density.ts";
import type { Evidence } from "./evidence.ts";
import type { Hotspot } from "./features.ts";
import type { Profile } from "./result.ts";
import { profileOf } from "./result.ts";
import type { Cells, Listener, Marks, Source } from "./source.ts";
import { NO_MARKS } from "./source.ts";
import type { LabelOf, Row, Sort } from "./table.ts";
import { readRow, sortedRows } from "./table.ts";
import type { View } from "./view.ts";
import { safely } from "./view.ts";

/** From this many rows on density is drawn instead of signs. */
export const DENSITY_FROM_ROWS = 200_000;

interface Held {
  readonly evidence: Evidence;
  readonly crossfilter: Crossfilter;
  readonly cells: CellsOfRows;
  readonly members: Membership;
}

export class LocalSource implements Source {
  readonly #listener: Listener;
  #hotspots: readonly Hotspot[];
  #held: Held;
  #view: View;
  #tally!: Tally;
  #counted: Counted = NOTHING_COUNTED;
  #marks: Marks = NO_MARKS;
  #sorted: { readonly key: string; readonly rows: Uint32Array } | null = null;

  constructor(evidence: Evidence, hotspots: readonly Hotspot[], view: View, listener: Listener) {
    this.#listener = listener;
    this.#hotspots = hotspots;
    this.#view = view;
    this.#held = hold(evidence, hotspots);
    this.#count();
  }

  get counted(): Counted {
    return this.#counted;
  }

  get marks(): Marks {
    return this.#marks;
  }

  count(view: View): void {
    this.#view = view;
    this.#count();
    this.#listener.changed({ counted: true, marks: true });
  }

  setHotspots(hotspots: readonly Hotspot[]): void {
    const { evidence } = this.#held;
    this.#hotspots = hotspots;
    this.#held = { ...this.#held, members: membership(evidence, hotspots.map(({ outline }) => outline)) };
    // the rows are the same
    this.#tally = byOtherHotspots(evidence, this.#tally, this.#held.members);
    this.#counted = { ...countedOf(evidence, this.#tally), safeByArea: this.#counted.safeByArea ?? null };
  }

  look(): void {}

  settled(): Promise<void> {
    return Promise.resolve();
  }

  profile(hotspot: number): Profile | null {
    return profileOf(this.#held.evidence, this.#tally, this.#held.members, hotspot);
  }

  async rows(from: number, until: number, sort: Sort | null, labelOf: LabelOf, language: string): Promise<Row[]> {
    const { evidence } = this.#held;
    const key = JSON.stringify(sort);
    if (this.#sorted?.key !== key) this.#sorted = { key, rows: sortedRows(evidence, this.#tally, sort, labelOf, language) };
    return Array.from(this.#sorted.rows.subarray(Math.max(0, from), until), (row) => readRow(evidence, row));
  }

  async reload(address: string): Promise<void> {
    this.#held = hold(await fetchEvidence(address), this.#hotspots);
    this.count(this.#view);
  }

  stop(): void {}

  #count(): void {
    const { evidence, crossfilter, cells, members } = this.#held;
    this.#sorted = null;
    // first, for the next count overwrites the rows of this one
    const safe = this.#view.measure === "safe" ? safeByArea(evidence, crossfilter.count(safely(this.#view))) : null;
    this.#tally = crossfilter.count(this.#view, members);
    this.#counted = { ...countedOf(evidence, this.#tally), safeByArea: safe };
    const rows = this.#tally.locatedRows.subarray(0, this.#tally.located) as Uint32Array<ArrayBuffer>;
    let counted: Cells | null = null;
    const spread = (): Cells => (counted ??= cells.count(rows));
    this.#marks = {
      evidence, rows, mask: this.#tally.mask, cells: rows.length > DENSITY_FROM_ROWS ? spread() : null, spread,
    };
  }
}

function hold(evidence: Evidence, hotspots: readonly Hotspot[]): Held {
  return {
    evidence, crossfilter: new Crossfilter(evidence), cells: new CellsOfRows(evidence),
    members: membership(evidence, hotspots.map(({ outline }) => outline)),
  };
}
