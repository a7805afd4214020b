/** Figures open where they are told live, in a new tab; where nobody answers, that is said and nothing is opened. */

const PATIENCE_MS = 2500;

/** Whether the address answers now. Without the server's answer there is nothing worth opening. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Watch the figures. unreached: what is to be said where one cannot be opened; opened: before one is. */
export function openFigures(within: HTMLElement, unreached: () => void, opened: () => void): void {
  within.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-live]") : null;
    if (link === null || !plain) return;
    event.preventDefault();
    void answers(link.href).then((reached) => {
      if (!reached) return unreached();
      opened();
      window.open(link.href, "_blank", "noopener");
    });
  });
}
