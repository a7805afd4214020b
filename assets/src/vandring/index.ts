/** Planning a walk in the browser: the map beside the form follows what is typed, and the form what is pointed at. */

import { provide, setProps, unchanged } from "../karta/dash.ts";
import { StopMap, type Ground, type Mode, type Words } from "./canvas.ts";
import { stopsOf, wayOf, written, type LonLat, type Stop, type Values } from "./stops.ts";
import "./vandring.css";

interface Path {
  readonly path: string;
}

interface Standing {
  readonly kind: string;
  readonly municipality: string;
  readonly token: string;
  readonly step: number;
}

const PLACE = "walk-map";
const ASK_AFTER_MS = 250;

let map: StopMap | null = null;
let opened = "";
let values: Values = {};
let standing: Standing | null = null;
let asked = "";
let waiting = 0;

/** Sets a field of the form as if somebody had written in it. */
function write(path: string, value: string): void {
  const dash = window.dash_clientside as unknown as {
    set_props: (id: unknown, props: Readonly<Record<string, unknown>>) => void;
  };
  dash.set_props({ type: "form-field", path }, { value });
}

function click([lon, lat]: LonLat, mode: Mode): void {
  if (mode === "route") {
    const before = String(values["route"] ?? "").trim();
    write("route", `${before ? `${before}\n` : ""}${lat.toFixed(6)} ${lon.toFixed(6)}`);
    return;
  }
  setProps("form-ask", {
    data: { act: "set_down", at: `${lon.toFixed(6)},${lat.toFixed(6)}`, values, op: null, choice: {}, standing },
  });
}

function drop(stop: Stop, [lon, lat]: LonLat): void {
  const { lang } = document.documentElement;
  write(`${stop.row}-position-lat`, written(lat, lang));
  write(`${stop.row}-position-lon`, written(lon, lang));
}

async function features(address: string): Promise<Ground["areas"]> {
  const answer = await fetch(address);
  if (!answer.ok) return [];
  const { features: found } = (await answer.json()) as { features?: Ground["areas"] };
  return found ?? [];
}

/** The map lives on while the form round it is drawn anew. */
function mount(place: HTMLElement, token: string): StopMap {
  if (map && opened === token) {
    if (map.element.parentElement !== place) place.replaceChildren(map.element);
    return map;
  }
  opened = token;
  const made = new StopMap(JSON.parse(place.dataset["words"] ?? "{}") as Words, {
    click, drop, clear: () => write("route", ""),
  });
  map = made;
  place.replaceChildren(made.element);
  const addresses = JSON.parse(place.dataset["addresses"] ?? "{}") as Record<keyof Ground, string>;
  void Promise.all([features(addresses.areas), features(addresses.places), features(addresses.hotspots)]).then(
    ([areas, places, hotspots]) => made.ground({ areas, places, hotspots }),
    () => undefined, // without its ground the map still holds the stops
  );
  return made;
}

function edited(now: readonly unknown[], ids: readonly Path[], about: Standing | null): unknown {
  const place = document.getElementById(PLACE);
  if (!place || about?.kind !== "walk" || !ids.length) return unchanged();
  standing = about;
  values = Object.fromEntries(ids.map(({ path }, at) => [path, now[at] ?? ""]));
  mount(place, about.token).show(stopsOf(values), wayOf(values["route"]));
  tell(about);
  return unchanged();
}

/** Sun and way are asked for once the hand rests. */
function tell(about: Standing): void {
  const question = JSON.stringify([about.token, about.step, values]);
  if (question === asked) return;
  const isNew = !asked.startsWith(JSON.stringify([about.token, about.step]).slice(0, -1));
  asked = question;
  // a form that was only just drawn tells of what stands in it
  if (isNew) return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (document.getElementById(PLACE)) setProps("walk-ask", { data: { municipality: about.municipality, values } });
  }, ASK_AFTER_MS);
}

async function copy(_clicks: unknown, address: unknown): Promise<unknown> {
  const words = document.getElementById("walk-invite-copy")?.dataset["copied"] ?? "";
  const field = document.getElementById("walk-invite-link") as HTMLInputElement | null;
  try {
    await navigator.clipboard.writeText(String(address ?? ""));
  } catch {
    // no leave to write to the clipboard: the link is marked, ready to be copied by hand
    field?.select();
    return unchanged();
  }
  return words;
}

provide("lofteskartan_vandring", { edited, copy });
