/** Saved views in the browser: what the map shows now goes with what was pressed, and its link can be copied. */
import { provide, unchanged } from "./dash.ts";
import { here } from "./page.ts";
import "./views.css";

interface Context {
  readonly triggered: readonly { readonly value: unknown }[];
  readonly triggered_id: Readonly<Record<string, unknown>> | string | undefined;
}

const context = (): Context | undefined => window.dash_clientside?.["callback_context"] as Context | undefined;

/** at: makes every press a question of its own. Buttons that only just appeared trigger too, without a press. */
function ask(): unknown {
  const pressed = context();
  const button = pressed?.triggered_id;
  const page = here();
  if (!page || typeof button !== "object" || !pressed?.triggered.some(({ value }) => Boolean(value))) return unchanged();
  return { act: button["act"], view: button["view"], version: button["version"], query: page.query, at: performance.now() };
}

provide("lofteskartan_views", { ask });

/** The address of what is shown now, in the reader's own language. */
function linkTo(query: string): string {
  const address = new URL(window.location.pathname, window.location.href);
  address.search = query.split("&").filter((part) => !part.startsWith("sprak=")).join("&");
  return address.href;
}

async function copy(room: HTMLElement): Promise<void> {
  const page = here();
  const said = document.getElementById("views-said");
  const byHand = document.getElementById("views-by-hand");
  if (!page || !said || !byHand) return;
  const address = linkTo(page.query);
  byHand.replaceChildren();
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = room.dataset["copied"] ?? "";
  } catch {
    // not allowed, or no such thing on an address without encryption
    const line = document.createElement("input");
    line.readOnly = true;
    line.value = address;
    line.setAttribute("aria-label", room.dataset["link"] ?? "");
    byHand.append(line);
    line.focus();
    line.select();
    said.textContent = room.dataset["byHand"] ?? "";
  }
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const room = target.closest("#views-copy")?.closest<HTMLElement>(".views-link");
  if (room) void copy(room);
  const fold = document.querySelector<HTMLDetailsElement>("#karta-views[open]");
  // what a press has drawn anew is no longer in the page, and is not outside of it
  if (fold && target.isConnected && !fold.contains(target) && !target.closest(".notices")) fold.open = false;
});
