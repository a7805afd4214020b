/**
 * One map: its data, its view and its picture, and the way from a changed view to figures and paint.
 *
 * A filter never asks the server. The picture never moves by itself: only people, `reveal` and `moveTo` move it.
 */
import { fetchEvidence } from "./arrow.ts";
import { Card } from "./card.ts";
import type { CardContent, CardLine } from "./card.ts";
import type { Membership, Tally } from "./crossfilter.ts";
import { Crossfilter, membership } from "./crossfilter.ts";
import { DENSITY_FROM_ROWS } from "./density.ts";
import { DrawnPicture } from "./drawn.ts";
import type { Evidence } from "./evidence.ts";
import type { Area, FeatureCollection, Hotspot, Place } from "./features.ts";
import { NO_FEATURES, readAreas, readHotspots, readPlaces } from "./features.ts";
import type { Box } from "./geometry.ts";
import { boxOf } from "./geometry.ts";
import type { Showable } from "./layers.ts";
import { SHOWABLE } from "./layers.ts";
import { Legend } from "./legend.ts";
import type { Options } from "./options.ts";
import { fill } from "./options.ts";
import type { Theme } from "./palette.ts";
import { PALETTES } from "./palette.ts";
import type { Hit } from "./picking.ts";
import { GridIndex, OutlineIndex, pick } from "./picking.ts";
import type { Picture, PictureEvents, Pointer } from "./picture.ts";
import type { Profile, Result } from "./result.ts";
import { profileOf, summarise } from "./result.ts";
import { symbolSvg } from "./symbols.ts";
import type { Row, Sort } from "./table.ts";
import { readRow, sortedRows } from "./table.ts";
import type { Camera, Measure, View } from "./view.ts";
import { EVERYTHING, formatCamera, formatView, parseView } from "./view.ts";
import { WebglPicture, canDrawOnGpu } from "./webgl.ts";

/** What lies at a place, as the page hears it. */
export interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly hotspot: string | null;
  readonly area: string | null;
  /** Nearest first; at most 100 of `rowCount`. */
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

export interface MapEvents {
  /** Somebody pointed out a thing on the map; `target` is what they most likely meant. */
  select: Spot & { readonly target: "hotspot" | "evidence" | "area" | "nothing" };
  hover: Spot | null;
  /** `address` is the value of the parameter "karta". */
  moved: Camera & { readonly address: string };
}

type Handlers = { [E in keyof MapEvents]: Set<(detail: MapEvents[E]) => void> };

/** More than a screen of them is a table's work. */
const MOST_LINES = 8;

interface Loaded {
  areas: readonly Area[];
  places: readonly Place[];
  hotspots: readonly Hotspot[];
}

export class Engine {
  readonly #element: HTMLElement;
  /** Holds the picture alone; legend and card lie over it. */
  readonly #stage: HTMLElement;
  readonly #options: Options;
  readonly #handlers: Handlers;
  readonly #card: Card;
  readonly #legend: Legend;
  readonly #areas: readonly Area[];
  readonly #areaIndex: OutlineIndex;
  #picture!: Picture;
  #theme: Theme;
  #shown: ReadonlySet<Showable> = new Set(SHOWABLE);
  #view: View;
  #hotspots: readonly Hotspot[];
  #hotspotIndex: OutlineIndex;
  #evidence!: Evidence;
  #crossfilter!: Crossfilter;
  #members!: Membership;
  #rowIndex: GridIndex | null = null;
  #tally!: Tally;
  #result!: Result;
  #sorted: { key: string; rows: Uint32Array } | null = null;

  /** Rejects with one sentence when evidence or areas cannot be had; then nothing is left in the element. */
  static async mount(element: HTMLElement, options: Options, handlers: Handlers): Promise<Engine> {
    const { addresses } = options;
    const evidence = fetchEvidence(addresses.evidence);
    // the picture is put up meanwhile; a failure is met below
    evidence.catch(() => undefined);
    const [areas, places, hotspots] = await Promise.all([
      fetchFeatures(addresses.areas).then(readAreas),
      fetchFeatures(addresses.places).then(readPlaces),
      fetchFeatures(hotspotsAddress(options)).then(readHotspots),
    ]);
    const engine = new Engine(element, options, handlers, { areas, places, hotspots });
    try {
      await engine.#open(places);
      engine.#take(await evidence);
    } catch (error) {
      engine.destroy();
      throw error;
    }
    return engine;
  }

  private constructor(element: HTMLElement, options: Options, handlers: Handlers, loaded: Loaded) {
    this.#element = element;
    this.#options = options;
    this.#handlers = handlers;
    this.#theme = options.theme;
    this.#areas = loaded.areas;
    this.#hotspots = loaded.hotspots;
    this.#areaIndex = new OutlineIndex(loaded.areas);
    this.#hotspotIndex = new OutlineIndex(loaded.hotspots);
    this.#view = this.#read(options.view ?? "");
    element.classList.add("lk-map");
    element.dataset["theme"] = options.theme;
    this.#stage = document.createElement("div");
    this.#stage.className = "lk-map-stage";
    element.append(this.#stage);
    this.#legend = new Legend(element, options);
    this.#card = new Card(element, options.texts.close);
  }

  get mode(): Picture["mode"] {
    return this.#picture.mode;
  }

  get view(): View {
    return this.#view;
  }

  get result(): Result {
    return this.#result;
  }

  /** Counts and repaints. The camera in the view is not followed: use `moveTo`. */
  apply(view: string | Partial<View>): Result {
    const next = this.#read(view);
    const chosen = next.selected !== this.#view.selected;
    this.#view = next;
    this.#card.close();
    this.#refresh();
    if (chosen) this.#choose();
    return this.#result;
  }

  /** Thicker outline, brought into sight if needed; null for none. */
  select(id: string | null, reveal = true): void {
    this.#view = { ...this.#view, selected: id };
    this.#choose({ reveal });
  }

  setMeasure(measure: Measure): Result {
    return this.apply({ ...this.#view, measure });
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#element.dataset["theme"] = theme;
    this.#picture.setTheme(theme);
    this.#updateLegend();
  }

  /** Shows these layers and hides the others; what is hidden cannot be pointed at. */
  setLayers(shown: readonly Showable[]): void {
    this.#shown = new Set(shown);
    this.#picture.setShown(this.#shown);
    this.#updateLegend();
  }

  /** Other outlines for the same evidence, for instance those of a new period. */
  setHotspots(collection: FeatureCollection): Result {
    this.#hotspots = readHotspots(collection);
    this.#hotspotIndex = new OutlineIndex(this.#hotspots);
    this.#members = membership(this.#evidence, this.#hotspots.map(({ outline }) => outline));
    this.#picture.setHotspots(this.#hotspots);
    this.#refresh();
    this.#choose({ reveal: false });
    return this.#result;
  }

  /** A newer version of the evidence; view and camera stay. Rejects and keeps the old when it cannot be had. */
  async reload(address: string): Promise<Result> {
    this.#take(await fetchEvidence(address));
    return this.#result;
  }

  moveTo(camera: Camera): void {
    // an address made from this very camera is no wish to go elsewhere
    const current = this.#picture.camera();
    if (!current || formatCamera(current) !== formatCamera(camera)) this.#picture.moveTo(camera);
  }

  /** Shows the whole municipality. */
  fit(): void {
    const box = boxOf(this.#areas.map(({ outline }) => outline));
    if (box) this.#picture.fit(box);
  }

  /** What lies in one hotspot under the current view; null when there is no such hotspot. */
  profile(id: string): Profile | null {
    const index = this.#hotspots.findIndex((hotspot) => hotspot.id === id);
    return index < 0 ? null : profileOf(this.#evidence, this.#tally, this.#members, index);
  }

  /** Rows of the view from `from` up to but not including `until`. */
  rows(from: number, until: number, sort: Sort | null): Row[] {
    const key = JSON.stringify(sort);
    if (this.#sorted?.key !== key) {
      const rows = sortedRows(this.#evidence, this.#tally, sort, (column, code) => this.#label(column, code), this.#options.language);
      this.#sorted = { key, rows };
    }
    return Array.from(this.#sorted.rows.subarray(Math.max(0, from), until), (row) => readRow(this.#evidence, row));
  }

  painted(): Promise<number> {
    return this.#picture.painted();
  }

  destroy(): void {
    this.#card.remove();
    this.#legend.remove();
    (this.#picture as Picture | undefined)?.destroy();
    this.#stage.remove();
    this.#element.classList.remove("lk-map");
  }

  async #open(places: readonly Place[]): Promise<void> {
    const scene = {
      areas: this.#areas, hotspots: this.#hotspots, places,
      tiles: this.#options.tiles ?? null, attribution: this.#options.attribution,
    };
    const draw = (): Picture => new DrawnPicture(this.#stage, { ...scene, hotspots: this.#hotspots }, this.#options, events);
    const events: PictureEvents = {
      hovered: (at) => this.#hovered(at),
      clicked: (at) => this.#clicked(at),
      moved: (camera) => this.#emit("moved", { ...camera, address: formatCamera(camera) }),
      lost: () => {
        this.#picture.destroy();
        this.#stage.className = "lk-map-stage";
        this.#picture = draw();
        this.#picture.setTheme(this.#theme);
        this.#picture.setShown(this.#shown);
        this.#refresh();
        this.#choose({ reveal: false });
      },
    };
    const start = this.#view.camera ?? this.#startBox();
    this.#picture = canDrawOnGpu()
      ? await WebglPicture.open(this.#stage, scene, start, this.#options, events)
      : draw();
  }

  /** Where it gathers; without hotspots the whole municipality. */
  #startBox(): Box | null {
    const outlines = this.#hotspots.length > 0 ? this.#hotspots : this.#areas;
    return boxOf(outlines.map(({ outline }) => outline));
  }

  #take(evidence: Evidence): void {
    this.#evidence = evidence;
    this.#crossfilter = new Crossfilter(evidence);
    this.#members = membership(evidence, this.#hotspots.map(({ outline }) => outline));
    this.#rowIndex = null;
    if (this.#picture instanceof WebglPicture) this.#picture.setEvidence(evidence);
    this.#refresh();
    this.#choose({ reveal: false });
  }

  #read(view: string | Partial<View>): View {
    const known = {
      categories: this.#options.categories.map(({ code }) => code),
      ...(this.#areas.length > 0 ? { areas: this.#areas.map(({ code }) => code) } : {}),
    };
    // through the address also for objects: one place decides what is valid
    return parseView(typeof view === "string" ? view : formatView({ ...EVERYTHING, ...view }), known);
  }

  #refresh(): void {
    this.#sorted = null;
    this.#tally = this.#crossfilter.count(this.#view, this.#members);
    const { result, classOfArea } = summarise(this.#evidence, this.#tally, this.#areas, this.#hotspots, this.#view);
    this.#result = result;
    const rows = this.#tally.locatedRows.subarray(0, this.#tally.located) as Uint32Array<ArrayBuffer>;
    this.#picture.show({ measure: this.#view.measure, classOfArea, rows });
    this.#updateLegend();
  }

  /** So much that no single sign is drawn. */
  get #crowded(): boolean {
    return this.#tally.located > DENSITY_FROM_ROWS;
  }

  #updateLegend(): void {
    const hidden = this.#picture.mode === "drawn" || !this.#shown.has("evidence");
    const signs = hidden ? "none" : this.#crowded ? "density" : "points";
    this.#legend.update(this.#result, PALETTES[this.#theme], signs, this.#shown);
  }

  #choose({ reveal } = { reveal: true }): void {
    const index = this.#hotspots.findIndex(({ id }) => id === this.#view.selected);
    this.#picture.choose(index);
    const box = index < 0 ? null : boxOf([this.#hotspots[index]!.outline]);
    if (box && reveal) this.#picture.reveal(box);
  }

  #hit(at: Pointer): Hit {
    // made when somebody first points: a second that nobody waits for at the start
    this.#rowIndex ??= new GridIndex(this.#evidence);
    return pick(at.lon, at.lat, at.reach, this.#tally.mask, this.#evidence, {
      rows: this.#crowded || !this.#shown.has("evidence") ? null : this.#rowIndex,
      hotspots: this.#shown.has("hotspots") ? this.#hotspotIndex : null, areas: this.#areaIndex,
    });
  }

  #spot(hit: Hit): Spot {
    return {
      lon: hit.lon, lat: hit.lat, rowCount: hit.rowCount,
      hotspot: this.#hotspots[hit.hotspot]?.id ?? null,
      area: this.#areas[hit.area]?.code ?? null,
      rows: hit.rows.map((row) => readRow(this.#evidence, row)),
    };
  }

  #hovered(at: Pointer | null): void {
    const hit = at && this.#tally ? this.#hit(at) : null;
    this.#picture.hover(hit?.area ?? -1);
    if (!this.#card.pinned) this.#card.hint(hit && this.#describe(hit), at?.x ?? 0, at?.y ?? 0);
    this.#emit("hover", hit && this.#spot(hit));
  }

  #clicked(at: Pointer): void {
    if (!this.#tally) return;
    const hit = this.#hit(at);
    const spot = this.#spot(hit);
    this.#card.close();
    // RULE 3: a hotspot comes before its evidence, else one could not choose it where signs lie close; once chosen,
    // what lies in it can be looked at
    const target =
      spot.hotspot !== null && spot.hotspot !== this.#view.selected ? "hotspot"
      : hit.rows.length > 0 ? "evidence"
      : spot.hotspot !== null ? "hotspot"
      : spot.area !== null ? "area"
      : "nothing";
    // what was clicked is in sight: moving the map under the finger would only confuse
    if (target === "hotspot") this.select(spot.hotspot, false);
    if (target === "evidence" && hit.rowCount > 1) this.#card.pin(this.#listed(hit, spot), at.x, at.y);
    this.#emit("select", { ...spot, target });
  }

  #describe(hit: Hit): CardContent | null {
    if (hit.rows.length === 1) {
      const { text, note } = this.#line(hit.rows[0]!);
      return { title: text, lines: [{ text: note }] };
    }
    const hotspot = this.#result.hotspots[hit.hotspot];
    const area = this.#result.areas[hit.area];
    const lines: CardLine[] = [];
    if (hotspot) lines.push({ text: this.#counts(hotspot) });
    else if (area) lines.push({ text: this.#figure(area) });
    if (hit.rowCount > 1) lines.push({ text: fill(this.#options.texts.manyHere, { n: hit.rowCount }) });
    const title = hotspot ? `${hotspot.rank}. ${hotspot.name}` : area?.name;
    return title === undefined ? null : { title, lines };
  }

  #counts({ reports, findings }: { reports: number; findings: number }): string {
    const { measures } = this.#options.texts;
    return `${measures.reports}: ${this.#number(reports)} · ${measures.findings}: ${this.#number(findings)}`;
  }

  #figure({ figure }: Result["areas"][number]): string {
    const { texts } = this.#options;
    const said = figure.state === "value" ? this.#number(figure.value) : texts[figure.state];
    return `${texts.measures[this.#result.measure]}: ${said}`;
  }

  #number(value: number): string {
    return new Intl.NumberFormat(this.#options.language, { maximumFractionDigits: 1 }).format(value);
  }

  #listed(hit: Hit, spot: Spot): CardContent {
    const { texts } = this.#options;
    const lines = hit.rows.slice(0, MOST_LINES).map((row, index): CardLine => ({
      ...this.#line(row),
      open: () => this.#emit("select", { ...spot, rows: [spot.rows[index]!], rowCount: 1, target: "evidence" }),
    }));
    if (hit.rowCount > MOST_LINES) lines.push({ text: fill(texts.more, { n: hit.rowCount - MOST_LINES }) });
    return { title: fill(texts.manyHere, { n: hit.rowCount }), lines };
  }

  #line(row: number): CardLine & { readonly note: string } {
    const { category, kind, date, time } = readRow(this.#evidence, row);
    const style = this.#options.categories.find(({ code }) => code === category);
    const text = `${this.#label("category", category)} · ${this.#label("kind", kind)}`;
    const note = time ? `${date} ${time}` : date;
    return { text, note, ...(style ? { sign: symbolSvg(style, kind === "finding" ? "finding" : "report") } : {}) };
  }

  #label(column: "kind" | "category" | "area" | "source" | "status", code: string): string {
    const { categories, texts } = this.#options;
    const found = {
      kind: texts.kinds[code],
      category: categories.find((category) => category.code === code)?.label,
      area: this.#areas.find((area) => area.code === code)?.name,
      source: texts.sources?.[code],
      status: texts.statuses?.[code],
    }[column];
    return found ?? code;
  }

  #emit<E extends keyof MapEvents>(event: E, detail: MapEvents[E]): void {
    for (const handler of this.#handlers[event]) handler(detail);
  }
}

/** The hotspots of the first view: the whole view goes along, the server takes from it what makes hotspots. */
function hotspotsAddress({ addresses, municipality, view = "" }: Options): string {
  const query = typeof view === "string" ? view.replace(/^\?/, "") : formatView({ ...EVERYTHING, ...view });
  const address = `${addresses.hotspots}?municipality=${encodeURIComponent(municipality)}`;
  return query === "" ? address : `${address}&${query}`;
}

async function fetchFeatures(address: string): Promise<FeatureCollection> {
  const answer = await fetch(address, { credentials: "same-origin" });
  // an installation without gazetteer or areas is complete without them
  if (answer.status === 404) return NO_FEATURES;
  if (!answer.ok) throw new Error(`${address.split("?")[0]}: the server answered ${answer.status}`);
  return (await answer.json()) as FeatureCollection;
}
