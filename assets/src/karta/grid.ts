/** The table of the evidence in the selection: rows come from where the map has them, a slice at a time. */
import type { Row, Sort, SortColumn } from "../map/table.ts";

export interface GridWords {
  readonly category: (code: string) => string;
  readonly kind: (code: string) => string;
  readonly area: (code: string) => string;
  readonly source: (code: string) => string;
  readonly status: (code: string) => string;
  readonly feeling: (safe: boolean) => string;
}

interface Asked {
  readonly startRow: number;
  readonly endRow: number;
  readonly sortModel: readonly { readonly colId: string; readonly sort: "asc" | "desc" }[];
  readonly successCallback: (rows: readonly unknown[], lastRow: number) => void;
  readonly failCallback: () => void;
}

interface GridApi {
  setGridOption(name: string, value: unknown): void;
  getGridOption(name: string): unknown;
  addEventListener(name: string, heard: (event: { data?: { row: Row } ; event?: Event; node?: GridNode }) => void): void;
  getSelectedRows(): { row: Row }[];
  isDestroyed?(): boolean;
}

interface GridNode {
  setSelected(selected: boolean): void;
}

interface Grids {
  getApiAsync(id: string): Promise<GridApi>;
}

/** Column of the page's table: what the map's rows are sorted by. */
const SORTED_BY: Readonly<Record<string, SortColumn>> = {
  observed: "date", kind: "kind", category: "category", area: "area", source_type: "source", status: "status", feeling: "safe",
};

/** A row as the table shows it; `row` goes along for the choice. */
export function cells(row: Row, words: GridWords): Record<string, unknown> {
  return {
    row,
    observed: row.time ? `${row.date} ${row.time}` : row.date,
    kind: words.kind(row.kind),
    category: words.category(row.category),
    area: row.area === null ? "" : words.area(row.area),
    source_type: words.source(row.source),
    status: words.status(row.status),
    feeling: words.feeling(row.safe),
  };
}

export function sortOf(model: Asked["sortModel"]): Sort | null {
  const first = model[0];
  const column = first && SORTED_BY[first.colId];
  return column ? { column, descending: first.sort === "desc" } : null;
}

export class Table {
  readonly #id: string;
  readonly #words: GridWords;
  readonly #chosen: (row: Row) => void;
  #api: GridApi | null = null;
  #source: unknown = null;

  constructor(id: string, words: GridWords, chosen: (row: Row) => void) {
    this.#id = id;
    this.#words = words;
    this.#chosen = chosen;
  }

  /** Shows the selection from its top. rows: a slice of it in an order. */
  async show(total: number, rows: (from: number, until: number, sort: Sort | null) => Promise<readonly Row[]>): Promise<void> {
    this.#source = {
      getRows: (asked: Asked) => {
        rows(asked.startRow, Math.min(asked.endRow, total), sortOf(asked.sortModel)).then(
          (slice) => asked.successCallback(slice.map((row) => cells(row, this.#words)), total),
          () => asked.failCallback(),
        );
      },
    };
    const api = await this.#open();
    api?.setGridOption("datasource", this.#source);
  }

  async #open(): Promise<GridApi | null> {
    if (this.#api && !this.#api.isDestroyed?.()) return this.#api;
    const { dash_ag_grid: grids } = window as unknown as { dash_ag_grid?: Grids };
    if (!grids) return null;
    const api = await grids.getApiAsync(this.#id);
    api.addEventListener("selectionChanged", () => {
      const [first] = api.getSelectedRows();
      if (first) this.#chosen(first.row);
    });
    api.addEventListener("cellKeyDown", ({ event, node }) => {
      if (event instanceof KeyboardEvent && event.key === "Enter") node?.setSelected(true);
    });
    this.#api = api;
    this.#keepSource(api, 40);
    return api;
  }

  /** Dash's wrapper gives a new grid a source of its own, sooner or later, which asks nobody: ours is put back. */
  #keepSource(api: GridApi, times: number): void {
    if (times === 0 || this.#api !== api || api.isDestroyed?.()) return;
    if (this.#source && api.getGridOption("datasource") !== this.#source) api.setGridOption("datasource", this.#source);
    setTimeout(() => this.#keepSource(api, times - 1), 250);
  }
}
