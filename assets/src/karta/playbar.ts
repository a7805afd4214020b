/** The controls that play a window of months through the evidence. */
import type { Period } from "../map/view.ts";
import { write } from "./dom.ts";
import type { Page } from "./page.ts";
import { here } from "./page.ts";
import { monthsFrom, periodInWords, wholeMonths } from "./periods.ts";
import { Player } from "./play.ts";
import { say } from "./words.ts";

export interface PlayWords {
  readonly label: string;
  readonly play: string;
  readonly pause: string;
  readonly back: string;
  readonly forward: string;
  readonly place: string;
  readonly length: string;
  readonly speed: string;
  /** By months: "1 month". */
  readonly lengths: Readonly<Record<string, string>>;
  /** By milliseconds from step to step. */
  readonly speeds: Readonly<Record<string, string>>;
  readonly idle: string;
  readonly none: string;
  /** "{period}, {n} of {all}" */
  readonly said: string;
  /** Why there is no playing where the system asks for no motion. */
  readonly still: string;
}

const LENGTHS = ["1", "3", "12"];
/** A page that is left while it paints never says that it has. */
const PATIENCE_MS = 20_000;
const NO_MOTION = "(prefers-reduced-motion: reduce)";

export class PlayBar {
  readonly #words: PlayWords;
  readonly #player: Player;
  readonly #toggle: HTMLButtonElement;
  readonly #back: HTMLButtonElement;
  readonly #forward: HTMLButtonElement;
  readonly #place = document.createElement("input");
  readonly #said = document.createElement("output");
  readonly #length: HTMLSelectElement;
  readonly #motion = window.matchMedia(NO_MOTION);
  readonly #ending = new AbortController();
  #months: readonly string[] = [];
  #page: Page | null = null;
  /** Undo takes all of one journey back in one step. */
  #begun = false;

  constructor(parent: HTMLElement, words: PlayWords) {
    this.#words = words;
    this.#player = new Player({
      paint: (first) => this.#paint(first),
      wait: (milliseconds) => new Promise((later) => setTimeout(later, milliseconds)),
      now: () => performance.now(),
      changed: () => this.#tell(),
    });
    const group = document.createElement("div");
    group.className = "play";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.label);
    this.#back = button("‹", words.back, () => this.#player.step(-1));
    this.#toggle = button("", words.play, () => this.toggle());
    this.#toggle.className = "play-toggle";
    this.#forward = button("›", words.forward, () => this.#player.step(1));
    this.#length = select(words.length, LENGTHS, words.lengths, "1", (value) => {
      this.#player.setMonths(this.#months.length, Number(value));
      if (this.#player.at >= 0) this.#player.go(this.#player.at);
    });
    const speed = select(words.speed, Object.keys(words.speeds).sort((a, b) => Number(b) - Number(a)), words.speeds, "800", (value) =>
      this.#player.setPace(Number(value)));
    this.#player.setPace(800);
    this.#place.type = "range";
    this.#place.min = "0";
    this.#place.setAttribute("aria-label", words.place);
    this.#place.addEventListener("input", () => this.#player.go(Number(this.#place.value)));
    group.addEventListener("keydown", (event) => {
      if (event.key !== " " || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.toggle();
    });
    this.#said.className = "play-said";
    const place = document.createElement("div");
    place.className = "play-place";
    place.append(this.#said, this.#place);
    group.append(this.#back, this.#toggle, this.#forward, place, this.#length, speed);
    parent.append(group);
    this.#motion.addEventListener("change", () => this.#tell(), { signal: this.#ending.signal });
    this.#tell();
  }

  get playing(): boolean {
    return this.#player.playing;
  }

  toggle(): void {
    if (this.#player.playing) this.#player.pause();
    else if (!this.#motion.matches) this.#player.play();
  }

  stop(): void {
    this.#player.pause();
    this.#ending.abort();
  }

  /** months: of all evidence.  Where somebody else chose a window of months, it is gone on from there. */
  follow(page: Page, months: readonly string[]): void {
    if (this.#page !== page) {
      this.#player.pause();
      this.#page = page;
    }
    this.#months = months;
    this.#player.setMonths(months.length, Number(this.#length.value));
    const { from, until } = page.view;
    const period = from && until ? { from, until } : null;
    const first = period ? months.indexOf(period.from.slice(0, 7)) : -1;
    if (!this.#player.playing) {
      if (!period) this.#begun = false;
      this.#player.place(period && wholeMonths(period) === this.#player.length ? first : -1);
    }
  }

  #periodAt(first: number): Period {
    return monthsFrom(this.#months[first]!, this.#player.length);
  }

  async #paint(first: number): Promise<void> {
    const page = here();
    if (!page || page !== this.#page) return this.#player.pause();
    const period = this.#periodAt(first);
    if (page.view.from === period.from && page.view.until === period.until) return;
    page.hold(this.#player.playing);
    const painted = page.painted();
    page.narrow(period, this.#begun ? "passing" : "step");
    this.#begun = true;
    await Promise.race([painted, new Promise((late) => setTimeout(late, PATIENCE_MS))]);
  }

  #tell(): void {
    const player = this.#player;
    const { language } = this.#page?.options ?? { language: "sv" as const };
    const still = this.#motion.matches;
    const there = player.last >= 0;
    // a page that was left asks for nothing more: its map is another's now
    if (!player.playing && this.#page === here()) this.#page?.hold(false);
    this.#toggle.disabled = !there || still;
    this.#toggle.title = still ? this.#words.still : "";
    this.#toggle.setAttribute("aria-pressed", String(player.playing));
    write(this.#toggle, player.playing ? `❚❚ ${this.#words.pause}` : `▶ ${this.#words.play}`);
    this.#toggle.setAttribute("aria-label", player.playing ? this.#words.pause : still ? `${this.#words.play}. ${this.#words.still}` : this.#words.play);
    this.#back.disabled = !there || player.at === 0;
    this.#forward.disabled = !there || player.at === player.last;
    this.#place.disabled = !there;
    this.#place.max = String(Math.max(0, player.last));
    this.#place.value = String(Math.max(0, player.at));
    const period = player.at >= 0 ? this.#periodAt(player.at) : null;
    const without = there ? this.#words.idle : this.#words.none;
    this.#place.setAttribute("aria-valuetext", period === null ? without : say(this.#words.said, {
      period: periodInWords(period, language), n: player.at + 1, all: player.last + 1,
    }, language));
    // said aloud when it stands still; while it plays that would never end
    this.#said.setAttribute("aria-live", player.playing ? "off" : "polite");
    write(this.#said, period === null ? without : periodInWords(period, language, "short"));
  }
}

function button(sign: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

function select(
  label: string, values: readonly string[], words: Readonly<Record<string, string>>, chosen: string, changed: (value: string) => void,
): HTMLSelectElement {
  const made = document.createElement("select");
  made.setAttribute("aria-label", label);
  made.append(...values.map((value) => new Option(words[value] ?? value, value, value === chosen, value === chosen)));
  made.addEventListener("change", () => changed(made.value));
  return made;
}
