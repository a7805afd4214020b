/** What is it about? The walk's own themes first. */
import type { App, Screen } from "./context.ts";
import { h } from "./dom.ts";
import { nearestStop } from "./ground.ts";
import { icon } from "./icons.ts";
import type { CategoryWords } from "./model.ts";
import { isFinding, newFinding, ordered, recategorised } from "./noting.ts";
import { entryOf } from "./shelf.ts";

const AT_A_STOP_M = 60;

/** id: of the finding that changes its category; without it a new one begins. */
export function categoryScreen(app: App, id: string | undefined): Screen {
  const { t } = app;
  const pack = app.pack();
  if (!pack) throw new Error("no walk is open");

  const choose = async (code: string): Promise<void> => {
    const standing = app.held().entries.filter(isFinding).find((entry) => entry.id === id);
    if (standing) {
      if (await app.kept(app.shelf.write({ ...standing, fields: recategorised(standing.fields, code) }))) {
        await app.reload();
        app.back();
      }
      return;
    }
    const remembered = app.held().meta.get(`stop:${pack.id}`);
    const fix = app.locator.fix;
    const near = fix ? nearestStop(fix.point, pack.walk.stops, AT_A_STOP_M)?.number : undefined;
    const stop = typeof remembered === "number" ? remembered : (near ?? null);
    const fields = newFinding(code, stop);
    const entry = entryOf(pack.id, "finding", fix ? { ...fields, position: fix.point, accuracy_m: fix.accuracy } : fields);
    if (await app.kept(app.shelf.write(entry))) {
      await app.reload();
      app.go({ name: "finding", id: entry.id }, "replace");
    }
  };
  const tile = ({ code, ...words }: CategoryWords): HTMLElement =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "tile", "data-code": code, click: () => void choose(code) },
        icon(code),
        h("span", {}, words[t.language]),
      ),
    );
  const all = ordered(pack);
  const themes = new Set(pack.walk.themes);
  const first = all.filter(({ code }) => themes.has(code));
  const rest = all.filter(({ code }) => !themes.has(code));
  return {
    title: t("category.title"),
    element: h(
      "div",
      { class: "screen" },
      h("h1", { tabindex: -1 }, t("category.title")),
      first.length > 0 && h("h2", {}, t("category.themes")),
      first.length > 0 && h("ul", { class: "tiles is-first" }, ...first.map(tile)),
      first.length > 0 && h("h2", {}, t("category.rest")),
      h("ul", { class: "tiles" }, ...rest.map(tile)),
    ),
    bar: h(
      "div",
      { class: "bar" },
      h("button", { type: "button", click: () => app.back() }, icon("back"), t("back")),
    ),
  };
}
