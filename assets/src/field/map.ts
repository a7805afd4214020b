/** The map: the walk's own outlines, stops and route without any network, and a pin that is dragged or moved by keys. */
import * as L from "leaflet";
import { h } from "./dom.ts";
import type { Pack, Point } from "./model.ts";
import type { Words } from "./words.ts";

const NEAR_ZOOM = 18;
const PLACES_FROM_ZOOM = 14;
const STEP_PX = 4;

const at = ({ lon, lat }: Point): L.LatLngTuple => [lat, lon];
const point = ({ lat, lng }: L.LatLng): Point => ({ lon: lng, lat });

function stopSign(number: number): L.DivIcon {
  const html = h("span", {}, String(number));
  return L.divIcon({ className: "stop-sign", html, iconSize: [28, 28] });
}

function placeName(name: string): L.DivIcon {
  return L.divIcon({ className: "place-name", html: h("span", {}, name), iconSize: [0, 0] });
}

/** Outlines, route, stops and names from the pack; the tiles where the installation has any. */
function draw(map: L.Map, pack: Pack): void {
  if (pack.tiles) {
    L.tileLayer(pack.tiles.url, {
      attribution: h("span", {}, pack.tiles.attribution).innerHTML,
      maxZoom: 20,
      maxNativeZoom: pack.tiles.max_zoom,
    }).addTo(map);
  }
  const still = { interactive: false, keyboard: false } as const;
  for (const area of pack.areas) {
    const rings = area.rings.map((ring) => ring.map(([lon, lat]): L.LatLngTuple => [lat, lon]));
    L.polygon(rings, { ...still, className: "area-outline", fill: !pack.tiles }).addTo(map);
  }
  if (pack.walk.route) {
    L.polyline(pack.walk.route.map(([lon, lat]): L.LatLngTuple => [lat, lon]), { ...still, className: "walk-route" }).addTo(map);
  }
  const names = L.layerGroup(pack.places.map((place) => L.marker(at(place.position), { ...still, icon: placeName(place.name) })));
  const showNames = (): void => {
    if (map.getZoom() >= PLACES_FROM_ZOOM) names.addTo(map);
    else names.remove();
  };
  map.on("zoomend", showNames);
  for (const stop of pack.walk.stops) {
    if (stop.position) L.marker(at(stop.position), { ...still, icon: stopSign(stop.number) }).addTo(map);
  }
  showNames();
}

export interface WalkMap {
  readonly element: HTMLElement;
  /** Show a place. accuracy: radius in metres, null where a person has set it. */
  show(place: Point | null, accuracy: number | null): void;
  centre(): Point;
  go(place: Point): void;
  remove(): void;
}

interface Wishes {
  readonly pack: Pack;
  readonly t: Words;
  /** Called when the pin was moved; without it the pin stands still in the middle and the map is moved under it. */
  readonly moved?: (place: Point) => void;
}

const pinSign = (): L.DivIcon => L.divIcon({ className: "pin", html: h("span"), iconSize: [48, 48], iconAnchor: [24, 46] });

function pinOf(place: Point, label: string, moved: (place: Point) => void, map: L.Map): L.Marker {
  const pin = L.marker(at(place), { icon: pinSign(), draggable: true, keyboard: true, autoPan: true });
  pin.on("dragend", () => moved(point(pin.getLatLng())));
  pin.on("add", () => {
    const element = pin.getElement();
    element?.setAttribute("aria-label", label);
    element?.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? STEP_PX * 5 : STEP_PX;
      const ways: Readonly<Record<string, readonly [number, number]>> = {
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
      };
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      pin.setLatLng(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(way as L.PointTuple)));
      moved(point(pin.getLatLng()));
    });
  });
  return pin;
}

/** A map in an element that is already on the page. */
export function walkMap(element: HTMLElement, { pack, t, moved }: Wishes): WalkMap {
  const small = moved !== undefined;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: pack.tiles !== null,
    dragging: !small,
    touchZoom: !small,
    scrollWheelZoom: !small,
    doubleClickZoom: !small,
    boxZoom: !small,
    keyboard: !small,
    maxZoom: 20,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    inertia: !calm,
  });
  map.attributionControl?.setPrefix(false);
  if (!small) L.control.zoom({ zoomInTitle: t("zoom.in"), zoomOutTitle: t("zoom.out"), position: "topright" }).addTo(map);
  const [west, south, east, north] = pack.bbox;
  map.fitBounds([[south, west], [north, east]]);
  draw(map, pack);
  if (small) element.removeAttribute("tabindex");
  else {
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", t("map"));
  }
  let pin: L.Marker | null = null;
  let circle: L.Circle | null = null;
  return {
    element,
    show(place, accuracy) {
      circle?.remove();
      circle = null;
      if (place === null) {
        pin?.remove();
        pin = null;
        return;
      }
      if (accuracy !== null) {
        circle = L.circle(at(place), { radius: accuracy, interactive: false, className: "accuracy" }).addTo(map);
      }
      if (moved) {
        if (pin) pin.setLatLng(at(place));
        else pin = pinOf(place, t("pin"), moved, map).addTo(map);
      }
      if (small) {
        const zoom = accuracy === null ? NEAR_ZOOM : Math.min(NEAR_ZOOM, map.getBoundsZoom(L.latLng(at(place)).toBounds(accuracy * 3)));
        map.setView(at(place), zoom, { animate: false });
      }
    },
    centre: () => point(map.getCenter()),
    go: (place) => void map.setView(at(place), Math.max(map.getZoom(), 17), { animate: false }),
    remove: () => void map.remove(),
  };
}
