/** After a document was taken in: what was made is said where one lands, and can be taken back as one. */

import { setProps, unchanged } from "../karta/dash.ts";
import { keep } from "./drafts.ts";
import type { Sheet } from "./sheet.ts";

/** What the server made. address: where one lands.  undo: the word for taking it back.  promises: those that were made. */
export interface Taken {
  readonly address: string;
  readonly said: string;
  readonly undo: string;
  readonly municipality: string;
  readonly made: readonly unknown[];
  readonly promises: readonly { readonly address: string; readonly title: string }[];
}

type Remembered = Taken & { readonly draft: Sheet; readonly here: string };

const KEY = "lofteskartan:intaget";
const UNDO = "inlas-undo";
const SHOWN = 6;

export function rememberTaken(taken: Remembered): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(taken));
  } catch {
    // without room for it the notice is not shown; what was taken in stands
  }
}

function remembered(): Remembered | null {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY) ?? "null") as Remembered | null;
  } catch {
    return null;
  }
}

const part = (type: string, props: Readonly<Record<string, unknown>>, namespace = "dash_html_components"): unknown => ({
  type,
  namespace,
  props,
});

/** Each time a page is drawn: on the one where it landed, what was taken in is told, until one goes on. */
export function arrived(_frame: unknown, pathname: string): unknown {
  const taken = remembered();
  if (taken && pathname !== "/las-in" && !taken.address.startsWith(`${pathname}?`)) {
    window.sessionStorage.removeItem(KEY);
    return unchanged();
  }
  if (!taken || pathname === "/las-in") return unchanged();
  window.setTimeout(() => {
    const undo = part("Button", { id: UNDO, className: "button-link", children: taken.undo });
    const links = taken.promises
      .slice(0, SHOWN)
      .map(({ address, title }) => part("Link", { href: address, children: title }, "dash_core_components"));
    const inside = [part("Span", { children: taken.said }), ...links, ...(taken.made.length ? [undo] : [])];
    setProps("frame-notice", { children: part("Div", { className: "notice notice-calm", children: inside }) });
    for (const { address } of taken.promises) {
      const path = address.split("?")[0];
      document.querySelector(`#page a[href^="${path}"]`)?.closest("article")?.classList.add("is-new");
    }
    document.querySelector("#page .is-new")?.scrollIntoView({ block: "start" });
  }, 200);
  return unchanged();
}

type Ask = (address: string, more: RequestInit) => Promise<{ ok: boolean; body: Readonly<Record<string, unknown>> } | null>;

/** Listens for the button that takes everything back: the draft then stands in its form again. */
export function landed(ask: Ask): void {
  document.addEventListener("click", ({ target }) => {
    if ((target as Element | null)?.id !== UNDO) return;
    const taken = remembered();
    if (taken) void takeBack(taken, ask);
  });
}

async function takeBack(taken: Remembered, ask: Ask): Promise<void> {
  const body = JSON.stringify({ municipality: taken.municipality, made: taken.made });
  const answer = await ask("/las-in/ta-tillbaka", { body, headers: { "Content-Type": "application/json" } });
  if (!answer) return;
  if (!answer.ok) {
    const said = part("Span", { children: String(answer.body["message"] ?? "") });
    setProps("frame-notice", { children: part("Div", { className: "notice notice-wrong", children: [said] }) });
    return;
  }
  window.sessionStorage.removeItem(KEY);
  keep(window.localStorage, taken.here, { pasted: "", sheet: taken.draft, at: new Date().toISOString() });
  setProps("frame-notice", { children: [] });
  setProps("address", { pathname: "/las-in", search: `?kommun=${taken.here}` });
}
