/**
 * The map page as it stands: which view, which hotspot, and the way from a changed control to every figure on it.
 *
 * Map, tallies, timeline, table and address are shown from one count, at once where the evidence is in the browser; the
 * selection's hotspots are asked of the server meanwhile, and outlines, list and headline come in one answer. A page
 * lives as long as its element and its options do.
 */
import type { LonLat } from "../map/geometry.ts";
import type { Options } from "../map/options.ts";
import { knownBy } from "../map/options.ts";
import type { Result } from "../map/result.ts";
import type { Row } from "../map/table.ts";
import type { Camera, Period, View } from "../map/view.ts";
import { formatView, parseView } from "../map/view.ts";
import { tellArea } from "./areatold.ts";
import { withRemembered } from "./background.ts";
import { KeptAddress } from "./address.ts";
import type { Choice } from "./choice.ts";
import { choiceOf, isSameChoice } from "./choice.ts";
import type { Values } from "./controls.ts";
import { chosenBy, countedBy, valuesOf } from "./controls.ts";
import { setProps } from "./dash.ts";
import { afterFrame, byId, inFrame, note, pointNoMore, pointOut, theme, watchTheme, write } from "./dom.ts";
import type { Found } from "./following.ts";
import { Following } from "./following.ts";
import { Layering } from "./layering.ts";
import type { Selection } from "./grid.ts";
import type { Laid, PanelWords } from "./stackpanel.ts";
import { Table } from "./grid.ts";
import { type Painted, Paintings } from "./painting.ts";
import { Ranking } from "./ranking.ts";
import { RecordBox } from "./record.ts";
import { Timeline } from "./timeline.ts";
import { TrailingControls } from "./trailing.ts";
import { Selecting } from "./selecting.ts";
import type { PageTexts } from "./words.ts";
import { number, status } from "./words.ts";

/** What the server hands over; see dashboard/mapdata.py. */
export interface PageOptions extends Omit<Options, "theme" | "view"> {
  readonly page: {
    readonly record: string;
    readonly layers: PanelWords;
    readonly areas: Readonly<Record<string, string>>;
    readonly feelings: Readonly<Record<string, string>>;
    readonly texts: PageTexts;
  };
}

const WAYS_TO_STEER = ["pointerdown", "wheel", "keydown"];
const CLOSE_ENOUGH_ZOOM = 15;
const CONTROLS_WAIT_MS = 300;

export class Page {
  readonly element: HTMLElement;
  readonly options: PageOptions;
  readonly record: RecordBox;
  readonly #order: readonly string[];
  readonly #timeline: Timeline;
  readonly #table: Table;
  readonly #watched: (() => void)[] = [];
  readonly #following: Following;
  readonly #layering: Layering;
  readonly #ranking: Ranking;
  readonly #selecting: Selecting;
  readonly #askPanel: (ref: string) => void;
  #view: View;
  /** Ref of the hotspot whose chain is shown, where it is densest, and the query that its chain was told for. */
  #selected: string | null;
  #peak: LonLat | null = null;
  #toldFor: string;
  #begun = false;
  #unanswered = false;
  /** From the end of mount until the page is left, which what was begun before may outlive. */
  #ready = false;
  #held = false;
  /** Somebody has moved the map; before that it looks where it finds best, on this screen. */
  #steered = false;
  readonly #address: KeptAddress;
  readonly #paintings = new Paintings();
  readonly #controls = new TrailingControls(setProps);

  /** query: of the view that the page arrived with.  askPanel: asks for the chain of a hotspot that was chosen before. */
  constructor(element: HTMLElement, options: PageOptions, query: string, askPanel: (ref: string) => void) {
    this.element = element;
    this.#address = new KeptAddress(element, () => this.query);
    this.options = options;
    this.#order = options.categories.map(({ code }) => code);
    this.#view = withRemembered(this.read(query), options);
    this.#selected = this.#view.selected;
    this.#askPanel = askPanel;
    this.#toldFor = countedBy(query, this.#order);
    const { texts, page, addresses, language } = options;
    const asked = `?municipality=${options.municipality}&sprak=${language}`;
    this.#ranking = new Ranking(byId("karta-headline"), byId("karta-list"), page.texts.evidence, language);
    this.#following = new Following(`${addresses.hotspots}${asked}`, this.#toldFor, {
      found: (found) => this.#found(found),
      aged: (old) => {
        this.#ranking.age(old ? map().result?.hotspots ?? [] : null);
        map().setFaded(old);
      },
      unanswered: () => this.#lack(true),
    });
    this.#layering = new Layering(options, this.#view, (laid) => this.#restack(laid), map, () => this.#lack(true));
    this.record = new RecordBox(byId("karta-record"), texts.close, page.texts.failed);
    this.#timeline = new Timeline("karta-timeline");
    this.#table = new Table(options, (row) => this.showRow(row));
    this.#selecting = new Selecting(this);
    this.#watch();
    void this.#mount();
  }

  /** Whether this is still what is on the screen. */
  isFor(element: HTMLElement | null, options: PageOptions): boolean {
    return this.element === element && (this.options === options || JSON.stringify(this.options) === JSON.stringify(options));
  }

  get view(): View {
    return { ...this.#view, selected: this.#selected };
  }

  get selected(): string | null {
    return this.#selected;
  }

  /** The query of the whole view, as the address has it. */
  get query(): string {
    return formatView(this.view);
  }

  /** Query that the hotspots on map and list were counted for. */
  get counted(): string {
    return this.#following.counted;
  }

  countedBy(view: View): string {
    return countedBy(formatView(view), this.#order);
  }

  read(query: string): View {
    return parseView(query, { categories: this.#order, ...knownBy(this.options.texts) });
  }

  /** The controls' choice, whoever set them: everything follows, and the address keeps it. */
  filter(values: Values): void {
    const said = valuesOf({ ...this.#view, ...chosenBy(values, this.#order) });
    const chosen = chosenBy(this.#controls.corrected(said), this.#order);
    void this.#become({ ...this.#view, ...chosen }, this.#begun ? "step" : "passing");
    if (!this.#begun) this.#address.later();
    this.#begun = true;
  }

  /** Boxes were ticked, which their control does not know of yet. False where nothing can be counted yet. */
  tick(ticked: Partial<Values>): boolean {
    if (this.#ready) this.narrow(chosenBy({ ...valuesOf(this.#view), ...ticked }, this.#order));
    return this.#ready;
  }

  /** Another choice than by the controls, which show it then. how: "passing" for one of many that undo need not know. */
  narrow(change: Partial<Choice>, how: "step" | "passing" = "step"): void {
    this.#goTo({ ...this.#view, ...change }, how);
  }

  /** The controls tell of it by `filter`, which then finds nothing new. */
  #goTo(view: View, how: "step" | "passing"): void {
    const before = this.#view;
    this.#controls.follow(before, view, this.#become(view, how));
  }

  /** Settles when it is on the screen. */
  async #become(view: View, how: "step" | "passing"): Promise<void> {
    const before = this.#view;
    const same = isSameChoice(before, view);
    this.#view = view;
    if (same && view.measure === before.measure) return;
    if (!same && how === "step") this.#selecting.left(choiceOf(before));
    this.#address.later();
    await this.#refresh();
  }

  /** Another period to compare with, or none: no count changes. */
  compare(compared: Period | null): void {
    this.#view = { ...this.#view, compared };
    this.#address.later();
  }

  /** While time is played through the server is asked for nothing but counts; what stands is of an earlier time. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (this.#ready) map().setFaded(held);
    if (this.#ready && !held) this.#ask();
  }

  /** Somebody ordered the map's layers otherwise: no figure changes. */
  #restack(laid: Laid): void {
    this.#view = { ...this.#view, ...laid };
    if (this.#ready) map().setStack(laid.layers, laid.background);
    this.#layering.follow(this.#view);
    this.#address.later();
  }

  /** Another hotspot's chain is shown, or none, told for a query; marks it on map and list. reveal: bring it in sight. */
  choose(ref: string | null, toldFor: string, reveal: boolean): void {
    this.#selected = ref;
    this.#toldFor = countedBy(toldFor, this.#order);
    if (this.#ready) {
      map().select(ref, reveal);
      this.#peak = ref === null ? null : map().peak(ref);
    }
    this.#ranking.mark(ref);
    note(byId("karta-note"), "");
  }

  /** A deed may have changed the hotspots. */
  askAnew(): void {
    if (this.#ready) this.#following.follow(this.countedBy(this.view), { anew: true });
  }

  /** The table was opened or closed. */
  setTable(open: boolean): void {
    this.#view = { ...this.#view, table: open };
    byId("karta-table-open").setAttribute("aria-expanded", String(open));
    this.#address.later();
    if (open) void this.#showTable();
  }

  /** The controls and the map go where an address says; what is chosen is left to the caller. */
  follow(view: View): void {
    const { table, language, municipality } = this.#view;
    this.#goTo({ ...view, table, language, municipality }, "step");
    if (view.table !== table) {
      setProps("karta-table", { hidden: !view.table });
      this.setTable(view.table);
    }
    this.#layering.show(view);
    if (this.#ready) map().setStack(view.layers, view.background);
    if (this.#ready && view.camera) map().moveTo(view.camera);
  }

  /** Tells a row, and brings it into sight. */
  showRow(row: Row): void {
    this.askRecord(row);
    if (row.lon === null || row.lat === null) return;
    this.#steered = true;
    pointOut(this.element);
    const zoom = Math.max(this.#view.camera?.zoom ?? 0, CLOSE_ENOUGH_ZOOM);
    map().moveTo({ lon: row.lon, lat: row.lat, zoom });
  }

  /** A row that was clicked on the map: told, and shown in the table. */
  pointAt(row: Row): void {
    this.askRecord(row);
    void this.#table.find(row);
  }

  askRecord({ row }: Row): void {
    const { page, municipality, language } = this.options;
    void this.record.fetch(`${page.record}${row}?municipality=${municipality}&sprak=${language}`);
  }

  tellArea = (code: string): void => tellArea(code, this, map());

  /** One sentence where the figures stand; the next figures take its place. */
  say(sentence: string): void {
    byId("karta-status").textContent = sentence;
  }

  setAsking = (asking: boolean): unknown => document.querySelector(".karta-panel")?.classList.toggle("is-asking", asking);

  /** Settles when the next change of the view is on the screen everywhere. */
  painted(readBack = false): Promise<Painted> {
    return this.#paintings.next(readBack);
  }

  /** Keeps the address of the view in the bar; push: as a step that Back undoes. */
  keepAddress(how: "replace" | "push"): void {
    this.#address.keep(how);
  }

  destroy(): void {
    this.#ready = false;
    this.#address.stop();
    this.#controls.stop();
    this.#following.stop();
    this.#layering.stop();
    this.#table.stop();
    this.#selecting.stop();
    for (const stop of this.#watched) stop();
    pointNoMore(this.element);
    map().destroy();
  }

  async #mount(): Promise<void> {
    const { texts } = this.options.page;
    this.say(texts.loading);
    const asked = this.query;
    try {
      await map().mount(this.element, { ...this.options, theme: theme(), view: asked });
    } catch {
      if (this.element.isConnected && isCurrent(this)) this.say(texts.failed);
      return;
    }
    this.#ready = true;
    map().setTheme(theme());
    if (this.#selected) this.#peak = map().peak(this.#selected);
    // the map before the chart
    await this.#refresh();
    if (this.#ready) await this.#timeline.put();
  }

  #watch(): void {
    const colour = (): void => {
      // read by the table's own stylesheet
      document.body.dataset["agThemeMode"] = theme();
      if (this.#ready) map().setTheme(theme());
    };
    const gone = new MutationObserver(() => {
      if (!this.element.isConnected) leave();
    });
    gone.observe(document.body, { childList: true, subtree: true });
    const steer = (): void => {
      this.#steered = true;
      pointNoMore(this.element);
    };
    for (const way of WAYS_TO_STEER) this.element.addEventListener(way, steer, { capture: true, passive: true });
    this.#watched.push(
      () => {
        for (const way of WAYS_TO_STEER) this.element.removeEventListener(way, steer, { capture: true });
      },
      () => gone.disconnect(),
      watchTheme(colour),
      map().on("moved", (camera) => this.#moved(camera)),
      map().on("counted", (result) => {
        if (!isCurrent(this) || !this.#ready) return;
        if (result) this.#tell(result);
        else this.#lack(true);
      }),
      map().on("hover", (spot) => this.#ranking.hover(spot?.hotspot ?? null)),
    );
  }

  #moved({ lat, lon, zoom }: Camera): void {
    if (!isCurrent(this) || !this.#steered) return;
    this.#view = { ...this.#view, camera: { lat, lon, zoom } };
    this.#address.later();
  }

  /** What the selection needs of the server. */
  #ask(): void {
    if (this.#held) return;
    this.#following.follow(this.countedBy(this.view));
    this.#layering.follow(this.#view);
  }

  #found(found: Found): Promise<number> {
    if (this.#selected) this.#peak = map().peak(this.#selected) ?? this.#peak;
    map().setHotspots(found.outlines);
    map().setFaded(this.#held);
    this.#ranking.show(found, this.#selected);
    this.#lack(false);
    this.#followChosen();
    return Promise.all([map().outlined(), afterFrame()]).then(() => performance.now());
  }

  /** The chain of the chosen hotspot is told for this selection too; where it is none here, that is said. */
  #followChosen(): void {
    if (this.#selected === null) return;
    const now = map().successor(this.#selected, this.#peak);
    if (now === null) note(byId("karta-note"), this.options.page.texts.notThere);
    else if (now !== this.#selected || this.#toldFor !== this.counted) this.#askPanel(now);
    else note(byId("karta-note"), "");
  }

  #lack(unanswered: boolean): void {
    this.#unanswered = unanswered;
    if (map().result) this.#tellStatus(map().result!);
  }

  #tellStatus(result: Result): void {
    const { page, language } = this.options;
    this.say(status(result, page.texts, language) + (this.#unanswered ? `. ${page.texts.stale}` : ""));
  }

  async #refresh(): Promise<void> {
    if (!this.#ready) return;
    // the server looks for hotspots while the browser counts and paints; where it counts too, that comes first
    if (!this.options.served) this.#ask();
    map().apply(this.query);
    if (this.options.served) this.#ask();
    const painted = this.#paintings.readsBack() ? map().painted() : afterFrame();
    // in the map's own frame: one of its own would wait for the screen once more, and the hotspots behind it
    const beside = map().counted().then(inFrame).then((result) => {
      if (!this.#ready) return null;
      this.#selecting.show(result);
      return Promise.all([this.#timeline.show(result.months, result.openByMonth, this.#view), this.#view.table ? this.#showTable() : null]);
    });
    this.#paintings.follow(painted, beside, () => this.#following.settled());
    await Promise.all([painted, beside.then(afterFrame), this.#following.settled(CONTROLS_WAIT_MS)]);
  }

  #tell(result: Result): void {
    const { language } = this.options;
    this.#tellStatus(result);
    for (const { code } of this.options.categories) {
      write(document.querySelector(`[data-count="category-${code}"]`), number(result.openByCategory[code] ?? 0, language));
    }
    this.#following.recounted();
  }

  async #showTable(): Promise<void> {
    const result = map().result;
    if (!this.#ready || !result) return;
    const rows: Selection["rows"] = (from, until, sort) => map().rows(from, until, sort);
    await this.#table.show({ total: result.total, query: this.countedBy(this.view), rows });
  }
}

let current: Page | null = null;

const isCurrent = (page: Page): boolean => current === page;

/** The page on the screen, made when there is a new one; null where there is no map. */
export function pageFor(
  options: PageOptions | null | undefined, query: string, askPanel: (ref: string) => void,
): Page | null {
  const element = document.getElementById("map");
  if (!element || !options) return null;
  if (current?.isFor(element, options)) return current;
  leave();
  current = new Page(element, options, query, askPanel);
  return current;
}

/** The page on the screen; null where another one is. */
export function here(): Page | null {
  if (current && !current.element.isConnected) leave();
  return current;
}

export function leave(): void {
  current?.destroy();
  current = null;
}

function map(): NonNullable<NonNullable<Window["lofteskartan"]>["map"]> {
  const made = window.lofteskartan?.map;
  if (!made) throw new Error("the map's script is not loaded");
  return made;
}
