/**
 * A form in the browser, of the register or of the log: what is typed is kept at once, one question is asked at a time,
 * each save has an id of its own, and address and focus follow.
 */

import { provide, setProps, unchanged, watchAnswers } from "../karta/dash.ts";
import { located } from "./locating.ts";
import "./register.css";
import { all, draftOf, forget, isSame, keep, newId, putAside, takeBack, type Draft, type Values } from "./drafts.ts";

/** What the server says that the form is about. step: how often it was drawn since the page was opened. */
interface Standing {
  readonly token: string;
  readonly draft: string;
  readonly id: string;
  readonly municipality: string;
  readonly version: number;
  readonly base: string;
  readonly step: number;
  readonly initial: Values;
  readonly clash: unknown;
  readonly retired: boolean;
  readonly title: string;
  readonly address: string;
  readonly words: { readonly draft: string; readonly saving: string; readonly failed: string; readonly left: string };
  readonly forget?: string;
  readonly focus?: string;
  readonly faulty?: boolean;
  /** Answers are read from the top of the page. */
  readonly toTop?: boolean;
}

interface Path {
  readonly path: string;
}

interface Question {
  readonly act: string;
  readonly at: string;
  readonly values: Values;
  readonly op: string | null;
  readonly choice: Values;
  readonly standing: Standing;
}

const shelf = window.localStorage;
/** The fields of a promise that decide what could be seen of it. */
const FORESEEN_BY = ["categories", "area_codes", "place_ids", "starts_on", "ends_on"];
const LISTS = ["/register", "/loften"];
/** Lists that tell of their own alone. */
const OWN_LISTS = ["/lagesbild", "/nyhetsbrev"];
/** Pages that forms stand on. */
const FORMS = ["/redigera/", "/logga/"];
/** Where to go when something needs mending: the first of these that is there. */
const TO_MEND = [
  "#form-clash-title",
  ".form-faults",
  ".notice-wrong a, .notice-wrong button",
  "[aria-invalid='true']",
  ".form-fault",
  ".notice-wrong",
];

let met = "";
/** A draft was found and the server is asked to draw it: what stands in the form until then is not what was written. */
let waiting = false;
/** A question is on its way: a second press is the first one's. */
let asking = false;
let standingNow: Standing | null = null;
let attempt: { readonly content: string; readonly op: string } | null = null;
let leftFrom = "";
/** What was asked about last, of which drawing of the form. */
let foreseen = "";

function meet(standing: Standing): void {
  standingNow = standing;
  if (standing.step > 0) waiting = false;
  if (standing.token === met) return;
  met = standing.token;
  attempt = null;
  asking = false;
  const draft = standing.step === 0 && !standing.retired ? draftOf(shelf, standing.draft) : null;
  waiting = draft !== null && (isUnanswered(draft) || !isSame(draft.values, standing.initial));
}

/** What is new, was sent and never answered for may be kept already: it goes on under its own id. */
const isUnanswered = (draft: Draft | null): boolean => Boolean(draft?.op) && draft?.version === 0;

const gathered = (values: readonly unknown[], ids: readonly Path[]): Values =>
  Object.fromEntries(ids.map(({ path }, place) => [path, values[place] ?? ""]));

function asDraft(standing: Standing, values: Values): Draft {
  const before = draftOf(shelf, standing.draft);
  return {
    draft: standing.draft,
    id: standing.id,
    version: standing.version,
    base: standing.base,
    values,
    at: new Date().toISOString(),
    title: standing.title,
    address: standing.address,
    left: standing.words.left,
    ...(before?.op && before.sent ? { op: before.op, sent: before.sent } : {}),
  };
}

/** Whatever is typed is kept, and nothing where nothing differs from what is saved. */
function edited(values: readonly unknown[], ids: readonly Path[], standing: Standing | null): unknown {
  if (!standing || standing.clash || standing.retired || !ids.length) return unchanged();
  meet(standing);
  if (waiting) return unchanged();
  const now = gathered(values, ids);
  foresee(standing, now);
  const isChanged = !isSame(now, standing.initial);
  document.getElementById("form-room")?.classList.toggle("is-changed", isChanged);
  if (!isChanged && !isUnanswered(draftOf(shelf, standing.draft))) {
    forget(shelf, standing.draft);
    return "";
  }
  leftFrom = standing.draft;
  const isKept = keep(shelf, asDraft(standing, now));
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return isKept ? standing.words.draft.replace("{time}", time) : "";
}

/** What could be seen of a promise is asked anew when what decides it is written otherwise. */
function foresee(standing: Standing, now: Values): void {
  if (!document.getElementById("form-foreseen")) return;
  const values = Object.fromEntries(FORESEEN_BY.map((path) => [path, now[path]]));
  const drawing = `${standing.token}/${standing.step}`;
  const asked = JSON.stringify([drawing, values]);
  const isNew = !foreseen.startsWith(`["${drawing}"`);
  if (asked === foreseen) return;
  foreseen = asked;
  // a form that was only just drawn tells of what stands in it
  if (!isNew) setProps("form-foreseen-ask", { data: { municipality: standing.municipality, values } });
}

const restoring = (standing: Standing, draft: Draft): Question => ({
  act: "restore",
  at: "",
  values: draft.values,
  op: null,
  choice: {},
  standing: { ...standing, id: draft.id, version: draft.version, base: draft.base || standing.base },
});

/** Each time the form was drawn: a draft is asked for, what is saved is forgotten, the address and the focus follow. */
function drawn(standing: Standing | null): unknown {
  if (!standing) return unchanged();
  asking = false;
  if (standing.forget) {
    forget(shelf, standing.forget);
    attempt = null;
    leftFrom = "";
  }
  meet(standing);
  const draft = waiting ? draftOf(shelf, standing.draft) : null;
  if (draft) return restoring(standing, draft);
  if (standing.step > 0) {
    followAddress(standing);
    window.requestAnimationFrame(() => window.setTimeout(() => follow(standing)));
  }
  return unchanged();
}

function followAddress(standing: Standing): void {
  const own = new URL(standing.address, window.location.href);
  if (!standing.version || own.pathname === window.location.pathname) return;
  if (!window.location.pathname.startsWith("/redigera/")) return;
  window.history.replaceState(window.history.state, "", own);
}

function follow(standing: Standing): void {
  const room = document.getElementById("form-room");
  if (!room) return;
  document.title = `${room.querySelector("h1")?.textContent ?? ""} – Löfteskartan`;
  const row = standing.focus ?? "";
  const target = standing.faulty
    ? toMend(room)
    : row
      ? (room.querySelector<HTMLElement>(`[data-row="${row}"] input, [data-row="${row}"] textarea`)
        ?? room.querySelector<HTMLElement>(`[data-rows="${row}"] > div:last-child button`))
      : standing.toTop || document.activeElement === document.body
        ? document.getElementById("page")
        : null;
  target?.focus({ preventScroll: true });
  if (standing.toTop && !standing.faulty) window.scrollTo(0, 0);
  else target?.scrollIntoView({ block: standing.toTop ? "center" : "nearest" });
}

const toMend = (room: HTMLElement): HTMLElement | null =>
  TO_MEND.map((where) => room.querySelector<HTMLElement>(where)).find((found) => found !== null) ?? null;

/** From what has to be mended to the field. */
document.addEventListener("click", (event) => {
  const way = event.target instanceof Element ? event.target.closest<HTMLElement>(".form-faults [data-path]") : null;
  const path = way?.dataset["path"];
  if (path === undefined) return;
  event.preventDefault();
  const fields = [...document.querySelectorAll<HTMLElement>("#form-room [id]")];
  const isAt = ({ id }: HTMLElement): boolean => /^\{.*\}$/.test(id) && (JSON.parse(id) as Partial<Path>).path === path;
  const field = fields.find(isAt) ?? document.querySelector<HTMLElement>(`[data-rows="${path}"]`);
  const target = field?.matches("input, textarea") ? field : field?.querySelector<HTMLElement>("input, button");
  (target ?? field)?.focus();
  field?.scrollIntoView({ block: "center" });
});

interface Triggered {
  readonly prop_id: string;
  readonly value: unknown;
}

interface Button {
  readonly act: string;
  readonly at: string;
}

/** The button that was pressed: those that only just appeared trigger too. */
function button(): Button | null {
  const dash = window.dash_clientside as { callback_context?: { triggered?: readonly Triggered[] } } | undefined;
  const one = dash?.callback_context?.triggered?.find(({ value }) => Boolean(value));
  return one ? JSON.parse(one.prop_id.slice(0, one.prop_id.lastIndexOf("."))) : null;
}

/** An id for a save: the same for the same words, so that pressing twice, or again after silence, saves once. */
function idFor(content: string, kept: Draft | null): string {
  if (attempt?.content === content) return attempt.op;
  const op = kept?.sent === content && kept.op ? kept.op : newId();
  attempt = { content, op };
  return op;
}

function pressed(
  _clicks: unknown,
  values: readonly unknown[],
  ids: readonly Path[],
  choices: readonly unknown[],
  choiceIds: readonly Path[],
  standing: Standing | null,
): unknown {
  const which = button();
  if (!which || !standing || waiting || asking) return unchanged();
  const question = asked(which, gathered(values, ids), gathered(choices, choiceIds), standing);
  asking = question !== null;
  return question ?? unchanged();
}

/** What is asked of the server when a button is pressed; null where there is nothing to ask. */
function asked(which: Button, now: Values, choice: Values, standing: Standing): Question | null {
  const question: Question = { ...which, values: now, op: null, choice, standing };
  switch (which.act) {
    case "discard":
      putAside(shelf, standing.draft);
      return { ...question, values: standing.initial };
    case "restore": {
      const draft = takeBack(shelf, standing.draft);
      return draft ? restoring(standing, draft) : null;
    }
    case "save":
    case "settle":
    case "bring_back": {
      const kept = draftOf(shelf, standing.draft);
      const content = JSON.stringify([which, standing.id, standing.version, now, choice]);
      const op = idFor(content, kept);
      // what is new is kept also where nothing was written: what is sent may never arrive
      const own = kept ?? (standing.version ? null : asDraft(standing, now));
      if (own) keep(shelf, { ...own, op, sent: content });
      if (document.getElementById("form-status")) setProps("form-status", { children: standing.words.saving });
      return { ...question, op };
    }
    default:
      return question;
  }
}

const part = (type: string, props: Readonly<Record<string, unknown>>, namespace = "dash_html_components"): unknown => ({
  type,
  namespace,
  props,
});

/** Leaving a form asks nothing; what was not saved is told where one arrives, and in the lists of the register. */
function arrived(_frame: unknown, pathname: string): unknown {
  const path = pathname || "/";
  const isTold = ({ draft, address }: Draft): boolean =>
    LISTS.includes(path) || draft === leftFrom || (OWN_LISTS.includes(path) && address.startsWith(`${path}/`));
  const found = all(shelf).filter(isTold);
  const elsewhere = found.filter((draft) => new URL(draft.address, window.location.href).pathname !== path);
  if (!FORMS.some((begins) => path.startsWith(begins))) leftFrom = "";
  const [first] = elsewhere;
  if (!first) return unchanged();
  const links = elsewhere.slice(0, 5).map((draft) =>
    part("Link", { href: draft.address, children: draft.title }, "dash_core_components"),
  );
  return part("Div", { className: "notice notice-calm", children: [part("Span", { children: first.left }), ...links] });
}

watchAnswers((answered, question) => {
  if (question.includes("form-room.children")) asking = false;
  if (!answered && standingNow && document.getElementById("form-status")) {
    setProps("form-status", { children: standingNow.words.failed });
  }
});

provide("lofteskartan_register", { edited, drawn, pressed, arrived, located });
