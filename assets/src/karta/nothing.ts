/** An empty map says why it is empty, and offers the way back. */
import { here } from "./page.ts";
import type { Texts } from "./why_nothing.ts";
import { whyNothing } from "./why_nothing.ts";

function tell(figures: { all: number; total: number; located: number }): void {
  const room = document.getElementById("karta-nothing");
  const page = here();
  if (!room || !page) return;
  const why = whyNothing(figures, page.view, JSON.parse(room.dataset["texts"] ?? "{}") as Texts, page.options.language);
  room.hidden = why === null;
  if (!why) return;
  const words = why.sentences.map((sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    return line;
  });
  room.querySelector(".nothing-why")?.replaceChildren(...words);
  for (const way of room.querySelectorAll<HTMLElement>("[data-why]")) way.hidden = way.dataset["why"] !== why.kind;
}

function listen(): void {
  window.lofteskartan?.map?.on("counted", (result) => {
    if (result) tell(result);
  });
}

// the map's own script is loaded after this one
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", listen, { once: true });
else queueMicrotask(listen);

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("#karta-nothing [data-why=because]")) document.getElementById("filter-reset")?.click();
});
