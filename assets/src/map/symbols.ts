/** Colour and shape of each category: told apart by either alone would not do, the pair is unique. */
import { rgb } from "./palette.ts";

export const SHAPES = ["circle", "square", "diamond", "triangle", "cross"] as const;
export type Shape = (typeof SHAPES)[number];

/** A category as the page describes it. */
export interface CategoryStyle {
  readonly code: string;
  readonly label: string;
  /** "#rrggbb" */
  readonly colour: string;
  readonly shape: Shape;
}

const FALLBACK: Omit<CategoryStyle, "code" | "label"> = { colour: "#767676", shape: "cross" };

/** The styles in the order of the evidence's codes; a code nobody described is a grey cross. */
export function inOrderOf(codes: readonly string[], styles: readonly CategoryStyle[]): CategoryStyle[] {
  return codes.map((code) => styles.find((style) => style.code === code) ?? { ...FALLBACK, code, label: code });
}

/** Four numbers per category: red, green, blue and the shape's position in SHAPES. */
export function symbolTable(styles: readonly CategoryStyle[]): Float32Array {
  const table = new Float32Array(styles.length * 4);
  styles.forEach((style, index) => table.set([...rgb(style.colour), SHAPES.indexOf(style.shape)], index * 4));
  return table;
}

const PATHS: Readonly<Record<Shape, string>> = {
  circle: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  square: "M3 3h10v10h-10z",
  diamond: "M8 1.5l6.5 6.5l-6.5 6.5l-6.5-6.5z",
  triangle: "M8 2l6.5 11.5h-13z",
  cross: "M6 2h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
};

const SVG = "http://www.w3.org/2000/svg";

/** The sign as it stands on the map: a report filled, a finding hollow with a ring. For legends and lists. */
export function symbolSvg(style: Pick<CategoryStyle, "colour" | "shape">, kind: "report" | "finding"): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("width", "16");
  svg.setAttribute("height", "16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[style.shape]);
  path.setAttribute("fill", kind === "report" ? style.colour : "none");
  path.setAttribute("stroke", style.colour);
  path.setAttribute("stroke-width", kind === "report" ? "0" : "2.5");
  svg.append(path);
  return svg;
}
