/** The whole screen for the place: the map is moved under a pin that stands still. */
import type { App, Screen } from "./context.ts";
import { h, select } from "./dom.ts";
import { icon } from "./icons.ts";
import { walkMap, type WalkMap } from "./map.ts";
import type { FindingFields, Point } from "./model.ts";
import { isFinding } from "./noting.ts";

export function placeScreen(app: App, id: string): Screen {
  const { t } = app;
  const pack = app.pack();
  const entry = app.held().entries.filter(isFinding).find((one) => one.id === id);
  if (!pack || !entry) throw new Error(`no finding ${id}`);
  let map: WalkMap | null = null;
  const element = h("div", { class: "map" });
  const known: [string, Point][] = [
    ...pack.walk.stops.flatMap(({ number, name, position }): [string, Point][] => (position ? [[`${number}. ${name}`, position]] : [])),
    ...pack.places.map(({ name, position }): [string, Point] => [name, position]),
  ];
  const decide = async (fields: Partial<FindingFields>): Promise<void> => {
    if (await app.kept(app.shelf.write({ ...entry, fields: { ...entry.fields, ...fields } }))) {
      await app.reload();
      app.back();
    }
  };
  const jump = select(
    t("place.jump"),
    [["", t("place.jump.none")], ...known.map(([name], index) => [String(index), name] as const)],
    "",
    (value) => {
      const found = known[Number(value)];
      if (value !== "" && found) map?.go(found[1]);
    },
  );
  return {
    title: t("place.title"),
    element: h(
      "div",
      { class: "screen place" },
      h("h1", { tabindex: -1 }, t("place.title")),
      h("p", { class: "soft", id: "place-how" }, t("place.how")),
      h("div", { class: "aim" }, element, h("span", { class: "pin fixed-pin", "aria-hidden": "true" }, h("span"))),
      known.length > 0 && jump,
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", click: () => (app.locator.fix ? map?.go(app.locator.fix.point) : app.locator.start()) }, icon("target"), t("position.mine")),
        h(
          "button",
          { type: "button", click: () => void decide({ position: null, accuracy_m: null, placed: true }) },
          t("position.later"),
        ),
      ),
    ),
    bar: h(
      "div",
      { class: "bar" },
      h("button", { type: "button", click: () => app.back() }, icon("back"), h("span", {}, t("back"))),
      h(
        "button",
        {
          type: "button",
          class: "primary wide",
          click: () => map && void decide({ position: map.centre(), accuracy_m: null, placed: true }),
        },
        t("place.use"),
      ),
    ),
    entered: () => {
      map = walkMap(element, { pack, t });
      const from = entry.fields.position ?? app.locator.fix?.point;
      if (from) map.go(from);
      element.setAttribute("aria-describedby", "place-how");
    },
    leave: () => map?.remove(),
  };
}
