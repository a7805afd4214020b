/** The log in the browser: big buttons that count and set the day, and a list of actions that narrows as one writes. */

import { provide, setProps } from "../karta/dash.ts";
import "./logga.css";

/** The list of actions follows what is written; nothing is asked of anybody. */
function narrowed(text: string | null | undefined): void {
  const list = document.getElementById("log-choices");
  if (!list) return;
  const words = (text ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of list.querySelectorAll<HTMLElement>("li")) {
    row.hidden = !words.every((word) => row.dataset["search"]?.includes(word));
    if (!row.hidden) shown += 1;
  }
  const none = document.querySelector<HTMLElement>(".log-none");
  if (none) none.hidden = shown > 0;
}

const setField = (name: string, value: string): void =>
  setProps({ type: "form-field", path: name } as unknown as string, { value });

document.addEventListener("click", ({ target }) => {
  const pushed = target instanceof Element ? target.closest<HTMLElement>("[data-step], [data-set]") : null;
  const name = pushed?.dataset["field"];
  if (!pushed || !name) return;
  const day = pushed.dataset["set"];
  if (day) return setField(name, day);
  const field = pushed.parentElement?.querySelector<HTMLInputElement>("input");
  const now = Number.parseInt(field?.value ?? "", 10);
  const next = Math.max(0, (Number.isNaN(now) ? 0 : now) + Number(pushed.dataset["step"]));
  return setField(name, String(next));
});

provide("lofteskartan_log", { narrowed });
