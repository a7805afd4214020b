/**
 * The actions' periods as bars under the months: links that the page draws as a list, given their place along the
 * timeline's own axis here. What is pointed at, or has the focus, is told in one line under them.
 */
import { dayNumber } from "../map/evidence.ts";

const ROOM = ".spans-room";

/** First and last day of all bars, ISO dates; null without any. */
export function reachOfSpans(): readonly [string, string] | null {
  const spans = [...document.querySelectorAll<HTMLElement>(`${ROOM} .span`)];
  const days = spans.flatMap(({ dataset }) => [dataset["from"] ?? "", dataset["until"] ?? ""]).filter((day) => day !== "").sort();
  return days.length === 0 ? null : [days[0]!, days.at(-1)!];
}

/** Puts each bar where its days lie between two days. */
export function placeSpans(from: string, until: string): void {
  const [first, last] = [dayNumber(from), dayNumber(until)];
  for (const span of document.querySelectorAll<HTMLElement>(`${ROOM} .span`)) {
    const bar = span.querySelector<HTMLElement>(".span-bar");
    const name = span.querySelector<HTMLElement>(".span-name");
    if (!bar || !name) continue;
    const at = (day: string | undefined): number => (100 * (dayNumber(day ?? from) - first)) / Math.max(1, last - first);
    const within = (share: number): number => Math.max(0, Math.min(100, share));
    const [start, end] = [within(at(span.dataset["from"])), within(at(span.dataset["until"]))];
    bar.style.insetInlineStart = `${start}%`;
    bar.style.inlineSize = `${Math.max(0.4, end - start)}%`;
    // the name begins with its bar, and is drawn to the left where it would leave the picture
    name.style.insetInlineStart = start <= 55 ? `${start}%` : "auto";
    name.style.insetInlineEnd = start <= 55 ? "auto" : `${100 - end}%`;
  }
}

function told(target: EventTarget | null): void {
  const link = target instanceof Element ? target.closest(`${ROOM} .span-link`) : null;
  const line = document.querySelector<HTMLElement>(`${ROOM} .spans-said`);
  if (line) line.textContent = link?.querySelector<HTMLElement>(".span")?.dataset["said"] ?? line.dataset["source"] ?? "";
}

for (const kind of ["pointerover", "focusin"] as const) document.addEventListener(kind, ({ target }) => told(target));

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>(".spans-more") : null;
  const room = button?.closest(ROOM);
  if (!button || !room) return;
  const all = room.classList.toggle("is-whole");
  button.setAttribute("aria-expanded", String(all));
  button.setAttribute("aria-label", (all ? button.dataset["fewer"] : button.dataset["named"]) ?? "");
  button.textContent = (all ? button.dataset["fewer"] : button.dataset["all"]) ?? "";
});
