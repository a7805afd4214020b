/**
 * The guided tour of the map: one thing at a time is left bright and told of. Arrows or buttons lead on, Esc ends it.
 * It is offered once; that it was answered is remembered in this browser.
 */
import { setProps } from "../karta/dash.ts";
import type { Box } from "./beside.ts";
import { beside } from "./beside.ts";
import "./tour.css";

interface Step {
  readonly where: string;
  readonly sheet: string;
  readonly title: string;
  readonly text: string;
}

interface Texts {
  readonly next: string;
  readonly back: string;
  readonly end: string;
  readonly close: string;
  readonly step: string;
}

const SEEN = "lofteskartan-tour";
const START = "frame-tour-start";
const OFFER = "tour-offer";
const ROOM_PX = 6;
const PATIENCE_MS = 10_000;

function wasSeen(): boolean {
  try {
    return window.localStorage.getItem(SEEN) !== null;
  } catch {
    return true; // a browser that keeps nothing would be asked every time
  }
}

function remember(): void {
  const offer = document.getElementById(OFFER);
  if (offer) offer.hidden = true;
  try {
    window.localStorage.setItem(SEEN, "1");
  } catch {
    // it is offered again, nothing else
  }
}

/** Shows the offer on the map page where it was never answered. */
export function offerTour(): void {
  const offer = document.getElementById(OFFER);
  if (offer) offer.hidden = wasSeen();
}

class Tour {
  readonly #steps: readonly Step[];
  readonly #texts: Texts;
  readonly #dialog = document.createElement("dialog");
  readonly #ring = document.createElement("div");
  readonly #card = document.createElement("div");
  readonly #moved = (): void => this.#place();
  #at = 0;

  constructor(steps: readonly Step[], texts: Texts) {
    this.#steps = steps;
    this.#texts = texts;
    this.#dialog.className = "tour";
    this.#dialog.setAttribute("aria-labelledby", "tour-title");
    this.#dialog.setAttribute("aria-describedby", "tour-text");
    this.#ring.className = "tour-ring";
    this.#card.className = "tour-card";
    this.#dialog.append(this.#ring, this.#card);
    this.#dialog.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowRight") this.#go(this.#at + 1);
      else if (key === "ArrowLeft") this.#go(this.#at - 1);
    });
    this.#dialog.addEventListener("close", () => {
      window.removeEventListener("resize", this.#moved);
      this.#dialog.remove();
    });
  }

  begin(): void {
    remember();
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    window.addEventListener("resize", this.#moved);
    this.#go(0);
  }

  #go(to: number): void {
    if (to < 0) return;
    const step = this.#steps[to];
    if (!step) return this.#dialog.close();
    this.#at = to;
    if (step.sheet && document.querySelector<HTMLElement>(".karta-tabs")?.offsetParent) setProps("karta-sheet", { value: step.sheet });
    this.#draw(step);
    // a phone's sheet changes first
    requestAnimationFrame(() => requestAnimationFrame(() => {
      document.querySelector(step.where)?.scrollIntoView({ block: "nearest" });
      this.#place();
    }));
  }

  #draw({ title, text }: Step): void {
    const heading = document.createElement("h2");
    heading.id = "tour-title";
    heading.textContent = title;
    const told = document.createElement("p");
    told.id = "tour-text";
    told.textContent = text;
    const count = document.createElement("p");
    count.className = "source";
    count.textContent = this.#texts.step.replace("{n}", String(this.#at + 1)).replace("{all}", String(this.#steps.length));
    const last = this.#at === this.#steps.length - 1;
    const next = this.#button(last ? this.#texts.end : this.#texts.next, () => this.#go(this.#at + 1), "tour-next");
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    buttons.append(...(this.#at > 0 ? [this.#button(this.#texts.back, () => this.#go(this.#at - 1))] : []), next);
    const close = this.#button(this.#texts.close, () => this.#dialog.close(), "tour-close");
    this.#card.replaceChildren(count, heading, told, buttons, ...(last ? [] : [close]));
    next.focus();
  }

  #button(text: string, press: () => void, kind = ""): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `tour-button ${kind}`.trim();
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  }

  #place(): void {
    const target = document.querySelector<HTMLElement>(this.#steps[this.#at]?.where ?? "none");
    const found = target?.getBoundingClientRect();
    const room = { width: window.innerWidth, height: window.innerHeight };
    const shown = found && found.width > 0 && found.height > 0 ? within(found, room) : null;
    this.#ring.hidden = !shown;
    this.#dialog.classList.toggle("is-dim", !shown);
    if (shown) put(this.#ring, shown);
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const { left, top } = beside(shown, { width, height }, room);
    this.#card.style.left = `${left}px`;
    this.#card.style.top = `${top}px`;
  }
}

/** What of an element is on the screen, with some room round it. */
function within({ left, top, right, bottom }: DOMRect, room: { width: number; height: number }): Box | null {
  const box = {
    left: Math.max(2, left - ROOM_PX), top: Math.max(2, top - ROOM_PX),
    right: Math.min(room.width - 2, right + ROOM_PX), bottom: Math.min(room.height - 2, bottom + ROOM_PX),
  };
  return box.right > box.left && box.bottom > box.top ? box : null;
}

function put(element: HTMLElement, { left, top, right, bottom }: Box): void {
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
}

function begin(): void {
  const { steps, texts } = document.getElementById(START)?.dataset ?? {};
  if (steps && texts) new Tour(JSON.parse(steps) as Step[], JSON.parse(texts) as Texts).begin();
}

/** Begins the tour on the map page, going there first. */
function start(): void {
  document.querySelector<HTMLDialogElement>("#frame-help[open]")?.close();
  const home = document.getElementById(START)?.dataset["home"];
  if (document.getElementById("map") || !home) return begin();
  window.history.pushState({}, "", home);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  const arrived = new MutationObserver(() => {
    if (!document.getElementById("map")) return;
    arrived.disconnect();
    begin();
  });
  arrived.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => arrived.disconnect(), PATIENCE_MS);
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const answer = target.closest<HTMLElement>("[data-tour]")?.dataset["tour"];
  if (answer === "later") remember();
  else if (answer === "start" || target.closest(`#${START}`)) start();
});
