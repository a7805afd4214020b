/** The choice of what lies under the map: native buttons of which one is pressed, in the list of the map's layers. */
import type { Background } from "../map/background.ts";
import { backgroundFor, thereIn, usualOf } from "../map/background.ts";
import type { View } from "../map/view.ts";
import { rememberedBackground } from "../shared/remembered.ts";

/** Every word comes from the catalogues, see dashboard/layerpanel.py. note: why one cannot be had, "" where all can. */
export interface BackgroundWords {
  readonly label: string;
  readonly list: readonly { readonly background: Background; readonly label: string; readonly here: boolean }[];
  readonly note: string;
  /** Said when the one that is shown goes away. */
  readonly lost: string;
}

/** A view that arrives, over the background that it names, or that this reader chose before; the usual one is not named. */
export function withRemembered(view: View, here: Parameters<typeof thereIn>[0]): View {
  const there = thereIn(here);
  const background = backgroundFor(view.background ?? rememberedBackground(), there);
  return { ...view, background: background === usualOf(there) ? null : background };
}

export class BackgroundChoice {
  readonly element = document.createElement("fieldset");
  readonly #words: BackgroundWords;
  readonly #boxes = new Map<Background, HTMLInputElement>();
  readonly #note = document.createElement("p");

  constructor(words: BackgroundWords, changed: (background: Background) => void) {
    this.#words = words;
    this.element.className = "background-choice";
    const legend = document.createElement("legend");
    legend.textContent = words.label;
    this.element.append(legend);
    for (const { background, label, here } of words.list) {
      const box = document.createElement("input");
      Object.assign(box, { type: "radio", name: "map-background", value: background, disabled: !here });
      box.addEventListener("change", () => changed(background));
      const named = document.createElement("label");
      named.append(box, label);
      this.element.append(named);
      this.#boxes.set(background, box);
    }
    this.#note.className = "source";
    this.element.append(this.#note);
    this.#tell(words.note);
  }

  /** What is there to be chosen. */
  get there(): readonly Background[] {
    return [...this.#boxes].flatMap(([background, box]) => (box.disabled ? [] : [background]));
  }

  get usual(): Background {
    return usualOf(this.there);
  }

  get chosen(): Background {
    return [...this.#boxes].find(([, box]) => box.checked)?.[0] ?? "none";
  }

  /** Sets the buttons; tells nobody. */
  show(background: Background): void {
    const box = this.#boxes.get(background);
    if (box) box.checked = true;
  }

  /** One went away while it was shown. */
  lose(background: Background): void {
    const box = this.#boxes.get(background);
    if (box) box.disabled = true;
    this.show("none");
    this.#tell(this.#words.lost);
  }

  #tell(note: string): void {
    this.#note.textContent = note;
    this.#note.hidden = note === "";
  }
}
