/**
 * Rectangles drawn on a photo, by mouse, finger or keyboard: what is to be made unreadable before others see it.
 *
 * The contract: an element of the class "blur-editor" without children, which this script fills in.
 *   data-src     address of the picture, e.g. /bild/ID
 *   data-alt     what the picture is called
 *   data-value   the rectangles that stand, JSON: [{"left", "top", "width", "height"}], shares of the picture's sides
 *   data-target  id of a dcc.Store (a text, or a pattern's JSON object): its `data` becomes the list at each change
 *   data-words   JSON: add, remove, help, box ("Ruta {n} av {all}"), none, count_one, count_other
 * A change of data-src or data-value draws it anew. Beside the Store the element sends "blur-change" with the list.
 * Python: dashboard.blureditor draws it and reads the list.
 */

import { setProps } from "../karta/dash.ts";
import "./photo.css";
import { between, isDrawn, keyed, MOST, moved, placed, read, resized, type Point, type Rectangle } from "./rectangles.ts";

const NAME = "blur-editor";
const WATCHED = ["data-src", "data-value", "data-words"];

type Words = Readonly<Record<string, string>>;

function made<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, more: Readonly<Record<string, string>> = {}): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

function wordsOf(element: HTMLElement): Words {
  try {
    return JSON.parse(element.dataset["words"] ?? "{}") as Words;
  } catch {
    return {};
  }
}

class Editor {
  private boxes: Rectangle[];
  private chosen = -1;
  private readonly words: Words;
  private readonly stage = made("div", "blur-stage");
  private readonly drawn = made("div", "blur-drawn", { hidden: "" });
  private readonly told = made("p", "blur-told", { role: "status" });
  private readonly root: HTMLElement;
  private readonly add: HTMLButtonElement;
  private readonly remove: HTMLButtonElement;

  constructor(root: HTMLElement) {
    this.root = root;
    this.words = wordsOf(root);
    this.boxes = read(root.dataset["value"]);
    const picture = made("img", "blur-picture", {
      src: root.dataset["src"] ?? "",
      alt: root.dataset["alt"] ?? "",
      draggable: "false",
    });
    this.add = made("button", "blur-button", { type: "button" });
    this.add.textContent = this.word("add");
    this.add.addEventListener("click", () => this.added(placed(this.boxes.length)));
    this.remove = made("button", "blur-button", { type: "button" });
    this.remove.textContent = this.word("remove");
    this.remove.addEventListener("click", () => this.removed(this.chosen));
    const help = made("p", "blur-help");
    help.textContent = this.word("help");
    const tools = made("div", "blur-tools");
    tools.append(this.add, this.remove, this.told);
    this.stage.append(picture, this.drawn);
    this.stage.addEventListener("pointerdown", (event) => this.pressed(event));
    root.replaceChildren(help, this.stage, tools);
    this.show();
  }

  private word(key: string, values: Readonly<Record<string, number>> = {}): string {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
  }

  private at(event: PointerEvent): Point {
    const frame = this.stage.getBoundingClientRect();
    const share = (value: number, whole: number): number => Math.min(Math.max(value / whole, 0), 1);
    return { x: share(event.clientX - frame.left, frame.width), y: share(event.clientY - frame.top, frame.height) };
  }

  /** A pull on the picture draws, one on a rectangle moves it, one on its corner changes its size. */
  private pressed(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const target = event.target as HTMLElement;
    const box = target.closest<HTMLElement>(".blur-box");
    const number = box ? Number(box.dataset["number"]) : -1;
    const before = this.boxes[number];
    const from = this.at(event);
    event.preventDefault();
    if (box) {
      box.focus();
      this.choose(number);
    }
    const pull = (to: Point): void => {
      const [x, y] = [to.x - from.x, to.y - from.y];
      if (!before) {
        this.drawn.hidden = !isDrawn(from, to);
        lay(this.drawn, between(from, to));
      } else {
        this.boxes[number] = (target.classList.contains("blur-corner") ? resized : moved)(before, x, y);
        lay(box as HTMLElement, this.boxes[number] as Rectangle);
      }
    };
    const follow = (later: PointerEvent): void => pull(this.at(later));
    const end = (later: PointerEvent): void => {
      this.stage.removeEventListener("pointermove", follow);
      this.stage.removeEventListener("pointerup", end);
      this.stage.removeEventListener("pointercancel", end);
      this.drawn.hidden = true;
      const to = this.at(later);
      const isLeft = later.type === "pointercancel";
      if (before) {
        if (isLeft) this.boxes[number] = before;
        else pull(to);
        if (this.boxes[number] !== before) this.changed(number);
        else this.show();
      } else if (!isLeft && isDrawn(from, to)) this.added(between(from, to));
    };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.addEventListener("pointermove", follow);
    this.stage.addEventListener("pointerup", end);
    this.stage.addEventListener("pointercancel", end);
  }

  private pushed(event: KeyboardEvent, number: number): void {
    const before = this.boxes[number];
    if (!before || event.ctrlKey || event.metaKey) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.removed(number);
      return;
    }
    const after = keyed(before, event.key, event.shiftKey, event.altKey);
    if (!after) return;
    event.preventDefault();
    event.stopPropagation();
    this.boxes[number] = after;
    this.changed(number);
  }

  private added(box: Rectangle): void {
    if (this.boxes.length >= MOST) return;
    this.boxes.push(box);
    this.changed(this.boxes.length - 1);
  }

  private removed(number: number): void {
    if (!this.boxes[number]) return;
    this.boxes.splice(number, 1);
    this.changed(Math.min(number, this.boxes.length - 1));
    if (!this.boxes.length) this.add.focus();
  }

  private choose(number: number): void {
    this.chosen = number;
    this.remove.disabled = !this.boxes[number];
    for (const box of this.stage.querySelectorAll<HTMLElement>(".blur-box")) {
      box.classList.toggle("is-held", Number(box.dataset["number"]) === number);
    }
  }

  private changed(number: number): void {
    this.chosen = number;
    this.show();
    this.stage.querySelector<HTMLElement>(`.blur-box[data-number="${number}"]`)?.focus();
    const value = this.boxes.map((box) => ({ ...box }));
    this.root.dispatchEvent(new CustomEvent("blur-change", { bubbles: true, detail: value }));
    const target = this.root.dataset["target"];
    if (target) setProps(target.startsWith("{") ? (JSON.parse(target) as string) : target, { data: value });
  }

  /** The rectangles as they stand; an element that is there is kept, so that the focus stays on it. */
  private show(): void {
    const standing = [...this.stage.querySelectorAll<HTMLElement>(".blur-box")];
    for (const gone of standing.slice(this.boxes.length)) gone.remove();
    this.boxes.forEach((box, number) => {
      const element = standing[number] ?? this.boxed(number);
      const percent = (share: number): number => Math.round(share * 100);
      element.setAttribute(
        "aria-label",
        this.word("box", {
          n: number + 1,
          all: this.boxes.length,
          left: percent(box.left),
          top: percent(box.top),
          width: percent(box.width),
          height: percent(box.height),
        }),
      );
      lay(element, box);
    });
    const n = this.boxes.length;
    this.told.textContent = n ? this.word(n === 1 ? "count_one" : "count_other", { n }) : this.word("none");
    this.add.disabled = n >= MOST;
    this.choose(this.chosen);
  }

  private boxed(number: number): HTMLElement {
    const element = made("button", "blur-box", { type: "button", "data-number": String(number) });
    element.append(made("span", "blur-corner", { "aria-hidden": "true" }));
    element.addEventListener("keydown", (event) => this.pushed(event, number));
    element.addEventListener("focus", () => this.choose(number));
    this.stage.append(element);
    return element;
  }
}

function lay(element: HTMLElement, { left, top, width, height }: Rectangle): void {
  Object.assign(element.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  });
}

const stated = (element: HTMLElement): string => WATCHED.map((name) => element.getAttribute(name)).join("\n");
const known = new WeakMap<HTMLElement, string>();

/** Dash draws the element whenever it likes, so whatever comes into the page is looked at. */
function meet(): void {
  for (const element of document.getElementsByClassName(NAME)) {
    if (!(element instanceof HTMLElement) || known.get(element) === stated(element)) continue;
    known.set(element, stated(element));
    new Editor(element);
  }
}

new MutationObserver(meet).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: WATCHED,
});
meet();
