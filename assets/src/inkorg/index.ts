/** The inbox in the browser: next and previous by keyboard, what arrives is told and moves nothing, degrees by a click. */

import { copyText } from "../karta/copying.ts";
import { provide, setProps, unchanged } from "../karta/dash.ts";
import { degreesAt, titleWith } from "./reckoning.ts";
import "./inkorg.css";

/** What the server says is open. line: how the list says that it stands. */
interface Standing {
  readonly id: string;
  readonly line: string;
  readonly faulty: boolean;
}

const EVERY_MS = 4000;
const LINES = ".inbox-line";

const inbox = (): HTMLElement | null => document.getElementById("inbox");
const lines = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>(LINES)];
const current = (): HTMLAnchorElement | undefined => lines().find((line) => line.getAttribute("aria-current"));
const identity = (type: string, more: Readonly<Record<string, string>>): string =>
  ({ type, ...more }) as unknown as string;

/** Where the focus goes when the finding has come: into it, or it stays in the list. */
let goesInto = false;
let asked = "";

function open(line: HTMLAnchorElement, into: boolean): void {
  const id = line.dataset["finding"] ?? "";
  goesInto = into;
  for (const one of lines()) one.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
  if (!into) line.focus();
  line.scrollIntoView({ block: "nearest" });
  const address = new URL(line.href, window.location.href);
  const language = new URL(window.location.href).searchParams.get("sprak");
  if (language) address.searchParams.set("sprak", language);
  // the way back leads to the list once, not through every finding that was looked at
  const write = /^\/inkorg\/./.test(window.location.pathname) ? "replaceState" : "pushState";
  window.history[write](window.history.state, "", address);
  asked = id;
  setProps("inbox-ask", { data: { open: id, query: address.search, at: Date.now() } });
}

/** On a phone the list again, at the finding that was looked at. */
function close(): void {
  if (!isNarrow()) return;
  inbox()?.classList.remove("has-open");
  const line = current();
  line?.scrollIntoView({ block: "center" });
  line?.focus({ preventScroll: true });
}

window.addEventListener("popstate", () => {
  if (!inbox()) return;
  const [, page, id] = window.location.pathname.split("/");
  if (page !== "inkorg") return;
  if (!id) return close();
  const line = lines().find((one) => one.dataset["finding"] === id);
  inbox()?.classList.add("has-open");
  if (line && line !== current()) open(line, false);
});

/** Each time a finding was drawn: its line follows, and so does the focus. */
function drawn(standing: Standing | null): void {
  if (!standing) return;
  const room = inbox();
  room?.classList.add("has-open");
  if (document.querySelector(`${LINES}[data-finding="${standing.id}"]`) && standing.line) {
    setProps(identity("inbox-state", { id: standing.id }), { children: standing.line });
  }
  const isAsked = asked === standing.id;
  asked = "";
  window.requestAnimationFrame(() =>
    window.setTimeout(() => {
      const fault = document.querySelector<HTMLElement>("#inbox-room [aria-invalid='true'], #inbox-room .notice-wrong");
      const heading = document.getElementById("inbox-open");
      if (standing.faulty && fault) {
        fault.closest<HTMLDetailsElement>("details")?.setAttribute("open", "");
        fault.focus();
        fault.scrollIntoView({ block: "center" });
      } else if (isAsked) {
        document.getElementById("inbox-room")?.scrollTo(0, 0);
        if (goesInto || isNarrow()) {
          window.scrollTo(0, 0);
          heading?.focus({ preventScroll: true });
        }
      } else if (document.activeElement === document.body) heading?.focus({ preventScroll: true });
      void look();
    }),
  );
}

const isNarrow = (): boolean => window.matchMedia("(max-width: 999px)").matches;

/** The list was drawn anew: what came is in it. */
function listed(): void {
  window.requestAnimationFrame(() => void look());
}

let narrowedBefore: string | null = null;

/** Another walk or party: the same list, narrowed. */
function narrowed(walk: string | null | undefined, party: string | null | undefined): unknown {
  const address = new URL(window.location.href);
  const wished = JSON.stringify([walk ?? null, party ?? null]);
  const shown = JSON.stringify([address.searchParams.get("vandring"), address.searchParams.get("ansvarig")]);
  // a choice that only just appeared triggers too
  if (wished === shown || wished === narrowedBefore) return unchanged();
  narrowedBefore = wished;
  window.setTimeout(() => (narrowedBefore = null), 1000);
  for (const [name, value] of [["vandring", walk], ["ansvarig", party]] as const) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  address.searchParams.delete("sida");
  return `/inkorg${address.search}`;
}

let looking = false;

/** Asks how many there are. What one reads stays where it is: new ones are told, and shown when one asks for them. */
async function look(): Promise<void> {
  const came = document.querySelector<HTMLButtonElement>(".inbox-came");
  if (!came || looking || document.hidden) return;
  looking = true;
  try {
    const answer = await fetch(`/inkorg.json?kommun=${came.dataset["code"] ?? ""}`);
    if (!answer.ok || !came.isConnected) return;
    const { new: unread, arrived } = (await answer.json()) as { readonly new: number; readonly arrived: number };
    document.title = titleWith(document.title, unread);
    if (document.getElementById("nav-count-inbox")) setProps("nav-count-inbox", { children: unread ? String(unread) : "" });
    tell(came, arrived - Number(came.dataset["arrived"]));
  } catch {
    // the frame tells when the server is gone, at the next question that somebody asks
  } finally {
    looking = false;
  }
}

function tell(came: HTMLButtonElement, more: number): void {
  if (more <= 0) return;
  if (!lines().length && !current()) return refresh();
  const words = came.dataset[more === 1 ? "one" : "other"] ?? "";
  const said = words.replace("{n}", String(more));
  if (came.textContent !== said) came.textContent = said;
  came.hidden = false;
}

function refresh(): void {
  setProps("inbox-refresh", { data: { query: window.location.search, at: Date.now() } });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function step(by: number): void {
  const all = lines();
  const here = all.findIndex((line) => line.getAttribute("aria-current") || line === document.activeElement);
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
  if (next) open(next, false);
}

document.addEventListener("keydown", (event) => {
  if (!inbox() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const inList = event.target instanceof Element && event.target.closest(".inbox-lines");
  const by = { j: 1, k: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
  if (!by) return;
  event.preventDefault();
  step(by);
});

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!(target instanceof Element) || !inbox()) return;
  if (target.closest(".inbox-came")) {
    refresh();
    document.querySelector<HTMLElement>(".inbox-headings [aria-current] a")?.focus();
    return;
  }
  // the frame knows of no change where the list is what it drew last: then the list shows itself
  if (target.closest<HTMLAnchorElement>("a")?.pathname === "/inkorg") close();
  const line = target.closest<HTMLAnchorElement>(LINES);
  if (line && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    open(line, true);
    return;
  }
  const copies = target.closest<HTMLElement>("[data-copies]");
  if (copies) void copyText(copies, copies.parentElement?.parentElement?.querySelector(".inbox-copied"));
  const sketch = target.closest<HTMLElement>(".inbox-sketch");
  if (sketch) point(sketch, event.clientX, event.clientY);
});

/** A click on the sketch fills in the degrees; nothing is saved before somebody presses the button. */
function point(sketch: HTMLElement, x: number, y: number): void {
  const picture = sketch.querySelector("img")?.getBoundingClientRect();
  if (!picture) return;
  const found = degreesAt(sketch.dataset, (x - picture.left) / picture.width, (y - picture.top) / picture.height);
  if (!found) return;
  const fold = sketch.parentElement?.querySelector<HTMLDetailsElement>("details");
  if (fold) fold.open = true;
  setProps(identity("inbox-field", { name: "lat" }), { value: found.lat });
  setProps(identity("inbox-field", { name: "lon" }), { value: found.lon });
  const pin = sketch.querySelector<HTMLElement>(".inbox-pin");
  if (!pin) return;
  pin.hidden = false;
  pin.style.left = `${x - picture.left}px`;
  pin.style.top = `${y - picture.top}px`;
}

window.setInterval(() => void look(), EVERY_MS);
document.addEventListener("visibilitychange", () => void look());

provide("lofteskartan_inbox", { drawn, listed, narrowed });
