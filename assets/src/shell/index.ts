/** The frame in the browser: language, help, shortcuts, and where the focus goes when the page changes. */

import { setProps, watchAnswers } from "../karta/dash.ts";
import { openSearch } from "./search.ts";
import { offerTour } from "./tour.ts";

const NO_UPDATE = (): unknown => window.dash_clientside?.no_update;

declare global {
  interface Window {
    dash_clientside?: Record<string, unknown> & { no_update?: unknown };
  }
}

/** Another municipality: the same page where it is a list, otherwise the map. */
function municipality(code: string | null | undefined): unknown {
  // a choice that only just appeared triggers too
  if (!code || code === document.querySelector<HTMLElement>(".frame")?.dataset["municipality"]) return NO_UPDATE();
  const here = new URL(window.location.href);
  const lists = ["/inkorg", "/kommunikation", "/logga", "/loften", "/operativ", "/register", "/statistik", "/tackning", "/data"];
  const address = new URL(lists.includes(here.pathname) ? here.pathname : "/", here);
  address.searchParams.set("kommun", code);
  const language = here.searchParams.get("sprak");
  if (language) address.searchParams.set("sprak", language);
  return address.pathname + address.search;
}

function help(clicks: number | undefined): void {
  const dialog = document.querySelector<HTMLDialogElement>("#frame-help");
  if (clicks && dialog && !dialog.open) dialog.showModal();
}

/** Where the focus was last: the nearest element with a lasting id, and which of the controls in it. */
let focused: { owner: string; index: number } | null = null;
const CONTROLS = "a[href], button, input, select, summary, textarea";

document.addEventListener("focusin", ({ target }) => {
  if (!(target instanceof HTMLElement)) return;
  // the kit's own ids are drawn anew each time
  const owner = target.closest<HTMLElement>("[id]:not([id^='mantine-'])");
  focused = owner ? { owner: owner.id, index: [...owner.querySelectorAll(CONTROLS)].indexOf(target) } : null;
});

/** The same page drawn anew, as when a choice is written into the address: the focus stays where it was. */
function refocus(): void {
  const owner = focused && document.activeElement === document.body ? document.getElementById(focused.owner) : null;
  const target = focused && focused.index >= 0 ? owner?.querySelectorAll<HTMLElement>(CONTROLS)[focused.index] : owner;
  target?.focus({ preventScroll: true });
}

/** After a change of page, not after the first one, the reader is at the page's beginning, and so is the focus. */
function arrived(_frame: unknown, pathname: string, before: string | null): string {
  window.requestAnimationFrame(() => {
    offerTour();
    const heading = document.querySelector("#page h1")?.textContent;
    document.title = heading ? `${heading} – Löfteskartan` : "Löfteskartan";
    if (before !== null && before !== undefined && before !== pathname) {
      document.getElementById("page")?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    } else if (before === pathname) {
      refocus();
    }
  });
  return pathname;
}

interface Shown {
  readonly ref: string;
  readonly query: string;
  readonly page: boolean;
}

/** The map's panel shows the list, or the chain of the chosen hotspot; on a phone the sheet follows the choice. */
function chosen(shown: Shown | null, sheet: string): [string, string] {
  const has = Boolean(shown?.ref);
  if (has) document.querySelector(".karta-panel")?.scrollTo(0, 0);
  return [has ? "karta has-chosen" : "karta", has ? "chain" : sheet === "chain" ? "list" : sheet];
}

/** What had no room till now, a graph, measures itself anew. */
function sheet(which: string): string {
  window.setTimeout(() => window.dispatchEvent(new Event("resize")), 50);
  return which;
}

/** A hotspot's own page keeps its lasting address when adopting has given it another name. */
function renamed(shown: Shown | null): void {
  if (!shown?.page || !shown.ref || !window.location.pathname.startsWith("/hotspot/")) return;
  const address = new URL(window.location.href);
  address.pathname = `/hotspot/${shown.ref}`;
  window.history.replaceState(window.history.state, "", address);
}

/** The address follows the choices of the statistics, so that a link shows the same. */
function statistics(query: string | null | undefined): void {
  if (!query || window.location.pathname !== "/statistik") return;
  const address = new URL(window.location.href);
  const language = address.searchParams.get("sprak");
  address.search = query;
  if (language) address.searchParams.set("sprak", language);
  window.history.replaceState(window.history.state, "", address);
}

window.dash_clientside = {
  ...window.dash_clientside,
  lofteskartan_shell: { municipality, help, arrived, chosen, sheet, renamed, statistics },
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeFold();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") document.getElementById("frame-help-open")?.click();
  else if (event.key === "/") openSearch();
  else if (/^[1-9]$/.test(event.key)) document.getElementById(`nav-${event.key}`)?.click();
  else return;
  event.preventDefault();
});

/** Closes the innermost opened fold round the focus, and puts the focus on what had opened it. */
function closeFold(): void {
  const open = document.activeElement?.closest<HTMLDetailsElement>("details[open]")
    ?? document.querySelector<HTMLDetailsElement>(".chain-node[open]");
  if (!open) return;
  open.open = false;
  open.querySelector<HTMLElement>(":scope > summary")?.focus();
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const language = event.target.closest<HTMLElement>("[data-language]")?.dataset["language"];
  if (language) {
    // the address as it is now: the map writes its view into it without asking anybody
    const address = new URL(window.location.href);
    address.searchParams.set("sprak", language);
    event.preventDefault();
    window.location.assign(address);
    return;
  }
  for (const node of document.querySelectorAll<HTMLDetailsElement>(".chain-node[open]")) {
    if (!node.contains(event.target)) node.open = false;
  }
});

let unanswered = false;

// Dash says nothing when the server is gone: the address would change and the page would not
watchAnswers((answered) => {
  const sentence = document.querySelector<HTMLElement>(".frame")?.dataset["unanswered"];
  if (answered === !unanswered || !sentence) return;
  unanswered = !answered;
  setProps("frame-notice", { children: unanswered ? sentence : "" });
});

// The colours before the page is drawn, as they were last chosen; the kit keeps them under this name.
const scheme = window.localStorage.getItem("mantine-color-scheme-value");
const dark = scheme === "dark" || (scheme !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset["mantineColorScheme"] = dark ? "dark" : "light";
