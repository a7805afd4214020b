/** Texts of a page that are not saved yet: which of them to put back, to keep and to forget. No DOM, no Dash. */

import { draftOf, forget, keep, type Shelf } from "../register/drafts.ts";

/** What the server says that a page's texts are drafts of. labels: of the fields that are kept. */
export interface Drafts {
  readonly name: string;
  readonly title: string;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly drawing: string;
  readonly said: string;
  readonly never: string;
  readonly discard: string;
  readonly left: string;
}

export type Texts = Readonly<Record<string, string>>;

/** A text to be put back in its field, and what was saved when it was written. */
export interface Back {
  readonly text: string;
  readonly base: string;
}

const key = (drafts: Drafts, field: string): string => `${drafts.name}/${field}`;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Texts of another visit, or another tab, that are neither saved nor in their fields; those that are saved are let go. */
export function found(shelf: Shelf, drafts: Drafts, saved: Texts, now: Texts): Record<string, Back> {
  const back: Record<string, Back> = {};
  for (const field of Object.keys(drafts.labels)) {
    const draft = draftOf(shelf, key(drafts, field));
    if (!draft) continue;
    const text = textOf(draft.values["text"]);
    if (text === saved[field]) forget(shelf, key(drafts, field));
    else if (field in now && text !== now[field]) back[field] = { text, base: draft.base };
  }
  return back;
}

/** Texts that were never saved, of what can be written no more: somebody else approved it. By label. */
export function leftOver(shelf: Shelf, drafts: Drafts, saved: Texts): { label: string; text: string }[] {
  return Object.entries(found(shelf, drafts, saved, { ...saved })).map(([field, { text }]) => ({
    label: drafts.labels[field] ?? field,
    text,
  }));
}

/** Throws away all that is kept of something. */
export function discard(shelf: Shelf, drafts: Drafts): void {
  for (const field of Object.keys(drafts.labels)) forget(shelf, key(drafts, field));
}

/**
 * Keeps each text that is otherwise than what is saved; the fields that are kept. mine: fields that were written in or
 * put back in this tab: only those are forgotten when they are as saved again, the others may be another tab's.
 */
export function kept(shelf: Shelf, drafts: Drafts, saved: Texts, now: Texts, at: string, mine: Set<string>): string[] {
  return Object.keys(drafts.labels).filter((field) => {
    const text = now[field];
    if (text === undefined) return false;
    const base = saved[field] ?? "";
    if (text === base) {
      if (mine.delete(field)) forget(shelf, key(drafts, field));
      return false;
    }
    mine.add(field);
    return keep(shelf, {
      draft: key(drafts, field),
      id: drafts.name,
      version: 0,
      base,
      values: { text },
      at,
      title: `${drafts.title}: ${drafts.labels[field] ?? field}`,
      address: drafts.address,
      left: drafts.left,
    });
  });
}
