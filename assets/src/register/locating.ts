/** The small map in the form of a place: the cross in its middle is the place; dragging, a click, or the keys move it. */

import { setProps } from "../karta/dash.ts";
import { theme } from "../karta/dom.ts";
import type { Options } from "../map/options.ts";
import type { Camera } from "../map/view.ts";
import { rememberedBackground } from "../shared/remembered.ts";

interface Point {
  readonly lat: number;
  readonly lon: number;
}

const CLOSE = 15;
/** Of a degree: a metre. What is nearer is the same. */
const SAME = 1e-5;

let stops: (() => void)[] = [];
let last: Camera | null = null;

const isSame = (one: Point | null, other: Point | null): boolean =>
  one !== null && other !== null && Math.abs(one.lat - other.lat) < SAME && Math.abs(one.lon - other.lon) < SAME;

function input(path: string): HTMLInputElement | null {
  const held = document.getElementById(JSON.stringify({ path, type: "form-field" }));
  return held instanceof HTMLInputElement ? held : (held?.querySelector("input") ?? null);
}

function written(): Point | null {
  const [lat, lon] = ["position-lat", "position-lon"].map((path) => {
    const text = input(path)?.value.trim().replace(",", ".") ?? "";
    return text ? Number(text) : NaN;
  }) as [number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

function write(point: Point): void {
  const isSwedish = document.documentElement.lang === "sv";
  for (const [path, value] of [["position-lat", point.lat], ["position-lon", point.lon]] as const) {
    const text = value.toFixed(5);
    const id = { type: "form-field", path } as unknown as string;
    setProps(id, { value: isSwedish ? text.replace(".", ",") : text });
  }
}

/** Takes the map away; the map page, which has one of its own, keeps that. */
function leave(): void {
  for (const stop of stops) stop();
  stops = [];
  last = null;
  if (!document.getElementById("map")) window.lofteskartan?.map?.destroy();
}

export function located(told: Options | null | undefined): void {
  const element = document.getElementById("form-map");
  const map = window.lofteskartan?.map;
  if (!told || !element?.parentElement || !map) return;
  const room = element.parentElement;
  room.hidden = false;
  const begins = written();
  const view = { municipality: told.municipality, background: rememberedBackground(), ...(begins ? { camera: { ...begins, zoom: CLOSE } } : {}) };
  map.mount(element, { ...told, theme: theme(), view }).then(
    // a map that is only drawn stands still
    () => (map.mode === "webgl" ? follow(room, map) : give(room)),
    () => give(room),
  );
}

/** Says that there is no map to move; the coordinates can be written all the same. */
function give(room: HTMLElement): void {
  leave();
  room.hidden = true;
  const said = document.querySelector<HTMLElement>(".form-map-failed");
  if (said) said.hidden = false;
}

function follow(room: HTMLElement, map: NonNullable<NonNullable<Window["lofteskartan"]>["map"]>): void {
  map.setLayers(["places", "tiles"]);
  let isTouched = false;
  const touched = (): void => {
    isTouched = true;
  };
  const typed = ({ target }: Event): void => {
    const at = target === input("position-lat") || target === input("position-lon") ? written() : null;
    if (at && !isSame(at, last)) map.moveTo({ ...at, zoom: Math.max(CLOSE, last?.zoom ?? 0) });
  };
  for (const sort of ["pointerdown", "keydown", "wheel"]) room.addEventListener(sort, touched, { passive: true });
  document.addEventListener("input", typed);
  const gone = new MutationObserver(() => {
    if (!room.isConnected) leave();
  });
  gone.observe(document.body, { childList: true, subtree: true });
  stops = [
    map.on("select", ({ lat, lon }) => map.moveTo({ lat, lon, zoom: last?.zoom ?? CLOSE })),
    map.on("moved", (camera) => {
      const before = last;
      last = camera;
      // what only came nearer, or was typed, stands in the fields already
      if (isTouched && !isSame(camera, before) && !isSame(camera, written())) write(camera);
    }),
    () => document.removeEventListener("input", typed),
    () => gone.disconnect(),
  ];
  room.querySelector<HTMLElement>("canvas, [tabindex]")?.focus();
}
