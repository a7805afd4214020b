/** The source beside the form: numbered lines, what each became, and the lines of the chosen part. */

import { make, type Say } from "./build.ts";
import { AGREEMENT, leftByLine, linesOfPart, partsByLine, type Sheet } from "./sheet.ts";

/** What the source asks for. take: make a part of a line that nothing was made of. */
export interface Asked {
  readonly choose: (part: string) => void;
  readonly take: (line: number, text: string, as: "promise" | "action") => void;
}

/** What a part is called beside its lines. */
export function nameOf(sheet: Sheet, id: string, say: Say): string {
  if (id === AGREEMENT) return say.say("agreement");
  const promise = sheet.promises.find((one) => one.id === id);
  if (promise) return say.say("promise_n", { n: promise.number });
  return say.say("action_n", { n: sheet.actions.findIndex((one) => one.id === id) + 1 });
}

/** All lines. Arrows move between those that lead somewhere. */
export function drawSource(sheet: Sheet, say: Say, asked: Asked): HTMLElement {
  const parts = partsByLine(sheet);
  const left = leftByLine(sheet);
  let page: number | null = null;
  const list = make("ol", { class: "inlas-lines", id: "inlas-lines", "aria-label": say.say("source") });
  let isFirst = true;
  for (const line of sheet.lines) {
    if (line.page !== null && line.page !== page) {
      page = line.page;
      list.append(make("li", { class: "inlas-page" }, say.say("page_n", { n: page })));
    }
    const part = parts.get(line.number);
    const why = left.get(line.number);
    const number = String(line.number);
    const name = part ? nameOf(sheet, part, say) : why ? say.say(`left.${why}`) : "";
    const leads = part !== undefined || why !== undefined;
    const button = leads
      ? make(
          "button",
          {
            type: "button",
            id: `inlas-line-${number}`,
            class: "inlas-number",
            tabindex: isFirst ? 0 : -1,
            "aria-label": part ? say.say("line_shows", { n: number, name }) : say.say("line_left", { n: number, name }),
          },
          number,
        )
      : make("span", { class: "inlas-number" }, number);
    if (leads) isFirst = false;
    const item = make(
      "li",
      { class: `inlas-line ${part ? "is-used" : why ? `is-left left-${why}` : "is-blank"}`, "data-line": number },
      button,
      make("span", { class: "inlas-text" }, line.text.replaceAll("\t", " | ")),
      name ? make("span", { class: "inlas-tag", "aria-hidden": "true" }, name) : null,
    );
    if (leads) {
      item.addEventListener("click", () => {
        if (window.getSelection()?.toString()) return;
        if (part) asked.choose(part);
        else offer(item, line.number, line.text, say, asked);
      });
    }
    list.append(item);
  }
  list.addEventListener("keydown", (event) => move(list, event));
  return list;
}

/** Under a line of which nothing was made: what can be made of it. */
function offer(item: HTMLElement, line: number, text: string, say: Say, asked: Asked): void {
  const open = item.parentElement?.querySelector(".inlas-offer");
  const was = open?.parentElement;
  open?.remove();
  if (was === item) return;
  const as = (kind: "promise" | "action"): HTMLElement =>
    make(
      "button",
      {
        type: "button",
        class: "button-link",
        onclick: (event) => {
          event.stopPropagation();
          asked.take(line, text.replace(/^\W+/u, ""), kind);
        },
      },
      say.say(`make_${kind}`),
    );
  const offered = make("div", { class: "inlas-offer" }, as("action"), as("promise"));
  item.append(offered);
  offered.querySelector("button")?.focus();
}

function move(list: HTMLElement, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...list.querySelectorAll<HTMLButtonElement>("button.inlas-number")];
  const here = buttons.findIndex((button) => button === document.activeElement);
  const next = step && here >= 0 ? buttons[here + step] : undefined;
  if (!next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

/** Marks the lines of the chosen part and brings the first of them into sight. */
export function light(room: HTMLElement, sheet: Sheet, part: string | null): void {
  const lit = new Set(part ? linesOfPart(sheet, part) : []);
  let first: HTMLElement | null = null;
  for (const item of room.querySelectorAll<HTMLElement>(".inlas-line")) {
    const is = lit.has(Number(item.dataset["line"]));
    item.classList.toggle("is-lit", is);
    if (is) first ??= item;
  }
  const pane = room.querySelector<HTMLElement>(".inlas-pane");
  if (first && pane && pane.scrollHeight > pane.clientHeight) {
    const above = first.offsetTop - pane.offsetTop;
    if (above < pane.scrollTop || above > pane.scrollTop + pane.clientHeight - 80) pane.scrollTop = above - 40;
  }
  for (const one of room.querySelectorAll<HTMLElement>("[data-part]")) {
    one.classList.toggle("is-current", one.dataset["part"] === part);
  }
}
