/** Choosing the period in the timeline: a drag across its months, a click on one, or the arrows of the keyboard. */
import type { Result } from "../map/result.ts";
import { periodTold } from "./chips.ts";
import { monthAt, sharesOf, spanOf } from "./months.ts";
import type { Selected } from "./selecting.ts";
import { number, say } from "./words.ts";

interface Words {
  readonly from: string;
  readonly until: string;
  readonly label: string;
  readonly told: string;
}

interface Graph extends HTMLElement {
  readonly _fullLayout?: { readonly xaxis?: { readonly range?: readonly [string, string] } };
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 12, PageDown: -12 };

export class MonthBrush {
  readonly #page: Selected;
  readonly #words: Words;
  readonly #room: HTMLElement | null;
  /** Where the keyboard stands: over the plot, which keeps the mouse for itself. */
  readonly #handle = document.createElement("div");
  readonly #window = document.createElement("div");
  #months: readonly string[] = [];
  #counts: readonly number[] = [];
  /** Positions of the months where the choice began and ends. */
  #brush: readonly [number, number] | null = null;
  #dragging = false;
  #at = -1;

  constructor(page: Selected, words: Words, signal: AbortSignal) {
    this.#page = page;
    this.#words = words;
    this.#room = document.querySelector<HTMLElement>(".karta-timeline");
    this.#handle.className = "month-brush";
    this.#handle.tabIndex = 0;
    this.#handle.setAttribute("role", "slider");
    this.#handle.setAttribute("aria-label", words.label);
    this.#window.className = "month-window";
    this.#window.hidden = true;
    this.#handle.append(this.#window);
    if (this.#room) this.#listen(this.#room, signal);
  }

  show({ months, openByMonth }: Result): void {
    this.#months = months;
    this.#counts = openByMonth;
    if (!this.#room || months.length === 0) return this.#handle.remove();
    if (!this.#handle.isConnected) this.#room.prepend(this.#handle);
    this.#at = this.#at < 0 ? months.length - 1 : Math.min(this.#at, months.length - 1);
    if (!this.#dragging) this.#brush = null;
    this.#tell();
  }

  #listen(room: HTMLElement, signal: AbortSignal): void {
    room.addEventListener("pointerdown", (event) => {
      const month = event.button === 0 && this.#months.length > 0 ? this.#monthUnder(event, true) : null;
      if (month === null) return;
      this.#dragging = true;
      this.#at = month;
      this.#brush = [month, month];
      room.setPointerCapture(event.pointerId);
      this.#place();
      this.#tell();
    }, { signal });
    room.addEventListener("pointermove", (event) => {
      const month = this.#dragging ? this.#monthUnder(event, false) : null;
      if (month === null || !this.#brush) return;
      this.#brush = [this.#brush[0], month];
      this.#at = month;
      this.#tell();
    }, { signal });
    room.addEventListener("pointerup", () => {
      if (this.#dragging) this.#choose();
    }, { signal });
    room.addEventListener("pointercancel", () => this.#forget(), { signal });
    this.#handle.addEventListener("focus", () => {
      this.#place();
      this.#tell();
    }, { signal });
    this.#handle.addEventListener("blur", () => this.#forget(), { signal });
    this.#handle.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    signal.addEventListener("abort", () => this.#handle.remove());
  }

  #pressed(event: KeyboardEvent): void {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[key];
    if (step !== undefined) this.#move(this.#at + step, event.shiftKey);
    else if (key === "Home" || key === "End") this.#move(key === "Home" ? 0 : this.#months.length - 1, event.shiftKey);
    else if (key === "Enter" || key === " ") this.#choose();
    else if (key === "Delete" || key === "Backspace") this.#page.narrow({ from: null, until: null });
    else if (key === "Escape" && this.#brush) this.#forget();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(to: number, growing: boolean): void {
    const before = this.#brush?.[0] ?? this.#at;
    this.#at = Math.max(0, Math.min(this.#months.length - 1, to));
    this.#brush = growing ? [before, this.#at] : null;
    this.#tell();
  }

  /** The period that is chosen already, chosen once more, is chosen no longer. */
  #choose(): void {
    const span = spanOf(this.#months, ...(this.#brush ?? [this.#at, this.#at]));
    const { from, until } = this.#page.view;
    this.#forget();
    this.#page.narrow(span.from === from && span.until === until ? { from: null, until: null } : span);
  }

  #forget(): void {
    this.#dragging = false;
    this.#brush = null;
    this.#tell();
  }

  #tell(): void {
    const [one, other] = this.#brush ?? [this.#at, this.#at];
    const shown = this.#brush !== null || document.activeElement === this.#handle;
    this.#window.hidden = !shown;
    if (shown) this.#draw(Math.min(one, other), Math.max(one, other));
    const { language } = this.#page.options;
    const n = this.#counts.slice(Math.min(one, other), Math.max(one, other) + 1).reduce((sum, count) => sum + count, 0);
    const period = periodTold(spanOf(this.#months, one, other), this.#words, language);
    this.#handle.setAttribute("aria-valuemin", "0");
    this.#handle.setAttribute("aria-valuemax", String(this.#months.length - 1));
    this.#handle.setAttribute("aria-valuenow", String(this.#at));
    this.#handle.setAttribute("aria-valuetext", say(this.#words.told, { period, n: number(n, language) }, language));
  }

  #draw(first: number, last: number): void {
    const range = this.#range();
    if (!range) return;
    const [begin] = sharesOf(this.#months[first]!, range);
    const [, end] = sharesOf(this.#months[last]!, range);
    this.#window.style.left = `${100 * begin}%`;
    this.#window.style.width = `${100 * (end - begin)}%`;
  }

  /** Over the plot, wherever that lies now. */
  #place(): void {
    const plot = this.#plot();
    if (!plot || !this.#room) return;
    const room = this.#room.getBoundingClientRect();
    const { style } = this.#handle;
    style.left = `${plot.left - room.left}px`;
    style.top = `${plot.top - room.top + this.#room.scrollTop}px`;
    style.width = `${plot.width}px`;
    style.height = `${plot.height}px`;
  }

  #monthUnder({ clientX, clientY }: PointerEvent, inside: boolean): number | null {
    const plot = this.#plot();
    const range = this.#range();
    if (!plot || !range) return null;
    if (inside && (clientX < plot.left || clientX > plot.right || clientY < plot.top || clientY > plot.bottom)) return null;
    return monthAt(this.#months, range, Math.max(0, Math.min(1, (clientX - plot.left) / plot.width)));
  }

  /** The plot's own rectangle, of the evidence alone: the library gives it to the mouse. */
  #plot(): DOMRect | null {
    return this.#room?.querySelector(".draglayer .xy .nsewdrag")?.getBoundingClientRect() ?? null;
  }

  #range(): readonly [string, string] | null {
    return this.#room?.querySelector<Graph>(".js-plotly-plot")?._fullLayout?.xaxis?.range ?? null;
  }
}
