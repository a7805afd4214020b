/**
 * The kit takes longer to draw a control anew than the browser takes to count all evidence and paint it. So what is
 * chosen is painted first: a box that is ticked shows that by itself, and the kit hears of it when the map stands there,
 * as it does of what was chosen elsewhere than in a control.
 */
import type { View } from "../map/view.ts";
import type { Values } from "./controls.ts";
import { WIDGETS, changedValues, isEqual } from "./controls.ts";

type Name = keyof Values;

export class TrailingControls {
  /** What a control still holds, and what it is to hold. */
  readonly #late = new Map<Name, { readonly held: unknown; readonly due: unknown }>();
  readonly #set: (id: string, props: { readonly value: unknown }) => void;
  #latest: Promise<unknown> | null = null;

  /** set: gives a control a value, as if somebody had used it. */
  constructor(set: (id: string, props: { readonly value: unknown }) => void) {
    this.#set = set;
  }

  /** Another view is to be shown by the controls, when that has settled. */
  follow(before: View, now: View, painted: Promise<unknown>): void {
    for (const [name, held, due] of changedValues(before, now)) {
      this.#late.set(name, { held: this.#late.get(name)?.held ?? held, due });
    }
    this.#latest = painted;
    void painted.finally(() => {
      if (this.#latest === painted) this.#show();
    });
  }

  /** What the controls say, and will say: one that was used meanwhile is believed. */
  corrected(said: Values): Values {
    const late = [...this.#late].filter(([name, { held }]) => isEqual(said[name], held));
    return { ...said, ...Object.fromEntries(late.map(([name, { due }]) => [name, due])) };
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#late.clear();
  }

  #show(): void {
    const late = [...this.#late];
    this.#late.clear();
    for (const [name, { held, due }] of late) if (!isEqual(held, due)) this.#set(WIDGETS[name], { value: due });
  }
}

/** A box was clicked, by mouse, thumb or keys. choose: takes what is ticked now; false where nobody counts yet. */
export function hearBoxes(choose: (ticked: Partial<Values>) => boolean): void {
  // before the kit does, which draws all boxes anew while the click is still on its way
  window.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const group = box.closest<HTMLElement>("[data-boxes]");
    const name = group?.dataset["boxes"];
    if (!group || (name !== "categories" && name !== "kinds")) return;
    const ticked = [...group.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map(({ value }) => value);
    if (choose({ [name]: ticked })) event.stopPropagation();
  }, { capture: true });
}
