/** The log in the browser: big buttons, what is typed is kept at once, and pressing twice logs once. */

import { provide, setProps, unchanged, watchAnswers } from "../karta/dash.ts";
import { draftOf, forget, isSame, keep, newId, type Draft, type Values } from "../register/drafts.ts";
import "./logga.css";

/** What the server says that is being logged. step: how often the form was drawn since the page was opened. */
interface Standing {
  readonly token: string;
  readonly draft: string;
  readonly id: string;
  readonly version: number;
  readonly step: number;
  readonly initial: Values;
  readonly title: string;
  readonly address: string;
  readonly words: { readonly draft: string; readonly saving: string; readonly failed: string; readonly left: string };
  readonly forget?: string;
  readonly faulty?: boolean;
}

interface Named {
  readonly name: string;
}

const shelf = window.localStorage;
let met = "";
/** A draft was found and the server is asked to draw it. */
let waiting = false;
/** A question is on its way: a second press is the first one's. */
let asking = false;
let standingNow: Standing | null = null;
let attempt: { readonly content: string; readonly op: string } | null = null;

const gathered = (values: readonly unknown[], ids: readonly Named[]): Values =>
  Object.fromEntries(ids.map(({ name }, place) => [name, values[place] ?? ""]));

function meet(standing: Standing): void {
  standingNow = standing;
  if (standing.step > 0) waiting = false;
  if (standing.token === met) return;
  met = standing.token;
  attempt = null;
  asking = false;
  const draft = standing.step === 0 ? draftOf(shelf, standing.draft) : null;
  // what was sent and never answered for may be kept already: it goes on under its own id
  waiting = draft !== null && (Boolean(draft.op) || !isSame(draft.values, standing.initial));
}

function asDraft(standing: Standing, values: Values): Draft {
  const before = draftOf(shelf, standing.draft);
  return {
    draft: standing.draft,
    id: standing.id,
    version: standing.version,
    base: "",
    values,
    at: new Date().toISOString(),
    title: `${standing.title}: ${document.querySelector("#log-room h1")?.textContent ?? ""}`,
    address: standing.address,
    left: standing.words.left,
    ...(before?.op && before.sent ? { op: before.op, sent: before.sent } : {}),
  };
}

function edited(values: readonly unknown[], ids: readonly Named[], standing: Standing | null): unknown {
  if (!standing || !ids.length) return unchanged();
  meet(standing);
  if (waiting) return unchanged();
  const now = gathered(values, ids);
  if (isSame(now, standing.initial) && !draftOf(shelf, standing.draft)?.op) {
    forget(shelf, standing.draft);
    return "";
  }
  const isKept = keep(shelf, asDraft(standing, now));
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return isKept ? standing.words.draft.replace("{time}", time) : "";
}

/** Each time the form was drawn: a draft is asked for, what is saved is forgotten, a fault gets the focus. */
function drawn(standing: Standing | null): unknown {
  if (!standing) return unchanged();
  asking = false;
  if (standing.forget) forget(shelf, standing.forget);
  meet(standing);
  const draft = waiting ? draftOf(shelf, standing.draft) : null;
  if (draft) {
    const own = { ...standing, id: draft.id, version: draft.version };
    return { act: "restore", at: "", values: draft.values, op: null, standing: own };
  }
  if (standing.step > 0) window.requestAnimationFrame(() => window.setTimeout(() => follow(standing)));
  return unchanged();
}

function follow(standing: Standing): void {
  const room = document.getElementById("log-room");
  const target = standing.faulty
    ? room?.querySelector<HTMLElement>("[aria-invalid='true'], .form-fault, .notice-wrong")
    : document.getElementById("page");
  target?.focus({ preventScroll: true });
  if (standing.faulty) target?.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
}

/** An id for a deed: the same for the same words, so that pressing again, or after silence, logs once. */
function idFor(content: string, kept: Draft | null): string {
  if (attempt?.content === content) return attempt.op;
  const op = kept?.sent === content && kept.op ? kept.op : newId();
  attempt = { content, op };
  return op;
}

interface Triggered {
  readonly prop_id: string;
  readonly value: unknown;
}

/** The button that was pressed: those that only just appeared trigger too. */
function button(): { readonly act: string; readonly at: string } | null {
  const dash = window.dash_clientside as { callback_context?: { triggered?: readonly Triggered[] } } | undefined;
  const one = dash?.callback_context?.triggered?.find(({ value }) => Boolean(value));
  return one ? (JSON.parse(one.prop_id.slice(0, one.prop_id.lastIndexOf("."))) as { act: string; at: string }) : null;
}

function pressed(
  _clicks: unknown,
  values: readonly unknown[],
  ids: readonly Named[],
  standing: Standing | null,
): unknown {
  const which = button();
  if (!which || !standing || waiting || asking) return unchanged();
  const now = gathered(values, ids);
  const question = { ...which, values: now, op: null, standing };
  asking = true;
  if (which.act !== "save") return question;
  const content = JSON.stringify([standing.id, standing.version, now]);
  // kept also where nothing was changed: what is sent may never arrive
  const kept = asDraft(standing, now);
  const op = idFor(content, draftOf(shelf, standing.draft));
  keep(shelf, { ...kept, op, sent: content });
  setProps("log-status", { children: standing.words.saving });
  return { ...question, op };
}

/** The list of actions follows what is written; nothing is asked of anybody. */
function narrowed(text: string | null | undefined): void {
  const list = document.getElementById("log-choices");
  if (!list) return;
  const words = (text ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of list.querySelectorAll<HTMLElement>("li")) {
    row.hidden = !words.every((word) => row.dataset["search"]?.includes(word));
    if (!row.hidden) shown += 1;
  }
  const none = document.querySelector<HTMLElement>(".log-none");
  if (none) none.hidden = shown > 0;
}

const setField = (name: string, value: string): void =>
  setProps({ type: "log-field", name } as unknown as string, { value });

document.addEventListener("click", ({ target }) => {
  const pushed = target instanceof Element ? target.closest<HTMLElement>("[data-step], [data-set]") : null;
  const name = pushed?.dataset["field"];
  if (!pushed || !name) return;
  const day = pushed.dataset["set"];
  if (day) return setField(name, day);
  const field = pushed.parentElement?.querySelector<HTMLInputElement>("input");
  const now = Number.parseInt(field?.value ?? "", 10);
  const next = Math.max(0, (Number.isNaN(now) ? 0 : now) + Number(pushed.dataset["step"]));
  return setField(name, String(next));
});

watchAnswers((answered) => {
  if (answered || !standingNow || !document.getElementById("log-status")) return;
  asking = false;
  setProps("log-status", { children: standingNow.words.failed });
});

provide("lofteskartan_log", { edited, drawn, pressed, narrowed });
