/** Sending what waits: one tab at a time, one thing at a time, until the server has repeated its hash. */
import { age, now } from "./clock.ts";
import { sha256 } from "./digest.ts";
import type { Invitation, Op, Photo, Stopped } from "./model.ts";
import { backoff, nextDue, nextStep, verdict, type Answer, type Verdict } from "./outbox.ts";
import type { Holdings, Shelf } from "./shelf.ts";

const ITEM_TIMEOUT_MS = 30_000;
const PHOTO_TIMEOUT_MS = 180_000;
const LOOK_AGAIN_MS = 30_000;
const LOCK = "lofteskartan-falt:sending";

export type Contact = "unknown" | "sending" | "reached" | "unreached";

/** What the page shows of the sending. retryAt: by the phone's clock, null when nothing is planned. */
export interface SendingState {
  readonly contact: Contact;
  readonly retryAt: number | null;
}

/** An answer of the server, or null where none came. Never cached, never with cookies, never redirected. */
export async function ask(address: string, token: string, init: RequestInit, timeout: number): Promise<Answer | null> {
  try {
    const response = await fetch(address, {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), Authorization: `Bearer ${token}` },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    let body: unknown = null;
    try {
      body = JSON.parse(text);
    } catch {
      // what is not JSON is not ours; the status alone is judged
    }
    return { status: response.status, retryAfter: response.headers.get("Retry-After"), body };
  } catch {
    return null;
  }
}

/** The token to use for each walk: one that stands. */
export function tokens(invitations: readonly Invitation[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of invitations) if (one.walk !== null && one.stopped === null) found.set(one.walk, one.token);
  return found;
}

function sendOp(op: Op, token: string): Promise<Answer | null> {
  const since = age(op.made, now());
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "X-Content-SHA256": op.sha256 ?? "",
    ...(since === null ? {} : { "X-Age-Ms": String(since) }),
  };
  return ask("/field/api/items", token, { method: "POST", headers, body: op.bytes }, ITEM_TIMEOUT_MS);
}

function sendPhoto(photo: Photo, body: ArrayBuffer, token: string): Promise<Answer | null> {
  const headers = { "Content-Type": photo.type || "application/octet-stream", "X-Content-SHA256": photo.sha256 };
  const address = `/field/api/photos/${photo.id}?finding=${photo.finding}`;
  return ask(address, token, { method: "PUT", headers, body }, PHOTO_TIMEOUT_MS);
}

/** Sends as long as the page lives: at the start, when something was saved, on coming back, and by the clock. */
export class Sender {
  private readonly shelf: Shelf;
  private readonly changed: () => void;
  private failures = 0;
  private timer = 0;
  private asked = false;
  private running = false;
  state: SendingState = { contact: "unknown", retryAt: null };

  /** changed: called whenever something on the shelf or of the state is new. */
  constructor(shelf: Shelf, changed: () => void) {
    this.shelf = shelf;
    this.changed = changed;
  }

  start(): void {
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.now();
    });
    this.now();
  }

  /** Try at once; while a round is running another follows it. */
  now(): void {
    clearTimeout(this.timer);
    this.asked = true;
    if (!this.running) void this.rounds();
  }

  private async rounds(): Promise<void> {
    this.running = true;
    let next = LOOK_AGAIN_MS;
    try {
      while (this.asked) {
        this.asked = false;
        next = await this.locked();
      }
    } catch {
      // the phone's store failed for a moment: what is on it is there the next time
      next = backoff(++this.failures, Math.random());
    } finally {
      this.running = false;
    }
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), next);
  }

  private async locked(): Promise<number> {
    if (!("locks" in navigator)) return this.round();
    const waited = await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? this.round() : null));
    // another tab sends: this one looks again, in case that one is closed
    return waited ?? LOOK_AGAIN_MS / 6;
  }

  private show(state: SendingState): void {
    this.state = state;
    this.changed();
  }

  /** Send until nothing is due or the server is not reached. How long to wait then, milliseconds. */
  private async round(): Promise<number> {
    for (;;) {
      const held = await this.shelf.all();
      const open = tokens(held.invitations);
      const walks = new Set(open.keys());
      const step = nextStep(held.entries, held.ops, held.photos, walks, Date.now());
      if (step === null) return this.rest(held, walks);
      if (this.state.contact !== "sending") this.show({ contact: "sending", retryAt: null });
      const wait = step.kind === "op" ? await this.note(step.op, open) : await this.photo(step.photo, open);
      this.changed();
      if (wait !== null) {
        this.show({ contact: "unreached", retryAt: Date.now() + wait });
        return wait;
      }
    }
  }

  private rest(held: Holdings, walks: ReadonlySet<string>): number {
    const due = nextDue(held.ops, held.photos, walks);
    const wait = due === null ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(1_000, due - Date.now()));
    if (this.state.contact === "sending") this.show({ contact: "reached", retryAt: null });
    return wait;
  }

  private async note(op: Op, open: ReadonlyMap<string, string>): Promise<number | null> {
    const frozen = await this.shelf.freeze(op.op, sha256);
    const token = open.get(op.walk);
    if (!frozen?.sha256 || token === undefined) return null;
    await this.shelf.attempt("ops", frozen.op);
    const answer = await sendOp(frozen, token);
    const told = answer && verdict(answer, { id: frozen.id, sha256: frozen.sha256 }, Date.now());
    if (told?.kind === "receipt") {
      this.failures = 0;
      await this.shelf.acknowledge(frozen, { ...told.receipt, at: now().at });
      return null;
    }
    return this.unsettled("ops", frozen.op, frozen.attempts, token, told);
  }

  private async photo(photo: Photo, open: ReadonlyMap<string, string>): Promise<number | null> {
    const token = open.get(photo.walk);
    if (token === undefined) return null;
    const data = await this.shelf.picture(photo.id);
    if (data === null) {
      await this.shelf.putOff("photos", photo.id, 0, { code: "lost", message: "" });
      return null;
    }
    await this.shelf.attempt("photos", photo.id);
    const answer = await sendPhoto(photo, data, token);
    const told = answer && verdict(answer, { id: photo.id, sha256: photo.sha256 }, Date.now());
    if (told?.kind === "receipt") {
      this.failures = 0;
      await this.shelf.acknowledgePhoto(photo.id, now().at);
      return null;
    }
    return this.unsettled("photos", photo.id, photo.attempts, token, told);
  }

  /** What to do where nothing was acknowledged. How long everything is to wait, null for not at all. */
  private async unsettled(
    what: "ops" | "photos",
    id: string,
    attempts: number,
    token: string,
    told: Exclude<Verdict, { kind: "receipt" }> | null,
  ): Promise<number | null> {
    if (told === null || told.kind === "pause") {
      // told to wait equally long, twenty phones would come back at the same moment
      if (told?.wait) return told.wait + Math.round(Math.random() * 2_000);
      return backoff(++this.failures, Math.random());
    }
    this.failures = 0;
    if (told.kind === "stopped") await this.shelf.stop(token, told.why satisfies Stopped);
    else if (told.kind === "refused") await this.shelf.putOff(what, id, 0, told.refusal);
    else await this.shelf.putOff(what, id, Date.now() + backoff(attempts + 1, Math.random()), null);
    return null;
  }
}
