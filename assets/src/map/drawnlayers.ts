/** What the drawn map shows beside areas and hotspots: names of places, what was done where, the police's numbers. */
import type { ActionsAnswer } from "./actions.ts";
import { actedAreas } from "./actions.ts";
import type { Place } from "./features.ts";
import type { LonLat, Surface } from "./geometry.ts";
import type { Palette } from "./palette.ts";
import type { PoliceAnswer } from "./police.ts";

const SVG = "http://www.w3.org/2000/svg";
/** The whole municipality is in sight: only what everybody knows is written. */
const WIDELY_KNOWN = ["locality", "centre"];
const LETTER = 8;
const LINE = 18;

type At = (place: LonLat) => readonly [number, number];

/** As many names as stand free of each other. */
export function writtenPlaces(places: readonly Place[], at: At, palette: Palette): SVGElement[] {
  const taken: (readonly [number, number, number])[] = [];
  return places.filter(({ kind }) => WIDELY_KNOWN.includes(kind)).flatMap(({ name, at: place }) => {
    const [x, y] = at(place);
    const half = (name.length * LETTER) / 2;
    if (taken.some(([left, top, wide]) => Math.abs(top - y) < LINE && Math.abs(left - x) < half + wide)) return [];
    taken.push([x, y, half]);
    const text = create("text", {
      x, y, fill: palette.label, stroke: palette.halo, "stroke-width": 3, "paint-order": "stroke", "text-anchor": "middle",
      "font-size": 15,
    });
    text.textContent = name;
    return [text];
  });
}

export function drawnActions(answer: ActionsAnswer, at: At, path: (outline: Surface) => string, palette: Palette): SVGElement[] {
  const areas = actedAreas(answer).map(({ outline, actions }) => create("path", {
    d: path(outline), fill: palette.action, "fill-opacity": 0.12, "fill-rule": "evenodd", stroke: palette.action, "stroke-width": 2.5,
    "stroke-dasharray": actions.some(({ runs }) => runs) ? "none" : "8 5",
  }));
  const places = answer.actions.flatMap(({ points, runs }) => points.map((place) => {
    const [x, y] = at(place);
    return create("path", {
      d: `M${x} ${y}V${y - 26}L${x + 16} ${y - 19}L${x} ${y - 13}`, fill: runs ? palette.action : palette.paper,
      stroke: palette.action, "stroke-width": 2,
    });
  }));
  return [...areas, ...places];
}

export function drawnPolice({ areas }: PoliceAnswer, at: At, palette: Palette): SVGElement[] {
  return areas.flatMap(({ at: place, count }) => {
    const [x, y] = at(place);
    const words = String(count);
    const width = Math.max(26, words.length * 10 + 10);
    const plate = create("rect", {
      x: x - width / 2, y: y - 12, width, height: 24, fill: palette.paper, stroke: palette.police, "stroke-width": 2,
    });
    const text = create("text", {
      x, y, fill: palette.police, "text-anchor": "middle", "dominant-baseline": "central", "font-size": 15, "font-weight": 600,
    });
    text.textContent = words;
    return [plate, text];
  });
}

export function create<K extends keyof SVGElementTagNameMap>(
  name: K, attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  return element;
}

export function set(element: SVGElement, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
