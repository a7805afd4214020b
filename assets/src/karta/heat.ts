/** The chart of weekdays and hours: a grid of cells in which a rectangle is chosen, by hand or by keys. */
import type { Language, View } from "../map/view.ts";
import type { Choice } from "./choice.ts";
import { toggled } from "./choice.ts";
import { weekdaysTold } from "./chips.ts";
import { write } from "./dom.ts";
import type { Brush } from "./weekbrush.ts";
import { DAYS, HOURS, brushed, cellBrush, isChosen, levelOf } from "./weekbrush.ts";
import { number, say } from "./words.ts";

interface Words {
  readonly cell: string;
  readonly cells: string;
  readonly day: string;
  readonly weekdays: readonly string[];
}

type Chosen = Pick<Choice, "weekdays" | "hours">;
const WEEK = Array.from({ length: DAYS }, (_, day) => day + 1);
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

export class WeekChart {
  readonly #words: Words;
  readonly #language: Language;
  readonly #choose: (chosen: Chosen) => void;
  readonly #grid = document.createElement("div");
  readonly #said = document.createElement("p");
  /** By day, then hour. */
  readonly #cells: HTMLElement[][] = [];
  readonly #days: HTMLButtonElement[] = [];
  #counts: readonly (readonly number[])[] = [];
  #chosen: Chosen = { weekdays: [], hours: null };
  #brush: Brush | null = null;
  #dragging = false;
  /** The cell that the keyboard stands in. */
  #at: readonly [number, number] = [0, 0];

  constructor(room: HTMLElement, language: Language, choose: (chosen: Chosen) => void, signal: AbortSignal) {
    this.#words = JSON.parse(room.dataset["texts"] ?? "") as Words;
    this.#language = language;
    this.#choose = choose;
    this.#grid.className = "week";
    this.#grid.setAttribute("role", "grid");
    this.#grid.setAttribute("aria-labelledby", "chart-week-title");
    this.#grid.setAttribute("aria-multiselectable", "true");
    this.#said.className = "source week-said";
    this.#said.setAttribute("aria-live", "polite");
    room.replaceChildren(this.#grid, this.#draw(), this.#said);
    this.#listen(signal);
  }

  /** counts: whatever weekdays and hours are chosen. */
  show(counts: readonly (readonly number[])[], { weekdays, hours }: Pick<View, "weekdays" | "hours">): void {
    const before = this.#counts;
    this.#counts = counts;
    this.#chosen = { weekdays, hours };
    if (!this.#dragging) this.#brush = null;
    const largest = Math.max(0, ...counts.flat());
    this.#each((cell, day, hour) => {
      const count = counts[day]?.[hour] ?? 0;
      const level = String(levelOf(count, largest));
      // telling an element what it knows costs as much as something new
      if (cell.dataset["level"] !== level) cell.dataset["level"] = level;
      if (before[day]?.[hour] !== count) cell.setAttribute("aria-label", this.#cellTold(day, hour, count));
    });
    for (const [day, button] of this.#days.entries()) button.setAttribute("aria-pressed", String(weekdays.includes(day + 1)));
    this.#mark();
    this.#tell();
  }

  /** Rows of cells; gives the hours under them. */
  #draw(): HTMLElement {
    for (const day of WEEK.map((one) => one - 1)) {
      const row = part("div", "row", "week-row");
      const head = part("div", "rowheader", "week-day");
      const button = document.createElement("button");
      const name = this.#words.weekdays[day] ?? "";
      button.type = "button";
      button.textContent = name;
      button.title = say(this.#words.day, { day: name }, this.#language);
      button.addEventListener("click", () => this.#choose({ ...this.#chosen, weekdays: this.#withDay(day + 1) }));
      this.#days.push(button);
      head.append(button);
      const cells = Array.from({ length: HOURS }, () => part("div", "gridcell", "week-cell"));
      for (const cell of cells) cell.tabIndex = -1;
      this.#cells.push(cells);
      row.append(head, ...cells);
      this.#grid.append(row);
    }
    this.#cells[0]![0]!.tabIndex = 0;
    const hours = document.createElement("div");
    hours.className = "week-row week-hours";
    hours.setAttribute("aria-hidden", "true");
    hours.append(part("span", "", "week-day"), ...[0, 6, 12, 18].map((hour) => {
      const tick = document.createElement("span");
      tick.textContent = String(hour).padStart(2, "0");
      return tick;
    }));
    return hours;
  }

  #listen(signal: AbortSignal): void {
    const grid = this.#grid;
    grid.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !(event.target instanceof Element) || !event.target.closest(".week-cell")) return;
      const [day, hour] = this.#cellAt(event);
      this.#dragging = true;
      this.#brush = cellBrush(day, hour);
      this.#stand(day, hour, { focus: true });
      grid.setPointerCapture(event.pointerId);
      this.#mark();
      this.#tell();
      event.preventDefault();
    }, { signal });
    grid.addEventListener("pointermove", (event) => {
      if (!this.#dragging || !this.#brush) return;
      const [toDay, toHour] = this.#cellAt(event);
      this.#brush = { ...this.#brush, toDay, toHour };
      this.#mark();
      this.#tell();
    }, { signal });
    grid.addEventListener("pointerup", () => {
      if (this.#dragging) this.#finish();
    }, { signal });
    grid.addEventListener("pointercancel", () => this.#forget(), { signal });
    // whichever way the focus comes, the keyboard stands where it is
    grid.addEventListener("focusin", ({ target }) => {
      this.#cells.forEach((cells, day) => {
        const hour = cells.indexOf(target as HTMLElement);
        if (hour >= 0) this.#stand(day, hour, { focus: false });
      });
    }, { signal });
    grid.addEventListener("keydown", (event) => this.#pressed(event), { signal });
  }

  #pressed(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!(target instanceof Element) || !target.matches(".week-cell") || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[key];
    if (step) this.#step(step, event.shiftKey);
    else if (key === "Enter" || key === " ") this.#finish();
    else if (key === "Home" || key === "End") this.#stand(this.#at[0], key === "Home" ? 0 : HOURS - 1, { focus: true });
    else if (key === "Delete" || key === "Backspace") this.#choose({ weekdays: [], hours: null });
    else if (key === "Escape" && this.#brush) this.#forget();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** One cell on, with Shift the rectangle grows, also over midnight. */
  #step([down, right]: readonly [number, number], growing: boolean): void {
    const [day, hour] = this.#at;
    const before = this.#brush ?? cellBrush(day, hour);
    const toDay = Math.max(0, Math.min(DAYS - 1, (growing ? before.toDay : day) + down));
    const toHour = (growing ? before.toHour : hour) + right;
    this.#brush = growing ? { ...before, toDay, toHour } : null;
    this.#stand(toDay, ((toHour % HOURS) + HOURS) % HOURS, { focus: true });
    this.#mark();
    this.#tell();
  }

  /** What is chosen already, chosen alone once more, is chosen no longer. */
  #finish(): void {
    const chosen = brushed(this.#brush ?? cellBrush(...this.#at));
    const again = JSON.stringify(chosen) === JSON.stringify(this.#chosen);
    this.#dragging = false;
    this.#brush = null;
    this.#choose(again ? { weekdays: [], hours: null } : chosen);
    this.#mark();
  }

  #forget(): void {
    this.#dragging = false;
    this.#brush = null;
    this.#mark();
    this.#tell();
  }

  #withDay(day: number): number[] {
    const days = toggled(this.#chosen.weekdays, day, WEEK);
    return days.length === DAYS ? [] : days;
  }

  #stand(day: number, hour: number, { focus }: { focus: boolean }): void {
    this.#cells[this.#at[0]]![this.#at[1]]!.tabIndex = -1;
    this.#at = [day, hour];
    const cell = this.#cells[day]![hour]!;
    cell.tabIndex = 0;
    if (focus) cell.focus({ preventScroll: true });
  }

  /** Day and hour under the pointer; hours go on past the edges, days do not. */
  #cellAt({ clientX, clientY }: PointerEvent): [number, number] {
    const first = this.#cells[0]![0]!.getBoundingClientRect();
    const last = this.#cells[DAYS - 1]![HOURS - 1]!.getBoundingClientRect();
    const hour = Math.floor(((clientX - first.left) / (last.right - first.left)) * HOURS);
    const day = Math.floor(((clientY - first.top) / (last.bottom - first.top)) * DAYS);
    return [Math.max(0, Math.min(DAYS - 1, day)), Math.max(1 - HOURS, Math.min(2 * HOURS - 2, hour))];
  }

  #mark(): void {
    const shown = this.#brush ? brushed(this.#brush) : this.#chosen;
    const any = shown.weekdays.length > 0 || shown.hours !== null || this.#brush !== null;
    this.#each((cell, day, hour) => {
      const is = isChosen(shown, day, hour);
      if (cell.classList.contains("is-pale") !== (any && !is)) cell.classList.toggle("is-pale");
      if (cell.getAttribute("aria-selected") !== String(any && is)) cell.setAttribute("aria-selected", String(any && is));
    });
  }

  /** What is under the rectangle, or chosen, in words. */
  #tell(): void {
    const { weekdays, hours } = this.#brush ? brushed(this.#brush) : this.#chosen;
    if (weekdays.length === 0 && hours === null && !this.#brush) {
      write(this.#said, "");
      return;
    }
    let n = 0;
    this.#each((_, day, hour) => (n += isChosen({ weekdays, hours }, day, hour) ? this.#counts[day]?.[hour] ?? 0 : 0));
    const days = weekdaysTold(weekdays.length > 0 ? weekdays : WEEK, this.#words.weekdays);
    write(this.#said, say(this.#words.cells, { days, n, ...clock(hours?.from ?? 0, hours?.until ?? HOURS) }, this.#language));
  }

  #cellTold(day: number, hour: number, count: number): string {
    const told = { day: this.#words.weekdays[day] ?? "", n: number(count, this.#language), ...clock(hour, hour + 1) };
    return say(this.#words.cell, told, this.#language);
  }

  #each(told: (cell: HTMLElement, day: number, hour: number) => void): void {
    this.#cells.forEach((cells, day) => cells.forEach((cell, hour) => told(cell, day, hour)));
  }
}

function clock(first: number, last: number): { first: string; last: string } {
  return { first: String(first).padStart(2, "0"), last: String(last).padStart(2, "0") };
}

function part(name: string, role: string, kind: string): HTMLElement {
  const made = document.createElement(name);
  if (role) made.setAttribute("role", role);
  made.className = kind;
  return made;
}
