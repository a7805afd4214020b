/**
 * The table of the evidence in the selection: rows come from where the map has them, a slice at a time, in columns that
 * the reader chooses; the files beside it are of the same rows, in the same order and columns.
 */
import { fill } from "../map/options.ts";
import type { Row, Sort } from "../map/table.ts";
import type { GridWords } from "./cells.ts";
import { cells, codesOf, gridWords } from "./cells.ts";
import type { Coded, SortModel, TableTold } from "./columns.ts";
import { ColumnChooser, fileAddress, isNarrow, orderQuery, sortOf } from "./columns.ts";
import { byId, write } from "./dom.ts";
import type { PageOptions } from "./page.ts";
import "./table.css";
import { number } from "./words.ts";

interface Asked {
  readonly startRow: number;
  readonly endRow: number;
  readonly sortModel: SortModel;
  readonly successCallback: (rows: readonly unknown[], lastRow: number) => void;
  readonly failCallback: () => void;
}

interface GridNode {
  readonly data?: { readonly row: Row };
  setSelected(selected: boolean, clearSelection?: boolean): void;
}

interface GridEvent {
  readonly data?: { readonly row: Row };
  readonly event?: Event;
  readonly node?: GridNode;
}

interface GridApi {
  setGridOption(name: string, value: unknown): void;
  getGridOption(name: string): unknown;
  addEventListener(name: string, heard: (event: GridEvent) => void): void;
  getSelectedRows(): { row: Row }[];
  getColumnState(): { colId: string; sort?: "asc" | "desc" | null }[];
  setColumnsVisible(columns: readonly string[], visible: boolean): void;
  ensureIndexVisible(index: number, position: "middle"): void;
  forEachNode(told: (node: GridNode) => void): void;
  deselectAll(): void;
  isDestroyed?(): boolean;
}

interface Grids {
  getApiAsync(id: string): Promise<GridApi>;
}

/** What is shown: how many rows, of which view (as the address bar has it), and where they come from. */
export interface Selection {
  readonly total: number;
  readonly query: string;
  readonly rows: (from: number, until: number, sort: Sort | null) => Promise<readonly Row[]>;
}

const TOUCHED_ROW_PX = 44;
const LOOKS_FOR_MS = 250;

export class Table {
  readonly #options: PageOptions;
  readonly #told: TableTold;
  readonly #words: GridWords;
  readonly #coded: Coded;
  readonly #version: string;
  readonly #chosen: (row: Row) => void;
  readonly #chooser: ColumnChooser;
  readonly #ending = new AbortController();
  #api: GridApi | null = null;
  #source: unknown = null;
  #selection: Selection | null = null;
  /** Number of the row that is chosen, here or on the map. */
  #marked: number | null = null;

  constructor(options: PageOptions, chosen: (row: Row) => void) {
    this.#options = options;
    this.#told = JSON.parse(byId("table-head").dataset["told"] ?? "") as TableTold;
    this.#words = gridWords(options, this.#told);
    this.#chosen = chosen;
    this.#version = options.page.record.split("/").at(-2) ?? "";
    this.#coded = Object.fromEntries(Object.entries(codesOf(options)).map(([column, codes]) => [
      column, { codes, label: (code: string) => this.#words.label(column as never, code) },
    ]));
    this.#chooser = new ColumnChooser(byId("table-choices"), byId("table-usual"), this.#told, this.#ending.signal, () => this.#choose());
    for (const link of this.#files()) {
      link.addEventListener("click", (event) => this.#fetch(event, link), { signal: this.#ending.signal });
    }
  }

  stop(): void {
    this.#ending.abort();
  }

  /** Shows a selection from its top. */
  async show(selection: Selection): Promise<void> {
    this.#selection = selection;
    const api = await this.#open();
    if (this.#selection !== selection) return;
    this.#source = {
      getRows: (asked: Asked) => {
        void this.#rows(selection, asked).then(
          (rows) => {
            asked.successCallback(rows, selection.total);
            queueMicrotask(() => this.#mark());
          },
          () => asked.failCallback(),
        );
      },
    };
    api?.setGridOption("datasource", this.#source);
    this.#tell();
  }

  /** A row that was chosen on the map is chosen here too, and brought into sight. */
  async find(row: Row): Promise<void> {
    this.#marked = row.row;
    const selection = this.#selection;
    const api = this.#api;
    if (!selection || !api || api.isDestroyed?.()) return;
    this.#mark();
    const at = await this.#placeOf(row.row, selection);
    if (at === null || this.#marked !== row.row || this.#selection !== selection) return;
    api.ensureIndexVisible(at, "middle");
    // the slice round it may be on its way
    setTimeout(() => this.#mark(), LOOKS_FOR_MS);
  }

  async #rows({ rows, total }: Selection, { startRow, endRow, sortModel }: Asked): Promise<Record<string, unknown>[]> {
    const slice = await rows(startRow, Math.min(endRow, total), sortOf(sortModel));
    const details = await this.#details(slice);
    return slice.map((row, at) => cells(row, this.#words, details[at]));
  }

  /** What the server says of the rows' records, where a column asks for it. */
  async #details(slice: readonly Row[]): Promise<readonly (Readonly<Record<string, string>> | undefined)[]> {
    const columns = this.#chooser.chosen.filter((field) => this.#told.ofTheRecord.includes(field));
    if (columns.length === 0 || slice.length === 0) return [];
    const { municipality, language } = this.#options;
    const asked = `municipality=${municipality}&version=${this.#version}&sprak=${language}`;
    try {
      const answer = await fetch(
        `/evidence/details.json?${asked}&kolumner=${columns.join(",")}&rader=${slice.map(({ row }) => row).join(",")}`,
        { credentials: "same-origin" },
      );
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      const { rows } = (await answer.json()) as { rows: (Record<string, string> | null)[] };
      return rows.map((row) => row ?? undefined);
    } catch {
      const unknown = Object.fromEntries(columns.map((field) => [field, this.#told.texts.notFetched]));
      return slice.map(() => unknown);
    }
  }

  async #placeOf(row: number, { query }: Selection): Promise<number | null> {
    try {
      const answer = await fetch(`/evidence/place.json?${query}${this.#order()}&rad=${row}&version=${this.#version}`, {
        credentials: "same-origin",
      });
      return answer.ok ? ((await answer.json()) as { place: number | null }).place : null;
    } catch {
      return null;
    }
  }

  #sort(): Sort | null {
    const sorted = this.#api?.getColumnState().filter(({ sort }) => sort) ?? [];
    return sortOf(sorted.map(({ colId, sort }) => ({ colId, sort: sort! })));
  }

  #order(): string {
    return orderQuery(this.#sort(), this.#coded, this.#options.language);
  }

  #choose(): void {
    const api = this.#api;
    if (!api || api.isDestroyed?.()) return;
    this.#showColumns(api);
    // rows that are here may lack what a column now asks of the server
    if (this.#selection) void this.show(this.#selection);
  }

  #showColumns(api: GridApi): void {
    const { chosen } = this.#chooser;
    api.setColumnsVisible(this.#told.columns.map(({ field }) => field).filter((field) => !chosen.includes(field)), false);
    api.setColumnsVisible(chosen, true);
  }

  /** How many rows, in which order; and where their files lie. */
  #tell(): void {
    const selection = this.#selection;
    if (!selection) return;
    const { texts, columns } = this.#told;
    const { language } = this.#options;
    const [sorted] = this.#api?.getColumnState().filter(({ sort }) => sort) ?? [];
    const head = columns.find(({ field }) => field === sorted?.colId)?.head.toLocaleLowerCase(language);
    const order = head ? fill(sorted?.sort === "desc" ? texts.down : texts.up, { head }) : texts.newest;
    const caption = selection.total === 1
      ? texts.captionOne : fill(texts.caption, { n: number(selection.total, language), order });
    write(byId("table-caption"), caption);
    for (const link of this.#files()) {
      link.href = fileAddress(link.dataset["form"] ?? "", `${selection.query}${languageOf(selection.query, language)}`, this.#order(), this.#chooser.chosen);
    }
    write(byId("table-said"), "");
  }

  /** More rows than a sheet has: told here, for a browser says nothing of a download that the server refuses. */
  #fetch(event: Event, link: HTMLAnchorElement): void {
    this.#tell();
    const { mostSheetRows: most, texts } = this.#told;
    const total = this.#selection?.total ?? 0;
    if (link.dataset["form"] !== "xlsx" || total <= most) return;
    event.preventDefault();
    const { language } = this.#options;
    write(byId("table-said"), fill(texts.tooMany, { n: number(total, language), most: number(most, language) }));
  }

  #files(): HTMLAnchorElement[] {
    return Array.from(document.querySelectorAll<HTMLAnchorElement>("#table-files a"));
  }

  /** Chooses the marked row where it is among those that are here. */
  #mark(): void {
    const api = this.#api;
    if (!api || api.isDestroyed?.()) return;
    if (this.#marked === null || this.#marked === api.getSelectedRows()[0]?.row.row) return;
    let found: GridNode | null = null;
    api.forEachNode((node) => {
      if (node.data?.row.row === this.#marked) found = node;
    });
    (found as GridNode | null)?.setSelected(true, true);
  }

  #open(): Promise<GridApi | null> | GridApi {
    if (this.#api && !this.#api.isDestroyed?.()) return this.#api;
    return this.#opened();
  }

  async #opened(): Promise<GridApi | null> {
    const { dash_ag_grid: grids } = window as unknown as { dash_ag_grid?: Grids };
    if (!grids) return null;
    const api = await grids.getApiAsync("karta-grid");
    if (this.#api === api) return api;
    api.addEventListener("selectionChanged", () => {
      const [first] = api.getSelectedRows();
      // the map's own choice comes back to where it came from
      if (!first || first.row.row === this.#marked) return;
      this.#take(first.row);
    });
    api.addEventListener("cellKeyDown", ({ event, node }) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || !node?.data) return;
      if (node.data.row.row === this.#marked) this.#take(node.data.row);
      else node.setSelected(true, true);
    });
    api.addEventListener("rowClicked", ({ data }) => {
      if (data && data.row.row === this.#marked) this.#take(data.row);
    });
    api.addEventListener("sortChanged", () => this.#tell());
    this.#api = api;
    if (isNarrow()) api.setGridOption("rowHeight", TOUCHED_ROW_PX);
    this.#showColumns(api);
    this.#name();
    this.#keepSource(api, 40);
    return api;
  }

  #take(row: Row): void {
    this.#marked = row.row;
    this.#chosen(row);
  }

  /** For those who hear the table: what it is called and which keys there are. */
  #name(): void {
    const root = byId("karta-table").querySelector(".ag-root");
    root?.setAttribute("aria-labelledby", "table-caption");
    root?.setAttribute("aria-describedby", "table-keys");
  }

  /** Dash's wrapper gives a new grid a source of its own, sooner or later, which asks nobody: ours is put back. */
  #keepSource(api: GridApi, times: number): void {
    if (times === 0 || this.#api !== api || api.isDestroyed?.()) return;
    if (this.#source && api.getGridOption("datasource") !== this.#source) api.setGridOption("datasource", this.#source);
    setTimeout(() => this.#keepSource(api, times - 1), 250);
  }
}

/** Files are in the page's language, whether the address names it or not. */
function languageOf(query: string, language: string): string {
  return new URLSearchParams(query).has("sprak") ? "" : `&sprak=${language}`;
}
