/** One finding: where, unsafe or safe, a photo, what its kind asks for. Written down at every change. */
import type { App, Screen } from "./context.ts";
import { detailsForm, moreForm } from "./details.ts";
import { choices, h, refill, select } from "./dom.ts";
import { doubt } from "./ground.ts";
import { icon } from "./icons.ts";
import { walkMap, type WalkMap } from "./map.ts";
import type { Feeling, FindingEntry, FindingFields } from "./model.ts";
import { isFinding } from "./noting.ts";
import { photoStrip } from "./photostrip.ts";
import { personalMark } from "./screening.ts";
import { categoryName, refusalSentence } from "./telling.ts";

const TYPING_MS = 250;
/** So long the phone may move the pin by itself, and so long it may still find the first position. */
const SETTLING_MS = 45_000;
const SEEKING_MS = 180_000;

export function findingScreen(app: App, id: string): Screen {
  const { t } = app;
  const pack = app.pack();
  const known = app.held().entries.filter(isFinding).find((one) => one.id === id);
  if (!pack || !known) throw new Error(`no finding ${id}`);
  let entry: FindingEntry = known;
  let pending: Promise<unknown> = Promise.resolve();
  let typing = 0;
  let isWanted = false;
  let isDone = false;
  let map: WalkMap | null = null;

  const write = (): void => {
    clearTimeout(typing);
    typing = 0;
    pending = pending.then(() => app.kept(app.shelf.write(entry)));
  };
  const change = (part: Partial<FindingFields>, soon = false): void => {
    // once it is on its way nothing moves it any more, neither the position nor a second tap
    if (isDone) return;
    entry = { ...entry, fields: { ...entry.fields, ...part } };
    clearTimeout(typing);
    if (soon) typing = window.setTimeout(write, TYPING_MS);
    else write();
  };
  const flush = (): Promise<unknown> => {
    if (typing) write();
    return pending;
  };

  const mapElement = h("div", { class: "map small-map" });
  const where = h("p", { class: "where" });
  const showPosition = (): void => {
    const { position, accuracy_m } = entry.fields;
    const wrong = position && doubt(position, accuracy_m, pack);
    let words = t("position.none");
    if (wrong) words = t(`position.${wrong.kind}`, { metres: t.metres(wrong.metres) });
    else if (position && accuracy_m === null) words = t("position.set");
    else if (position) words = t("position.here", { metres: t.metres(accuracy_m ?? 0) });
    else if (app.locator.state === "denied") words = t("position.denied");
    else if (app.locator.state === "seeking" && mayFollow()) words = t("position.seeking");
    where.className = wrong ? "where is-doubted" : "where";
    refill(where, icon(wrong ? "warning" : "target"), words);
    mapElement.hidden = position === null;
    if (position) map ??= walkMap(mapElement, { pack, t, moved });
    map?.show(position, accuracy_m);
  };
  const moved = (position: FindingFields["position"]): void => {
    change({ position, accuracy_m: null, placed: true });
    showPosition();
  };
  const mayFollow = (): boolean => {
    if (isWanted) return true;
    if (entry.saved || entry.fields.placed) return false;
    const since = Math.abs(Date.now() - entry.seen.wall);
    return since < (entry.fields.position ? SETTLING_MS : SEEKING_MS);
  };
  const follow = (): void => {
    const fix = app.locator.fix;
    if (!fix || isDone || !mayFollow()) return;
    isWanted = false;
    change({ position: fix.point, accuracy_m: fix.accuracy, placed: false });
  };

  const photos = photoStrip(app, id, entry.walk);
  const warning = h("section", { class: "card warning", role: "alert", hidden: true });
  const more = moreForm(t, entry.fields, (part) => {
    warning.hidden = true;
    change(part, true);
  });
  const save = async (isAsked: boolean): Promise<void> => {
    if (isDone) return;
    await photos.settled();
    await flush();
    const mark = personalMark(entry.fields.note);
    if (mark && !isAsked) {
      warnOf(t(`person.${mark}`));
      return;
    }
    if (isDone) return;
    isDone = true;
    if (!(await app.kept(app.shelf.save(entry)))) {
      isDone = false;
      return;
    }
    const { position, stop } = entry.fields;
    await app.kept(app.shelf.remember(`stop:${entry.walk}`, stop));
    await app.reload();
    app.sender.now();
    app.say(position ? t("saved") : t("saved.noplace"));
    app.back();
  };
  const warnOf = (sentence: string): void => {
    refill(
      warning,
      h("p", {}, h("strong", {}, sentence), " ", t("person.ask")),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", click: () => void save(true) }, t("person.anyway")),
        h("button", { type: "button", class: "primary", click: () => more.note.focus() }, t("person.edit")),
      ),
    );
    warning.hidden = false;
    warning.scrollIntoView({ block: "center" });
  };

  const refused = app.held().ops.find((op) => op.id === id && op.refused)?.refused;
  const name = categoryName(app, entry.fields.category);
  const stops = pack.walk.stops.map(({ number, name: stop }) => [String(number), `${number}. ${stop}`] as const);
  const details = detailsForm(t, entry.fields.details, (one) => change({ details: one }, true));
  const element = h(
    "div",
    { class: "screen finding" },
    h(
      "div",
      { class: "finding-head" },
      icon(entry.fields.category),
      h("h1", { tabindex: -1 }, name),
      h("button", { type: "button", class: "plain", "aria-label": `${t("category.change")}: ${name}`, click: () => void flush().then(() => app.go({ name: "category", id })) }, t("category.change")),
    ),
    refused && h("section", { class: "card warning" }, h("p", {}, h("strong", {}, refusalSentence(t, refused))), h("p", { class: "soft small" }, refused.message)),
    choices<Feeling>(
      t("feeling"),
      [
        { value: "unsafe", label: t("feeling.unsafe") },
        { value: "safe", label: t("feeling.safe") },
      ],
      entry.fields.feeling,
      (feeling) => change({ feeling }),
      "feeling",
    ),
    h(
      "section",
      { class: "card position", "aria-label": t("position") },
      where,
      mapElement,
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", click: () => void flush().then(() => app.go({ name: "place", id })) }, icon("stops"), t("position.move")),
        h(
          "button",
          {
            type: "button",
            click: () => {
              isWanted = true;
              app.locator.start();
              follow();
              showPosition();
            },
          },
          icon("target"),
          t("position.mine"),
        ),
      ),
      stops.length > 0 &&
        select(t("stop"), [["", t("stop.none")], ...stops], entry.fields.stop === null ? "" : String(entry.fields.stop), (value) =>
          change({ stop: value === "" ? null : Number(value) }),
        ),
    ),
    photos.element,
    details,
    more.element,
    warning,
  );
  const hide = (): void => void flush();
  return {
    title: entry.saved ? t("finding.edit") : t("finding.title"),
    element,
    bar: h(
      "div",
      { class: "bar" },
      h("button", { type: "button", click: () => void flush().then(() => app.reload()).then(() => app.back()) }, icon("back"), h("span", {}, t("back"))),
      h("button", { type: "button", class: "primary wide large", click: () => void save(false) }, t("save")),
    ),
    entered: () => {
      document.addEventListener("visibilitychange", hide);
      addEventListener("pagehide", hide);
    },
    refresh: () => {
      follow();
      showPosition();
      photos.refresh();
    },
    settled: flush,
    leave: () => {
      document.removeEventListener("visibilitychange", hide);
      removeEventListener("pagehide", hide);
      void flush().then(() => app.reload());
      photos.leave();
      map?.remove();
    },
  };
}
