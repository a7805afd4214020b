/** The draft of a promise document, kept in this browser until it is taken in; nothing of it lies on the server. */

import type { Sheet } from "./sheet.ts";

/** What a draft remembers. pasted: text that was not read yet.  sheet: null before anything was read. */
export interface Draft {
  readonly pasted: string;
  readonly sheet: Sheet | null;
  readonly at: string;
}

export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "lofteskartan:inlasning:";

/** A line of contact details is not kept: it names persons, and nothing is made of it. */
export function withoutContacts(sheet: Sheet, instead: string): Sheet {
  const hidden = new Set(
    sheet.leftovers
      .filter(({ why }) => why === "contact")
      .flatMap(({ span }) => Array.from({ length: span.last - span.first + 1 }, (_, place) => span.first + place)),
  );
  return { ...sheet, lines: sheet.lines.map((line) => (hidden.has(line.number) ? { ...line, text: instead } : line)) };
}

/** Keeps a draft; false where the browser has no room for it. */
export function keep(shelf: Shelf, municipality: string, draft: Draft): boolean {
  try {
    shelf.setItem(PREFIX + municipality, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** The draft of a municipality, null where there is none or it cannot be read. */
export function draftOf(shelf: Shelf, municipality: string): Draft | null {
  try {
    const found: unknown = JSON.parse(shelf.getItem(PREFIX + municipality) ?? "null");
    return typeof found === "object" && found !== null && "pasted" in found && "sheet" in found
      ? (found as Draft)
      : null;
  } catch {
    return null;
  }
}

export const forget = (shelf: Shelf, municipality: string): void => shelf.removeItem(PREFIX + municipality);

/** A random digest for a form without a document. */
export function randomDigest(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
