/** Everything noted with this phone, and where each of it stands. */
import type { App, Screen } from "./context.ts";
import { h, refill } from "./dom.ts";
import { icon } from "./icons.ts";
import type { Entry } from "./model.ts";
import { mayDelete, standing, type Standing } from "./noting.ts";
import { categoryName, doubtSentences, refusalSentence, standingSentence } from "./telling.ts";
import type { Word } from "./words.ts";

const GROUPS: readonly (readonly [Word, readonly Standing[]])[] = [
  ["list.refused", ["refused"]],
  ["list.drafts", ["draft", "changed"]],
  ["list.waiting", ["waiting", "photos"]],
  ["list.kept", ["kept", "conflict"]],
];

function nameOf(app: App, entry: Entry): string {
  const { t } = app;
  switch (entry.kind) {
    case "finding":
      return categoryName(app, entry.fields.category);
    case "assessment": {
      const stop = app.pack()?.walk.stops.find(({ number }) => number === entry.fields.stop);
      return `${t("stop")} ${entry.fields.stop}${stop ? `, ${stop.name}` : ""}`;
    }
    case "turnout": {
      const { number, function: who } = entry.fields;
      return t("turnout.said", { n: number, who: t.has(`who.${who}`) ? t(`who.${who}` as Word) : who });
    }
  }
}

export function listScreen(app: App): Screen {
  const { t } = app;
  const body = h("div", { class: "list" });

  const remove = async (entry: Entry): Promise<void> => {
    if (!(await app.kept(app.shelf.delete(entry.id, Date.now())))) return;
    await app.reload();
    app.say(t("list.deleted"), {
      label: t("undo"),
      take: async () => {
        await app.kept(app.shelf.delete(entry.id, null));
        await app.reload();
      },
    });
  };
  const open = (entry: Entry): void => {
    if (entry.kind === "finding") app.go({ name: "finding", id: entry.id });
    else if (entry.kind === "assessment") app.go({ name: "stop", number: entry.fields.stop });
    else app.go({ name: "start" });
  };
  const row = (entry: Entry): HTMLElement => {
    const held = app.held();
    const name = nameOf(app, entry);
    const of = standing(entry, held.ops, held.photos);
    const refusal = [...held.ops.filter((op) => op.id === entry.id), ...held.photos.filter((photo) => photo.finding === entry.id)].find(
      (one) => one.refused,
    )?.refused;
    const photos = held.photos.filter((photo) => photo.finding === entry.id).length;
    const marks = [
      t.time(entry.seen.at),
      entry.kind === "finding" && t(`feeling.${entry.fields.feeling}`),
      entry.kind === "finding" && entry.fields.stop !== null && `${t("stop").toLowerCase()} ${entry.fields.stop}`,
      photos > 0 && t.count("part.photos", photos),
      entry.kind === "finding" && entry.fields.position === null && t("list.noplace"),
      ...doubtSentences(t, entry),
    ].filter((mark): mark is string => typeof mark === "string");
    return h(
      "li",
      { class: `row is-${of}` },
      h(
        "button",
        { type: "button", class: "row-main", "data-key": entry.id, click: () => open(entry) },
        icon(entry.kind === "finding" ? entry.fields.category : entry.kind === "assessment" ? "stops" : "walk"),
        h(
          "span",
          { class: "row-words" },
          h("strong", {}, name),
          h("span", { class: "soft small" }, marks.join(" · ")),
          h("span", { class: "standing small" }, standingSentence(t, entry, held)),
          refusal && h("span", { class: "wrong small" }, refusalSentence(t, refusal)),
        ),
      ),
      mayDelete(entry, held.ops, held.photos) &&
        h(
          "button",
          {
            type: "button",
            class: "round",
            "aria-label": t("list.delete.of", { what: name }),
            "data-key": `delete-${entry.id}`,
            click: () => void remove(entry),
          },
          icon("remove"),
        ),
    );
  };
  const refresh = (): void => {
    const { entries, ops, photos } = app.held();
    const own = entries
      .filter((entry) => entry.deleted_at === null && entry.walk === app.pack()?.id)
      .sort((a, b) => b.seen.wall - a.seen.wall);
    const groups = GROUPS.map(([word, standings]) => {
      const rows = own.filter((entry) => standings.includes(standing(entry, ops, photos)));
      return rows.length > 0 && h("section", {}, h("h2", {}, `${t(word)} (${rows.length})`), h("ul", { class: "rows" }, ...rows.map(row)));
    });
    refill(body, own.length === 0 && h("p", { class: "empty" }, t("list.empty")), ...groups);
  };
  return {
    title: t("list.title"),
    element: h("div", { class: "screen" }, h("h1", { tabindex: -1 }, t("list.title")), body),
    refresh,
  };
}
