/**
 * Headline and ranked list of hotspots. The server draws both, with the page and with each selection's answer
 * (dashboard/hotspotlist.py); here they are put in their place, marked, and kept honest until the next answer.
 */
import type { HotspotResult } from "../map/result.ts";
import type { Language } from "../map/view.ts";
import type { Plural } from "./words.ts";
import { count } from "./words.ts";

/** HTML as the server drew it. */
export interface Drawn {
  readonly headline: string;
  readonly list: string;
}

export class Ranking {
  readonly #headline: HTMLElement;
  readonly #list: HTMLElement;
  readonly #evidence: Plural;
  readonly #language: Language;
  #hovered: string | null = null;

  constructor(headline: HTMLElement, list: HTMLElement, evidence: Plural, language: Language) {
    this.#headline = headline;
    this.#list = list;
    this.#evidence = evidence;
    this.#language = language;
  }

  /** In place of what was there; whose card had the focus has it again. */
  show({ headline, list }: Drawn, chosen: string | null): void {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement?.getAttribute("data-ref") : null;
    this.#headline.innerHTML = headline;
    this.#list.innerHTML = list;
    this.mark(chosen);
    if (focused) (this.#card(focused) ?? this.#list.querySelector<HTMLElement>(".hotspot-card"))?.focus({ preventScroll: true });
  }

  mark(chosen: string | null): void {
    for (const card of this.#cards()) {
      const pressed = String(card.dataset["ref"] === chosen);
      if (card.getAttribute("aria-pressed") !== pressed) card.setAttribute("aria-pressed", pressed);
    }
  }

  hover(ref: string | null): void {
    if (ref === this.#hovered) return;
    this.#hovered = ref;
    for (const card of this.#cards()) card.classList.toggle("is-hovered", card.dataset["ref"] === ref);
  }

  /**
   * Marks the list as that of an earlier selection: dimmed, with how much of the present one lies in its places, and
   * without what was said of the earlier. null: it is of the present selection.
   */
  age(present: readonly HotspotResult[] | null): void {
    for (const part of [this.#headline, this.#list]) part.classList.toggle("is-old", present !== null);
    for (const { id, total } of present ?? []) {
      const told = this.#list.querySelector(`[data-count="hotspot-${CSS.escape(id)}"]`);
      if (told) told.textContent = count(this.#evidence, total, this.#language);
    }
  }

  #card(ref: string): HTMLElement | null {
    return this.#list.querySelector(`.hotspot-card[data-ref="${CSS.escape(ref)}"]`);
  }

  #cards(): NodeListOf<HTMLElement> {
    return this.#list.querySelectorAll<HTMLElement>(".hotspot-card");
  }
}
