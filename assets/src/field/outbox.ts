/** What is to be sent next, and what an answer means. Pure: no network, no store, no clock of its own. */
import type { Entry, Op, Photo, Receipt, Refusal, Stopped } from "./model.ts";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** How long to wait after so many failures; draw: evenly from 0 to 1, so that twenty phones do not come at once. */
export function backoff(failures: number, draw: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(most / 2 + (most / 2) * draw);
}

/** The phone's clock may be set back: what was to wait longer than anything ever waits is due. */
const isDue = (one: { readonly not_before: number }, at: number): boolean =>
  one.not_before <= at || one.not_before > at + LONGEST_WAIT_MS;

export type Step = { readonly kind: "op"; readonly op: Op } | { readonly kind: "photo"; readonly photo: Photo };

/**
 * The next thing to send of the walks in `open`, null when nothing is due.
 *
 * Notes go before photos. Of one entry's operations only the oldest may go: an edit waits for the receipt before it.
 * Photos wait until their finding was saved.
 */
export function nextStep(
  entries: readonly Entry[],
  ops: readonly Op[],
  photos: readonly Photo[],
  open: ReadonlySet<string>,
  at: number,
): Step | null {
  const living = new Map(entries.filter((entry) => entry.deleted_at === null).map((entry) => [entry.id, entry]));
  const first = new Map<string, Op>();
  for (const op of [...ops].sort((a, b) => a.order - b.order)) if (!first.has(op.id)) first.set(op.id, op);
  const op = [...first.values()].find(
    (one) => one.refused === null && open.has(one.walk) && living.has(one.id) && isDue(one, at),
  );
  if (op) return { kind: "op", op };
  const photo = [...photos]
    .sort((a, b) => a.order - b.order)
    .find(
      (one) =>
        one.sent_at === null &&
        one.refused === null &&
        open.has(one.walk) &&
        living.get(one.finding)?.saved === true &&
        isDue(one, at),
    );
  return photo ? { kind: "photo", photo } : null;
}

/** When something will be due that is not now, by the phone's clock; null when nothing waits. */
export function nextDue(ops: readonly Op[], photos: readonly Photo[], open: ReadonlySet<string>): number | null {
  const waiting = [...ops, ...photos.filter((photo) => photo.sent_at === null)]
    .filter((one) => one.refused === null && open.has(one.walk))
    .map((one) => one.not_before);
  return waiting.length ? Math.min(...waiting) : null;
}

/** An answer as it came. body: parsed JSON, null where it was none. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

export type Verdict =
  | { readonly kind: "receipt"; readonly receipt: Omit<Receipt, "at"> }
  /** Send the very same again later; everything waits. wait: milliseconds, null for as long as one thinks best. */
  | { readonly kind: "pause"; readonly wait: number | null }
  /** Send the very same again later; what else waits may go. */
  | { readonly kind: "again" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "stopped"; readonly why: Stopped };

const STOPPED: ReadonlySet<string> = new Set(["unknown", "expired", "revoked"]);
const OUTCOMES: ReadonlySet<string> = new Set(["kept", "already", "conflict"]);

const field = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;

const words = (body: unknown, name: string): string => {
  const found = field(body, name);
  return typeof found === "string" ? found : "";
};

/** Seconds or a date, as Retry-After may be written; milliseconds, null where it says nothing sensible. */
export function waitOf(retryAfter: string | null, at: number): number | null {
  if (retryAfter === null || retryAfter.trim() === "") return null;
  const seconds = Number(retryAfter);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - at;
  return Number.isFinite(wait) && wait >= 0 ? Math.min(wait, LONGEST_WAIT_MS) : null;
}

/**
 * What an answer to a note or a photo means.
 *
 * Only an answer of 200 which repeats the id and the hash of the very bytes that were sent lets the phone let go.
 * Whatever is not understood (a login page of a wireless network, a proxy's 404) is no answer of ours.
 */
export function verdict(answer: Answer, sent: { readonly id: string; readonly sha256: string }, at: number): Verdict {
  const { status, body } = answer;
  const error = words(body, "error");
  if (status === 200) {
    const outcome = words(body, "outcome");
    if (words(body, "id") !== sent.id || words(body, "sha256") !== sent.sha256 || !OUTCOMES.has(outcome)) {
      return { kind: "again" };
    }
    const [version, notes] = [field(body, "version"), field(body, "notes")];
    return {
      kind: "receipt",
      receipt: {
        outcome: outcome as Receipt["outcome"],
        version: typeof version === "number" ? version : null,
        sha256: sent.sha256,
        notes: Array.isArray(notes) ? notes.filter((note) => typeof note === "string") : [],
      },
    };
  }
  if (status === 429 || status === 503) return { kind: "pause", wait: waitOf(answer.retryAfter, at) };
  if ((status === 401 || status === 403) && STOPPED.has(error)) return { kind: "stopped", why: error as Stopped };
  // without our own word for it the answer is a stranger's
  if ([403, 409, 413, 415, 422].includes(status) && error !== "") {
    return { kind: "refused", refusal: { code: error, message: words(body, "message") } };
  }
  return { kind: "again" };
}
