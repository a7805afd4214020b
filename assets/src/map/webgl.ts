/**
 * The map on the graphics processor: MapLibre for areas, outlines and names, own layers for the evidence.
 *
 * What is shown is kept here as well as in MapLibre, because a lost graphics context takes layers and feature state
 * with it and both must come back as they were.
 */
import { AttributionControl, Map as MapLibre, NavigationControl } from "maplibre-gl";
import type { MapMouseEvent } from "maplibre-gl";

import type { ActionsAnswer } from "./actions.ts";
import type { Cluster } from "./clusters.ts";
import { CLUSTERS_BELOW_ZOOM } from "./clusters.ts";
import type { Background } from "./background.ts";
import { Ground } from "./basemap.ts";
import { DensityLayer } from "./density.ts";
import type { Evidence } from "./evidence.ts";
import type { Hotspot } from "./features.ts";
import type { Box, LonLat } from "./geometry.ts";
import type { Scene } from "./layers.ts";
import { BELOW_WORDS, arrange, buildStyle, repaint, setFigure, setHovered, setShown, setSigns, wovenName } from "./layers.ts";
import type { Options } from "./options.ts";
import { Outlines } from "./outlines.ts";
import { Overlays } from "./overlays.ts";
import type { Theme } from "./palette.ts";
import { PALETTES, colourOf } from "./palette.ts";
import type { Frame, Picture, PictureEvents, Pointer } from "./picture.ts";
import { reachAround } from "./picture.ts";
import { PointsLayer } from "./points.ts";
import type { PoliceAnswer } from "./police.ts";
import type { Sheet, Window } from "./sheet.ts";
import type { Marks, Sight } from "./source.ts";
import type { Showable, Stack } from "./stack.ts";
import { LOWEST, USUAL, opacityOf, shownIn } from "./stack.ts";
import { inOrderOf } from "./symbols.ts";
import type { Camera } from "./view.ts";

/** A finger covers more than the tip of an arrow. */
const REACH_PX = matchMedia("(pointer: coarse)").matches ? 14 : 7;
/** Room for the controls above and beside, and for the legend and the sources below. */
const PADDING_PX = { top: 48, right: 56, bottom: 64, left: 48 };
/** A driver that starts again does so within a second or two. */
const PATIENCE_MS = 4000;

export function canDrawOnGpu(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export class WebglPicture implements Picture {
  readonly mode = "webgl";
  readonly #map: MapLibre;
  readonly #options: Options;
  readonly #events: PictureEvents;
  readonly #outlines: Outlines;
  readonly #overlays: Overlays;
  /** Layers on canvases of their own, by name. */
  readonly #sheets: ReadonlyMap<Showable, Sheet>;
  readonly #scene: Scene;
  #theme: Theme;
  #points: PointsLayer | null = null;
  #density: DensityLayer | null = null;
  #evidence: Evidence | null = null;
  #frame: Frame | null = null;
  /** What MapLibre has been told of each area: a colour, null for missing, undefined for nothing yet. */
  #colours: (string | null)[] = [];
  readonly #ground: Ground;
  #background: Background;
  #stack: Stack = USUAL;
  #shown: ReadonlySet<Showable> = shownIn(USUAL);
  #signs = "";
  #hovered = -1;
  #pointer: MapMouseEvent | null = null;
  /** Without a graphics context MapLibre has no style to talk to; everything is kept and shown when it comes back. */
  #lost = false;
  #giveUp: ReturnType<typeof setTimeout> | undefined;

  /** Settles when the backdrop can be drawn on; rejects when the graphics processor refuses after all. */
  static async open(
    element: HTMLElement, scene: Scene, start: Box | Camera | null, options: Options, events: PictureEvents,
  ): Promise<WebglPicture> {
    const picture = new WebglPicture(element, scene, start, options, events);
    await picture.#ready();
    picture.#ground.add();
    return picture;
  }

  private constructor(
    element: HTMLElement, scene: Scene, start: Box | Camera | null, options: Options, events: PictureEvents,
  ) {
    this.#scene = scene;
    this.#background = scene.under;
    this.#theme = options.theme;
    this.#options = options;
    this.#events = events;
    const { texts } = options;
    this.#map = new MapLibre({
      container: element,
      style: buildStyle(scene, PALETTES[options.theme]),
      ...(start && "zoom" in start ? { center: [start.lon, start.lat], zoom: start.zoom } : {}),
      ...(start && !("zoom" in start) ? { bounds: [...start], fitBoundsOptions: { padding: PADDING_PX, maxZoom: 14 } } : {}),
      attributionControl: false,
      // a map of evidence is read like a page: north is up
      dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0,
      minZoom: 3, maxZoom: 19, renderWorldCopies: false, fadeDuration: 0,
      locale: {
        "Map.Title": texts.canvas, "NavigationControl.ZoomIn": texts.zoomIn, "NavigationControl.ZoomOut": texts.zoomOut,
        "AttributionControl.ToggleAttribution": texts.attributionToggle,
      },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.#map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    this.#map.getCanvas().setAttribute("aria-label", texts.canvas);
    const over = this.#map.getCanvasContainer();
    const window = (): Window => {
      const { clientWidth: width, clientHeight: height } = this.#map.getCanvas();
      return { ...this.camera(), width, height, ratio: this.#map.getPixelRatio() };
    };
    // where Enter looks, see layers.css
    over.append(Object.assign(document.createElement("div"), { className: "lk-map-aim" }));
    this.#overlays = new Overlays(over, PALETTES[options.theme], window, options.language);
    this.#outlines = new Outlines(over, PALETTES[options.theme], window);
    this.#outlines.show(scene.hotspots);
    this.#sheets = new Map<Showable, Sheet>([...this.#overlays.sheets, ["hotspots", this.#outlines.sheet]]);
    const { archive = null, addresses, theme, language } = options;
    this.#ground = new Ground(this.#map, archive, addresses.background, theme, language, "coast", {
      lost: () => events.backgroundLost(),
      replaced: () => this.setStack(this.#stack, this.#background),
    });
    this.#listen();
  }

  show(frame: Frame): void {
    this.#frame = frame;
    if (this.#lost) return;
    this.#showFigures(frame);
    this.#showSigns(frame);
    this.#showMarks(frame.marks);
    this.#map.triggerRepaint();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#outlines.setPalette(PALETTES[theme]);
    this.#overlays.setPalette(PALETTES[theme]);
    if (this.#lost) return;
    this.#ground.setTheme(theme);
    this.#repaint();
  }

  setHotspots(hotspots: readonly Hotspot[]): void {
    this.#outlines.show(hotspots);
  }

  setFaded(faded: boolean): void {
    this.#outlines.setFaded(faded);
  }

  setStack(stack: Stack, background: Background): void {
    this.#stack = stack;
    this.#background = background;
    this.#shown = shownIn(stack);
    for (const [layer, sheet] of this.#sheets) {
      sheet.setVisible(this.#shown.has(layer));
      sheet.setOpacity(opacityOf(stack, layer));
    }
    if (this.#lost) return;
    setShown(this.#map, stack, this.#under);
    this.#ground.show(this.#under === "file" ? opacityOf(stack, LOWEST) : null);
    this.#order();
    this.#repaint();
    if (this.#frame) this.show(this.#frame);
  }

  choose(hotspot: number): void {
    this.#outlines.choose(hotspot);
  }

  setActions(actions: ActionsAnswer): void {
    this.#overlays.setActions(actions);
  }

  setPolice(police: PoliceAnswer): void {
    this.#overlays.setPolice(police);
  }

  cluster({ x, y }: Pointer): Cluster | null {
    return this.#overlays.cluster(x, y);
  }

  hover(area: number): void {
    if (area === this.#hovered || this.#lost) return;
    if (this.#hovered >= 0) setHovered(this.#map, this.#hovered, false);
    if (area >= 0) setHovered(this.#map, area, true);
    this.#hovered = area;
  }

  reveal([west, south, east, north]: Box): void {
    const seen = this.#map.getBounds();
    if (seen.contains([west, south]) && seen.contains([east, north])) return;
    this.#map.fitBounds([west, south, east, north], {
      padding: PADDING_PX, maxZoom: Math.max(14, this.#map.getZoom()), duration: 180,
    });
  }

  moveTo({ lon, lat, zoom }: Camera): void {
    this.#map.jumpTo({ center: [lon, lat], zoom });
  }

  fit(box: Box): void {
    this.#map.fitBounds([...box], { padding: PADDING_PX, maxZoom: 14, duration: 180 });
  }

  camera(): Camera {
    const { lng, lat } = this.#map.getCenter();
    return { lat, lon: lng, zoom: this.#map.getZoom() };
  }

  toScreen([lon, lat]: LonLat): [number, number] {
    const { x, y } = this.#map.project([lon, lat]);
    return [x, y];
  }

  toPlace(x: number, y: number): LonLat {
    const { lng, lat } = this.#map.unproject([x, y]);
    return [lng, lat];
  }

  sight(): Sight {
    const [[west, south], [east, north]] = this.#map.getBounds().toArray() as [[number, number], [number, number]];
    const { clientWidth: width, clientHeight: height } = this.#map.getCanvas();
    return { west, south, east, north, width, height };
  }

  painted(): Promise<number> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.#lost && !this.#map.areTilesLoaded()) {
          this.#map.triggerRepaint();
          return;
        }
        this.#map.off("render", look);
        resolve(drawnBy(this.#map.getCanvas().getContext("webgl2")));
      };
      this.#map.on("render", look);
      this.#map.triggerRepaint();
    });
  }

  outlined(): Promise<number> {
    return this.#outlines.sheet.painted();
  }

  destroy(): void {
    clearTimeout(this.#giveUp);
    this.#ground.stop();
    for (const sheet of this.#sheets.values()) sheet.remove();
    this.#map.remove();
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#map.once("style.load", () => resolve());
      this.#map.once("error", ({ error }) => {
        if (!this.#map.style) reject(error);
      });
    });
  }

  #listen(): void {
    const map = this.#map;
    map.on("render", () => {
      for (const sheet of this.#sheets.values()) sheet.draw();
    });
    map.on("move", () => this.#events.moving());
    map.on("moveend", () => this.#events.moved(this.camera()));
    map.on("click", (event) => this.#events.clicked(this.#pointerAt(event)));
    map.on("mousemove", (event) => {
      // one answer per picture is enough, however often the mouse reports
      if (!this.#pointer) requestAnimationFrame(() => this.#reportHover());
      this.#pointer = event;
    });
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const { clientWidth, clientHeight } = map.getCanvas();
      this.#events.asked(this.#pointerTo(clientWidth / 2, clientHeight / 2));
    });
    map.on("mouseout", () => {
      this.#pointer = null;
      this.#events.hovered(null);
    });
    map.on("webglcontextlost", () => {
      this.#lost = true;
      this.#giveUp = setTimeout(() => this.#events.lost(), PATIENCE_MS);
    });
    map.on("webglcontextrestored", () => {
      clearTimeout(this.#giveUp);
      map.once("style.load", () => this.#restore());
    });
    // a tile server that does not answer takes the background away, nothing else; MapLibre would log each tile
    map.on("error", (event) => this.#ground.heard(event));
  }

  #reportHover(): void {
    const event = this.#pointer;
    this.#pointer = null;
    if (event) this.#events.hovered(this.#pointerAt(event));
  }

  #pointerAt({ point }: MapMouseEvent): Pointer {
    return this.#pointerTo(point.x, point.y);
  }

  #pointerTo(x: number, y: number): Pointer {
    const lngLat = this.#map.unproject([x, y]);
    const corner = this.#map.unproject([x + REACH_PX, y - REACH_PX]);
    const reach = reachAround(lngLat.lng, lngLat.lat, Math.abs(corner.lng - lngLat.lng), Math.abs(corner.lat - lngLat.lat));
    return { lon: lngLat.lng, lat: lngLat.lat, x, y, reach };
  }

  #repaint(): void {
    const palette = PALETTES[this.#theme];
    repaint(this.#map, palette, this.#under, this.#stack);
    if (this.#frame) this.#showFigures(this.#frame);
    this.#points?.setPaper(palette.paper);
    this.#density?.setColours(palette.density);
    this.#map.triggerRepaint();
  }

  /** In place of those of other evidence. */
  #addOwnLayers(evidence: Evidence): void {
    this.#evidence = evidence;
    for (const layer of [this.#points, this.#density]) {
      if (layer && this.#map.getLayer(layer.id)) this.#map.removeLayer(layer.id);
    }
    this.#points = new PointsLayer(evidence, inOrderOf(evidence.category.codes, this.#options.categories));
    this.#density = new DensityLayer();
    this.#points.setPaper(PALETTES[this.#theme].paper);
    this.#density.setColours(PALETTES[this.#theme].density);
    this.#map.addLayer(this.#density, BELOW_WORDS);
    this.#map.addLayer(this.#points, BELOW_WORDS);
    this.#order();
  }

  /** Every layer at its place; sheets with nothing of the map above them lie over it, the others are woven in. */
  #order(): void {
    const drawnByMap = ({ layer }: { layer: Showable }): boolean => layer !== LOWEST && !this.#sheets.has(layer);
    const highest = this.#stack.findIndex(drawnByMap);
    for (const [layer, sheet] of this.#sheets) {
      const place = this.#stack.findIndex((one) => one.layer === layer);
      sheet.weave(this.#map, wovenName(layer), highest >= 0 && place > highest);
    }
    for (const { layer } of [...this.#stack].reverse()) this.#sheets.get(layer)?.raise();
    arrange(this.#map, this.#stack);
  }

  #showMarks(marks: Marks): void {
    const { evidence, rows, cells, spread } = marks;
    if (evidence !== this.#evidence) this.#addOwnLayers(evidence);
    const shown = this.#shown.has("evidence");
    const surface = this.#shown.has("density");
    this.#points!.visible = shown && !cells;
    this.#points!.opacity = opacityOf(this.#stack, "evidence");
    this.#density!.visible = surface || (shown && cells !== null);
    this.#density!.opacity = opacityOf(this.#stack, surface ? "density" : "evidence");
    // counted only for those who look at it
    if (this.#density!.visible) this.#density!.setCells(surface ? spread() : cells!);
    if (!cells) this.#points!.setRows(rows);
    // circles stand for the signs that they gather
    this.#points!.fromZoom = this.#shown.has("clusters") ? CLUSTERS_BELOW_ZOOM : 0;
    this.#overlays.setMarks(marks);
  }

  #showFigures({ measure, classOfArea }: Frame): void {
    classOfArea.forEach((value, index) => {
      const colour = this.#shown.has("areas") ? colourOf(value, measure, PALETTES[this.#theme]) : null;
      // telling MapLibre what it knows already makes it work through the areas again
      if (this.#colours[index] !== colour) setFigure(this.#map, index, colour);
      this.#colours[index] = colour;
    });
  }

  #showSigns({ signs }: Frame): void {
    const joined = signs.join();
    if (joined === this.#signs) return;
    this.#signs = joined;
    setSigns(this.#map, this.#scene.areas, signs);
  }

  /** After a lost context MapLibre brings back the style as it was then, but neither own layers nor feature state. */
  #restore(): void {
    this.#lost = false;
    this.#colours = [];
    this.#signs = "";
    this.#hovered = -1;
    this.#evidence = null;
    this.#ground.add();
    this.#ground.setTheme(this.#theme);
    this.setStack(this.#stack, this.#background);
  }

  get #under(): Background {
    return this.#shown.has(LOWEST) ? this.#background : "none";
  }
}

/**
 * Milliseconds since the page began when all that was ordered is drawn, for a pixel of it is read back. The page waits
 * for it; to be asked in the frame that draws, after which the picture is the browser's to show and nothing is there.
 */
function drawnBy(gl: WebGL2RenderingContext | null): number {
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return performance.now();
}
