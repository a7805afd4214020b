/** The address bar holds the view. */

/** Path of the map page. */
export const HOME = "/";
const MOVED_FOR_MS = 300;

export class KeptAddress {
  readonly #element: HTMLElement;
  readonly #query: () => string;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** element: of the page, for as long as it is there.  query: of the whole view. */
  constructor(element: HTMLElement, query: () => string) {
    this.#element = element;
    this.#query = query;
  }

  /** Later, once: browsers refuse pages that write their address too often. */
  later(): void {
    this.stop();
    this.#waiting = setTimeout(() => this.keep("replace"), MOVED_FOR_MS);
  }

  /** push: as a step that Back undoes. */
  keep(how: "replace" | "push"): void {
    this.stop();
    // the reader may have gone on to another page meanwhile
    if (!this.#element.isConnected || window.location.pathname !== HOME) return;
    const address = `${window.location.pathname}?${this.#query()}`;
    if (address === window.location.pathname + window.location.search) return;
    if (how === "push") window.history.pushState({}, "", address);
    else window.history.replaceState(window.history.state, "", address);
  }

  stop(): void {
    clearTimeout(this.#waiting);
  }
}
