/**
 * The columns of the table: which there are, which are shown, and the order that rows and files go by. The choice is
 * kept in this browser. What decides is pure; the chooser is plain checkboxes in a fold.
 */
import type { Sort, SortColumn } from "../map/table.ts";

/** What the page says of the table: dashboard/evidencetable.py. */
export interface TableTold {
  readonly columns: readonly { readonly field: string; readonly head: string }[];
  readonly usual: readonly string[];
  /** Usual on a phone. */
  readonly narrow: readonly string[];
  /** Columns that the server is asked for, row by row. */
  readonly ofTheRecord: readonly string[];
  readonly mostSheetRows: number;
  readonly texts: Readonly<Record<TableText, string>>;
  readonly weekdays: readonly string[];
  readonly severities: readonly string[];
  readonly lights: Readonly<Record<string, string>>;
}

export type TableText = "caption" | "captionOne" | "newest" | "up" | "down" | "notFetched" | "tooMany";

const KEPT = "lofteskartan-columns";

/** Column of the page's table: what the map's rows are sorted by. */
const SORTED_BY: Readonly<Record<string, SortColumn>> = {
  observed: "date", hour: "time", kind: "kind", category: "category", area: "area", source_type: "source", status: "status",
  severity: "severity", feeling: "safe", weekday: "weekday", light: "light",
};

export type SortModel = readonly { readonly colId: string; readonly sort: "asc" | "desc" }[];

/** By the first column, as the page's tables are; null where it cannot be. */
export function sortOf(model: SortModel): Sort | null {
  const first = model[0];
  const column = first && SORTED_BY[first.colId];
  return column ? { column, descending: first.sort === "desc" } : null;
}

/** The columns that were kept, in the table's order; the usual ones where none of them is any more, or nothing was kept. */
export function columnsKept(kept: string | null, all: readonly string[], usual: readonly string[]): string[] {
  const names = new Set((kept ?? "").split(","));
  const found = all.filter((field) => names.has(field));
  return found.length > 0 ? found : all.filter((field) => usual.includes(field));
}

export type LabelOf = (code: string) => string;

/** The codes of each column that is sorted by its words, and the words. */
export type Coded = Readonly<Partial<Record<SortColumn, { readonly codes: readonly string[]; readonly label: LabelOf }>>>;

/** The order as the server takes it: the same rows in the same order as here. */
export function orderQuery(sort: Sort | null, coded: Coded, language: string): string {
  if (!sort) return "";
  const order = `&ordnad=${sort.column}${sort.descending ? "&fallande=1" : ""}`;
  const by = coded[sort.column];
  if (!by) return order;
  const { compare } = new Intl.Collator(language);
  const sorted = by.codes.filter((code) => code !== "").sort((a, b) => compare(by.label(a), by.label(b)));
  return `${order}&ordning=${sorted.map(encodeURIComponent).join(",")}`;
}

/** Where a file of the view lies; a handout is of the map, and has no order. query: of the view, as the address bar has it. */
export function fileAddress(form: string, query: string, order: string, columns: readonly string[]): string {
  if (form.startsWith("blad")) return `/karta/blad.html?${query}${form === "blad-punkter" ? "&punkter=1" : ""}`;
  return `/evidence/export.${form}?${query}${order}&kolumner=${columns.join(",")}`;
}

/** Checkboxes for the columns; at least one stays. */
export class ColumnChooser {
  readonly #told: TableTold;
  readonly #changed: () => void;
  readonly #boxes = new Map<string, HTMLInputElement>();

  /** room: a fieldset, of which only the legend is kept.  usual: a button.  signal: ends it. */
  constructor(room: HTMLElement, usual: HTMLElement, told: TableTold, signal: AbortSignal, changed: () => void) {
    this.#told = told;
    this.#changed = changed;
    const chosen = columnsKept(keptColumns(), this.#all, this.#usual);
    for (const old of room.querySelectorAll("label")) old.remove();
    for (const { field, head } of told.columns) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = field;
      box.checked = chosen.includes(field);
      const label = document.createElement("label");
      label.append(box, ` ${head}`);
      room.append(label);
      this.#boxes.set(field, box);
    }
    room.addEventListener("change", () => this.#choose(), { signal });
    usual.addEventListener("click", () => {
      for (const [field, box] of this.#boxes) box.checked = this.#usual.includes(field);
      this.#choose();
    }, { signal });
    this.#keepOne();
  }

  get chosen(): string[] {
    return this.#all.filter((field) => this.#boxes.get(field)?.checked);
  }

  get #all(): string[] {
    return this.#told.columns.map(({ field }) => field);
  }

  get #usual(): readonly string[] {
    return isNarrow() ? this.#told.narrow : this.#told.usual;
  }

  #choose(): void {
    this.#keepOne();
    const { chosen } = this;
    try {
      if (chosen.join() === columnsKept(null, this.#all, this.#usual).join()) window.localStorage.removeItem(KEPT);
      else window.localStorage.setItem(KEPT, chosen.join());
    } catch {
      // a browser that keeps nothing shows the choice until the page is left
    }
    this.#changed();
  }

  #keepOne(): void {
    const { chosen } = this;
    for (const [field, box] of this.#boxes) box.disabled = chosen.length === 1 && chosen[0] === field;
  }
}

/** As the stylesheet tells a phone from a desk. */
export function isNarrow(): boolean {
  return window.matchMedia("(max-width: 999px)").matches;
}

function keptColumns(): string | null {
  try {
    return window.localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
