/** A small card on the map: says what is under the mouse, or lists the many things that lie at one spot. */

export interface CardLine {
  readonly sign?: Element;
  readonly text: string;
  /** Stands at the end of the line. */
  readonly note?: string;
  /** With a deed the line is a button. */
  readonly open?: () => void;
  /** With an address the line is a link. */
  readonly address?: string;
}

export interface CardContent {
  readonly title: string;
  readonly lines: readonly CardLine[];
}

const OFFSET_PX = 14;

export class Card {
  readonly #parent: HTMLElement;
  readonly #root: HTMLDivElement;
  readonly #closeLabel: string;
  #pinned = false;
  #returnFocusTo: Element | null = null;

  constructor(parent: HTMLElement, closeLabel: string) {
    this.#parent = parent;
    this.#closeLabel = closeLabel;
    this.#root = document.createElement("div");
    this.#root.className = "lk-card";
    this.#root.hidden = true;
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // the page closes its panel on Escape; this one key press closed the card
      event.stopPropagation();
      this.close();
    });
    parent.append(this.#root);
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  /** Follows the mouse, says nothing to screen readers: list and table tell the same. */
  hint(content: CardContent | null, x: number, y: number): void {
    if (this.#pinned) return;
    this.#root.hidden = content === null;
    if (!content) return;
    this.#root.setAttribute("aria-hidden", "true");
    this.#root.removeAttribute("role");
    this.#root.classList.remove("lk-card-pinned");
    this.#fill(content);
    this.#place(x, y);
  }

  /** Stays, takes the focus, and gives it back when closed. */
  pin(content: CardContent, x: number, y: number): void {
    this.#returnFocusTo = this.#pinned ? this.#returnFocusTo : document.activeElement;
    this.#pinned = true;
    this.#root.hidden = false;
    this.#root.removeAttribute("aria-hidden");
    this.#root.setAttribute("role", "dialog");
    this.#root.setAttribute("aria-label", content.title);
    this.#root.classList.add("lk-card-pinned");
    this.#fill(content);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "lk-card-close";
    close.setAttribute("aria-label", this.#closeLabel);
    close.textContent = "×";
    close.addEventListener("click", () => this.close());
    this.#root.prepend(close);
    this.#place(x, y);
    (this.#root.querySelector<HTMLElement>("li button, li a") ?? close).focus({ preventScroll: true });
  }

  close(): void {
    const hadFocus = this.#root.contains(document.activeElement);
    this.#pinned = false;
    this.#root.hidden = true;
    if (hadFocus && this.#returnFocusTo instanceof HTMLElement) this.#returnFocusTo.focus({ preventScroll: true });
  }

  remove(): void {
    this.#root.remove();
  }

  #fill({ title, lines }: CardContent): void {
    const heading = document.createElement("strong");
    heading.textContent = title;
    const list = document.createElement("ul");
    for (const { sign, text, note, open, address } of lines) {
      const line = document.createElement("li");
      const holder = open ? document.createElement("button") : address ? document.createElement("a") : line;
      if (address) (holder as HTMLAnchorElement).href = address;
      if (open) {
        (holder as HTMLButtonElement).type = "button";
        holder.addEventListener("click", open);
      }
      if (holder !== line) line.append(holder);
      if (sign) holder.append(sign);
      const words = document.createElement("span");
      words.textContent = text;
      holder.append(words);
      if (note) {
        const end = document.createElement("span");
        end.className = "lk-card-note";
        end.textContent = note;
        holder.append(end);
      }
      list.append(line);
    }
    this.#root.replaceChildren(heading, list);
  }

  /** Beside the point, on the side where there is room. */
  #place(x: number, y: number): void {
    const { clientWidth, clientHeight } = this.#parent;
    const { offsetWidth, offsetHeight } = this.#root;
    const left = x + OFFSET_PX + offsetWidth <= clientWidth ? x + OFFSET_PX : x - OFFSET_PX - offsetWidth;
    const top = y + OFFSET_PX + offsetHeight <= clientHeight ? y + OFFSET_PX : y - OFFSET_PX - offsetHeight;
    this.#root.style.left = `${Math.max(4, Math.min(left, clientWidth - offsetWidth - 4))}px`;
    this.#root.style.top = `${Math.max(4, Math.min(top, clientHeight - offsetHeight - 4))}px`;
  }
}
