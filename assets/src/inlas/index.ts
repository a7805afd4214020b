/** Läs in ett löftesdokument: paste or choose, correct beside the source, take in; a draft lasts in this browser. */

import { provide, setProps, unchanged } from "../karta/dash.ts";
import "./inlas.css";
import { make, Say, type Words } from "./build.ts";
import { draftOf, forget, keep, randomDigest, withoutContacts } from "./drafts.ts";
import { documentOf } from "./document.ts";
import { drawForm, type Desk, type Offers } from "./form.ts";
import { drawSource, light, nameOf } from "./source.ts";
import {
  addAction,
  addPromise,
  blank,
  faultsOf,
  leftByLine,
  linesOfPart,
  partWith,
  sheetOf,
  type Fault,
  type Read,
  type Sheet,
} from "./sheet.ts";
import { arrived, landed, rememberTaken, type Taken } from "./taken.ts";

/** What the page's store holds. */
interface Start {
  readonly municipality: string;
  readonly words: Words;
  readonly offers: Offers;
  readonly most: number;
}

const ROOM = "inlas-room";

class Page {
  private readonly say: Say;
  private readonly open = new Set<string>();
  private sheet: Sheet | null = null;
  private pasted = "";
  private chosen: string | null = null;
  private said: { readonly text: string; readonly detail?: string } | null = null;
  private faults: readonly Fault[] = [];
  private busy = false;
  private aside: { sheet: Sheet | null; pasted: string } | null = null;

  private readonly room: HTMLElement;
  private readonly start: Start;

  constructor(room: HTMLElement, start: Start) {
    this.room = room;
    this.start = start;
    this.say = new Say(start.words);
    const draft = draftOf(window.localStorage, start.municipality);
    if (draft) {
      this.sheet = draft.sheet;
      this.pasted = draft.pasted;
    }
    this.draw();
    if (draft?.sheet) this.status(this.say.say("restored"));
  }

  private draw(focus?: string): void {
    const before = focus ?? (document.activeElement && this.room.contains(document.activeElement) ? document.activeElement.id : "");
    const pane = this.room.querySelector(".inlas-pane")?.scrollTop ?? 0;
    const isFolded = this.room.querySelector<HTMLDetailsElement>(".inlas-source")?.open === false;
    this.room.replaceChildren(...(this.sheet ? this.whole(this.sheet) : [this.alert(), this.intake()].filter((one) => one !== null)));
    const folded = this.room.querySelector<HTMLDetailsElement>(".inlas-source");
    if (folded) folded.open = !isFolded && (window.innerWidth >= 1000 || folded.classList.contains("is-intake"));
    const now = this.room.querySelector(".inlas-pane");
    if (now) now.scrollTop = pane;
    this.tellFaults();
    if (this.sheet) light(this.room, this.sheet, this.chosen);
    if (before) document.getElementById(before)?.focus({ preventScroll: focus === undefined });
  }

  /** The form with the source, or the way to one, beside it. */
  private whole(sheet: Sheet): HTMLElement[] {
    const desk: Desk = {
      sheet,
      say: this.say,
      offers: this.start.offers,
      open: this.open,
      changed: () => this.changed(),
      redrawn: (focus) => {
        this.changed();
        this.draw(focus);
      },
      show: (part) => this.show(part),
    };
    const source = make(
      "details",
      { class: `inlas-source${sheet.lines.length ? "" : " is-intake"}`, open: true },
      make("summary", {}, sheet.lines.length ? this.say.say("source_of", { name: sheet.name ?? this.say.say("pasted") }) : this.say.say("intake")),
      sheet.lines.length
        ? make("div", { class: "inlas-pane" }, drawSource(sheet, this.say, { choose: (part) => this.toPart(part), take: (...what) => this.take(...what) }))
        : this.intake(),
    );
    const form = make("div", { class: "inlas-form" }, ...drawForm(desk), this.leftovers(sheet), this.foot());
    form.addEventListener("focusin", ({ target }) => {
      const part = (target as Element).closest<HTMLElement>("[data-part]")?.dataset["part"];
      if (part && part !== this.chosen) {
        this.chosen = part;
        light(this.room, sheet, part);
      }
    });
    const alert = this.alert();
    return [...(alert ? [alert] : []), this.overview(sheet), make("div", { class: "inlas-columns" }, source, form)];
  }

  private alert(): HTMLElement | null {
    if (!this.said) return null;
    const { text, detail } = this.said;
    return make("div", { class: "notice notice-wrong", role: "alert" }, make("span", {}, text), detail ? make("span", { class: "notice-detail", lang: "en" }, detail) : null);
  }

  /** What was found, in one line, so that nobody takes it for all. */
  private overview(sheet: Sheet): HTMLElement {
    const { say } = this;
    const loose = sheet.actions.filter((one) => !one.promise).length;
    const nobody = sheet.actions.filter((one) => !one.responsible.length).length;
    const left = [...leftByLine(sheet).values()].filter((why) => why === "not_understood").length;
    const parts = [
      say.count("count_promises", sheet.promises.length),
      say.count("count_actions", sheet.actions.length),
      ...(loose ? [say.count("count_loose", loose)] : []),
      ...(nobody ? [say.count("count_nobody", nobody)] : []),
      say.count("count_left", left),
    ];
    return make(
      "div",
      { class: "inlas-overview" },
      make("p", { id: "inlas-counts" }, make("strong", {}, sheet.lines.length ? parts.join(" · ") : say.say("by_hand"))),
      ...sheet.notes.map((note) => make("p", { class: "inlas-note" }, note)),
      make("button", { type: "button", id: "inlas-anew", class: "button-link", onclick: () => this.anew() }, say.say("anew")),
    );
  }

  private intake(): HTMLElement {
    const { say } = this;
    const text = make("textarea", { id: "inlas-pasted", rows: this.sheet ? 8 : 12, oninput: () => this.typed(text.value) });
    text.value = this.pasted;
    const file = make("input", {
      id: "inlas-file",
      type: "file",
      accept: ".txt,.docx,.pdf,text/plain,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    });
    const read = (): void => void this.read(text.value, file.files?.[0] ?? null);
    return make(
      "div",
      { class: "inlas-intake" },
      make("div", { class: "inlas-field" }, make("label", { for: "inlas-pasted" }, say.say("paste")), text),
      make("div", { class: "inlas-field" }, make("label", { for: "inlas-file" }, say.say("file")), file, make("p", { class: "source" }, say.say("file_hint"))),
      make(
        "div",
        { class: "inlas-buttons" },
        make("button", { type: "button", id: "inlas-read", class: "inlas-main", onclick: read }, say.say("read")),
        this.sheet ? null : make("button", { type: "button", id: "inlas-by-hand", class: "button-link", onclick: () => this.byHand() }, say.say("by_hand")),
        this.aside ? make("button", { type: "button", id: "inlas-back", class: "button-link", onclick: () => this.takeBack() }, say.say("take_back_draft")) : null,
      ),
      this.sheet ? null : make("p", { id: "inlas-status", class: "source", role: "status" }),
    );
  }

  /** Lines of which nothing was made: those to be read by a person, and how many of each other sort. */
  private leftovers(sheet: Sheet): HTMLElement | string {
    if (!sheet.lines.length) return "";
    const { say } = this;
    const left = leftByLine(sheet);
    const lines = (why: string): HTMLElement[] =>
      sheet.lines
        .filter((line) => left.get(line.number) === why)
        .map((line) =>
          make(
            "li",
            {},
            make("button", { type: "button", class: "inlas-to-lines", onclick: () => this.toLine(line.number) }, say.say("line_n", { lines: line.number })),
            make("span", {}, line.text),
          ),
        );
    const unread = lines("not_understood");
    const others = ["removed", "frame", "background", "contact", "page"].map((why) => [why, lines(why)] as const).filter(([, all]) => all.length);
    return make(
      "section",
      { class: "inlas-group inlas-left" },
      make("h2", {}, say.say("left")),
      unread.length ? make("p", {}, say.say("left_why")) : make("p", {}, say.say("left_none")),
      make("ul", {}, ...unread),
      ...others.map(([why, all]) =>
        make("details", { class: "inlas-more" }, make("summary", {}, say.count(`left_many.${why}`, all.length)), make("ul", {}, ...all)),
      ),
    );
  }

  private foot(): HTMLElement {
    return make(
      "div",
      { class: "inlas-foot" },
      make("button", { type: "button", id: "inlas-take-in", class: "inlas-main", onclick: () => void this.takeIn() }, this.say.say("take_in")),
      make("p", { id: "inlas-status", class: "source", role: "status" }),
    );
  }

  private status(text: string): void {
    const place = document.getElementById("inlas-status");
    if (place) place.textContent = text;
  }

  private typed(text: string): void {
    this.pasted = text;
    this.changed();
  }

  /** Kept at once; a lost server or a closed window costs nothing. */
  private changed(): void {
    const sheet = this.sheet && withoutContacts(this.sheet, this.say.say("contact_not_kept"));
    const isKept = keep(window.localStorage, this.start.municipality, { pasted: this.sheet ? "" : this.pasted, sheet, at: new Date().toISOString() });
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    this.status(isKept ? this.say.say("draft", { time }) : this.say.say("draft_full"));
    if (this.faults.length && this.sheet) {
      this.faults = faultsOf(this.sheet);
      this.tellFaults();
    }
  }

  private show(part: string): void {
    this.chosen = part;
    const source = this.room.querySelector<HTMLDetailsElement>(".inlas-source");
    if (source) source.open = true;
    if (this.sheet) light(this.room, this.sheet, part);
    const [first] = this.sheet ? linesOfPart(this.sheet, part) : [];
    if (first !== undefined && window.innerWidth < 1000) this.toLine(first);
  }

  private toLine(line: number): void {
    const source = this.room.querySelector<HTMLDetailsElement>(".inlas-source");
    if (source) source.open = true;
    const item = this.room.querySelector<HTMLElement>(`[data-line="${line}"]`);
    item?.scrollIntoView({ block: "center" });
    item?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  }

  private toPart(part: string): void {
    this.chosen = part;
    if (this.sheet) light(this.room, this.sheet, part);
    const box = this.room.querySelector<HTMLElement>(`[data-part="${part}"]`);
    box?.scrollIntoView({ block: "nearest" });
    box?.querySelector<HTMLElement>("textarea, input, select")?.focus({ preventScroll: true });
  }

  private take(line: number, text: string, as: "promise" | "action"): void {
    if (!this.sheet) return;
    const spans = [{ first: line, last: line }];
    const made = as === "promise" ? addPromise(this.sheet, text, spans) : addAction(this.sheet, text, spans);
    this.chosen = made.id;
    this.changed();
    this.draw(`${made.id}-title`);
  }

  private byHand(): void {
    this.said = null;
    this.sheet = blank(randomDigest(), this.start.municipality);
    this.changed();
    this.draw("title");
  }

  /** Another document; what there was can be taken back as long as the page is open. */
  private anew(): void {
    this.aside = { sheet: this.sheet, pasted: this.pasted };
    this.sheet = null;
    this.pasted = "";
    this.said = null;
    this.faults = [];
    forget(window.localStorage, this.start.municipality);
    this.draw("inlas-pasted");
  }

  private takeBack(): void {
    if (!this.aside) return;
    ({ sheet: this.sheet, pasted: this.pasted } = this.aside);
    this.aside = null;
    this.changed();
    this.draw("title");
  }

  private async read(text: string, file: File | null): Promise<void> {
    if (this.busy) return;
    if (!file && !text.trim()) return this.fail(this.say.say("nothing_given"));
    if (file && file.size > this.start.most) return this.fail(this.say.say("too_large"), undefined, true);
    const form = new FormData();
    form.set("municipality", this.start.municipality);
    if (file) form.set("file", file, file.name);
    else form.set("text", text);
    this.busy = true;
    this.status(this.say.say("reading"));
    const answer = await asked("/las-in/forslag", { body: form });
    this.busy = false;
    if (!this.room.isConnected) return;
    if (!answer) return this.fail(this.say.say("unanswered"));
    if (!answer.ok) return this.fail(String(answer.body["message"] ?? this.say.say("failed")), detailOf(answer), answer.status !== 403);
    const found = answer.body as unknown as Read & { readonly none: string | null };
    const codes = this.start.offers.municipalities.map((one) => one.value);
    this.sheet = sheetOf(found, this.start.municipality, codes);
    this.said = found.none ? { text: found.none } : null;
    this.chosen = null;
    this.faults = [];
    this.open.clear();
    this.changed();
    this.draw();
    this.room.querySelector<HTMLElement>(found.none ? "#title" : "#inlas-counts")?.scrollIntoView({ block: "nearest" });
  }

  /** A clear message; where the document is of no use, the form to fill in by hand stands beside it. */
  private fail(text: string, detail?: string, byHand = false): void {
    this.said = detail ? { text, detail } : { text };
    if (byHand && !this.sheet) this.sheet = blank(randomDigest(), this.start.municipality);
    this.draw();
    this.room.querySelector(".notice-wrong")?.scrollIntoView({ block: "nearest" });
  }

  private tellFaults(): void {
    for (const old of this.room.querySelectorAll(".inlas-fault")) old.remove();
    for (const old of this.room.querySelectorAll("[aria-invalid]")) {
      old.removeAttribute("aria-invalid");
      old.removeAttribute("aria-describedby");
    }
    for (const { at, word } of this.faults) {
      const control = document.getElementById(at);
      if (!control || control.hasAttribute("aria-invalid")) continue;
      const id = `${at}-fault`;
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", id);
      const said = make("p", { class: "inlas-fault", id }, this.say.say(`fault.${word}`));
      const place = control.closest(".inlas-field");
      if (place) place.append(said);
      else control.after(said);
    }
  }

  private async takeIn(): Promise<void> {
    const { sheet } = this;
    if (!sheet || this.busy) return;
    this.faults = faultsOf(sheet);
    const [first] = this.faults;
    if (first) {
      const part = this.faults.map(({ at }) => at).map((at) => document.getElementById(at)?.closest("details")?.id.replace(/-more$/, ""));
      for (const id of part) if (id) this.open.add(id);
      this.draw(first.at);
      document.getElementById(first.at)?.scrollIntoView({ block: "center" });
      this.status(this.say.count("faults", this.faults.length));
      return;
    }
    this.busy = true;
    this.status(this.say.say("taking_in"));
    const answer = await asked("/las-in/ta-in", { body: JSON.stringify(documentOf(sheet)), headers: { "Content-Type": "application/json" } });
    this.busy = false;
    if (!answer) return this.status(this.say.say("unanswered"));
    if (!answer.ok) {
      this.said = { text: String(answer.body["message"] ?? this.say.say("failed")) };
      const detail = detailOf(answer);
      if (detail) this.said = { ...this.said, detail };
      const found = answer.body["found"];
      const part = typeof found === "string" ? partWith(sheet, found) : null;
      if (part) {
        this.chosen = part;
        this.open.add(part);
        this.said = { text: `${this.said.text} (${nameOf(sheet, part, this.say)})` };
      }
      this.draw();
      this.room.querySelector(".notice-wrong")?.scrollIntoView({ block: "center" });
      return;
    }
    const taken = answer.body as unknown as Taken;
    rememberTaken({ ...taken, draft: withoutContacts(sheet, this.say.say("contact_not_kept")), here: this.start.municipality });
    forget(window.localStorage, this.start.municipality);
    const [pathname, search] = taken.address.split("?");
    setProps("address", { pathname, search: `?${search ?? ""}` });
  }
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const detailOf = ({ body }: Answer): string | undefined => (typeof body["detail"] === "string" ? body["detail"] : undefined);

/** What the server says; null where it does not answer or says nothing that can be read. */
export async function asked(address: string, more: RequestInit): Promise<Answer | null> {
  try {
    const language = document.documentElement.lang;
    const reply = await fetch(`${address}?sprak=${language}`, { method: "POST", ...more });
    return { ok: reply.ok, status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  } catch {
    return null;
  }
}

function started(start: Start | null): unknown {
  const room = document.getElementById(ROOM);
  if (start && room) new Page(room, start);
  return unchanged();
}

provide("lofteskartan_inlas", { started, arrived: (frame: unknown, pathname: string) => arrived(frame, pathname) });
landed(asked);
