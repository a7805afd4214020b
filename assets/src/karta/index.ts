/**
 * The map page in the browser: what `dashboard/pages/karta.py` names as callbacks, and what the keyboard, the map and
 * the browser's own Back and Forward do to the page.
 */
import { HOME } from "./address.ts";
import { withRemembered } from "./background.ts";
import { NO_CHOICE } from "./choice.ts";
import { provide, setProps, unchanged, watchAnswers } from "./dash.ts";
import "./karta.css";
import "./layers.css";
import type { PageOptions } from "./page.ts";
import type { Painted } from "./painting.ts";
import { here, leave, pageFor } from "./page.ts";
import "./nothing.ts";
import "./time.ts";
import { hearBoxes } from "./trailing.ts";
import "./views.ts";

interface Asked {
  readonly ref: string;
  readonly query: string;
  readonly page: false;
  /** Makes every question a new one, also about the same hotspot. */
  readonly at: number;
}

/**
 * What is asked to be shown. step: Back undoes it.  reveal: the map goes there.  null: a deed changed what is shown.
 */
let asking: { readonly ref: string; readonly step: boolean; readonly focus: boolean; readonly reveal: boolean } | null = null;
let changesSeen = 0;

/** query: that the hotspot is looked for in; that of the list where nothing else is said. */
function ask(ref: string, { step = true, focus = true, reveal = true, query = here()?.counted } = {}): Asked {
  asking = { ref, step, focus, reveal };
  here()?.setAsking(true);
  return { ref, query: query ?? window.location.search.slice(1), page: false, at: performance.now() };
}

const show = (asked: Asked): void => setProps("place-ask", { data: asked });
/** The panel follows the selection: nobody moved, so neither focus nor map do. */
const askPanel = (ref: string): void => show(ask(ref, { step: false, focus: false, reveal: false }));

function filter(
  period: (string | null)[] | null, fromHour: string | null, untilHour: string | null, categories: string[] | null,
  kinds: string[] | null, experience: string | null, areas: string[] | null, bandwidth: string | null,
  findingWeight: string | null, light: string | null, shading: string | null, options: PageOptions, query: string,
): unknown {
  const page = pageFor(options, query, askPanel);
  if (!page) return unchanged();
  page.filter({ period, fromHour, untilHour, categories, kinds, experience, areas, bandwidth, findingWeight, light, shading });
  return unchanged();
}

function reset(clicks: number | undefined): void {
  if (clicks) here()?.narrow(NO_CHOICE);
}

/** After a deed the hotspots are asked for as they are now. */
function changed(deeds: number | null, options: PageOptions | null): void {
  const done = (deeds ?? 0) > changesSeen;
  changesSeen = deeds ?? 0;
  if (options && done) here()?.askAnew();
}

interface Shown {
  readonly ref: string;
  readonly query: string;
}

function shown(now: Shown | null, options: PageOptions | null): void {
  const page = options ? here() : null;
  if (!page) {
    if (!document.getElementById("map")) leave();
    return;
  }
  const ref = now?.ref || null;
  const before = page.selected;
  const asked = asking;
  asking = null;
  page.setAsking(false);
  if (ref === before && !asked) return;
  page.choose(ref, now?.query ?? page.counted, asked?.reveal ?? true);
  page.keepAddress(asked?.step && ref !== before ? "push" : "replace");
  if (asked?.focus) focusOn(ref ? "#place-body h2" : `.hotspot-card[data-ref="${CSS.escape(before ?? "")}"]`);
}

/** What had the focus is hidden now; it goes to what has taken its place. */
function focusOn(selector: string): void {
  requestAnimationFrame(() => {
    const target = document.querySelector<HTMLElement>(selector);
    if (!target) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: target.tagName === "H2" });
  });
}

/** The list again; its card gets the focus back. */
const back = (clicks: number | undefined): unknown => (clicks ? ask("") : unchanged());

function table(clicks: number | undefined, hidden: boolean | undefined): unknown {
  if (!clicks) return unchanged();
  here()?.setTable(Boolean(hidden));
  return !hidden;
}

hearBoxes((ticked) => here()?.tick(ticked) ?? false);

provide("lofteskartan", { filter, reset, changed, shown, back, table });

watchAnswers((answered) => {
  const page = here();
  if (!page || !asking) return;
  if (!answered) {
    asking = null;
    page.say(page.options.page.texts.unanswered);
  }
  page.setAsking(false);
});

/**
 * Back, Forward and links to the map from the map itself: the page is here already, and its address is enough.
 * Everything else is left to Dash, which hears of it after us.
 */
function goneTo(event: Event): void {
  const page = here();
  if (!page || window.location.pathname !== HOME) return;
  const view = withRemembered(page.read(window.location.search), page.options);
  if (view.municipality !== page.view.municipality || view.language !== page.view.language) return;
  event.stopImmediatePropagation();
  const { selected } = page;
  page.follow(view);
  if (view.selected !== selected) show(ask(view.selected ?? "", { step: false, query: page.countedBy(view) }));
}

window.addEventListener("popstate", goneTo, { capture: true });
window.addEventListener("_dashprivate_pushstate", goneTo, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Element)) return;
  const page = here();
  // what is open inside, a fold or a list of choices, is closed first, by itself
  if (!page || event.target.closest("details[open], input, [role=dialog]") || document.querySelector(".chain-node[open]")) return;
  if (page.record.open) page.record.close();
  else if (page.selected) show(ask(""));
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>(".hotspot-card") : null;
  if (card?.dataset["ref"]) show(ask(card.dataset["ref"]));
});

// the map's own script is loaded after this one
document.addEventListener("DOMContentLoaded", listen);
if (document.readyState !== "loading") queueMicrotask(listen);

let listening = false;

function listen(): void {
  const map = window.lofteskartan?.map;
  if (!map || listening) return;
  listening = true;
  map.on("select", ({ target, hotspot, area, rows, rowCount }) => {
    const page = here();
    if (!page) return;
    const [row] = rows;
    if (target === "hotspot" && hotspot) {
      if (hotspot !== page.selected) show(ask(hotspot));
    } else if (target === "evidence" && rowCount === 1 && row) page.pointAt(row);
    else if (target === "area" && area) page.tellArea(area);
    else if (target === "nothing") page.record.close();
  });
}

declare global {
  interface Window {
    /** For measuring: settles when the next change of the view is on the screen everywhere, and its picture read back. */
    lofteskartanPainted?: (readBack?: boolean) => Promise<Painted>;
  }
}

window.lofteskartanPainted = (readBack = true) => {
  const page = here();
  if (!page) throw new Error("there is no map on this page");
  return page.painted(readBack);
};
