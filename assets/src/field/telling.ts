/** What is said of the sending and of entries, in words. Pure but for the time that is passed in. */
import type { App } from "./context.ts";
import type { Entry, Invitation, Refusal } from "./model.ts";
import { onlyHere, standing, type OnlyHere } from "./noting.ts";
import type { SendingState } from "./sending.ts";
import type { Holdings } from "./shelf.ts";
import type { Word, Words } from "./words.ts";

export const countsOf = (held: Holdings): OnlyHere => onlyHere(held.entries, held.ops, held.photos);

/** "3 utkast, 2 osända, 4 foton" */
export function partsOf(t: Words, only: OnlyHere): string {
  return (["drafts", "notes", "photos"] as const)
    .filter((part) => only[part] > 0)
    .map((part) => t.count(`part.${part}`, only[part]))
    .join(", ");
}

/** Why nothing is sent for a walk, null while a token of it stands. */
export function stoppedFor(invitations: readonly Invitation[], walk: string): NonNullable<Invitation["stopped"]> | null {
  const own = invitations.filter((one) => one.walk === walk);
  return own.some((one) => one.stopped === null) ? null : (own.at(-1)?.stopped ?? null);
}

/** How the sending stands, one sentence. walk: the one that is open. */
export function syncSentence(t: Words, held: Holdings, state: SendingState, walk: string | null, at: number): string {
  const only = countsOf(held);
  const walks = [...(walk === null ? [] : [walk]), ...held.ops.map((op) => op.walk)];
  const stopped = walks.map((one) => stoppedFor(held.invitations, one)).find((why) => why !== null);
  if (stopped) return t(`sync.stopped.${stopped}`);
  const moving = only.notes + only.photos - only.refused;
  if (moving > 0 && state.contact === "sending") return t("sync.sending");
  if (moving > 0 && state.contact === "unreached") {
    return t("sync.unreached", { seconds: Math.max(1, Math.ceil(((state.retryAt ?? at) - at) / 1_000)) });
  }
  if (only.refused > 0) return t.count("sync.refused", only.refused);
  if (moving > 0 && only.notes > 0) return t("sync.waiting");
  if (only.drafts > 0) return t("sync.drafts");
  return held.entries.some((entry) => entry.saved) ? t("sync.all") : t("sync.nothing");
}

export function refusalSentence(t: Words, refusal: Refusal): string {
  const word = `refusal.${refusal.code}`;
  return t.has(word) ? t(word) : t("refusal.other");
}

export function standingSentence(t: Words, entry: Entry, held: Holdings): string {
  const found = standing(entry, held.ops, held.photos);
  const time = entry.receipt ? t.time(entry.receipt.at) : "";
  return t(`standing.${found}` as Word, { time });
}

/** What the server wants a person to look at, in words. */
export function doubtSentences(t: Words, entry: Entry): string[] {
  const words: Readonly<Record<string, Word>> = { names_person: "list.person", far: "list.far", clock: "list.clock" };
  return (entry.receipt?.notes ?? []).flatMap((note) => (words[note] ? [t(words[note])] : []));
}

/** A category's name; a code that this pack does not have is told as it is. */
export function categoryName(app: Pick<App, "t" | "pack">, code: string): string {
  return app.pack()?.categories.find((one) => one.code === code)?.[app.t.language] ?? code;
}
