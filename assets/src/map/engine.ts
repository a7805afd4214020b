/**
 * One map: its evidence, its view and its picture, and the way from a changed view to figures and paint.
 *
 * Where the evidence is held is the source's affair: figures come at once or a little later, and nobody here can tell.
 * The picture never moves by itself: only people, `reveal` and `moveTo` move it.
 */
import type { ActionsAnswer } from "./actions.ts";
import { NO_ACTIONS } from "./actions.ts";
import { EvidenceError, fetchEvidence } from "./arrow.ts";
import type { Background } from "./background.ts";
import { backgroundFor, thereIn } from "./background.ts";
import { Card } from "./card.ts";
import { NOTHING_COUNTED } from "./counted.ts";
import { DrawnPicture } from "./drawn.ts";
import type { MapEvents } from "./events.ts";
import type { Evidence } from "./evidence.ts";
import type { Area, FeatureCollection, Hotspot, Place } from "./features.ts";
import { readAreas, readHotspots, readPlaces, successorOf } from "./features.ts";
import { fetchFeatures, fetchOutlines } from "./fetching.ts";
import type { Box, LonLat } from "./geometry.ts";
import { boxOf, contains } from "./geometry.ts";
import { Legend } from "./legend.ts";
import type { Ground } from "./identify.ts";
import { Pointing } from "./identify.ts";
import { LocalSource } from "./local.ts";
import type { Options } from "./options.ts";
import { knownBy } from "./options.ts";
import type { Theme } from "./palette.ts";
import { PALETTES } from "./palette.ts";
import type { Picture, PictureEvents } from "./picture.ts";
import type { PoliceAnswer } from "./police.ts";
import { NO_POLICE } from "./police.ts";
import type { Change } from "./change.ts";
import { isDiverging, needsChange } from "./change.ts";
import type { AreaRate, Rates } from "./rates.ts";
import { FUNNEL, SIGNS, needsRates } from "./rates.ts";
import type { Profile, Result } from "./result.ts";
import { summarise } from "./result.ts";
import { ServedSource } from "./served.ts";
import type { Listener, Source } from "./source.ts";
import type { Showable, Stack } from "./stack.ts";
import { formatStack, shownIn, stackOf } from "./stack.ts";
import type { Row, Sort } from "./table.ts";
import type { Fetched, Told } from "./teller.ts";
import type { Survey } from "./survey.ts";
import { needsSurvey } from "./survey.ts";
import { Teller } from "./teller.ts";
import type { Camera, Measure, View } from "./view.ts";
import { EVERYTHING, formatCamera, formatView, parseView } from "./view.ts";
import { WebglPicture, canDrawOnGpu } from "./webgl.ts";

type Handlers = { [E in keyof MapEvents]: Set<(detail: MapEvents[E]) => void> };

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
  readonly #teller: Teller;
  readonly #areas: readonly Area[];
  readonly #pointing: Pointing;
  #picture!: Picture;
  #theme: Theme;
  #stack!: Stack;
  #background: Background;
  #shown!: ReadonlySet<Showable>;
  #view: View;
  #hotspots: readonly Hotspot[];
  #source!: Source;
  #fetched: Fetched = { rates: null, survey: null, change: null };
  #actions: ActionsAnswer = NO_ACTIONS;
  #police: PoliceAnswer = NO_POLICE;
  /** What is shown: the view's own, or that before while its figures are on their way. */
  #measure: Measure = EVERYTHING.measure;
  #faded = false;
  #result!: Result;

  /** Rejects with one sentence when evidence or areas cannot be had; then nothing is left in the element. */
  static async mount(element: HTMLElement, options: Options, handlers: Handlers): Promise<Engine> {
    const { addresses } = options;
    const evidence = options.served ? null : fetchEvidence(addresses.evidence);
    // the picture is put up meanwhile; a failure is met below
    evidence?.catch(() => undefined);
    const [areas, places, hotspots] = await Promise.all([
      fetchFeatures(addresses.areas).then(readAreas),
      fetchFeatures(addresses.places).then(readPlaces),
      fetchOutlines(options).then(readHotspots),
    ]);
    const engine = new Engine(element, options, handlers, { areas, places, hotspots });
    try {
      await engine.#open(places);
      await engine.#take(evidence);
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
    this.#view = this.#read(options.view ?? "");
    this.#stack = this.#view.layers;
    this.#background = backgroundFor(this.#view.background, thereIn(options));
    this.#shown = shownIn(this.#stack);
    element.classList.add("lk-map");
    element.dataset["theme"] = options.theme;
    this.#stage = document.createElement("div");
    this.#stage.className = "lk-map-stage";
    element.append(this.#stage);
    this.#teller = new Teller(options, this.#areas);
    this.#legend = new Legend(element, options);
    this.#card = new Card(element, options.texts.close);
    this.#pointing = new Pointing(this.#card, this.#teller, options, this.#areas, () => this.#ground(), {
      select: (hotspot) => this.select(hotspot, false),
      emit: (event, detail) => this.#emit(event, detail),
    });
  }

  /** What draws the map now. */
  get picture(): Picture {
    return this.#picture;
  }

  /** Code of the area at a place; null for none. */
  areaAt(at: LonLat): string | null {
    return this.#areas.find(({ outline }) => contains(outline, ...at))?.code ?? null;
  }

  get view(): View {
    return this.#view;
  }

  get result(): Result {
    return this.#result;
  }

  /**
   * Counts and repaints. The camera in the view is not followed: use `moveTo`. Gives the figures that stand, those of
   * this view where the evidence is here; `counted` tells them when they are there.
   */
  apply(view: string | Partial<View>): Result {
    const next = this.#read(view);
    const chosen = next.selected !== this.#view.selected;
    this.#view = next;
    this.#card.close();
    this.#source.count(next);
    if (chosen) this.#choose();
    return this.#result;
  }

  /** The figures of the newest view, when they are there or it is known that they cannot be had. */
  async counted(): Promise<Result> {
    await this.#source.settled();
    return this.#result;
  }

  /** Thicker outline, brought into sight if needed; null for none. */
  select(id: string | null, reveal = true): void {
    this.#view = { ...this.#view, selected: id };
    this.#choose({ reveal });
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#element.dataset["theme"] = theme;
    this.#picture.setTheme(theme);
    this.#updateLegend();
  }

  /** Shows these layers as they usually lie, and hides the others. */
  setLayers(shown: readonly Showable[]): void {
    this.setStack(stackOf(shown));
  }

  /** What is hidden cannot be pointed at. */
  setStack(stack: Stack, background: Background | null = this.#background): void {
    this.#stack = stack;
    this.#background = backgroundFor(background, thereIn(this.#options));
    this.#shown = shownIn(stack);
    this.#picture.setStack(stack, this.#background);
    this.#updateLegend();
  }

  /** Other outlines for the same evidence, for instance those of a new period. They are fresh. */
  setHotspots(collection: FeatureCollection): Result {
    this.#hotspots = readHotspots(collection);
    this.#source.setHotspots(this.#hotspots);
    this.#picture.setHotspots(this.#hotspots);
    this.setFaded(false);
    // the rows are the same: neither they nor the areas are painted again
    this.#summarise();
    this.#updateLegend();
    this.#card.close();
    this.#choose({ reveal: false });
    return this.#result;
  }

  /** Hotspots stand back, being those of an earlier selection, and are told by what lies in them now. */
  setFaded(faded: boolean): void {
    this.#faded = faded;
    this.#picture.setFaded(faded);
  }

  /** Where evidence gathers now what a hotspot of before was; null for none. */
  successor(id: string, before: LonLat | null): string | null {
    return successorOf(this.#hotspots, id, before);
  }

  /** Where a hotspot is densest. */
  peak(id: string): LonLat | null {
    return this.#hotspots.find((hotspot) => hotspot.id === id)?.peak ?? null;
  }

  /** Rates of areas for the view's period; until they are there, the measure shown before stays. */
  setRates(rates: Rates): Result {
    return this.#know({ rates });
  }

  /** What people answered, in the same way. */
  setSurvey(survey: Survey): Result {
    return this.#know({ survey });
  }

  /** What became of the areas from another period to the view's; null where none is compared. */
  setChange(change: Change | null): Result {
    return this.#know({ change });
  }

  /** What was done in the view's period, and where. */
  setActions(actions: ActionsAnswer): void {
    this.#actions = actions;
    this.#picture.setActions(actions);
    this.#updateLegend();
  }

  setPolice(police: PoliceAnswer): void {
    this.#police = police;
    this.#picture.setPolice(police);
    this.#updateLegend();
  }

  /** What is known of an area's burglaries; null before the rates are there. */
  rate(code: string): AreaRate | null {
    return this.#fetched.rates?.areas[code] ?? null;
  }

  /** What a measure says of an area, or why it says nothing. */
  figureInWords(code: string, measure: Measure): string {
    return this.#teller.fetchedFigure(code, measure, this.#fetched);
  }

  /** A newer version of the evidence; view and camera stay. Rejects and keeps the old when it cannot be had. */
  async reload(address: string): Promise<Result> {
    await this.#source.reload(address);
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

  /** What lies in one hotspot under the current view; null when there is no such hotspot, or its rows are not here. */
  profile(id: string): Profile | null {
    const index = this.#hotspots.findIndex((hotspot) => hotspot.id === id);
    return index < 0 ? null : this.#source.profile(index);
  }

  /** Rows of the view from `from` up to but not including `until`. */
  rows(from: number, until: number, sort: Sort | null): Promise<Row[]> {
    const { language } = this.#options;
    return this.#source.rows(from, until, sort, (column, code) => this.#teller.label(column, code), language);
  }

  async painted(): Promise<number> {
    await this.#source.settled();
    return this.#picture.painted();
  }

  destroy(): void {
    this.#card.remove();
    this.#legend.remove();
    (this.#source as Source | undefined)?.stop();
    (this.#picture as Picture | undefined)?.destroy();
    this.#stage.remove();
    this.#element.classList.remove("lk-map");
  }

  async #open(places: readonly Place[]): Promise<void> {
    const scene = {
      areas: this.#areas, hotspots: this.#hotspots, places,
      tiles: this.#options.tiles ?? null, under: this.#background, attribution: this.#options.attribution,
    };
    const draw = (): Picture => new DrawnPicture(this.#stage, { ...scene, hotspots: this.#hotspots }, this.#options, events);
    const events: PictureEvents = {
      hovered: (at) => this.#pointing.hovered(at),
      clicked: (at) => this.#pointing.clicked(at),
      asked: (at) => this.#pointing.asked(at),
      moving: () => this.#emit("moving", null),
      moved: (camera) => {
        (this.#source as Source | undefined)?.look(this.#picture.sight());
        this.#emit("moved", { ...camera, address: formatCamera(camera) });
      },
      backgroundLost: () => this.#emit("backgroundLost", null),
      lost: () => {
        this.#picture.destroy();
        this.#stage.className = "lk-map-stage";
        this.#picture = draw();
        this.#picture.setTheme(this.#theme);
        this.#picture.setStack(this.#stack, this.#background);
        this.#picture.setActions(this.#actions);
        this.#picture.setPolice(this.#police);
        this.#picture.setFaded(this.#faded);
        this.#source.look(null);
        this.#refresh();
        this.#choose({ reveal: false });
      },
    };
    const start = this.#view.camera ?? this.#startBox();
    this.#picture = canDrawOnGpu()
      ? await WebglPicture.open(this.#stage, scene, start, this.#options, events)
      : draw();
    if (formatStack(this.#stack) !== null || this.#background === "file") this.#picture.setStack(this.#stack, this.#background);
  }

  /** Where it gathers; without hotspots the whole municipality. */
  #startBox(): Box | null {
    return boxOf((this.#hotspots.length > 0 ? this.#hotspots : this.#areas).map(({ outline }) => outline));
  }

  /** evidence: null where it stays at the server. */
  async #take(evidence: Promise<Evidence> | null): Promise<void> {
    const listener: Listener = {
      changed: ({ counted }) => {
        this.#refresh();
        if (counted) this.#emit("counted", this.#result);
      },
      unanswered: () => this.#emit("counted", null),
    };
    const { served } = this.#options;
    this.#source = evidence || !served
      ? new LocalSource(await (evidence ?? fetchEvidence(this.#options.addresses.evidence)), this.#hotspots, this.#view, listener)
      : new ServedSource(served, this.#hotspots, this.#view, listener);
    this.#source.look(this.#picture.sight());
    await this.#source.settled();
    if (this.#source.counted === NOTHING_COUNTED) throw new EvidenceError("evidence: the server does not answer");
    this.#refresh();
    this.#choose({ reveal: false });
  }

  #read(view: string | Partial<View>): View {
    const known = {
      categories: this.#options.categories.map(({ code }) => code), ...knownBy(this.#options.texts),
      ...(this.#areas.length > 0 ? { areas: this.#areas.map(({ code }) => code) } : {}),
    };
    // through the address also for objects: one place decides what is valid
    return parseView(typeof view === "string" ? view : formatView({ ...EVERYTHING, ...view }), known);
  }

  #know(more: Partial<Fetched>): Result {
    this.#fetched = { ...this.#fetched, ...more };
    this.#refresh();
    return this.#result;
  }

  #refresh(): void {
    const classOfArea = this.#summarise();
    const { measure, areas } = this.#result;
    const signs = !isDiverging(measure) ? [] : areas.map(({ figure }) =>
      figure.state === "value" ? SIGNS[FUNNEL[figure.value + 2]!] : "");
    this.#picture.show({ measure, classOfArea, signs, marks: this.#source.marks });
    this.#updateLegend();
  }

  #summarise(): Int8Array {
    const { measure } = this.#view;
    const { rates, survey, change } = this.#fetched;
    const there = needsRates(measure) ? rates : needsSurvey(measure) ? survey : !needsChange(measure) || change;
    if (there) this.#measure = measure;
    const view = { ...this.#view, measure: this.#measure };
    const { result, classOfArea } = summarise(this.#source.counted, this.#areas, this.#hotspots, view, this.#fetched);
    this.#result = result;
    return classOfArea;
  }

  /** So much that no single sign is drawn. */
  get #crowded(): boolean {
    return this.#source.marks.cells !== null;
  }

  #updateLegend(): void {
    const drawn = this.#picture.mode === "drawn";
    const signs = drawn || !this.#shown.has("evidence") ? "none" : this.#crowded ? "density" : "points";
    this.#legend.update(this.#result, PALETTES[this.#theme], signs, this.#shown);
    this.#legend.tellLayers({
      shown: this.#shown, drawn, crowded: this.#crowded, actions: this.#actions, police: this.#police,
      trends: this.#hotspots.map(({ trend }) => trend),
    }, PALETTES[this.#theme]);
  }

  #choose({ reveal } = { reveal: true }): void {
    const index = this.#hotspots.findIndex(({ id }) => id === this.#view.selected);
    this.#picture.choose(index);
    const box = index < 0 ? null : boxOf([this.#hotspots[index]!.outline]);
    if (box && reveal) this.#picture.reveal(box);
  }

  /** What cards tell from. What was said of an earlier selection is not told of this one. */
  #told(): Told {
    const { hotspots, areas, measure } = this.#result;
    return {
      evidence: this.#source.marks.evidence, hotspots, areas, measure, ...this.#fetched,
      said: this.#faded ? [] : this.#hotspots.map(({ said }) => said),
    };
  }

  #ground(): Ground {
    return {
      marks: (this.#source as Source | undefined)?.marks ?? null, hotspots: this.#hotspots, shown: this.#shown,
      selected: this.#view.selected, picture: this.#picture, actions: this.#actions, police: this.#police,
      told: () => this.#told(),
    };
  }

  #emit<E extends keyof MapEvents>(event: E, detail: MapEvents[E]): void {
    for (const handler of this.#handlers[event]) handler(detail);
  }
}
