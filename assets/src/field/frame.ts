/** What stands around every screen: the walk, what is on the phone only, who to call, the tabs, and what was just said. */
import type { App, Offer, Route, Screen } from "./context.ts";
import { h, refill } from "./dom.ts";
import { icon } from "./icons.ts";
import { countsOf } from "./telling.ts";

const SAID_MS = 3_500;
const OFFERED_MS = 10_000;
const TABS = [
  ["start", "walk"],
  ["list", "list"],
  ["stops", "stops"],
  ["answers", "answers"],
] as const;

export interface Frame {
  show(screen: Screen, route: Route): void;
  refresh(): void;
  /** A sentence that goes by itself. */
  say(text: string, offer?: Offer): void;
  /** A sentence that stays until it is closed. */
  warn(text: string): void;
  offerUpdate(change: () => void): void;
}

/** Builds the frame anew, in the language of the moment. */
export function frame(app: App): Frame {
  const { t } = app;
  const title = h("p", { class: "top-title" });
  const count = h("button", { type: "button", class: "count", "data-key": "count", click: () => app.go({ name: "list" }) });
  const danger = h("button", { type: "button", class: "danger-button", click: () => app.go({ name: "danger" }) }, t("danger.button"));
  const warnings = h("div", { class: "warnings", role: "alert" });
  const main = h("main", { id: "main" });
  const said = h("div", { class: "said-box", role: "status" });
  const foot = h("div", { class: "foot" });
  document.body.replaceChildren(h("header", { class: "top" }, title, count, danger), warnings, main, said, foot);
  let timer = 0;
  let isFirst = true;

  const tabs = (route: Route): HTMLElement =>
    h(
      "nav",
      { class: "tabs", "aria-label": t("tabs") },
      ...TABS.map(([name, sign]) =>
        h(
          "button",
          {
            type: "button",
            "aria-current": route.name === name ? "page" : null,
            click: () => route.name !== name && app.go({ name }, route.name === "start" ? undefined : "replace"),
          },
          icon(sign),
          h("span", {}, t(`tab.${name}`)),
        ),
      ),
    );
  const refresh = (): void => {
    title.textContent = app.pack()?.walk.title ?? t("app");
    const only = countsOf(app.held());
    count.className = only.refused ? "count is-refused" : only.all ? "count is-waiting" : "count";
    refill(
      count,
      icon(only.all ? "device" : "check"),
      h("span", { class: "count-number", "aria-hidden": "true" }, String(only.all)),
      h("span", { class: "spoken" }, only.all ? t.count("only", only.all) : t("only.none")),
    );
  };
  const close = (box: HTMLElement): HTMLElement =>
    h("button", { type: "button", class: "round", "aria-label": t("close"), click: () => box.remove() }, icon("remove"));
  const warn = (text: string): void => {
    if ([...warnings.children].some((one) => one.firstChild?.textContent === text)) return;
    const box = h("div", { class: "warning card" }, h("p", {}, text));
    box.append(close(box));
    warnings.append(box);
  };
  return {
    refresh,
    warn,
    show(screen, route) {
      document.title = `${screen.title} · ${t("app")}`;
      main.replaceChildren(screen.element);
      refill(foot, screen.bar ?? (app.pack() ? tabs(route) : null));
      danger.hidden = route.name === "danger";
      scrollTo(0, 0);
      refresh();
      // a reader is told where one has come; the first screen is read from the top anyway
      if (!isFirst) main.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
      isFirst = false;
    },
    say(text, offer) {
      clearTimeout(timer);
      const clear = (): void => said.replaceChildren();
      said.replaceChildren(
        h(
          "div",
          { class: "said-text" },
          h("span", {}, text),
          offer &&
            h(
              "button",
              {
                type: "button",
                click: () => {
                  clear();
                  void offer.take();
                },
              },
              offer.label,
            ),
        ),
      );
      timer = window.setTimeout(clear, offer ? OFFERED_MS : SAID_MS);
    },
    offerUpdate(change) {
      const box = h(
        "div",
        { class: "card update" },
        h("p", {}, t("update.ready")),
        h("button", { type: "button", click: change }, t("update.now")),
      );
      warnings.append(box);
    },
  };
}
