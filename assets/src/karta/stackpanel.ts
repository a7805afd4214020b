/**
 * The list of the map's layers, topmost first: shown or not, moved up and down, and how much each lets through. Native
 * controls, so that keyboard, thumb and screen reader work as everywhere.
 */
import type { Background } from "../map/background.ts";
import { backgroundFor } from "../map/background.ts";
import type { Showable, Stack } from "../map/stack.ts";
import { LOWEST, USUAL, arranged, formatStack } from "../map/stack.ts";
import type { Language } from "../map/view.ts";
import { rememberBackground } from "../shared/remembered.ts";
import { BackgroundChoice } from "./background.ts";
import type { BackgroundWords } from "./background.ts";
import { say } from "./words.ts";

/** Every word comes from the catalogues, see dashboard/layerpanel.py; texts hold {layer}, {n} and {all}. */
export interface PanelWords {
  readonly list: readonly { readonly layer: Showable; readonly label: string; readonly note: string }[];
  readonly up: string;
  readonly down: string;
  readonly opacity: string;
  readonly moved: string;
  readonly usual: string;
  readonly background: BackgroundWords;
}

/** What is shown. background: null for the usual one. */
export interface Laid {
  readonly layers: Stack;
  readonly background: Background | null;
}

interface Row {
  readonly element: HTMLLIElement;
  readonly box: HTMLInputElement;
  readonly opacity: HTMLInputElement;
  readonly percent: HTMLOutputElement;
  readonly up: HTMLButtonElement;
  readonly down: HTMLButtonElement;
  readonly label: string;
}

const STEP = 5;
/** What cannot be seen is hidden with its box, not by letting everything through. */
const FAINTEST = 10;

export class StackPanel {
  readonly #words: PanelWords;
  readonly #language: Language;
  readonly #changed: (laid: Laid) => void;
  readonly #choice: BackgroundChoice;
  readonly #list = document.createElement("ol");
  readonly #said = document.createElement("p");
  readonly #usual = document.createElement("button");
  readonly #rows = new Map<Showable, Row>();
  #order: readonly Showable[] = [];
  /** Layers of an address that have no line here, for there is nothing to choose: they stay as they are. */
  #unlisted: Stack = [];
  #written = "";

  constructor(parent: HTMLElement, words: PanelWords, language: Language, laid: Laid, changed: (laid: Laid) => void) {
    this.#words = words;
    this.#language = language;
    this.#changed = changed;
    this.#choice = new BackgroundChoice(words.background, (background) => {
      rememberBackground(background);
      // hidden with its layer, it would not come
      if (background !== "none") this.#rows.get(LOWEST)!.box.checked = true;
      this.#set();
    });
    this.#list.className = "stack-list";
    this.#said.className = "sr-only";
    this.#said.setAttribute("role", "status");
    this.#usual.type = "button";
    this.#usual.className = "stack-usual";
    this.#usual.textContent = words.usual;
    this.#usual.addEventListener("click", () => {
      rememberBackground(this.#choice.usual);
      this.show({ layers: USUAL, background: null });
      this.#changed(this.#laid());
      this.#rows.get(this.#order[0]!)?.box.focus();
    });
    for (const { layer, label, note } of words.list) this.#rows.set(layer, this.#row(layer, label, note));
    parent.replaceChildren(this.#list, this.#said, this.#usual);
    this.show(laid);
  }

  /** The background went away while it was shown. */
  loseBackground(): void {
    this.#choice.lose("file");
    this.#set();
  }

  /** Sets the controls; tells nobody. */
  show({ layers: stack, background }: Laid): void {
    const shown = stack.some(({ layer }) => layer === LOWEST);
    this.#choice.show(shown ? backgroundFor(background, this.#choice.there) : "none");
    // what an order of hidden layers was found by hand, stays
    if (formatStack(stack) === this.#written && this.#order.length > 0) return this.#tell();
    this.#order = arranged(stack).filter((layer) => this.#rows.has(layer));
    this.#unlisted = stack.filter(({ layer }) => !this.#rows.has(layer));
    for (const [layer, row] of this.#rows) {
      const placed = stack.find((one) => one.layer === layer);
      row.box.checked = placed !== undefined;
      row.opacity.value = String(placed?.opacity ?? 100);
    }
    this.#arrange();
  }

  #laid(): Laid {
    const { chosen, usual } = this.#choice;
    const hidden = !this.#rows.get(LOWEST)?.box.checked;
    return { layers: this.#stack(), background: chosen === usual || hidden ? null : chosen };
  }

  #stack(): Stack {
    const listed = this.#order.flatMap((layer) => {
      const { box, opacity } = this.#rows.get(layer)!;
      return box.checked ? [{ layer, opacity: Number(opacity.value) }] : [];
    });
    return [...listed, ...this.#unlisted];
  }

  #arrange(): void {
    const rows = this.#order.map((layer) => this.#rows.get(layer)!);
    // those that stand right are not moved: moving takes the focus away
    rows.forEach(({ element }, index) => {
      if (this.#list.children[index] !== element) this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    this.#tell();
  }

  /** What follows from the values. */
  #tell(): void {
    const movable = this.#order.filter((layer) => layer !== LOWEST);
    for (const [layer, { box, opacity, percent, up, down }] of this.#rows) {
      const place = movable.indexOf(layer);
      opacity.disabled = !box.checked;
      percent.value = `${opacity.value}\u00a0%`;
      opacity.setAttribute("aria-valuetext", percent.value);
      // kept in the order of focus also at the ends: a button that vanishes under the finger loses it
      up.setAttribute("aria-disabled", String(place <= 0));
      down.setAttribute("aria-disabled", String(place < 0 || place === movable.length - 1));
    }
    const stack = this.#stack();
    this.#written = formatStack(stack) ?? "";
    this.#usual.hidden = formatStack(stack) === null && this.#choice.chosen === this.#choice.usual;
  }

  #set(): void {
    this.#tell();
    this.#changed(this.#laid());
  }

  #move(layer: Showable, by: -1 | 1): void {
    const movable = this.#order.filter((one) => one !== LOWEST);
    const from = movable.indexOf(layer);
    const to = from + by;
    if (from < 0 || to < 0 || to >= movable.length) return;
    const row = this.#rows.get(layer)!;
    const button = by < 0 ? row.up : row.down;
    const order = movable.toSpliced(from, 1).toSpliced(to, 0, layer);
    this.#order = [...order, ...this.#order.filter((one) => one === LOWEST)];
    this.#arrange();
    button.focus();
    const { moved } = this.#words;
    this.#said.textContent = say(moved, { layer: row.label, n: to + 1, all: movable.length }, this.#language);
    this.#changed(this.#laid());
  }

  #row(layer: Showable, label: string, note: string): Row {
    const element = document.createElement("li");
    element.dataset["layer"] = layer;
    const box = input("checkbox");
    const name = document.createElement("label");
    name.append(box, label);
    const opacity = input("range");
    Object.assign(opacity, { min: String(FAINTEST), max: "100", step: String(STEP) });
    opacity.setAttribute("aria-label", say(this.#words.opacity, { layer: label }, this.#language));
    const percent = document.createElement("output");
    const up = button("▲", say(this.#words.up, { layer: label }, this.#language));
    const down = button("▼", say(this.#words.down, { layer: label }, this.#language));
    box.addEventListener("change", () => this.#set());
    opacity.addEventListener("input", () => this.#set());
    up.addEventListener("click", () => this.#move(layer, -1));
    down.addEventListener("click", () => this.#move(layer, 1));
    const faint = document.createElement("div");
    faint.className = "stack-opacity";
    faint.append(opacity, percent);
    element.append(...(layer === LOWEST ? [this.#choice.element] : [name, up, down]), faint);
    if (note !== "") {
      const told = document.createElement("p");
      told.className = "source";
      told.textContent = note;
      element.append(told);
    }
    return { element, box, opacity, percent, up, down, label };
  }
}

function input(type: string): HTMLInputElement {
  const element = document.createElement("input");
  element.type = type;
  return element;
}

function button(sign: string, label: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = sign;
  element.setAttribute("aria-label", label);
  return element;
}
