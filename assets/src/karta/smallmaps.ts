/** Two small maps of the areas with one scale, so that two periods can be looked at side by side. */
import type { AreaFigure } from "../map/choropleth.ts";
import { classOf, classify } from "../map/choropleth.ts";
import type { Area } from "../map/features.ts";
import type { Surface } from "../map/geometry.ts";
import { boxOf, mercatorX, mercatorY, polygonsOf } from "../map/geometry.ts";
import type { Theme } from "../map/palette.ts";
import { PALETTES, colourOf } from "../map/palette.ts";
import type { Language } from "../map/view.ts";
import { number } from "./words.ts";

export interface Side {
  readonly label: string;
  /** By area code; null where there is no figure. */
  readonly rates: (code: string) => number | null;
}

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;

/** Two figures and the scale that they share; nothing where no area has an outline. */
export function smallMaps(
  areas: readonly Area[], sides: readonly Side[], { caption, language, theme }: { caption: string; language: Language; theme: Theme },
): HTMLElement[] {
  const box = boxOf(areas.map(({ outline }) => outline));
  if (!box) return [];
  const figures = sides.map(({ rates }) => areas.map(({ code }): AreaFigure => {
    const value = rates(code);
    return value === null ? { state: "missing" } : { state: "value", value };
  }));
  const classes = classify(figures.flat());
  const palette = PALETTES[theme];
  const [west, south, east, north] = [mercatorX(box[0]), mercatorY(box[1]), mercatorX(box[2]), mercatorY(box[3])];
  const scale = WIDTH / (east - west);
  const height = Math.max(1, Math.abs(south - north) * scale);
  const path = (outline: Surface): string => polygonsOf(outline).flat().map((ring) => `M${ring.map(([lon, lat]) =>
    `${((mercatorX(lon!) - west) * scale).toFixed(1)},${((mercatorY(lat!) - Math.min(south, north)) * scale).toFixed(1)}`).join("L")}Z`).join("");
  const outlines = areas.map(({ outline }) => path(outline));
  const made = sides.map(({ label }, side) => {
    const picture = create("svg", { viewBox: `0 0 ${WIDTH} ${height.toFixed(1)}`, role: "img", "aria-label": `${label}. ${caption}` });
    areas.forEach(({ name }, index) => {
      const figure = figures[side]![index]!;
      const shape = create("path", {
        d: outlines[index]!, fill: colourOf(classOf(figure, classes), "reports", palette) ?? "none", stroke: palette.border, "stroke-width": 0.6,
        "fill-rule": "evenodd",
      });
      const title = create("title", {});
      title.textContent = figure.state === "value" ? `${name}: ${number(figure.value, language)}` : name;
      shape.append(title);
      picture.append(shape);
    });
    const words = document.createElement("figcaption");
    words.textContent = label;
    const room = document.createElement("figure");
    room.append(words, picture);
    return room;
  });
  const key = document.createElement("p");
  key.className = "compare-key";
  key.append(`${caption}: `, ...[0, ...classes].flatMap((bound, index) => {
    const swatch = document.createElement("span");
    swatch.className = "compare-swatch";
    swatch.style.background = palette.sequences.reports[index]!;
    return [swatch, index === 0 ? "0 " : `≤ ${number(bound, language)} `];
  }));
  return [...made, key];
}

function create(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
