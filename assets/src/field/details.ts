/** The fields that some kinds of finding have of their own, and those that all may have. */
import { choices, h } from "./dom.ts";
import type { Details, FindingFields } from "./model.ts";
import { LONGEST_NOTE } from "./noting.ts";
import type { Words } from "./words.ts";

const three = (t: Words, yes: string, no: string): { value: "yes" | "no" | "unknown"; label: string }[] => [
  { value: "yes", label: yes },
  { value: "no", label: no },
  { value: "unknown", label: t("dontknow") },
];
const said = (value: boolean | null): "yes" | "no" | null => (value === null ? null : value ? "yes" : "no");
const heard = (value: string): boolean | null => (value === "unknown" ? null : value === "yes");

function textField(label: string, value: string, typed: (value: string) => void, inputmode = "text"): HTMLElement {
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h("input", {
      type: "text",
      inputmode,
      value,
      maxlength: 100,
      autocomplete: "off",
      input: (event) => typed((event.currentTarget as HTMLInputElement).value),
    }),
  );
}

/** A number that was typed, null for none. Pure. */
export function wholeNumber(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,6}$/.test(digits) ? Number(digits) : null;
}

/** Null where the category has no fields of its own. */
export function detailsForm(t: Words, details: Details | null, change: (details: Details) => void): HTMLElement | null {
  if (details === null) return null;
  let now = details;
  const set = (part: object): void => {
    now = { ...now, ...part } as Details;
    change(now);
  };
  const head = h("h2", {}, t(`details.${details.about}`));
  switch (details.about) {
    case "lighting":
      return h(
        "section",
        { class: "card" },
        head,
        choices(t("details.lit"), three(t, t("details.lit.yes"), t("details.lit.no")), said(details.is_lit), (value) =>
          set({ is_lit: heard(value) }),
        ),
        textField(t("details.lamp"), details.lamp_id ?? "", (value) => set({ lamp_id: value.trim() || null })),
      );
    case "shrubs":
      return h(
        "section",
        { class: "card" },
        head,
        choices(
          t("details.season"),
          [
            { value: "hela året", label: t("details.season.all") },
            { value: "med löv", label: t("details.season.summer") },
          ],
          details.season as "hela året" | "med löv" | null,
          (season) => set({ season }),
        ),
      );
    case "bicycle_theft":
      return h(
        "section",
        { class: "card" },
        head,
        choices(t("details.locks"), three(t, t("yes"), t("no")), said(details.frame_locks), (value) =>
          set({ frame_locks: heard(value) }),
        ),
        choices(t("details.sight"), three(t, t("yes"), t("no")), said(details.in_sight), (value) =>
          set({ in_sight: heard(value) }),
        ),
        textField(t("details.stands"), details.stands === null ? "" : String(details.stands), (value) => set({ stands: wholeNumber(value) }), "numeric"),
      );
  }
}

/** Note and severity. */
export function moreForm(
  t: Words,
  fields: FindingFields,
  change: (part: Partial<FindingFields>) => void,
): { readonly element: HTMLElement; readonly note: HTMLTextAreaElement } {
  const note = h(
    "textarea",
    {
      rows: 3,
      maxlength: LONGEST_NOTE,
      "aria-describedby": "note-hint",
      input: (event) => change({ note: (event.currentTarget as HTMLTextAreaElement).value }),
    },
    fields.note,
  );
  const element = h(
    "section",
    { class: "card" },
    h("label", { class: "field" }, h("span", {}, t("note")), note),
    h("p", { class: "soft small", id: "note-hint" }, t("note.hint")),
    choices(
      t("severity"),
      ([1, 2, 3] as const).map((n) => ({ value: String(n), label: t(`severity.${n}`) })),
      fields.severity === null ? null : String(fields.severity),
      (value) => change({ severity: Number(value) }),
    ),
  );
  return { element, note };
}
