/**
 * The map page in the browser: what `dashboard/pages/karta.py` names as callbacks, and what the keyboard, the map and
 * the browser's own Back and Forward do to the page.
 */
import type { Showable } from "../map/layers.ts";
import { chosenBy, DEFAULTS } from "./controls.ts";
import { pressed, provide, setProps, unchanged, watchAnswers } from "./dash.ts";
import "./karta.css";
import type { PageOptions, Painted } from "./page.ts";
import { HOME, here, leave, pageFor } from "./page.ts";

interface Asked {
  readonly ref: string;
  readonly query: string;
  readonly page: false;
  /** Makes every question a new one, also about the same hotspot. */
  readonly at: number;
}

/** What somebody asked to see, and whether that is a step that Back undoes; null: a deed changed what is shown. */
let asking: { readonly ref: string; readonly step: boolean; readonly focus: boolean } | null = null;
let changesSeen = 0;

function ask(ref: string, { step = true, focus = true } = {}): Asked {
  asking = { ref, step, focus };
  here()?.setAsking(true);
  return { ref, query: here()?.counted ?? "", page: false, at: performance.now() };
}

function filter(
  period: (string | null)[] | null, fromHour: string | null, untilHour: string | null, categories: string[] | null,
  kinds: string[] | null, experience: string | null, areas: string[] | null, shading: string | null,
  layers: Showable[] | null, options: PageOptions, _counted: string, query: string,
): unknown {
  const page = pageFor(options, query);
  if (!page) return unchanged();
  const order = options.categories.map(({ code }) => code);
  const chosen = chosenBy({ period, fromHour, untilHour, categories, kinds, experience, areas, shading }, order);
  return page.filter(chosen, layers ?? []);
}

function reset(clicks: number | undefined): unknown {
  const { period, fromHour, untilHour, categories, kinds, experience, areas } = DEFAULTS;
  if (!clicks) return Array.from({ length: 7 }, unchanged);
  return [period, fromHour, untilHour, categories, kinds, experience, areas];
}

function choose(): unknown {
  const ref = pressed()?.["ref"];
  return ref ? ask(ref) : unchanged();
}

const recount = (clicks: number | undefined, query: string): unknown => (clicks ? query : unchanged());

/** After the offer was taken, or a deed: the outlines as they are now. The map's first ones it fetches itself. */
function recounted(counted: string | null, changed: number | null, options: PageOptions | null): void {
  const page = options ? here() : null;
  const deed = (changed ?? 0) > changesSeen;
  changesSeen = changed ?? 0;
  if (page && counted && (deed || !page.isCountedFor(counted))) void page.recount(counted);
}

interface Shown {
  readonly ref: string;
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
  page.choose(ref);
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

function table(clicks: number | undefined, hidden: boolean | undefined): unknown {
  if (!clicks) return unchanged();
  here()?.setTable(Boolean(hidden));
  return !hidden;
}

provide("lofteskartan", { filter, reset, choose, recount, recounted, shown, table });

watchAnswers((answered) => {
  const page = here();
  if (!page || !asking) return;
  if (!answered) {
    asking = null;
    page.say(page.options.page.texts.unanswered);
    page.choose(page.selected);
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
  const view = page.read(window.location.search);
  if (view.municipality !== page.view.municipality || view.language !== page.view.language) return;
  event.stopImmediatePropagation();
  const { selected } = page;
  page.follow(view);
  if (view.selected !== selected) setProps("place-ask", { data: ask(view.selected ?? "", { step: false }) });
}

window.addEventListener("popstate", goneTo, { capture: true });
window.addEventListener("_dashprivate_pushstate", goneTo, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Element)) return;
  const page = here();
  // what is open inside, a fold or a list of choices, is closed first, by itself
  if (!page || event.target.closest("details[open], input, [role=dialog]") || document.querySelector(".chain-node[open]")) return;
  if (page.record.open) page.record.close();
  else if (page.selected) setProps("place-ask", { data: ask("") });
  else return;
  event.preventDefault();
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
      if (hotspot !== page.selected) setProps("place-ask", { data: ask(hotspot) });
    } else if (target === "evidence" && rowCount === 1 && row) page.askRecord(row);
    else if (target === "area" && area) page.tellArea(area);
    else if (target === "nothing") page.record.close();
  });
}

declare global {
  interface Window {
    /** For measuring: settles when the next change of the view is on the screen everywhere. */
    lofteskartanPainted?: () => Promise<Painted>;
  }
}

window.lofteskartanPainted = () => {
  const page = here();
  if (!page) throw new Error("there is no map on this page");
  return page.painted();
};
