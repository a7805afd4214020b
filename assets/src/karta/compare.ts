/**
 * Another period beside the view's: asked of the server at each change of either, shown on the map as what became of the
 * areas, and under it as two small maps and tables.
 */
import type { Change } from "../map/change.ts";
import type { Area } from "../map/features.ts";
import { readAreas } from "../map/features.ts";
import { fetchFeatures } from "../map/fetching.ts";
import type { Period } from "../map/view.ts";
import { EVERYTHING, formatView } from "../map/view.ts";
import { Latest } from "../shared/latest.ts";
import { fetchJson } from "./asking.ts";
import { setProps } from "./dash.ts";
import { theme } from "./dom.ts";
import type { Page } from "./page.ts";
import { here } from "./page.ts";
import { filled, justBefore, latest, yearBefore } from "./periods.ts";
import { smallMaps } from "./smallmaps.ts";

export interface CompareWords {
  readonly open: string;
  /** The same in more words, beginning with it. */
  readonly means: string;
  readonly label: string;
  readonly with: string;
  readonly before: string;
  readonly year: string;
  readonly own: string;
  readonly from: string;
  readonly until: string;
  readonly asking: string;
  readonly unanswered: string;
  readonly tooShort: string;
}

/** What the server says; see dashboard/comparison.py. */
export interface Compared extends Change {
  readonly later: string;
  readonly earlier: string;
  readonly areas: Readonly<Record<string, Change["areas"][string] & { readonly earlier: number | null; readonly later: number | null }>>;
  readonly html: string;
}

type Way = "before" | "year" | "own";
const WAYS: Readonly<Record<Exclude<Way, "own">, (period: Period) => Period>> = { before: justBefore, year: yearBefore };

const same = (one: Period | null, other: Period | null): boolean => one?.from === other?.from && one?.until === other?.until;

/** How a period came to be compared with another. */
export function wayOf(period: Period, compared: Period): Way {
  return same(compared, justBefore(period)) ? "before" : same(compared, yearBefore(period)) ? "year" : "own";
}

export class Comparison {
  readonly #words: CompareWords;
  readonly #open = document.createElement("button");
  readonly #room = document.createElement("section");
  readonly #said = document.createElement("p");
  readonly #body = document.createElement("div");
  readonly #way = document.createElement("select");
  readonly #own = document.createElement("span");
  readonly #from = document.createElement("input");
  readonly #until = document.createElement("input");
  #latest: Latest<Compared> | null = null;
  #page: Page | null = null;
  #months: readonly string[] = [];
  #period: Period | null = null;
  /** Question that what stands is an answer to. */
  #shown: string | null = null;
  #answer: Compared | null = null;
  /** Whether the map knows an answer. */
  #given = false;
  #areas: Promise<readonly Area[]> | null = null;
  readonly #themes = new MutationObserver(() => void this.#draw());

  constructor(head: HTMLElement, parent: HTMLElement, words: CompareWords) {
    this.#words = words;
    this.#open.type = "button";
    this.#open.className = "time-open";
    this.#open.textContent = words.open;
    this.#open.setAttribute("aria-label", words.means);
    this.#open.setAttribute("aria-expanded", "false");
    this.#open.setAttribute("aria-controls", "karta-compare");
    this.#open.addEventListener("click", () => (this.#page?.view.compared ? this.#stop() : this.#start()));
    head.append(this.#open);
    this.#room.id = "karta-compare";
    this.#room.className = "time-room compare";
    this.#room.hidden = true;
    this.#room.setAttribute("aria-label", words.label);
    this.#said.className = "compare-said";
    this.#body.className = "compare-body";
    this.#said.setAttribute("role", "status");
    this.#room.append(this.#choice(), this.#said, this.#body);
    parent.append(this.#room);
    this.#themes.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  }

  /** The page is gone, and with it what was drawn. */
  stop(): void {
    this.#themes.disconnect();
    this.#latest?.stop();
  }

  /** After each count. months: of all evidence. */
  follow(page: Page, months: readonly string[]): void {
    if (page !== this.#page) this.#arrive(page);
    this.#months = months;
    const { view } = page;
    const before = this.#period;
    this.#period = filled(view.from, view.until, months);
    if (view.measure === "change" && !view.compared) return this.#start();
    // chosen again later, the areas would first be coloured by what was compared then
    if (!view.compared && this.#given) {
      this.#given = false;
      window.lofteskartan?.map?.setChange(null);
    }
    // what was chosen as the same time before stays so when the period moves
    if (view.compared && before && this.#period && !same(before, this.#period)) {
      const way = wayOf(before, view.compared);
      if (way !== "own") page.compare(WAYS[way](this.#period));
    }
    this.#ask();
  }

  #arrive(page: Page): void {
    this.#page = page;
    this.#period = null;
    this.#shown = null;
    this.#answer = null;
    this.#given = false;
    this.#areas = null;
    this.#latest?.stop();
    const { addresses, municipality, language } = page.options;
    this.#latest = new Latest<Compared>({
      ask: (question, signal) => fetchJson<Compared>(`${addresses.change}?municipality=${municipality}&sprak=${language}&${question}`, signal),
      answered: (question, answer) => {
        // the page was left meanwhile, and its map with it
        if (here() !== page) return;
        this.#shown = question;
        this.#answer = answer;
        this.#tell("");
        this.#given = true;
        window.lofteskartan?.map?.setChange(answer);
        void this.#draw();
      },
      failed: () => this.#tell(this.#words.unanswered),
    });
  }

  #start(): void {
    const page = this.#page;
    if (!page) return;
    const chosen = page.view.from || page.view.until ? this.#period : latest(this.#months);
    if (!chosen) {
      this.#room.hidden = false;
      return this.#tell(this.#words.tooShort);
    }
    page.compare(justBefore(chosen));
    this.#period = chosen;
    if (page.view.measure !== "change") setProps("filter-shading", { value: "change" });
    if (page.view.from !== chosen.from || page.view.until !== chosen.until) page.narrow(chosen);
    else this.#ask();
  }

  #stop(): void {
    const page = this.#page;
    if (!page) return;
    page.compare(null);
    this.#shown = null;
    this.#answer = null;
    if (page.view.measure === "change") setProps("filter-shading", { value: EVERYTHING.measure });
    this.#ask();
    this.#open.focus();
  }

  /** Asks where there is something to compare that does not stand there already. */
  #ask(): void {
    const page = this.#page;
    if (!page) return;
    const { compared } = page.view;
    this.#room.hidden = compared === null;
    this.#open.setAttribute("aria-expanded", String(compared !== null));
    if (!compared) return this.#latest?.forget();
    this.#showChoice(compared);
    const question = formatView({
      ...page.view, ...this.#period, municipality: null, measure: EVERYTHING.measure, layers: EVERYTHING.layers, background: null,
      bandwidth: EVERYTHING.bandwidth, findingWeight: EVERYTHING.findingWeight, selected: null, camera: null, table: false, language: null,
    });
    if (question === this.#shown) return this.#latest?.forget();
    this.#body.classList.add("is-old");
    if (!this.#answer) this.#tell(this.#words.asking);
    this.#latest?.want(question);
  }

  #tell(sentence: string): void {
    this.#said.textContent = sentence;
    this.#said.hidden = sentence === "";
    if (sentence === "") this.#body.classList.remove("is-old");
  }

  async #draw(): Promise<void> {
    const answer = this.#answer;
    const page = this.#page;
    if (!answer || !page) return this.#body.replaceChildren();
    this.#body.innerHTML = answer.html;
    for (const bar of this.#body.querySelectorAll<HTMLElement>("[data-share]")) bar.style.inlineSize = `${100 * Number(bar.dataset["share"])}%`;
    this.#areas ??= fetchFeatures(page.options.addresses.areas).then(readAreas);
    const areas = await this.#areas.catch(() => []);
    const room = this.#body.querySelector<HTMLElement>(".compare-maps");
    if (answer !== this.#answer || !room || areas.length === 0) return;
    room.replaceChildren(...smallMaps(areas, [
      { label: answer.earlier, rates: (code) => answer.areas[code]?.earlier ?? null },
      { label: answer.later, rates: (code) => answer.areas[code]?.later ?? null },
    ], { caption: room.dataset["caption"] ?? "", language: page.options.language, theme: theme() }));
  }

  #choice(): HTMLElement {
    const words = this.#words;
    const choice = document.createElement("div");
    choice.className = "compare-choice";
    for (const way of ["before", "year", "own"] as const) this.#way.append(new Option(words[way], way));
    this.#way.addEventListener("change", () => {
      const way = this.#way.value as Way;
      this.#own.hidden = way !== "own";
      if (way === "own") return this.#from.focus();
      if (this.#period) this.#compare(WAYS[way](this.#period));
    });
    choice.append(labelled(words.with, this.#way));
    for (const [input, label] of [[this.#from, words.from], [this.#until, words.until]] as const) {
      input.type = "date";
      input.addEventListener("change", () => {
        const [from, until] = [this.#from.value, this.#until.value];
        if (from && until && from <= until) this.#compare({ from, until });
      });
      this.#own.append(labelled(label, input));
    }
    this.#own.className = "compare-own";
    this.#own.hidden = true;
    choice.append(this.#own);
    return choice;
  }

  #compare(period: Period): void {
    this.#page?.compare(period);
    this.#ask();
  }

  #showChoice(compared: Period): void {
    this.#way.value = this.#period ? wayOf(this.#period, compared) : "own";
    this.#own.hidden = this.#way.value !== "own";
    this.#from.value = compared.from;
    this.#until.value = compared.until;
  }
}

function labelled(text: string, control: HTMLElement): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(text, control);
  return label;
}
