/**
 * Nämndläge: shows one screen of the document at a time.
 *
 * All of it is in the document already; nothing is asked for once it is loaded, until somebody opens a figure.
 */
import { fit, isTooHigh } from "./fitting.ts";
import { deedOf, screenAfter, screenOf, swiped, type Deed } from "./keys.ts";
import { openFigures } from "./live.ts";
import "./namnd.css";

const THEME = "lofteskartan-namnd-theme";

// before the first screen is drawn, so that they never stand below each other for a moment
document.documentElement.classList.add("one-at-a-time");
document.addEventListener("DOMContentLoaded", () => new Presentation().begin());

class Presentation {
  private readonly stage = element("stage");
  private readonly screens = [...document.querySelectorAll<HTMLElement>(".screen")];
  private readonly notes = document.getElementById("notes");
  private readonly count = element("count");
  private readonly told = element("told");
  private readonly notice = element("notice");
  private readonly dialogs = { overview: dialog("overview"), keys: dialog("keys") };
  private at = 0;

  begin(): void {
    this.setTheme(remembered() ?? "light");
    this.notes?.classList.add("is-away");
    // by its back button, or by a link of the overview
    window.addEventListener("popstate", () => this.show(screenOf(location.hash, this.screens.length)));
    window.addEventListener("resize", () => this.fitShown());
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("click", (event) => this.click(event));
    this.watchFingers();
    openFigures(
      document.body,
      () => this.say(document.body.dataset["unreached"] ?? ""),
      () => this.say(""),
    );
    this.show(screenOf(location.hash, this.screens.length));
  }

  private show(number: number): void {
    if (number === this.at) return;
    this.at = number;
    const had = document.activeElement;
    this.screens.forEach((screen, index) => screen.classList.toggle("is-shown", index + 1 === number));
    const shown = this.shown();
    for (const one of this.notes?.querySelectorAll<HTMLElement>(".origins") ?? []) {
      one.classList.toggle("is-away", one.dataset["of"] !== String(number));
    }
    this.count.textContent = `${number} / ${this.screens.length}`;
    this.told.textContent = shown.dataset["said"] ?? "";
    this.say("");
    fit(shown);
    shown.scrollTop = 0;
    window.scrollTo(0, 0);
    // the focus does not stay on what nobody sees any more
    if (had instanceof HTMLElement && this.stage.contains(had)) this.stage.focus({ preventScroll: true });
    for (const one of Object.values(this.dialogs)) one.close();
  }

  private shown(): HTMLElement {
    return this.screens[this.at - 1] as HTMLElement;
  }

  private fitShown(): void {
    fit(this.shown());
  }

  private press(event: KeyboardEvent): void {
    const on = event.target instanceof Element ? event.target.localName : "";
    const other = event.ctrlKey || event.altKey || event.metaKey;
    const deed = deedOf({ key: event.key, shift: event.shiftKey, other, on });
    if (deed === null || this.isBrowsers(deed, event)) return;
    event.preventDefault();
    this.do(deed);
  }

  /** What an open dialog, or a text that is longer than its window, does with a key itself. */
  private isBrowsers(deed: Deed, event: KeyboardEvent): boolean {
    const open = Object.values(this.dialogs).some((one) => one.open);
    if (open) return deed !== "overview" && deed !== "keys" && deed !== "theme";
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
    const room = event.target === this.notes && this.notes !== null ? this.notes : this.shown();
    if (!isTooHigh(room)) return false;
    const end = room.scrollHeight - room.clientHeight - 1;
    if (event.key === "ArrowDown" ? room.scrollTop >= end : room.scrollTop <= 0) return false;
    room.scrollBy({ top: event.key === "ArrowDown" ? 80 : -80 });
    event.preventDefault();
    return true;
  }

  private click(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-deed]") : null;
    if (button !== null) this.do(button.dataset["deed"] as Deed);
    else if (event.target instanceof HTMLDialogElement) event.target.close();
  }

  private do(deed: Deed): void {
    switch (deed) {
      case "overview":
      case "keys":
        return this.toggleDialog(deed);
      case "notes":
        return this.toggleNotes();
      case "theme":
        return this.setTheme(document.documentElement.dataset["theme"] === "light" ? "dark" : "light");
      case "full":
        return this.toggleFull();
      case "close":
        return this.close();
      default:
        return this.go(screenAfter(deed, this.at, this.screens.length));
    }
  }

  private go(number: number): void {
    if (number === this.at) return;
    // at once, not when the browser gets round to telling of another address: keys may follow each other quickly
    history.pushState(null, "", `#${number}`);
    this.show(number);
  }

  private toggleDialog(name: "overview" | "keys"): void {
    const wasOpen = this.dialogs[name].open;
    for (const one of Object.values(this.dialogs)) one.close();
    if (wasOpen) return;
    this.dialogs[name].showModal();
    if (name === "overview") {
      const here = this.dialogs[name].querySelector<HTMLElement>(`a[href="#${this.at}"]`);
      for (const one of this.dialogs[name].querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
      here?.setAttribute("aria-current", "true");
      here?.focus();
    }
  }

  private toggleNotes(): void {
    for (const one of Object.values(this.dialogs)) one.close();
    this.notes?.classList.toggle("is-away");
    document.documentElement.classList.toggle("with-notes", this.notes?.classList.contains("is-away") === false);
    this.fitShown();
  }

  private toggleFull(): void {
    for (const one of Object.values(this.dialogs)) one.close();
    const refused = () => this.say(document.body.dataset["noFull"] ?? "");
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else if (typeof document.documentElement.requestFullscreen !== "function") refused();
    else document.documentElement.requestFullscreen().catch(refused);
  }

  private close(): void {
    const open = Object.values(this.dialogs).filter((one) => one.open);
    if (open.length > 0) for (const one of open) one.close();
    else if (this.notice.textContent !== "") this.say("");
    else if (this.notes !== null && !this.notes.classList.contains("is-away")) this.toggleNotes();
  }

  private setTheme(theme: string): void {
    document.documentElement.dataset["theme"] = theme;
    remember(theme);
  }

  private say(text: string): void {
    this.notice.textContent = text;
  }

  private watchFingers(): void {
    let from: Touch | null = null;
    this.stage.addEventListener("touchstart", (event) => (from = event.touches.length === 1 ? event.touches[0]! : null), {
      passive: true,
    });
    this.stage.addEventListener("touchend", (event) => {
      const to = event.changedTouches[0];
      const deed = from !== null && to ? swiped(to.clientX - from.clientX, to.clientY - from.clientY) : null;
      from = null;
      if (deed !== null) this.do(deed);
    });
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the document has no #${id}`);
  return found;
}

function dialog(id: string): HTMLDialogElement {
  return element(id) as HTMLDialogElement;
}

function remembered(): string | null {
  try {
    const kept = sessionStorage.getItem(THEME);
    return kept === "dark" || kept === "light" ? kept : null;
  } catch {
    return null;
  }
}

/** For this tab alone: a projector begins in light. */
function remember(theme: string): void {
  try {
    sessionStorage.setItem(THEME, theme);
  } catch {
    // a browser that keeps nothing still shows everything
  }
}
