/**
 * The map page as it stands: which view, which hotspot, and the way from a changed control to every figure on it.
 *
 * Map, list, tallies, timeline, table and address are shown from one result, so that they never disagree. A filter asks
 * the server nothing. A page lives as long as its element and its options do.
 */
import type { Options } from "../map/options.ts";
import type { Result } from "../map/result.ts";
import type { Row } from "../map/table.ts";
import type { Showable } from "../map/layers.ts";
import type { Camera, View } from "../map/view.ts";
import { formatView, parseView } from "../map/view.ts";
import type { Chosen } from "./controls.ts";
import { countedBy, valuesOf } from "./controls.ts";
import { setProps } from "./dash.ts";
import { Table } from "./grid.ts";
import { RecordBox } from "./record.ts";
import { Timeline } from "./timeline.ts";
import type { PageTexts } from "./words.ts";
import { count, number, status } from "./words.ts";

/** What the server hands over; see dashboard/mapdata.py. */
export interface PageOptions extends Omit<Options, "theme" | "view"> {
  readonly page: {
    readonly record: string;
    readonly areas: Readonly<Record<string, string>>;
    readonly feelings: Readonly<Record<string, string>>;
    readonly texts: PageTexts;
  };
}

/** When a change of the view had reached the screen; milliseconds since the page began. */
export interface Painted {
  readonly map: number;
  readonly everything: number;
}

/** Path of the map page. */
export const HOME = "/";
const WAYS_TO_STEER = ["pointerdown", "wheel", "keydown"];
const MOVED_FOR_MS = 300;
const CLOSE_ENOUGH_ZOOM = 15;

export class Page {
  readonly element: HTMLElement;
  readonly options: PageOptions;
  readonly record: RecordBox;
  readonly #order: readonly string[];
  readonly #timeline: Timeline;
  readonly #table: Table;
  readonly #watched: (() => void)[] = [];
  /** Query that the outlines on the map were counted for. */
  #counted: string;
  #view: View;
  /** Ref of the hotspot whose chain is shown. */
  #selected: string | null;
  #ready = false;
  #layers: readonly Showable[] | null = null;
  #openTallies: { readonly view: string; readonly byCategory: Readonly<Record<string, number>> } | null = null;
  #hovered: string | null = null;
  /** Somebody has moved the map; before that it looks where it finds best, on this screen. */
  #steered = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  #waiting: ((painted: Painted) => void)[] = [];

  /** query: of the view that the page arrived with. */
  constructor(element: HTMLElement, options: PageOptions, query: string) {
    this.element = element;
    this.options = options;
    this.#order = options.categories.map(({ code }) => code);
    this.#view = this.read(query);
    this.#selected = this.#view.selected;
    this.#counted = countedBy(query, this.#order);
    const { texts, page } = options;
    this.record = new RecordBox(byId("karta-record"), texts.close, page.texts.failed);
    this.#timeline = new Timeline("karta-timeline");
    this.#table = new Table("karta-grid", {
      category: (code) => options.categories.find((one) => one.code === code)?.label ?? code,
      kind: (code) => texts.kinds[code] ?? code,
      area: (code) => page.areas[code] ?? code,
      source: (code) => texts.sources?.[code] ?? code,
      status: (code) => texts.statuses?.[code] ?? code,
      feeling: (safe) => page.feelings[safe ? "safe" : "unsafe"] ?? "",
    }, (row) => this.showRow(row));
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

  get counted(): string {
    return this.#counted;
  }

  /** Whether the outlines on the map belong to a query. */
  isCountedFor(query: string): boolean {
    return countedBy(query, this.#order) === this.#counted;
  }

  read(query: string): View {
    return parseView(query, { categories: this.#order });
  }

  /** Another choice in the controls: everything follows, and the address keeps it. */
  filter(chosen: Chosen, layers: readonly Showable[]): string {
    this.#view = { ...this.#view, ...chosen };
    if (this.#layers === null || this.#layers.join() !== layers.join()) {
      this.#layers = layers;
      if (this.#ready) map().setLayers(layers);
    }
    this.#writeAddress();
    this.#refresh();
    return this.query;
  }

  /** Another hotspot's chain is shown, or none; marks it on map and list. */
  choose(ref: string | null): void {
    this.#selected = ref;
    if (this.#ready && map().result) map().select(ref);
    this.#markCards();
  }

  /** The table was opened or closed. */
  setTable(open: boolean): void {
    this.#view = { ...this.#view, table: open };
    byId("karta-table-open").setAttribute("aria-expanded", String(open));
    this.#writeAddress();
    if (open) void this.#showTable();
  }

  /** The controls and the map go where an address says; what is chosen is left to the caller. */
  follow(view: View): void {
    const values = valuesOf(view);
    const controls: Record<string, unknown> = {
      "filter-period": values.period, "filter-from-hour": values.fromHour, "filter-until-hour": values.untilHour,
      "filter-categories": values.categories, "filter-kinds": values.kinds, "filter-experience": values.experience,
      "filter-areas": values.areas, "filter-shading": values.shading,
    };
    this.#view = { ...view, table: this.#view.table, language: this.#view.language, municipality: this.#view.municipality };
    for (const [id, value] of Object.entries(controls)) setProps(id, { value });
    if (view.table !== this.#view.table) {
      setProps("karta-table", { hidden: !view.table });
      this.setTable(view.table);
    }
    if (this.#ready && view.camera) map().moveTo(view.camera);
  }

  /** Outlines for a query; the old ones stay, with one sentence, where they cannot be had. */
  async recount(query: string): Promise<void> {
    const counted = countedBy(query, this.#order);
    const { addresses, municipality, page } = this.options;
    try {
      const answer = await fetch(`${addresses.hotspots}?municipality=${municipality}&${counted}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`hotspots: the server answered ${answer.status}`);
      const outlines = await answer.json();
      if (!this.#ready) return;
      this.#counted = counted;
      map().setHotspots(outlines);
      map().select(this.#selected);
      this.#refresh();
    } catch {
      this.say(page.texts.unanswered);
    }
  }

  /** Tells a row, and brings it into sight. */
  showRow(row: Row): void {
    this.askRecord(row);
    if (row.lon === null || row.lat === null) return;
    this.#steered = true;
    this.#pointOut();
    const zoom = Math.max(this.#view.camera?.zoom ?? 0, CLOSE_ENOUGH_ZOOM);
    map().moveTo({ lon: row.lon, lat: row.lat, zoom });
  }

  /** A ring in the middle, where the row is brought to; it goes when somebody moves the map. */
  #pointOut(): void {
    const ring = this.element.querySelector(".row-ring") ?? document.createElement("div");
    ring.className = "row-ring";
    this.element.append(ring);
  }

  askRecord({ row }: Row): void {
    const { page, municipality, language } = this.options;
    void this.record.fetch(`${page.record}${row}?municipality=${municipality}&sprak=${language}`);
  }

  /** What an area holds, with the way to look at it alone and back. */
  tellArea(code: string): void {
    const { texts, page, language } = this.options;
    const area = map().result?.areas.find((one) => one.code === code);
    if (!area) return;
    const { figure } = area;
    const words = [
      { label: texts.measures.reports, value: number(area.reports, language) },
      { label: texts.measures.findings, value: number(area.findings, language) },
    ];
    if (this.#view.measure === "burglary_rate") {
      words.push({
        label: texts.measures.burglary_rate,
        value: figure.state === "value" ? number(figure.value, language) : texts[figure.state],
      });
    }
    const alone = this.#view.areas.length === 1 && this.#view.areas[0] === code;
    this.record.tell({
      title: area.name, words,
      deed: {
        label: alone ? page.texts.allAreas : page.texts.onlyArea,
        press: () => {
          setProps("filter-areas", { value: alone ? [] : [code] });
          this.record.close();
        },
      },
    });
  }

  /** One sentence where the figures stand; the next figures take its place. */
  say(sentence: string): void {
    byId("karta-status").textContent = sentence;
  }

  setAsking(asking: boolean): void {
    document.querySelector(".karta-panel")?.classList.toggle("is-asking", asking);
  }

  /** Settles when the next change of the view is on the screen everywhere. */
  painted(): Promise<Painted> {
    return new Promise((settle) => this.#waiting.push(settle));
  }

  /** Keeps the address of the view in the bar; push: as a step that Back undoes. */
  keepAddress(how: "replace" | "push"): void {
    clearTimeout(this.#later);
    // the reader may have gone on to another page meanwhile
    if (!this.element.isConnected || window.location.pathname !== HOME) return;
    const address = `${window.location.pathname}?${this.query}`;
    if (address === window.location.pathname + window.location.search) return;
    if (how === "push") window.history.pushState({}, "", address);
    else window.history.replaceState(window.history.state, "", address);
  }

  destroy(): void {
    clearTimeout(this.#later);
    for (const stop of this.#watched) stop();
    this.element.querySelector(".row-ring")?.remove();
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
    if (this.#layers) map().setLayers(this.#layers);
    map().setTheme(theme());
    this.#refresh();
    void this.#timeline.whenThere();
  }

  #watch(): void {
    const colour = (): void => {
      // read by the table's own stylesheet
      document.body.dataset["agThemeMode"] = theme();
      if (this.#ready) map().setTheme(theme());
    };
    const scheme = new MutationObserver(colour);
    colour();
    scheme.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
    // the server ranks anew after a deed, and its list knows nothing of the selection
    const list = new MutationObserver(() => {
      this.#markCards();
      this.#tellCards();
    });
    list.observe(byId("karta-list"), { childList: true, subtree: true, characterData: true });
    const gone = new MutationObserver(() => {
      if (!this.element.isConnected) leave();
    });
    gone.observe(document.body, { childList: true, subtree: true });
    const steer = (): void => {
      this.#steered = true;
      this.element.querySelector(".row-ring")?.remove();
    };
    for (const way of WAYS_TO_STEER) this.element.addEventListener(way, steer, { capture: true, passive: true });
    this.#watched.push(
      () => {
        for (const way of WAYS_TO_STEER) this.element.removeEventListener(way, steer, { capture: true });
      },
      () => gone.disconnect(),
      () => scheme.disconnect(),
      () => list.disconnect(),
      map().on("moved", (camera) => this.#moved(camera)),
      map().on("hover", (spot) => this.#hover(spot?.hotspot ?? null)),
    );
  }

  #moved({ lat, lon, zoom }: Camera): void {
    if (!isCurrent(this) || !this.#steered) return;
    this.#view = { ...this.#view, camera: { lat, lon, zoom } };
    this.#writeAddress();
  }

  /** Later, once: browsers refuse pages that write their address too often. */
  #writeAddress(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.keepAddress("replace"), MOVED_FOR_MS);
  }

  #refresh(): void {
    if (!this.#ready) return;
    const open = this.#tallyOpenly();
    const result = map().apply(this.query);
    this.#tell(result, open);
    const painted = map().painted();
    // the map first, it is what the reader looks at
    const others = afterFrame().then(() => Promise.all([
      this.#timeline.show(result.months, result.byMonth),
      this.#view.table ? this.#showTable() : null,
    ]));
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    void Promise.all([painted, others.then(afterFrame)]).then(([at]) => {
      const everything = performance.now();
      for (const settle of waiting) settle({ map: at, everything });
    });
  }

  /** Rows per category, whatever categories are chosen: what each box would add. */
  #tallyOpenly(): Readonly<Record<string, number>> {
    const view = formatView({ ...this.#view, categories: [], camera: null, selected: null, measure: "reports", table: false });
    if (this.#openTallies?.view !== view) {
      const { byCategory } = map().apply({ ...this.view, categories: [] });
      this.#openTallies = { view, byCategory };
    }
    return this.#openTallies.byCategory;
  }

  #tell(result: Result, byCategory: Readonly<Record<string, number>>): void {
    const { page, language } = this.options;
    this.say(status(result, page.texts, language));
    for (const { code } of this.options.categories) {
      write(document.querySelector(`[data-count="category-${code}"]`), number(byCategory[code] ?? 0, language));
    }
    this.#tellCards();
    byId("karta-recount-room").hidden = this.isCountedFor(this.query);
  }

  #tellCards(): void {
    const { page, language } = this.options;
    if (!this.#ready) return;
    for (const { id, total } of map().result?.hotspots ?? []) {
      write(document.querySelector(`[data-count="hotspot-${CSS.escape(id)}"]`), count(page.texts.evidence, total, language));
    }
  }

  #markCards(): void {
    for (const card of document.querySelectorAll<HTMLElement>(".hotspot-card")) {
      const pressed = String(card.dataset["ref"] === this.#selected);
      if (card.getAttribute("aria-pressed") !== pressed) card.setAttribute("aria-pressed", pressed);
    }
  }

  #hover(ref: string | null): void {
    if (ref === this.#hovered) return;
    this.#hovered = ref;
    for (const card of document.querySelectorAll<HTMLElement>(".hotspot-card")) {
      card.classList.toggle("is-hovered", card.dataset["ref"] === ref);
    }
  }

  async #showTable(): Promise<void> {
    const result = map().result;
    if (!this.#ready || !result) return;
    await this.#table.show(result.total, (from, until, sort) => map().rows(from, until, sort));
  }
}

let current: Page | null = null;

const isCurrent = (page: Page): boolean => current === page;

/** The page on the screen, made when there is a new one; null where there is no map. */
export function pageFor(options: PageOptions | null | undefined, query: string): Page | null {
  const element = document.getElementById("map");
  if (!element || !options) return null;
  if (current?.isFor(element, options)) return current;
  leave();
  current = new Page(element, options, query);
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

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

function theme(): "light" | "dark" {
  return document.documentElement.dataset["mantineColorScheme"] === "dark" ? "dark" : "light";
}

function afterFrame(): Promise<void> {
  return new Promise((then) => {
    requestAnimationFrame(() => setTimeout(then, 0));
  });
}

