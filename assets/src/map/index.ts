/**
 * The map as the page's own scripts use it: `window.lofteskartan.map`.
 *
 * One map at a time; putting up another takes the first one away. What is set before the data have come is kept and
 * applied then, so that callers need not wait for each other.
 */
import { setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";

import { besideThisScript } from "../shared/address.ts";
import type { ActionsAnswer } from "./actions.ts";
import type { Background } from "./background.ts";
import { Engine } from "./engine.ts";
import type { MapEvents } from "./events.ts";
import type { FeatureCollection } from "./features.ts";
import type { LonLat } from "./geometry.ts";
import "./map.css";
import "./layers.css";
import type { Options } from "./options.ts";
import type { Change } from "./change.ts";
import type { Theme } from "./palette.ts";
import type { PoliceAnswer } from "./police.ts";
import type { AreaRate, Rates } from "./rates.ts";
import type { Profile, Result } from "./result.ts";
import type { Sight } from "./source.ts";
import type { Showable, Stack } from "./stack.ts";
import type { Survey } from "./survey.ts";
import type { Row, Sort } from "./table.ts";
import type { Camera, Measure, View } from "./view.ts";
import { formatView, parseView } from "./view.ts";

setWorkerUrl(besideThisScript("map-worker.js"));

const handlers: { [E in keyof MapEvents]: Set<(detail: MapEvents[E]) => void> } = {
  select: new Set(), hover: new Set(), moved: new Set(), moving: new Set(), counted: new Set(), backgroundLost: new Set(),
};

let engine: Engine | null = null;
/** The latest mount; an earlier one that arrives later is out of date. */
let mounting: Promise<Engine> | null = null;

function mounted(): Engine {
  if (!engine) throw new Error("lofteskartan.map: mount() has not finished");
  return engine;
}

const map = {
  /** Puts the map into an empty element; settles with the first figures when all is loaded. */
  async mount(element: HTMLElement, options: Options): Promise<Result> {
    map.destroy();
    const mine = Engine.mount(element, options, handlers);
    mounting = mine;
    const made = await mine;
    if (mounting !== mine) {
      made.destroy();
      throw new Error("lofteskartan.map: another map was put up meanwhile");
    }
    engine = made;
    return made.result;
  },

  /** True from the end of mount to destroy. */
  get ready(): boolean {
    return engine !== null;
  },

  /** "webgl", or "drawn" where the browser has no WebGL2; null before mount. */
  get mode(): "webgl" | "drawn" | null {
    return engine?.picture.mode ?? null;
  },

  /** The current figures again, without counting. */
  get result(): Result | null {
    return engine?.result ?? null;
  },

  apply: (view: string | Partial<View>): Result => mounted().apply(view),
  counted: (): Promise<Result> => mounted().counted(),
  select: (hotspot: string | null, reveal = true): void => mounted().select(hotspot, reveal),
  setMeasure: (measure: Measure): Result => mounted().apply({ ...mounted().view, measure }),
  setTheme: (theme: Theme): void => mounted().setTheme(theme),
  setLayers: (shown: readonly Showable[]): void => mounted().setLayers(shown),
  setStack: (stack: Stack, background?: Background | null): void => mounted().setStack(stack, background),
  setHotspots: (collection: FeatureCollection): Result => mounted().setHotspots(collection),
  setFaded: (faded: boolean): void => mounted().setFaded(faded),
  successor: (hotspot: string, before: LonLat | null): string | null => mounted().successor(hotspot, before),
  peak: (hotspot: string): LonLat | null => mounted().peak(hotspot),
  setRates: (rates: Rates): Result => mounted().setRates(rates),
  setChange: (change: Change | null): Result => mounted().setChange(change),
  setSurvey: (survey: Survey): Result => mounted().setSurvey(survey),
  setActions: (actions: ActionsAnswer): void => mounted().setActions(actions),
  setPolice: (police: PoliceAnswer): void => mounted().setPolice(police),
  rate: (area: string): AreaRate | null => mounted().rate(area),
  figureInWords: (area: string, measure: Measure): string => mounted().figureInWords(area, measure),
  reload: (address: string): Promise<Result> => mounted().reload(address),
  moveTo: (camera: Camera): void => mounted().moveTo(camera),
  fit: (): void => mounted().fit(),
  profile: (hotspot: string): Profile | null => mounted().profile(hotspot),
  rows: (from: number, until: number, sort: Sort | null = null): Promise<Row[]> => mounted().rows(from, until, sort),
  outlined: (): Promise<number> => mounted().picture.outlined(),

  /** Between places and pixels of the element, for tools that lie over the map. */
  toScreen: (at: LonLat): [number, number] => mounted().picture.toScreen(at),
  toPlace: (x: number, y: number): LonLat => mounted().picture.toPlace(x, y),
  /** What is looked at; null where all is always shown. */
  sight: (): Sight | null => mounted().picture.sight(),
  areaAt: (at: LonLat): string | null => mounted().areaAt(at),

  painted: (): Promise<number> => mounted().painted(),

  /** Hears of an event until the returned function is called; also over a new mount. */
  on<E extends keyof MapEvents>(event: E, handler: (detail: MapEvents[E]) => void): () => void {
    handlers[event].add(handler);
    return () => handlers[event].delete(handler);
  },

  /** The view as the address has it, and back; also before mount. */
  parseView,
  formatView,

  destroy(): void {
    mounting = null;
    engine?.destroy();
    engine = null;
  },
};

declare global {
  interface Window {
    lofteskartan?: { map?: typeof map };
  }
}

window.lofteskartan = { ...window.lofteskartan, map };
