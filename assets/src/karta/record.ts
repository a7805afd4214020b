/** The box over the map that tells one report or finding, or one area. Esc closes it. */

export interface Told {
  readonly title: string;
  readonly words: readonly { readonly label: string; readonly value: string }[];
  readonly source?: string;
  readonly deed?: { readonly label: string; readonly press: () => void };
}

export class RecordBox {
  readonly #box: HTMLElement;
  readonly #closeLabel: string;
  readonly #failed: string;
  #asking: AbortController | null = null;
  #returnFocusTo: Element | null = null;

  constructor(box: HTMLElement, closeLabel: string, failed: string) {
    this.#box = box;
    this.#closeLabel = closeLabel;
    this.#failed = failed;
    this.close();
  }

  get open(): boolean {
    return !this.#box.hidden;
  }

  /** Asks for a record and tells it; one sentence where it cannot be had. */
  async fetch(address: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#box.classList.add("is-asking");
    try {
      const answer = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${address}: the server answered ${answer.status}`);
      const told = (await answer.json()) as Told;
      if (!asking.signal.aborted) this.tell(told);
    } catch {
      if (!asking.signal.aborted) this.tell({ title: this.#failed, words: [] });
    }
  }

  tell({ title, words, source, deed }: Told): void {
    this.#asking?.abort();
    if (!this.open) this.#returnFocusTo = document.activeElement;
    const heading = element("h3", title);
    const close = button("×", () => this.close());
    close.className = "record-close";
    close.setAttribute("aria-label", this.#closeLabel);
    const facts = document.createElement("dl");
    facts.className = "facts";
    for (const { label, value } of words) {
      const fact = document.createElement("div");
      fact.className = "fact";
      fact.append(element("dt", label), element("dd", value));
      facts.append(fact);
    }
    const rest = [...(source ? [element("p", source, "source")] : []), ...(deed ? [button(deed.label, deed.press)] : [])];
    this.#box.replaceChildren(close, heading, facts, ...rest);
    this.#box.classList.remove("is-asking");
    this.#box.hidden = false;
  }

  /** Gives the focus back if it was inside. */
  close(): void {
    this.#asking?.abort();
    const hadFocus = this.#box.contains(document.activeElement);
    this.#box.hidden = true;
    this.#box.classList.remove("is-asking");
    this.#box.replaceChildren();
    if (hadFocus && this.#returnFocusTo instanceof HTMLElement) this.#returnFocusTo.focus({ preventScroll: true });
  }
}

function element(name: string, text: string, kind = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.className = "record-deed";
  made.addEventListener("click", press);
  return made;
}
