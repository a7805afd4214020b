/** A plain drawing of areas and hotspots, where the browser has no WebGL2: small, but the figures are the same. */
import type { ActionsAnswer } from "./actions.ts";
import { NO_ACTIONS } from "./actions.ts";
import type { PoliceAnswer } from "./police.ts";
import { NO_POLICE } from "./police.ts";
import { create, drawnActions, drawnPolice, set, writtenPlaces } from "./drawnlayers.ts";
import type { Hotspot } from "./features.ts";
import { TREND_SIGNS } from "./features.ts";
import type { Box, LonLat, Surface } from "./geometry.ts";
import { boxOf, middleOf, northernmost, polygonsOf } from "./geometry.ts";
import type { Scene } from "./layers.ts";
import type { Options } from "./options.ts";
import { FILLED, STROKES } from "./outlines.ts";
import type { Theme } from "./palette.ts";
import { PALETTES, colourOf } from "./palette.ts";
import type { Frame, Picture, PictureEvents, Pointer } from "./picture.ts";
import { reachAround } from "./picture.ts";
import type { Showable, Stack } from "./stack.ts";
import { USUAL, opacityOf, shownIn } from "./stack.ts";

const WIDTH = 1000;
const MARGIN = 20;
const KALMAR: Box = [16, 56.5, 16.7, 57];

export class DrawnPicture implements Picture {
  readonly mode = "drawn";
  readonly #element: HTMLElement;
  readonly #notice: HTMLParagraphElement;
  readonly #svg: SVGSVGElement;
  readonly #areas: SVGPathElement[];
  readonly #hotspotGroup: SVGGElement;
  /** Layers that are drawn, each a group. */
  readonly #groups: ReadonlyMap<Showable, SVGGElement>;
  readonly #signs: SVGGElement;
  readonly #scene: Scene;
  readonly #box: Box;
  readonly #scale: number;
  readonly #squeeze: number;
  #hotspots: readonly Hotspot[];
  #theme: Theme;
  #frame: Frame | null = null;
  #shown: ReadonlySet<Showable> = shownIn(USUAL);
  #actions: ActionsAnswer = NO_ACTIONS;
  #police: PoliceAnswer = NO_POLICE;
  #chosen = -1;
  #hovered = -1;

  constructor(element: HTMLElement, scene: Scene, options: Options, events: PictureEvents) {
    this.#element = element;
    this.#theme = options.theme;
    this.#hotspots = scene.hotspots;
    this.#box = boxOf(scene.areas.map(({ outline }) => outline)) ?? boxOf(scene.hotspots.map(({ outline }) => outline)) ?? KALMAR;
    const [west, south, east, north] = this.#box;
    // a degree of longitude is shorter than one of latitude by the cosine
    this.#squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.#scale = (WIDTH - 2 * MARGIN) / ((east - west) * this.#squeeze);
    const height = (north - south) * this.#scale + 2 * MARGIN;
    this.#notice = document.createElement("p");
    this.#notice.className = "lk-map-notice";
    this.#notice.setAttribute("role", "status");
    this.#notice.textContent = options.texts.noWebgl;
    this.#svg = create("svg", {
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`, class: "lk-map-drawn", role: "img", "aria-label": options.texts.canvas,
    });
    this.#areas = scene.areas.map(({ outline }) => create("path", { d: this.#path(outline), "fill-rule": "evenodd" }));
    this.#scene = scene;
    this.#signs = create("g", {});
    this.#hotspotGroup = create("g", {});
    const land = create("g", {});
    land.append(...this.#areas, this.#signs);
    this.#groups = new Map<Showable, SVGGElement>([
      ["areas", land], ["places", create("g", {})], ["actions", create("g", {})], ["police", create("g", {})],
      ["hotspots", this.#hotspotGroup],
    ]);
    this.#stack(USUAL);
    element.append(this.#notice, this.#svg);
    element.classList.add("lk-map-without-webgl");
    this.#svg.addEventListener("click", (event) => events.clicked(this.#pointer(event)));
    this.#svg.addEventListener("mousemove", (event) => events.hovered(this.#pointer(event)));
    this.#svg.addEventListener("mouseleave", () => events.hovered(null));
    this.#paint();
  }

  show(frame: Frame): void {
    this.#frame = frame;
    this.#paint();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#paint();
  }

  setHotspots(hotspots: readonly Hotspot[]): void {
    this.#hotspots = hotspots;
    this.#chosen = -1;
    this.#paint();
  }

  setFaded(faded: boolean): void {
    this.#hotspotGroup.style.opacity = faded ? "0.35" : "";
  }

  setStack(stack: Stack): void {
    this.#shown = shownIn(stack);
    this.#stack(stack);
    this.#paint();
  }

  choose(hotspot: number): void {
    this.#chosen = hotspot;
    this.#paint();
  }

  hover(area: number): void {
    if (area === this.#hovered) return;
    this.#hovered = area;
    this.#paint();
  }

  setActions(actions: ActionsAnswer): void {
    this.#actions = actions;
    this.#paint();
  }

  setPolice(police: PoliceAnswer): void {
    this.#police = police;
    this.#paint();
  }

  cluster(): null {
    return null;
  }

  // the drawing always shows everything
  reveal(): void {}
  moveTo(): void {}
  fit(): void {}
  camera(): null {
    return null;
  }
  toScreen(at: LonLat): [number, number] {
    const frame = this.#element.getBoundingClientRect();
    const { x, y } = new DOMPoint(...this.#at(at)).matrixTransform(this.#svg.getScreenCTM()!);
    return [x - frame.left, y - frame.top];
  }

  toPlace(x: number, y: number): LonLat {
    const [west, , , north] = this.#box;
    const frame = this.#element.getBoundingClientRect();
    const place = new DOMPoint(x + frame.left, y + frame.top).matrixTransform(this.#svg.getScreenCTM()!.inverse());
    return [west + (place.x - MARGIN) / (this.#squeeze * this.#scale), north - (place.y - MARGIN) / this.#scale];
  }

  sight(): null {
    return null;
  }

  painted(): Promise<number> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    });
  }

  outlined(): Promise<number> {
    return this.painted();
  }

  destroy(): void {
    this.#notice.remove();
    this.#svg.remove();
    this.#element.classList.remove("lk-map-without-webgl");
  }

  #paint(): void {
    const palette = PALETTES[this.#theme];
    const frame = this.#frame;
    this.#svg.style.background = palette.water;
    this.#areas.forEach((path, index) => {
      const colour = frame && this.#shown.has("areas") ? colourOf(frame.classOfArea[index]!, frame.measure, palette) : palette.land;
      const hovered = index === this.#hovered;
      set(path, {
        fill: colour ?? palette.land, stroke: hovered ? palette.label : colour === null ? palette.missing : palette.border,
        "stroke-width": hovered ? 3 : 1, "stroke-dasharray": colour === null ? "6 4" : "none",
      });
    });
    this.#signs.replaceChildren(...(frame?.signs ?? []).flatMap((sign, index) => {
      if (sign === "" || !this.#shown.has("areas")) return [];
      const [x, y] = this.#at(middleOf(this.#scene.areas[index]!.outline));
      const written = create("text", { x, y, fill: palette.label, "text-anchor": "middle", "font-size": 16 });
      written.textContent = sign;
      return [written];
    }));
    const at = (place: LonLat): [number, number] => this.#at(place);
    const path = (surface: Surface): string => this.#path(surface);
    this.#groups.get("places")!.replaceChildren(...writtenPlaces(this.#shown.has("places") ? this.#scene.places : [], at, palette));
    this.#groups.get("actions")!.replaceChildren(...drawnActions(this.#shown.has("actions") ? this.#actions : NO_ACTIONS, at, path, palette));
    this.#groups.get("police")!.replaceChildren(...drawnPolice(this.#shown.has("police") ? this.#police : NO_POLICE, at, palette));
    // backwards: where badges meet, the better rank lies on top
    this.#hotspotGroup.style.display = this.#shown.has("hotspots") ? "" : "none";
    this.#hotspotGroup.replaceChildren(...this.#hotspots.map((hotspot, index) => {
      const chosen = index === this.#chosen;
      const { width, dash } = STROKES[hotspot.standing];
      const thick = chosen ? 6 : 1.4 * width;
      const outline = create("path", {
        d: this.#path(hotspot.outline), fill: palette.hotspotFill,
        "fill-opacity": chosen ? 0.22 : hotspot.state === "adopted" ? FILLED : 0.02,
        stroke: palette.hotspot, "stroke-width": thick,
        "stroke-linecap": hotspot.standing === "untested" ? "round" : "butt",
        "stroke-dasharray": dash.length > 0 ? dash.map((part) => part * thick).join(" ") : "none",
      });
      const [x, y] = this.#at(northernmost(hotspot.outline));
      const ground = create("circle", { cx: x, cy: y, r: chosen ? 17 : 14, fill: palette.hotspotFill });
      const rank = create("text", {
        x, y, fill: palette.badgeText, "text-anchor": "middle", "dominant-baseline": "central", "font-size": 16,
      });
      rank.textContent = String(hotspot.rank);
      const trend = create("text", { x: x + 26, y, fill: palette.hotspot, "text-anchor": "middle", "dominant-baseline": "central", "font-size": 18 });
      trend.textContent = TREND_SIGNS[hotspot.trend];
      return [outline, ground, rank, trend];
    }).reverse().flat());
  }

  /** Land stays below what is written on it, also where its figures are put above. */
  #stack(stack: Stack): void {
    const order = [...stack].reverse().flatMap(({ layer }) => this.#groups.get(layer) ?? []);
    this.#svg.append(this.#groups.get("areas")!, ...order);
    for (const [layer, group] of this.#groups) {
      const opacity = opacityOf(stack, layer);
      group.setAttribute("opacity", layer === "areas" && !this.#shown.has("areas") ? "1" : String(opacity));
    }
  }

  #at([lon, lat]: LonLat): [number, number] {
    const [west, , , north] = this.#box;
    return [MARGIN + (lon - west) * this.#squeeze * this.#scale, MARGIN + (north - lat) * this.#scale];
  }

  #path(surface: Surface): string {
    return polygonsOf(surface).flat().map((ring) => {
      const points = ring.map(([lon, lat]) => this.#at([lon!, lat!]).map((value) => value.toFixed(1)).join(","));
      return `M${points.join("L")}Z`;
    }).join("");
  }

  #pointer(event: MouseEvent): Pointer {
    const frame = this.#element.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const [lon, lat] = this.toPlace(x, y);
    // no signs are drawn, so none can be met
    return { lon, lat, x, y, reach: reachAround(lon, lat, -1, -1) };
  }
}
