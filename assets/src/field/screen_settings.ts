/** Language, looks and thumb; the phone's room; a copy to take away; another walk. */
import type { App, Screen } from "./context.ts";
import { copyOf, handOver } from "./copying.ts";
import { choices, h } from "./dom.ts";
import { icon } from "./icons.ts";
import { onlyHere } from "./noting.ts";
import { tokenIn } from "./opening.ts";
import type { Settings } from "./settings.ts";
import { room } from "./storage.ts";
import type { Language } from "./words.ts";

/** The form in which a link is pasted. */
export function linkForm(app: App): HTMLElement {
  const { t } = app;
  const field = h("input", { type: "text", inputmode: "url", autocomplete: "off", autocapitalize: "off", spellcheck: false });
  const wrong = h("p", { class: "wrong", role: "alert" });
  return h(
    "form",
    {
      class: "card",
      submit: (event) => {
        event.preventDefault();
        const token = tokenIn(field.value);
        wrong.textContent = token ? "" : t("none.wrong");
        if (token) void app.join(token);
      },
    },
    h("label", { class: "field" }, h("span", {}, t("none.link")), field),
    wrong,
    h("button", { class: "primary" }, t("none.open")),
  );
}

export function settingsScreen(app: App): Screen {
  const { t } = app;
  const storage = h("p", { class: "soft" });
  void room().then(({ used, quota, isSafe }) => {
    const known = used !== null && quota !== null;
    const size = known
      ? t("settings.storage.used", { used: t.size(used), quota: t.size(quota) })
      : "";
    storage.textContent = [size, t(isSafe ? "settings.storage.safe" : "settings.storage.unsafe")].join(" ");
  });
  const pack = app.pack();
  const own = <One extends { readonly walk: string }>(all: readonly One[]): One[] => all.filter((one) => one.walk === pack?.id);
  const { entries, ops, photos } = app.held();
  const mayForget = onlyHere(own(entries), own(ops), own(photos)).all === 0;
  const forget = async (walk: string): Promise<void> => {
    if (!(await app.kept(app.shelf.forget(walk)))) return;
    app.say(t("settings.forget.done"));
    await app.reload();
    app.go({ name: "start" }, "replace");
  };
  const copy = async (): Promise<void> => {
    handOver(await copyOf(app.shelf), `vandring-${new Date().toISOString().slice(0, 10)}.zip`);
    app.say(t("settings.copy.done"));
  };
  return {
    title: t("settings"),
    element: h(
      "div",
      { class: "screen" },
      h("h1", { tabindex: -1 }, t("settings")),
      choices<Language>(
        t("settings.language"),
        [
          { value: "sv", label: "Svenska" },
          { value: "en", label: "English" },
        ],
        t.language,
        (language) => app.set({ language }),
      ),
      choices<Settings["theme"]>(
        t("settings.theme"),
        (["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.theme.${value}`) })),
        app.settings.theme,
        (theme) => app.set({ theme }),
      ),
      choices<Settings["hand"]>(
        t("settings.hand"),
        (["left", "right"] as const).map((value) => ({ value, label: t(`settings.hand.${value}`) })),
        app.settings.hand,
        (hand) => app.set({ hand }),
      ),
      h(
        "section",
        { class: "card" },
        h("h2", {}, t("settings.copy")),
        h("p", { class: "soft" }, t("settings.copy.why")),
        h("button", { type: "button", click: () => void copy() }, t("settings.copy")),
      ),
      h("section", { class: "card" }, h("h2", {}, t("settings.storage")), storage),
      h("section", {}, h("h2", {}, t("settings.other")), linkForm(app)),
      pack &&
        h(
          "section",
          { class: "card" },
          h("h2", {}, t("settings.forget")),
          h("p", { class: "soft" }, t(mayForget ? "settings.forget.why" : "settings.forget.not")),
          mayForget && h("button", { type: "button", click: () => void forget(pack.id) }, t("settings.forget.now")),
        ),
      h("p", { class: "soft small" }, t("installed.hint")),
      h("p", { class: "soft small" }, t("settings.version", { version: app.version })),
    ),
    bar: h("div", { class: "bar" }, h("button", { type: "button", click: () => app.back() }, icon("back"), h("span", {}, t("back")))),
  };
}

/** Shown where no walk is open. */
export function openScreen(app: App): Screen {
  const { t } = app;
  const invited = app.held().invitations;
  const stopped = invited.findLast((one) => one.walk === null && one.stopped !== null)?.stopped;
  const waiting = invited.some((one) => one.walk === null && one.stopped === null);
  const words = waiting
    ? t(app.sender.state.contact === "unreached" ? "none.unreached" : "none.fetching")
    : stopped
      ? t(`sync.stopped.${stopped}`)
      : t("none.text");
  return {
    title: t("none.title"),
    element: h(
      "div",
      { class: "screen" },
      h("h1", { tabindex: -1 }, t("none.title")),
      h("p", { role: "status" }, words),
      linkForm(app),
      h("button", { type: "button", class: "plain", click: () => app.go({ name: "settings" }) }, icon("settings"), t("settings")),
    ),
  };
}
