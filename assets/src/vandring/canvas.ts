/** A small map of lines and numbers, without WebGL: areas, places, hotspots, a way and its stops, and what a hand does. */
import type { LonLat, Stop } from "./stops.ts";

export interface Words {
  readonly map_label: string;
  readonly zoom_in: string;
  readonly zoom_out: string;
  readonly fit: string;
  readonly clear_route: string;
  readonly mode: string;
  readonly mode_stop: string;
  readonly mode_route: string;
}

export interface Hands {
  readonly click: (at: LonLat, mode: Mode) => void;
  readonly drop: (stop: Stop, at: LonLat) => void;
  readonly clear: () => void;
}

export type Mode = "stop" | "route";

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

export interface Ground {
  readonly areas: readonly Feature[];
  readonly places: readonly Feature[];
  readonly hotspots: readonly Feature[];
}

const SVG = "http://www.w3.org/2000/svg";
const NEAR_PX = 5;
const NARROWEST = 5e-6;
const SWEDEN: readonly LonLat[] = [[11, 55.3], [24, 69]];

const x = (lon: number): number => (lon + 180) / 360;
const y = (lat: number): number => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
const lonOf = (px: number): number => px * 360 - 180;
const latOf = (py: number): number => (Math.atan(Math.sinh((0.5 - py) * 2 * Math.PI)) * 180) / Math.PI;

function* ringsOf(feature: Feature): Generator<readonly LonLat[]> {
  const { type, coordinates } = feature.geometry ?? { type: "", coordinates: [] };
  const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? (coordinates as unknown[]) : [];
  for (const polygon of polygons) yield* polygon as readonly (readonly LonLat[])[];
}

function drawn(tag: string, facts: Readonly<Record<string, string | number>>, parent?: Element): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(facts)) made.setAttribute(name, String(value));
  parent?.append(made);
  return made;
}

export class StopMap {
  readonly element = document.createElement("div");
  readonly #svg = drawn("svg", { "aria-hidden": "true", class: "walk-svg" }) as SVGSVGElement;
  readonly #hands: Hands;
  #ground: Ground = { areas: [], places: [], hotspots: [] };
  #stops: readonly Stop[] = [];
  #way: readonly LonLat[] = [];
  #mode: Mode = "stop";
  /** The middle, in web mercator's unit square, and pixels for the whole of it. */
  #middle: [number, number] = [x(16.4), y(60)];
  #scale = 2000;
  #size: [number, number] = [600, 380];
  #fitted = "";

  constructor(words: Words, hands: Hands) {
    this.#hands = hands;
    this.element.className = "walk-map";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", words.map_label);
    this.element.append(this.#svg, this.#tools(words), this.#modes(words));
    new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width && height) this.#size = [width, height];
      if (!this.#fitted) this.fit();
      this.#draw();
    }).observe(this.#svg);
    this.#listen();
  }

  ground(ground: Ground): void {
    this.#ground = ground;
    if (!this.#stops.some(({ at }) => at)) this.fit();
    this.#draw();
  }

  show(stops: readonly Stop[], way: readonly LonLat[]): void {
    const had = this.#stops.filter(({ at }) => at).length;
    this.#stops = stops;
    this.#way = way;
    const has = stops.filter(({ at }) => at).length;
    // what comes all at once, or first, is shown; one more stop is where somebody just pointed
    if (has > had + 1 || (has && !this.#fitted.startsWith("stops"))) this.fit();
    this.#draw();
  }

  fit(): void {
    const located = this.#stops.flatMap(({ at }) => (at ? [at] : []));
    const points = [...located, ...this.#way];
    this.#fitted = points.length ? "stops" : "ground";
    if (!points.length) for (const area of this.#ground.areas) for (const ring of ringsOf(area)) points.push(...ring);
    if (!points.length) points.push(...SWEDEN);
    const xs = points.map(([lon]) => x(lon));
    const ys = points.map(([, lat]) => y(lat));
    const bounds = (all: number[]): [number, number] =>
      all.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity] as [number, number]);
    const [west, east] = bounds(xs);
    const [north, south] = bounds(ys);
    this.#middle = [(west + east) / 2, (north + south) / 2];
    const [width, height] = this.#size;
    // room for the buttons on the right, and for the marks themselves
    const room = Math.max(width - 128, width / 2);
    this.#scale = Math.min(room / Math.max(east - west, NARROWEST), (0.8 * height) / Math.max(south - north, NARROWEST));
    this.#draw();
  }

  #at(lon: number, lat: number): [number, number] {
    return [
      (x(lon) - this.#middle[0]) * this.#scale + this.#size[0] / 2,
      (y(lat) - this.#middle[1]) * this.#scale + this.#size[1] / 2,
    ];
  }

  #under(event: { readonly clientX: number; readonly clientY: number }): LonLat {
    const box = this.#svg.getBoundingClientRect();
    const px = (event.clientX - box.left - this.#size[0] / 2) / this.#scale + this.#middle[0];
    const py = (event.clientY - box.top - this.#size[1] / 2) / this.#scale + this.#middle[1];
    return [lonOf(px), latOf(py)];
  }

  #zoom(by: number, around?: { readonly clientX: number; readonly clientY: number }): void {
    const before = around ? this.#under(around) : null;
    this.#scale = Math.min(Math.max(this.#scale * by, 400), 4e8);
    if (before && around) {
      const [lon, lat] = this.#under(around);
      this.#middle = [this.#middle[0] + x(before[0]) - x(lon), this.#middle[1] + y(before[1]) - y(lat)];
    }
    this.#draw();
  }

  #tools(words: Words): HTMLElement {
    const tools = document.createElement("div");
    tools.className = "walk-map-tools";
    const acts: readonly [string, string, () => void][] = [
      ["+", words.zoom_in, () => this.#zoom(1.6)],
      ["\u2212", words.zoom_out, () => this.#zoom(1 / 1.6)],
      ["\u25A3", words.fit, () => this.fit()],
    ];
    for (const [sign, label, act] of acts) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: sign, title: label });
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      tools.append(button);
    }
    return tools;
  }

  #modes(words: Words): HTMLElement {
    const modes = document.createElement("fieldset");
    modes.className = "walk-map-modes";
    const legend = document.createElement("legend");
    legend.textContent = words.mode;
    modes.append(legend);
    for (const [mode, label] of [["stop", words.mode_stop], ["route", words.mode_route]] as const) {
      const choice = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "walk-map-mode", value: mode, checked: mode === this.#mode });
      input.addEventListener("change", () => {
        this.#mode = mode;
      });
      choice.append(input, label);
      modes.append(choice);
    }
    const clear = document.createElement("button");
    Object.assign(clear, { type: "button", textContent: words.clear_route });
    clear.addEventListener("click", () => this.#hands.clear());
    modes.append(clear);
    return modes;
  }

  #listen(): void {
    this.#svg.addEventListener("wheel", (event) => {
      // the page scrolls as it does elsewhere; with Ctrl, as on the big map, one comes nearer
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.#zoom(event.deltaY < 0 ? 1.25 : 0.8, event);
    }, { passive: false });
    this.#svg.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      const row = down.target instanceof Element ? down.target.closest("[data-row]")?.getAttribute("data-row") : null;
      const stop = this.#stops.find((one) => one.row === row) ?? null;
      const middle = this.#middle;
      let moved = false;
      this.#svg.setPointerCapture(down.pointerId);
      const move = (event: PointerEvent): void => {
        const [dx, dy] = [event.clientX - down.clientX, event.clientY - down.clientY];
        moved ||= Math.hypot(dx, dy) > NEAR_PX;
        if (!moved) return;
        if (stop) this.#stops = this.#stops.map((one) => (one.row === row ? { ...one, at: this.#under(event) } : one));
        else this.#middle = [middle[0] - dx / this.#scale, middle[1] - dy / this.#scale];
        this.#draw();
      };
      const up = (event: PointerEvent): void => {
        this.#svg.removeEventListener("pointermove", move);
        this.#svg.removeEventListener("pointerup", up);
        this.#svg.removeEventListener("pointercancel", up);
        if (event.type === "pointercancel") return;
        if (stop && moved) this.#hands.drop(stop, this.#under(event));
        if (!stop && !moved) this.#hands.click(this.#under(event), this.#mode);
      };
      this.#svg.addEventListener("pointermove", move);
      this.#svg.addEventListener("pointerup", up);
      this.#svg.addEventListener("pointercancel", up);
    });
  }

  #line(points: readonly LonLat[]): string {
    return points.map(([lon, lat]) => this.#at(lon, lat).map((one) => one.toFixed(1)).join(" ")).join("L");
  }

  #draw(): void {
    const [width, height] = this.#size;
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.replaceChildren();
    for (const [kind, features] of [["area", this.#ground.areas], ["hotspot", this.#ground.hotspots]] as const) {
      const path = features.flatMap((feature) => [...ringsOf(feature)].map((ring) => `M${this.#line(ring)}Z`)).join("");
      drawn("path", { d: path, class: `walk-${kind}` }, this.#svg);
    }
    for (const place of this.#ground.places) {
      if (place.geometry?.type !== "Point") continue;
      const [px, py] = this.#at(...(place.geometry.coordinates as [number, number]));
      if (px < 0 || py < 0 || px > width || py > height) continue;
      drawn("circle", { cx: px, cy: py, r: 4, class: "walk-place" }, this.#svg);
      drawn("text", { x: px + 8, y: py + 4, class: "walk-place-name" }, this.#svg).textContent =
        String(place.properties?.["name"] ?? "");
    }
    const located = this.#stops.flatMap(({ at }) => (at ? [at] : []));
    const way = this.#way.length > 1 ? this.#way : located;
    if (way.length > 1) drawn("path", { d: `M${this.#line(way)}`, class: "walk-way" }, this.#svg);
    for (const corner of this.#way) {
      const [px, py] = this.#at(...corner);
      drawn("circle", { cx: px, cy: py, r: 4, class: "walk-corner" }, this.#svg);
    }
    for (const stop of [...this.#stops].reverse()) {
      if (!stop.at) continue;
      const [px, py] = this.#at(...stop.at);
      const mark = drawn("g", { class: "walk-stop", "data-row": stop.row }, this.#svg);
      drawn("title", {}, mark).textContent = stop.name;
      drawn("circle", { cx: px, cy: py, r: 22, class: "walk-stop-reach" }, mark);
      drawn("circle", { cx: px, cy: py, r: 13, class: "walk-stop-mark" }, mark);
      drawn("text", { x: px, y: py + 5, class: "walk-stop-label" }, mark).textContent = stop.label;
    }
  }
}
