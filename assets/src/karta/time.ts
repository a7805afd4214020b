/**
 * Time on the map page: the bar under the timeline with playing, comparing and the hours of the week.
 *
 * It lives in an element that the page draws empty (dashboard/timebar.py), follows every count, and asks the server for
 * nothing while it is folded.
 */
import { Comparison } from "./compare.ts";
import type { CompareWords } from "./compare.ts";
import { here } from "./page.ts";
import { PlayBar } from "./playbar.ts";
import type { PlayWords } from "./playbar.ts";
import "./time.css";
import { WeekFold } from "./week.ts";
import type { WeekWords } from "./week.ts";

interface Words {
  readonly play: PlayWords;
  readonly compare: CompareWords;
  readonly week: WeekWords;
}

interface Bar {
  readonly element: HTMLElement;
  readonly play: PlayBar;
  readonly compare: Comparison;
  readonly week: WeekFold;
}

let bar: Bar | null = null;

function barHere(): Bar | null {
  const element = document.getElementById("karta-time");
  const page = here();
  if (!element || !page) return null;
  if (bar?.element === element) return bar;
  // that of a page that was left
  for (const part of bar ? [bar.play, bar.compare, bar.week] : []) part.stop();
  const words = JSON.parse(element.dataset["words"] ?? "{}") as Words;
  const head = document.createElement("div");
  head.className = "time-head";
  element.replaceChildren(head);
  bar = {
    element,
    play: new PlayBar(head, words.play),
    compare: new Comparison(head, element, words.compare),
    week: new WeekFold(head, element, words.week),
  };
  return bar;
}

function counted(): void {
  const page = here();
  const result = window.lofteskartan?.map?.result;
  const now = barHere();
  if (!page || !result || !now) return;
  now.play.follow(page, result.months);
  if (now.play.playing) return;
  now.compare.follow(page, result.months);
  now.week.follow(page);
}

function listen(): void {
  window.lofteskartan?.map?.on("counted", () => counted());
}

// the map's own script is loaded after this one
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", listen, { once: true });
else queueMicrotask(listen);
