/** Scoring a stop: eight parts from 0 to 3, large buttons, any of them may be left out. */
import type { App, Screen } from "./context.ts";
import { choices, h, refill } from "./dom.ts";
import { icon } from "./icons.ts";
import { RUBRIC, type AssessmentEntry, type AssessmentFields } from "./model.ts";
import { LONGEST_NOTE, emptyRubric } from "./noting.ts";
import { personalMark } from "./screening.ts";
import { entryOf } from "./shelf.ts";
import { refusalSentence, standingSentence } from "./telling.ts";

const scored = (fields: AssessmentFields): number => Object.values(fields.rubric).filter((score) => score !== null).length;

const ofStop = (app: App, number: number): AssessmentEntry | undefined =>
  app
    .held()
    .entries.find(
      (one): one is AssessmentEntry =>
        one.kind === "assessment" && one.walk === app.pack()?.id && one.fields.stop === number && one.deleted_at === null,
    );

export function stopsScreen(app: App): Screen {
  const { t } = app;
  const stops = app.pack()?.walk.stops ?? [];
  const list = h("ul", { class: "rows" });
  return {
    title: t("stops.title"),
    element: h(
      "div",
      { class: "screen" },
      h("h1", { tabindex: -1 }, t("stops.title")),
      stops.length === 0 && h("p", { class: "empty" }, t("stops.none")),
      list,
    ),
    refresh: () =>
      refill(
        list,
        ...stops.map(({ number, name }) => {
          const entry = ofStop(app, number);
          return h(
            "li",
            { class: "row" },
            h(
              "button",
              { type: "button", class: "row-main", "data-key": String(number), click: () => app.go({ name: "stop", number }) },
              h("span", { class: "stop-sign", "aria-hidden": "true" }, h("span", {}, String(number))),
              h(
                "span",
                { class: "row-words" },
                h("strong", {}, `${number}. ${name}`),
                h("span", { class: "soft small" }, entry ? t("stops.scored", { n: scored(entry.fields) }) : t("stops.unscored")),
                entry && h("span", { class: "standing small" }, standingSentence(t, entry, app.held())),
              ),
            ),
          );
        }),
      ),
  };
}

export function stopScreen(app: App, number: number): Screen {
  const { t } = app;
  const pack = app.pack();
  const stop = pack?.walk.stops.find((one) => one.number === number);
  if (!pack || !stop) throw new Error(`no stop ${number}`);
  let entry: AssessmentEntry =
    ofStop(app, number) ?? entryOf(pack.id, "assessment", { stop: number, rubric: emptyRubric(), in_dark: null, note: "" });
  let pending: Promise<unknown> = Promise.resolve();
  let isDone = false;
  const change = (part: Partial<AssessmentFields>): void => {
    if (isDone) return;
    entry = { ...entry, fields: { ...entry.fields, ...part } };
    pending = pending.then(() => app.kept(app.shelf.write(entry)));
  };
  const warning = h("p", { class: "warning card", role: "alert", hidden: true });
  let isWarned = false;
  const save = async (): Promise<void> => {
    if (isDone) return;
    const mark = personalMark(entry.fields.note);
    if (scored(entry.fields) === 0) warning.textContent = t("rubric.empty");
    else if (mark && !isWarned) {
      warning.textContent = `${t(`person.${mark}`)} ${t("person.ask")}`;
      isWarned = true;
      saveButton.textContent = t("person.anyway");
    } else {
      isDone = true;
      await pending;
      if (!(await app.kept(app.shelf.save(entry)))) {
        isDone = false;
        return;
      }
      await app.reload();
      app.sender.now();
      app.say(t("saved"));
      app.back();
      return;
    }
    warning.hidden = false;
    warning.scrollIntoView({ block: "center" });
  };
  const saveButton = h("button", { type: "button", class: "primary wide", click: () => void save() }, t("rubric.save"));
  const refused = app.held().ops.find((op) => op.id === entry.id && op.refused)?.refused;
  return {
    title: `${t("stop")} ${number}`,
    element: h(
      "div",
      { class: "screen" },
      h("h1", { tabindex: -1 }, `${number}. ${stop.name}`),
      refused && h("section", { class: "card warning" }, h("p", {}, refusalSentence(t, refused))),
      h("p", { class: "soft" }, t("rubric.scale")),
      ...RUBRIC.map((part) =>
        choices(
          t(`rubric.${part}`),
          ["0", "1", "2", "3"].map((value) => ({ value, label: value })),
          entry.fields.rubric[part] === null ? null : String(entry.fields.rubric[part]),
          (value) => {
            warning.hidden = true;
            change({ rubric: { ...entry.fields.rubric, [part]: Number(value) } });
          },
          "score",
        ),
      ),
      choices(
        t("rubric.dark"),
        [
          { value: "yes", label: t("yes") },
          { value: "no", label: t("no") },
        ],
        entry.fields.in_dark === null ? null : entry.fields.in_dark ? "yes" : "no",
        (value) => change({ in_dark: value === "yes" }),
      ),
      h(
        "label",
        { class: "field" },
        h("span", {}, t("note")),
        h(
          "textarea",
          {
            rows: 3,
            maxlength: LONGEST_NOTE,
            input: (event) => {
              isWarned = false;
              saveButton.textContent = t("rubric.save");
              change({ note: (event.currentTarget as HTMLTextAreaElement).value });
            },
          },
          entry.fields.note,
        ),
      ),
      warning,
    ),
    bar: h(
      "div",
      { class: "bar" },
      h("button", { type: "button", click: () => app.back() }, icon("back"), h("span", {}, t("back"))),
      saveButton,
    ),
    settled: () => pending,
    leave: () => void pending.then(() => app.reload()),
  };
}
