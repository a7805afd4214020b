/**
 * What the selection is seen and changed by, beside the controls: chips, undo, charts, tools on the map. All of them
 * show the one selection of the page, and change it by the page alone.
 */
import type { Result } from "../map/result.ts";
import type { View } from "../map/view.ts";
import { Charts } from "./charts.ts";
import type { Choice } from "./choice.ts";
import { NO_CHOICE, choiceOf } from "./choice.ts";
import type { ChipWords, Names } from "./chips.ts";
import { chipsOf } from "./chips.ts";
import { Drawing } from "./drawing.ts";
import { byId } from "./dom.ts";
import { MonthBrush } from "./monthbrush.ts";
import type { PageOptions } from "./page.ts";
import "./select.css";
import { Steps } from "./steps.ts";
import { say } from "./words.ts";

/** The page, as far as the selection goes. */
export interface Selected {
  readonly options: PageOptions;
  readonly view: View;
  /** how: "passing" for a change that undo need not know of. */
  narrow(change: Partial<Choice>, how?: "step" | "passing"): void;
}

interface RowWords extends ChipWords {
  readonly remove: string;
  readonly clear: string;
  readonly months: string;
  readonly monthsTold: string;
}

const TYPED_IN = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [readonly])";

export class Selecting {
  readonly #page: Selected;
  readonly #steps = new Steps<Choice>();
  readonly #ending = new AbortController();
  readonly #charts: Charts;
  readonly #drawing: Drawing;
  readonly #months: MonthBrush;
  readonly #names: Names;
  readonly #row = byId("karta-chips");
  readonly #words: RowWords;
  readonly #undo = byId("select-undo") as HTMLButtonElement;
  readonly #redo = byId("select-redo") as HTMLButtonElement;

  constructor(page: Selected) {
    this.#page = page;
    const { options } = page;
    this.#words = JSON.parse(this.#row.dataset["texts"] ?? "") as RowWords;
    this.#names = {
      categories: Object.fromEntries(options.categories.map(({ code, label }) => [code, label])),
      kinds: options.texts.kinds, statuses: options.texts.statuses ?? {}, sources: options.texts.sources ?? {},
      feelings: options.page.feelings, areas: options.page.areas,
    };
    const { signal } = this.#ending;
    this.#charts = new Charts(page, signal);
    const { from, until, months: label, monthsTold: told } = this.#words;
    this.#months = new MonthBrush(page, { from, until, label, told }, signal);
    this.#drawing = new Drawing(page, byId("map"), signal);
    this.#undo.addEventListener("click", () => this.#travel("undo"), { signal });
    this.#redo.addEventListener("click", () => this.#travel("redo"), { signal });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
  }

  /** The view has changed, and is on the map; what is drawn beside it follows. */
  show(result: Result): void {
    this.#showSteps();
    this.#showChips();
    this.#drawing.show(result);
    this.#months.show(result);
    this.#charts.show(result);
  }

  /** Something else is chosen now than this. */
  left(before: Choice): void {
    this.#steps.record(before);
  }

  stop(): void {
    this.#ending.abort();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest(TYPED_IN)) return;
    this.#travel(event.shiftKey ? "redo" : "undo");
    event.preventDefault();
  }

  #travel(way: "undo" | "redo"): void {
    const found = this.#steps[way](choiceOf(this.#page.view));
    if (found) this.#page.narrow(found, "passing");
  }

  #showSteps(): void {
    const { canUndo, canRedo } = this.#steps;
    // a button that is taken away loses the focus to nowhere
    const [focused, other, can] = document.activeElement === this.#undo && !canUndo ? [true, this.#redo, canRedo]
      : document.activeElement === this.#redo && !canRedo ? [true, this.#undo, canUndo] : [false, this.#undo, false];
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
    if (focused && can) other.focus();
  }

  #showChips(): void {
    const { view, options } = this.#page;
    const chips = chipsOf(view, this.#words, this.#names, options.language);
    const focused = [...this.#row.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    const drawn = chips.map(({ of, text, without }) =>
      button(text, say(this.#words.remove, { name: text }, options.language), of, () => this.#page.narrow(without)));
    if (drawn.length > 1) drawn.push(button(this.#words.clear, null, "all", () => this.#page.narrow(NO_CHOICE)));
    this.#row.replaceChildren(...drawn.map((one) => {
      const item = document.createElement("li");
      item.append(one);
      return item;
    }));
    this.#row.hidden = drawn.length === 0;
    if (focused >= 0) (drawn[Math.min(focused, drawn.length - 1)] ?? this.#undo).focus();
  }
}

/** label: what it does, where the text says what it is. */
function button(text: string, label: string | null, of: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = label === null ? "chip chip-clear" : "chip";
  made.dataset["of"] = of;
  const words = document.createElement("span");
  words.textContent = text;
  made.append(words);
  if (label !== null) {
    made.setAttribute("aria-label", label);
    made.title = label;
    const cross = document.createElement("span");
    cross.textContent = "×";
    cross.setAttribute("aria-hidden", "true");
    made.append(cross);
  }
  made.addEventListener("click", press);
  return made;
}
