/**
 * Charts that are chosen in: each is drawn from what there is whatever was chosen in it, so that nothing vanishes, and
 * what is chosen stands out. Plain elements, no drawing library: they are buttons and cells for the keyboard too, and
 * are up to date in a millisecond. Folded away they cost nothing.
 */
import type { Result } from "../map/result.ts";
import type { Language } from "../map/view.ts";
import type { Choice } from "./choice.ts";
import { toggled } from "./choice.ts";
import { byId, write } from "./dom.ts";
import { WeekChart } from "./heat.ts";
import type { Selected } from "./selecting.ts";
import { number } from "./words.ts";

const REMEMBERED = "lofteskartan.charts";

type Field = "statuses" | "sources";
const FIELDS: readonly Field[] = ["statuses", "sources"];

export class Charts {
  readonly #page: Selected;
  readonly #fold = byId("karta-charts") as HTMLDetailsElement;
  readonly #week: WeekChart;
  readonly #rows: ReadonlyMap<string, HTMLElement>;
  #result: Result | null = null;

  constructor(page: Selected, signal: AbortSignal) {
    this.#page = page;
    this.#week = new WeekChart(byId("chart-week"), page.options.language, (choice) => page.narrow(choice), signal);
    this.#rows = new Map(page.options.categories.flatMap(({ code }) => {
      const row = document.querySelector(`[data-count="category-${code}"]`)?.parentElement;
      return row ? [[code, row] as const] : [];
    }));
    this.#fold.open = remembered();
    this.#fold.addEventListener("toggle", () => {
      remember(this.#fold.open);
      if (this.#result) this.show(this.#result);
    }, { signal });
    for (const field of FIELDS) {
      for (const bar of barsOf(this.#fold, field)) bar.addEventListener("click", () => this.#toggle(field, bar), { signal });
    }
  }

  show(result: Result): void {
    this.#result = result;
    this.#showShares(result);
    if (!this.#fold.open) return;
    const { view, options } = this.#page;
    this.#week.show(result.openByWeekdayHour, view);
    showBars(barsOf(this.#fold, "statuses"), result.openByStatus, view.statuses, options.language);
    showBars(barsOf(this.#fold, "sources"), result.openBySource, view.sources, options.language);
  }

  /** Behind the boxes of the categories, how much each would add. */
  #showShares({ openByCategory }: Result): void {
    const largest = Math.max(1, ...Object.values(openByCategory));
    const { categories } = this.#page.view;
    for (const [code, row] of this.#rows) {
      row.style.setProperty("--share", share(openByCategory[code] ?? 0, largest));
      row.classList.toggle("is-pale", categories.length > 0 && !categories.includes(code));
    }
  }

  #toggle(field: Field, bar: HTMLElement): void {
    const order = barsOf(this.#fold, field).map((one) => one.dataset["code"] ?? "").sort();
    const chosen = toggled(this.#page.view[field], bar.dataset["code"] ?? "", order);
    this.#page.narrow({ [field]: chosen } as Partial<Choice>);
  }
}

function barsOf(fold: HTMLElement, field: Field): HTMLElement[] {
  return [...fold.querySelectorAll<HTMLElement>(`[data-field="${field}"] > .choice-bar`)];
}

/** A bar that has been there stays, so that nothing moves under the hand. */
function showBars(
  bars: readonly HTMLElement[], counts: Readonly<Record<string, number>>, chosen: readonly string[], language: Language,
): void {
  const largest = Math.max(1, ...Object.values(counts));
  for (const bar of bars) {
    const code = bar.dataset["code"] ?? "";
    const count = counts[code] ?? 0;
    const is = chosen.includes(code);
    if (count > 0 || is) bar.hidden = false;
    bar.style.setProperty("--share", share(count, largest));
    bar.setAttribute("aria-pressed", String(is));
    bar.classList.toggle("is-pale", chosen.length > 0 && !is);
    write(bar.querySelector(".tally"), number(count, language));
  }
}

function share(count: number, largest: number): string {
  return `${Math.round((1000 * count) / largest) / 10}%`;
}

function remembered(): boolean {
  try {
    return window.localStorage.getItem(REMEMBERED) === "open";
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    window.localStorage.setItem(REMEMBERED, open ? "open" : "closed");
  } catch {
    // a browser that keeps nothing: folded the next time
  }
}
