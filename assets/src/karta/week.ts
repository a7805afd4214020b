/** The hours of the view's week, as the server draws them; asked for while they are unfolded alone. */
import { EVERYTHING, formatView } from "../map/view.ts";
import { Latest } from "../shared/latest.ts";
import { fetchJson } from "./asking.ts";
import type { Page } from "./page.ts";

export interface WeekWords {
  readonly open: string;
  /** The same in more words, beginning with it. */
  readonly means: string;
  readonly label: string;
  readonly asking: string;
  readonly unanswered: string;
}

/** What the server says; see dashboard/weekview.py. */
interface Answer {
  readonly html: string;
}

export class WeekFold {
  readonly #words: WeekWords;
  readonly #button = document.createElement("button");
  readonly #room = document.createElement("section");
  readonly #said = document.createElement("p");
  readonly #body = document.createElement("div");
  #latest: Latest<Answer> | null = null;
  #page: Page | null = null;
  #shown: string | null = null;

  constructor(head: HTMLElement, parent: HTMLElement, words: WeekWords) {
    this.#words = words;
    this.#button.type = "button";
    this.#button.className = "time-open";
    this.#button.textContent = words.open;
    this.#button.setAttribute("aria-label", words.means);
    this.#button.setAttribute("aria-expanded", "false");
    this.#button.setAttribute("aria-controls", "karta-week");
    this.#button.addEventListener("click", () => this.#unfold(this.#room.hidden === true));
    head.append(this.#button);
    this.#room.id = "karta-week";
    this.#room.className = "time-room week-room";
    this.#room.hidden = true;
    this.#room.setAttribute("aria-label", words.label);
    this.#said.setAttribute("role", "status");
    this.#room.append(this.#said, this.#body);
    parent.append(this.#room);
  }

  /** After each count. */
  follow(page: Page): void {
    if (page !== this.#page) {
      this.#page = page;
      this.#shown = null;
      this.#latest?.stop();
      const { addresses, municipality, language } = page.options;
      this.#latest = new Latest<Answer>({
        ask: (question, signal) => fetchJson<Answer>(`${addresses.week}?municipality=${municipality}&sprak=${language}&${question}`, signal),
        answered: (question, answer) => {
          this.#shown = question;
          this.#body.innerHTML = answer.html;
          this.#tell("");
        },
        failed: () => this.#tell(this.#words.unanswered),
      });
    }
    if (!this.#room.hidden) this.#ask(page);
  }

  stop(): void {
    this.#latest?.stop();
  }

  #unfold(open: boolean): void {
    this.#room.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    if (open && this.#page) this.#ask(this.#page);
    else this.#latest?.forget();
  }

  #ask(page: Page): void {
    const question = formatView({
      ...page.view, compared: null, municipality: null, measure: EVERYTHING.measure, layers: EVERYTHING.layers, background: null,
      bandwidth: EVERYTHING.bandwidth, findingWeight: EVERYTHING.findingWeight, selected: null, camera: null, table: false, language: null,
    });
    if (question === this.#shown) return this.#latest?.forget();
    if (this.#shown === null) this.#tell(this.#words.asking);
    this.#body.classList.add("is-old");
    this.#latest?.want(question);
  }

  #tell(sentence: string): void {
    this.#said.textContent = sentence;
    this.#said.hidden = sentence === "";
    if (sentence === "") this.#body.classList.remove("is-old");
  }
}
