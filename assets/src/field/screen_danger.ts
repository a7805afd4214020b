/** Before any form: who to call when it is happening now. */
import type { App, Screen } from "./context.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

export function dangerScreen(app: App): Screen {
  const { t } = app;
  const call = (number: string, words: string, why: string, primary: boolean): HTMLElement =>
    h(
      "div",
      { class: "call" },
      h("a", { class: primary ? "button call-now" : "button", href: `tel:${number}` }, icon("phone"), words),
      h("p", { class: "soft" }, why),
    );
  return {
    title: t("danger.title"),
    element: h(
      "div",
      { class: "screen danger" },
      h("h1", { tabindex: -1 }, t("danger.title")),
      h("p", {}, t("danger.first")),
      call("112", t("danger.112"), t("danger.112.why"), true),
      call("11414", t("danger.11414"), t("danger.11414.why"), false),
      h("p", {}, t("danger.not")),
    ),
    bar: h(
      "div",
      { class: "bar" },
      h("button", { type: "button", class: "wide", click: () => app.back() }, t("danger.on")),
    ),
  };
}
