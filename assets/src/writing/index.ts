/** Texts written on a page are kept in this browser, field by field, until they are saved; a letter's text is copied. */

import { copyText } from "../karta/copying.ts";
import { provide, unchanged } from "../karta/dash.ts";
import { discard, found, kept, leftOver, type Drafts, type Texts } from "./keeping.ts";
import "./writing.css";

interface FieldId {
  readonly field: string;
}

type Base = Texts & { readonly drafts?: Drafts };

const shelf = window.localStorage;
/** The drawing of the page that was met last. */
let met = "";
let standing: Drafts | null = null;
/** What is being put back: until every field shows it, what stands in them is not what was written. */
let awaited: Readonly<Record<string, string>> = {};
/** Fields that were written in, or put back, in this tab since the page was drawn. */
let mine = new Set<string>();

function setProps(id: unknown, props: Readonly<Record<string, unknown>>): void {
  const dash = window.dash_clientside as unknown as { set_props: (id: unknown, props: unknown) => void };
  dash.set_props(id, props);
}

const part = (type: string, props: Readonly<Record<string, unknown>>): unknown => ({
  type,
  namespace: "dash_html_components",
  props,
});

/** What somebody wrote and can save no more, to be copied elsewhere or thrown away. */
function told(texts: readonly { label: string; text: string }[], drafts: Drafts): unknown {
  if (!texts.length) return "";
  return [
    part("Span", { children: drafts.never }),
    ...texts.map(({ label, text }) => part("Span", { className: "writing-left", children: `${label}: ${text}` })),
    part("Button", { className: "button-link writing-discard", type: "button", children: drafts.discard }),
  ];
}

/** Each time the page was drawn, or somebody wrote on it. */
function written(
  values: readonly unknown[],
  bases: readonly (Base | null)[],
  ids: readonly FieldId[],
  baseIds: readonly unknown[],
): unknown {
  const base = bases[0];
  const drafts = base?.drafts;
  if (!base || !drafts) return unchanged();
  standing = drafts;
  if (!ids.length) return told(leftOver(shelf, drafts, base), drafts);
  const now = Object.fromEntries(ids.map(({ field }, place) => [field, String(values[place] ?? "")]));
  if (drafts.drawing !== met) {
    met = drafts.drawing;
    const back = found(shelf, drafts, base, now);
    awaited = Object.fromEntries(Object.entries(back).map(([field, { text }]) => [field, text]));
    mine = new Set(Object.keys(back));
    if (mine.size) {
      for (const id of ids) if (id.field in back) setProps(id, { value: awaited[id.field] });
      // what was saved when it was written: who saved something else meanwhile is met when it is saved
      const before = Object.fromEntries(Object.entries(back).map(([field, one]) => [field, one.base]));
      setProps(baseIds[0], { data: { ...base, ...before } });
      return unchanged();
    }
  }
  if (Object.entries(awaited).some(([field, text]) => now[field] !== text)) return unchanged();
  awaited = {};
  const at = new Date();
  const names = kept(shelf, drafts, base, now, at.toISOString(), mine).map((field) => drafts.labels[field] ?? field);
  const time = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return names.length ? drafts.said.replace("{names}", names.join(", ")).replace("{time}", time) : "";
}

document.addEventListener("click", ({ target }) => {
  const away = target instanceof Element ? target.closest(".writing-discard") : null;
  const place = away?.closest(".writing-status");
  if (away && place && standing) {
    discard(shelf, standing);
    setProps(place.id, { children: "" });
  }
  const button = target instanceof Element ? target.closest<HTMLElement>(".news-copy") : null;
  if (button) void copyText(button, document.querySelector(".news-copied"));
});

provide("lofteskartan_writing", { written });
