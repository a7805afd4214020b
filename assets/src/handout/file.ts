/**
 * The code that a handout takes along: it draws what the file holds, and asks for nothing. folium's script makes the map
 * and the groups of its layers, and calls `lofteskartan.begin` (geodata/exports/handoutmap.py).
 */
import L from "leaflet";
import { apart } from "./apart.ts";
import { dotPopup, popup } from "./popup.ts";
import type { Entry, Place, Told } from "./told.ts";
import { plain } from "./told.ts";
import "./file.css";

type Groups = Readonly<Record<string, L.FeatureGroup>>;
type Shown = L.Polygon | L.Marker;

/** A mark, where it belongs, and the line from there to where it stands. */
interface Pin {
  readonly marker: L.Marker;
  readonly at: L.LatLng;
  readonly line: L.Polyline;
  readonly group: L.FeatureGroup;
  readonly isFirst: boolean;
}

const PIN_PX = 31;

const AROUND = 0.15;
const CLOSE_ZOOM = 16;
const WIDEST_PX = 340;
/** What stands beside a popup's text: its own edges and the map's. */
const BESIDE_PX = 72;
const here = ([lon, lat]: Place): L.LatLngTuple => [lat, lon];

class Sheet {
  readonly #map: L.Map;
  readonly #groups: Groups;
  readonly #told: Told;
  readonly #shown = new Map<string, Shown>();
  readonly #look: L.PopupOptions;
  readonly #pins: Pin[] = [];
  /** What was pressed when a popup opened: it gets the focus back. */
  #pressed: HTMLElement | null = null;

  constructor(map: L.Map, groups: Groups, told: Told) {
    [this.#map, this.#groups, this.#told] = [map, groups, told];
    const { clientWidth, clientHeight } = map.getContainer();
    const maxWidth = Math.min(WIDEST_PX, clientWidth - BESIDE_PX);
    const maxHeight = Math.round(clientHeight * 0.66);
    this.#look = { maxWidth, minWidth: Math.min(220, maxWidth), maxHeight, autoPanPadding: L.point(12, 12) };
  }

  begin(): void {
    const map = this.#map;
    const { words } = this.#told;
    L.control.zoom({ position: "bottomright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.on("popupopen", ({ popup: opened }) => this.#opened(opened));
    map.on("popupclose", () => this.#closed());
    map.getContainer().addEventListener("keydown", ({ key }) => {
      if (key === "Escape") map.closePopup();
    });
    for (const entry of this.#told.entries) this.#draw(entry);
    this.#drawDots();
    for (const box of document.querySelectorAll<HTMLInputElement>("[data-layer]")) {
      this.#toggle(box);
      box.addEventListener("change", () => this.#toggle(box));
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-show]")) {
      const shown = this.#shown.get(button.dataset["show"] ?? "");
      button.hidden = !shown;
      if (shown) button.addEventListener("click", () => this.#show(button, shown));
    }
    map.on("zoomend", () => this.#spread());
    this.#frame(["spots", "places"]);
    document.querySelector("[data-whole]")?.addEventListener("click", () => {
      map.closePopup();
      this.#frame(["spots", "places", "dots", "areas"]);
    });
    addEventListener("beforeprint", () => {
      map.closePopup();
      map.invalidateSize({ animate: false });
      this.#frame(["spots", "places"]);
    });
    addEventListener("afterprint", () => map.invalidateSize({ animate: false }));
  }

  #draw(entry: Entry): void {
    const { words } = this.#told;
    const told = (): HTMLElement => popup(entry, words);
    const group = this.#groups[entry.layer];
    if (!group) return;
    if (entry.outline.length > 0) {
      const rings = entry.outline.map((polygon) => polygon.map((ring) => ring.map(here)));
      const className = `${entry.layer} shade-${entry.shade} is-${entry.state}`;
      const drawn = L.polygon(rings, { className, smoothFactor: 0.5 }).bindPopup(told, this.#look).addTo(group);
      this.#shown.set(entry.id, drawn);
    }
    if (!entry.at) return;
    const sign = document.createElement("span");
    sign.textContent = entry.sign;
    const icon = L.divIcon({
      html: sign, className: `pin ${entry.layer} is-${entry.state} trend-${entry.trend || "unknown"}`, iconSize: [28, 28],
    });
    const at = L.latLng(here(entry.at));
    const line = L.polyline([at, at], { className: "leader", interactive: false }).addTo(group);
    const marker = L.marker(at, { icon, riseOnHover: true }).bindPopup(told, this.#look).addTo(group);
    const label = `${plain(entry.kind)} ${plain(entry.title)}`;
    marker.on("add", () => marker.getElement()?.setAttribute("aria-label", label));
    this.#pins.push({ marker, at, line, group, isFirst: entry.layer === "spots" });
    this.#shown.set(entry.id, marker);
  }

  #drawDots(): void {
    const { dots } = this.#told;
    const group = this.#groups["dots"];
    if (!dots || !group) return;
    for (const [lon, lat, look, kind, month] of dots.rows) {
      const [word = "", fillColor = ""] = dots.looks[look] ?? [];
      L.circleMarker([lat, lon], { radius: 5, weight: 1, fillColor, fillOpacity: 0.9, className: "dot" })
        .bindPopup(() => dotPopup(word, `${dots.kinds[kind]}, ${dots.months[month]}`), this.#look)
        .addTo(group);
    }
  }

  #toggle(box: HTMLInputElement): void {
    const group = this.#groups[box.dataset["layer"] ?? ""];
    if (!group) return;
    if (box.checked) group.addTo(this.#map);
    else group.remove();
    // outlines lie upon areas, whichever was switched on last
    for (const layer of ["dots", "spots"]) this.#groups[layer]?.bringToFront();
    this.#spread();
  }

  #show(button: HTMLElement, shown: Shown): void {
    for (const [layer, group] of Object.entries(this.#groups)) {
      const box = document.querySelector<HTMLInputElement>(`[data-layer="${layer}"]`);
      if (group.hasLayer(shown) && box && !box.checked) {
        box.checked = true;
        this.#toggle(box);
      }
    }
    this.#map.getContainer().scrollIntoView({ block: "center" });
    const pin = this.#pins.find(({ marker }) => marker === shown);
    if (pin) this.#map.setView(pin.at, Math.max(this.#map.getZoom(), CLOSE_ZOOM), { animate: false });
    else if (shown instanceof L.Polygon) this.#map.fitBounds(shown.getBounds().pad(AROUND), { animate: false });
    shown.openPopup();
    this.#pressed = button;
  }

  #opened(opened: L.Popup): void {
    const box = opened.getElement();
    box?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.#told.words.close);
    const active = document.activeElement;
    this.#pressed = active instanceof HTMLElement && active !== document.body ? active : null;
    box?.querySelector<HTMLElement>(".told")?.focus({ preventScroll: true });
  }

  #closed(): void {
    this.#pressed?.focus({ preventScroll: true });
    this.#pressed = null;
  }

  /** These layers in the window; everything where they hold nothing. */
  #frame(layers: readonly string[]): void {
    const bounds = L.latLngBounds([]);
    for (const layer of layers) {
      const own = this.#groups[layer]?.getBounds();
      if (own?.isValid()) bounds.extend(own);
    }
    if (bounds.isValid()) this.#map.fitBounds(bounds.pad(0.06), { animate: false, maxZoom: CLOSE_ZOOM });
    else if (!layers.includes("areas")) this.#frame(["dots", "areas"]);
    this.#spread();
  }

  /** No mark lies upon another: hotspots stand where they belong as far as they can, places give way. */
  #spread(): void {
    const map = this.#map;
    const shown = this.#pins.filter(({ group }) => map.hasLayer(group));
    const pins = [...shown.filter(({ isFirst }) => isFirst), ...shown.filter(({ isFirst }) => !isFirst)];
    const points = pins.map(({ at }) => map.latLngToLayerPoint(at));
    const places = apart(points.map(({ x, y }) => [x, y] as const), PIN_PX);
    for (const [i, { marker, at, line }] of pins.entries()) {
      const place = places[i];
      if (!place) continue;
      const to = map.layerPointToLatLng(L.point(place[0], place[1]));
      marker.setLatLng(to);
      line.setLatLngs([at, to]);
    }
  }
}

function begin(map: L.Map, groups: Groups): void {
  const data = document.getElementById("data")?.textContent ?? "";
  for (const hidden of document.querySelectorAll<HTMLElement>("#lager, .map")) hidden.hidden = false;
  document.querySelector<HTMLElement>(".no-map")?.remove();
  map.invalidateSize({ animate: false });
  new Sheet(map, groups, JSON.parse(data) as Told).begin();
}

const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
// a popup that fades would stand there for a while beside the next
L.Map.mergeOptions({ fadeAnimation: false, zoomAnimation: !isStill, markerZoomAnimation: !isStill });
Object.assign(globalThis, { L, lofteskartan: { begin } });
