/** The little of the document that the page's modules share. */

/** Throws where the page has no such element: a fault of ours. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** Only where it is another text: a screen reader tells every change. */
export function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

export function theme(): "light" | "dark" {
  return document.documentElement.dataset["mantineColorScheme"] === "dark" ? "dark" : "light";
}

/** Told at once, and at each change until the returned function is called. */
export function watchTheme(told: () => void): () => void {
  const scheme = new MutationObserver(told);
  told();
  scheme.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  return () => scheme.disconnect();
}

/** Settles when what was changed till now has been drawn. */
export function afterFrame(): Promise<void> {
  return new Promise((then) => {
    requestAnimationFrame(() => setTimeout(then, 0));
  });
}

/** The value, in the next frame, behind what was asked for before. */
export function inFrame<T>(value: T): Promise<T> {
  return new Promise((then) => {
    requestAnimationFrame(() => then(value));
  });
}


/** One sentence, hidden where there is none. */
export function note(element: HTMLElement, sentence: string): void {
  element.textContent = sentence;
  element.hidden = sentence === "";
}

/** A ring in the middle of the map, where a row is brought to; it goes when somebody moves the map. */
export function pointOut(map: HTMLElement): void {
  const ring = map.querySelector(".row-ring") ?? document.createElement("div");
  ring.className = "row-ring";
  map.append(ring);
}

export function pointNoMore(map: HTMLElement): void {
  map.querySelector(".row-ring")?.remove();
}
