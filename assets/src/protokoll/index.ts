/** The återmöte by keyboard: the arrows press the links that lead on, so that what is shown is always in the address. */

import "./protokoll.css";

const WAYS: Readonly<Record<string, string>> = {
  ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous",
};

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".meeting")) return;
  const target = event.target;
  // a space on a link or button presses that one
  if (event.key === " " && target instanceof Element && target.closest("a, button, input, select")) return;
  if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  const link = document.querySelector<HTMLElement>(`[data-step="${way}"] a`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
