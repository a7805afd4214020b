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

/** Settles when what was changed till now has been drawn. */
export function afterFrame(): Promise<void> {
  return new Promise((then) => {
    requestAnimationFrame(() => setTimeout(then, 0));
  });
}

