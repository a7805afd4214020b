/** What the engine asks of whatever shows the map, be it MapLibre or a plain drawing. */
import type { ActionsAnswer } from "./actions.ts";
import type { Cluster } from "./clusters.ts";
import type { Background } from "./background.ts";
import type { Hotspot } from "./features.ts";
import type { Box, LonLat } from "./geometry.ts";
import type { Theme } from "./palette.ts";
import type { PoliceAnswer } from "./police.ts";
import type { Marks, Sight } from "./source.ts";
import type { Stack } from "./stack.ts";
import type { Camera, Measure } from "./view.ts";

/** One state of the evidence, ready to be painted. */
export interface Frame {
  readonly measure: Measure;
  /** Class of each area as `classOf` tells it. */
  readonly classOfArea: Int8Array;
  /** What stands on each area, "" for nothing. */
  readonly signs: readonly string[];
  readonly marks: Marks;
}

export interface Pointer {
  readonly lon: number;
  readonly lat: number;
  /** Pixels from the upper left corner of the element. */
  readonly x: number;
  readonly y: number;
  /** Degrees round the point that still count as meeting a sign. */
  readonly reach: Box;
}

/** What people do on the picture. */
export interface PictureEvents {
  hovered(at: Pointer | null): void;
  clicked(at: Pointer): void;
  /** Asked with the keyboard for what lies in the middle of the picture. */
  asked(at: Pointer): void;
  moving(): void;
  moved(camera: Camera): void;
  /** The graphics context went away and did not come back. */
  lost(): void;
  /** The map in the data folder went away and is not shown any longer. */
  backgroundLost(): void;
}

export interface Picture {
  readonly mode: "webgl" | "drawn";
  show(frame: Frame): void;
  setTheme(theme: Theme): void;
  setHotspots(hotspots: readonly Hotspot[]): void;
  /** Hotspots stand back: they are of an earlier selection. */
  setFaded(faded: boolean): void;
  /** Shows the layers of a stack in its order, over a background, and hides the others. */
  setStack(stack: Stack, background: Background): void;
  /** Positions in the lists of the scene, -1 for none. */
  choose(hotspot: number): void;
  setActions(actions: ActionsAnswer): void;
  setPolice(police: PoliceAnswer): void;
  /** The evidence that is drawn as one circle under a point of the picture; null for none. */
  cluster(at: Pointer): Cluster | null;
  hover(area: number): void;
  /** Brings a box into sight if it is not; moves no more than needed. */
  reveal(box: Box): void;
  moveTo(camera: Camera): void;
  /** The whole scene. */
  fit(box: Box): void;
  camera(): Camera | null;
  /** Pixels from the upper left corner of the element, and back. */
  toScreen(at: LonLat): [number, number];
  toPlace(x: number, y: number): LonLat;
  /** What is looked at; null where no marks are drawn. */
  sight(): Sight | null;
  /** Settles when the current state is on the screen's buffer, read back; milliseconds since the page began. */
  painted(): Promise<number>;
  /** The same for the hotspots alone. */
  outlined(): Promise<number>;
  destroy(): void;
}

export function reachAround(lon: number, lat: number, degreesLon: number, degreesLat: number): Box {
  return [lon - degreesLon, lat - degreesLat, lon + degreesLon, lat + degreesLat];
}
