/**
 * Choosing on the map itself: a rectangle, a free line, areas by a click, or what the map shows. The ring that is chosen
 * is drawn over the map and moves along. Keys R, L and O while the map has the focus; Esc puts the tool away.
 */
import { rectangle, ringOf, windowRing } from "../map/lasso.ts";
import type { Spot } from "../map/lasso.ts";
import type { Result } from "../map/result.ts";
import { toggled } from "./choice.ts";
import { byId, write } from "./dom.ts";
import type { Selected } from "./selecting.ts";

type Tool = "rectangle" | "lasso" | "area";
const KEYS: Readonly<Record<string, Tool>> = { r: "rectangle", l: "lasso", o: "area" };
const SVG = "http://www.w3.org/2000/svg";
/** Points of a line that lie nearer than this say nothing new. */
const NEAR_PX = 3;

type Ground = NonNullable<NonNullable<Window["lofteskartan"]>["map"]>;

export class Drawing {
  readonly #page: Selected;
  readonly #tools = byId("karta-tools");
  readonly #hint = byId("karta-tool-hint");
  readonly #buttons: ReadonlyMap<string, HTMLButtonElement>;
  readonly #room: HTMLElement;
  readonly #pad = document.createElement("div");
  readonly #picture = document.createElementNS(SVG, "svg");
  readonly #ring = document.createElementNS(SVG, "path");
  readonly #line = document.createElementNS(SVG, "path");
  #tool: Tool | null = null;
  #drawn: Spot[] | null = null;

  constructor(page: Selected, map: HTMLElement, signal: AbortSignal) {
    this.#page = page;
    this.#room = map.parentElement ?? map;
    this.#buttons = new Map([...this.#tools.querySelectorAll("button")].map((button) => [button.dataset["tool"] ?? "", button]));
    this.#picture.setAttribute("class", "drawn-ring is-empty");
    this.#picture.setAttribute("aria-hidden", "true");
    this.#ring.setAttribute("class", "ring-chosen");
    this.#line.setAttribute("class", "ring-drawn");
    this.#picture.append(this.#ring, this.#line);
    this.#pad.className = "draw-pad";
    this.#pad.hidden = true;
    this.#room.append(this.#picture, this.#pad);
    signal.addEventListener("abort", () => {
      this.#picture.remove();
      this.#pad.remove();
    });
    this.#listen(map, signal);
  }

  show(result: Result): void {
    const there = ground().sight() !== null;
    const look = this.#buttons.get("window");
    if (look) {
      look.disabled = !there;
      look.title = (there ? look.dataset["does"] : look.dataset["not"]) ?? "";
    }
    this.#tools.hidden = result.areas.length === 0 && result.all === 0;
    this.#show();
  }

  /** The ring as it lies on the screen now. */
  #show(): void {
    const { within } = this.#page.view;
    const ring = within.length > 0 ? pathOf(within.map((corner) => ground().toScreen(corner))) : "";
    const line = this.#drawn && this.#drawn.length > 1 ? pathOf(this.#shape(this.#drawn)) : "";
    this.#ring.setAttribute("d", ring);
    this.#line.setAttribute("d", line);
    // an empty sheet over all of the map is put together with it anew at each frame
    this.#picture.classList.toggle("is-empty", ring === "" && line === "");
  }

  #listen(map: HTMLElement, signal: AbortSignal): void {
    for (const [name, button] of this.#buttons) {
      button.addEventListener("click", () => {
        if (name === "window") this.#chooseWindow();
        else this.#take(this.#tool === name ? null : (name as Tool));
      }, { signal });
    }
    const still = ground().on("moving", () => {
      if (this.#page.view.within.length > 0) this.#show();
    });
    const resized = new ResizeObserver(() => {
      if (this.#page.view.within.length > 0 && ground().ready) this.#show();
    });
    resized.observe(map);
    signal.addEventListener("abort", () => {
      still();
      resized.disconnect();
    });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal, capture: true });
    const pad = this.#pad;
    pad.addEventListener("pointerdown", (event) => this.#begin(event), { signal });
    pad.addEventListener("pointermove", (event) => this.#draw(event), { signal });
    pad.addEventListener("pointerup", (event) => this.#finish(event), { signal });
    pad.addEventListener("pointercancel", () => this.#forget(), { signal });
    this.#listenForAdding(map, signal);
  }

  /** Beside the tool too: with Ctrl or Shift a click on the map adds an area or takes it away, and means nothing else. */
  #listenForAdding(map: HTMLElement, signal: AbortSignal): void {
    const adding = (event: MouseEvent): boolean =>
      (event.ctrlKey || event.metaKey || event.shiftKey) && isGround(event.target) && ground().ready;
    let pressed: Spot | null = null;
    map.addEventListener("pointerdown", (event) => (pressed = event.button === 0 && adding(event) ? this.#spot(event) : null), {
      signal, capture: true,
    });
    // not at the click: with Shift the map keeps that for itself
    map.addEventListener("pointerup", (event) => {
      const at = this.#spot(event);
      if (pressed && Math.hypot(at[0] - pressed[0], at[1] - pressed[1]) < NEAR_PX) this.#chooseArea(at, true);
      pressed = null;
    }, { signal, capture: true });
    map.addEventListener("click", (event) => {
      if (adding(event)) event.stopPropagation();
    }, { signal, capture: true });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.key === "Escape" && this.#tool) this.#take(null, { focus: true });
    else {
      const tool = KEYS[event.key.toLowerCase()];
      // a single letter may be anything where somebody writes or hears a page: only with the map in focus
      if (!tool || !this.#room.contains(event.target) || event.target.closest("input, textarea, select")) return;
      this.#take(this.#tool === tool ? null : tool);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #take(tool: Tool | null, { focus = false } = {}): void {
    const before = this.#tool;
    this.#tool = tool;
    this.#drawn = null;
    this.#pad.hidden = tool === null;
    this.#pad.dataset["tool"] = tool ?? "";
    for (const [name, button] of this.#buttons) {
      if (name !== "window") button.setAttribute("aria-pressed", String(name === tool));
    }
    write(this.#hint, tool ? this.#buttons.get(tool)?.dataset["hint"] ?? "" : "");
    this.#hint.hidden = tool === null;
    if (focus && before) this.#buttons.get(before)?.focus();
    if (ground().ready) this.#show();
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0 || !this.#tool || !ground().ready) return;
    this.#drawn = [this.#spot(event)];
    this.#pad.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  #draw(event: PointerEvent): void {
    if (!this.#drawn || this.#tool === "area") return;
    const at = this.#spot(event);
    const last = this.#drawn.at(-1)!;
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < NEAR_PX) return;
    this.#drawn = this.#tool === "rectangle" ? [this.#drawn[0]!, at] : [...this.#drawn, at];
    this.#show();
  }

  #finish(event: PointerEvent): void {
    const drawn = this.#drawn;
    if (!drawn) return;
    this.#drawn = null;
    if (this.#tool === "area") {
      // a finger has no Ctrl: each touch adds or takes away
      this.#chooseArea(this.#spot(event), event.ctrlKey || event.metaKey || event.shiftKey || event.pointerType === "touch");
      return;
    }
    const ring = drawn.length > 1 ? ringOf(this.#shape(drawn), ([x, y]) => ground().toPlace(x, y)) : [];
    if (ring.length === 0) return this.#show();
    this.#take(null, { focus: this.#pad.contains(document.activeElement) });
    this.#page.narrow({ within: ring });
  }

  #forget(): void {
    this.#drawn = null;
    this.#show();
  }

  #chooseWindow(): void {
    const sight = ground().sight();
    if (sight) this.#page.narrow({ within: windowRing(sight) });
  }

  /** adding: to what is chosen already, or out of it. */
  #chooseArea([x, y]: Spot, adding: boolean): void {
    const code = ground().areaAt(ground().toPlace(x, y));
    if (code === null) return;
    const { areas } = this.#page.view;
    const order = Object.keys(this.#page.options.page.areas).sort();
    const alone = areas.length === 1 && areas[0] === code;
    this.#page.narrow({ areas: adding ? toggled(areas, code, order) : alone ? [] : [code] });
  }

  #shape(drawn: readonly Spot[]): readonly Spot[] {
    return this.#tool === "rectangle" && drawn.length === 2 ? rectangle(drawn[0]!, drawn[1]!) : drawn;
  }

  #spot({ clientX, clientY }: MouseEvent): Spot {
    const { left, top } = this.#room.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}

function isGround(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("canvas, .lk-map-drawn") !== null;
}

function pathOf(spots: readonly Spot[]): string {
  return `M${spots.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`;
}

function ground(): Ground {
  const map = window.lofteskartan?.map;
  if (!map) throw new Error("the map's script is not loaded");
  return map;
}
