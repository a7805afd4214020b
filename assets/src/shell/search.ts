/**
 * The search that "/" opens: a line to write in and a list that follows it, worked as the ARIA practices tell of a
 * combobox with a list. The newest question is answered, and an answer that comes late is not shown.
 */
import { fetchJson } from "../karta/asking.ts";
import { Latest } from "../shared/latest.ts";
import type { Answer, Option } from "./choosing.ts";
import { leadingTo, movedBy } from "./choosing.ts";
import "./search.css";

interface Texts {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly failed: string;
  readonly close: string;
}

const OPENER = "frame-search-open";

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, given: Readonly<Record<string, string>>, ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

class Search {
  readonly #dialog: HTMLDialogElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #said: HTMLElement;
  readonly #below: HTMLElement;
  readonly #texts: Texts;
  readonly #latest: Latest<Answer>;
  #options: { readonly told: Option; readonly element: HTMLElement }[] = [];
  #at = -1;
  /** Enter was pressed before the answer was there. */
  #hurried = false;

  constructor(address: string, texts: Texts) {
    this.#texts = texts;
    this.#input = make("input", {
      type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list",
      "aria-label": texts.label, placeholder: texts.label, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "go", maxlength: "100", class: "search-input",
    });
    this.#list = make("div", { id: "search-list", role: "listbox", "aria-label": texts.title, hidden: "" });
    this.#said = make("p", { class: "sr-only", role: "status" });
    this.#below = make("div", { class: "search-below" });
    const close = make("button", { type: "button", class: "search-close" }, texts.close);
    const line = make("div", { class: "search-line" }, make("span", { class: "icon icon-search", "aria-hidden": "true" }), this.#input, close);
    this.#dialog = make("dialog", { class: "search", "aria-label": texts.title }, line, this.#said, this.#list, this.#below);
    this.#latest = new Latest<Answer>({
      ask: (words, signal) => fetchJson<Answer>(`${address}&ord=${encodeURIComponent(words)}`, signal),
      answered: (_, answer) => this.#show(answer),
      failed: () => this.#tell(this.#texts.failed),
    });
    this.#input.addEventListener("input", () => this.#ask());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => {
      if (target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
    // what has the focus stays the line: the list is pointed at, not entered
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("pointermove", ({ target }) => {
      const at = this.#options.findIndex(({ element }) => target instanceof Node && element.contains(target));
      if (at >= 0 && at !== this.#at) this.#mark(at, false);
    });
    this.#list.addEventListener("click", ({ target }) => {
      const chosen = this.#options.find(({ element }) => target instanceof Node && element.contains(target));
      if (chosen) this.#go(chosen.told);
    });
  }

  open(): void {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#input.focus();
    this.#clear();
  }

  #ask(): void {
    this.#hurried = false;
    const words = this.#input.value.trim();
    if (words) this.#latest.want(words);
    else {
      this.#latest.forget();
      this.#clear();
    }
  }

  #clear(): void {
    this.#draw({ said: "", groups: [] });
    this.#said.textContent = "";
    this.#below.replaceChildren(make("p", {}, this.#texts.hint));
  }

  #show(answer: Answer): void {
    this.#draw(answer);
    if (this.#options.length > 0) {
      this.#said.textContent = answer.said;
      this.#below.replaceChildren();
      this.#mark(0);
      if (this.#hurried) this.#go(this.#options[0]!.told);
    } else this.#tell(this.#texts.none, this.#texts.noneWhy);
    this.#hurried = false;
  }

  #tell(...sentences: string[]): void {
    this.#draw({ said: "", groups: [] });
    this.#said.textContent = sentences[0] ?? "";
    this.#below.replaceChildren(...sentences.map((one) => make("p", {}, one)));
  }

  #draw({ groups }: Answer): void {
    this.#options = [];
    this.#at = -1;
    this.#input.removeAttribute("aria-activedescendant");
    const drawn = groups.map(({ label, options, more }, number) => {
      const heading = make("div", { id: `search-kind-${number}`, class: "search-kind", role: "presentation" }, label);
      if (more) heading.append(make("span", {}, more));
      const rows = options.map((told) => {
        const element = make("div", { role: "option", id: `search-option-${this.#options.length}`, "aria-selected": "false" },
          make("span", { class: "search-name" }, told.name), make("span", { class: "search-aside" }, told.aside));
        this.#options.push({ told, element });
        return element;
      });
      return make("div", { role: "group", "aria-labelledby": heading.id }, heading, ...rows);
    });
    this.#list.replaceChildren(...drawn);
    this.#list.hidden = this.#options.length === 0;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", String(this.#options.length > 0));
  }

  #mark(at: number, reveal = true): void {
    this.#options[this.#at]?.element.setAttribute("aria-selected", "false");
    this.#at = at;
    const now = this.#options[at]?.element;
    if (!now) return;
    now.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", now.id);
    if (reveal) (at === 0 ? this.#list.firstElementChild ?? now : now).scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const to = movedBy(event.key, this.#at, this.#options.length);
    if (to !== null) this.#mark(to);
    else if (event.key === "Enter") {
      const chosen = this.#options[this.#at];
      if (this.#latest.waiting) this.#hurried = true;
      else if (chosen) this.#go(chosen.told);
    } else return;
    event.preventDefault();
  }

  #go(told: Option): void {
    const here = window.location.pathname + window.location.search;
    const address = leadingTo(told, here);
    this.#latest.stop();
    this.#dialog.close();
    // as the kit's own links do, so that nothing is loaded anew
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }
}

/** Opens the search of the page's municipality; nothing where there is none. */
export function openSearch(): void {
  const opener = document.getElementById(OPENER);
  const { address, texts } = opener?.dataset ?? {};
  if (!address || !texts || document.querySelector("dialog[open]")) return;
  new Search(address, JSON.parse(texts) as Texts).open();
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest(`#${OPENER}`)) openSearch();
});
