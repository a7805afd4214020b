/** What was written in forms and is not saved yet: kept in this browser, form by form, until it is. */

/** What a form holds, by path. */
export type Values = Readonly<Record<string, unknown>>;

/** A form that somebody has begun to write in. op, sent: of the last attempt to save, and what it sent. */
export interface Draft {
  readonly draft: string;
  readonly id: string;
  readonly version: number;
  readonly base: string;
  readonly values: Values;
  readonly at: string;
  readonly title: string;
  readonly address: string;
  readonly left: string;
  readonly op?: string;
  readonly sent?: string;
}

/** The little of a browser's storage that is used. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const PREFIX = "lofteskartan:utkast:";
const ASIDE = "lofteskartan:undanlagt:";

function read(shelf: Shelf, key: string): Draft | null {
  try {
    const found: unknown = JSON.parse(shelf.getItem(key) ?? "null");
    return typeof found === "object" && found !== null && "values" in found && "draft" in found ? (found as Draft) : null;
  } catch {
    return null;
  }
}

export const draftOf = (shelf: Shelf, name: string): Draft | null => read(shelf, PREFIX + name);

/** Keeps a draft; false where the browser has no room for it. */
export function keep(shelf: Shelf, draft: Draft): boolean {
  try {
    shelf.setItem(PREFIX + draft.draft, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export const forget = (shelf: Shelf, name: string): void => shelf.removeItem(PREFIX + name);

/** Puts a draft aside, so that throwing it away can be undone. */
export function putAside(shelf: Shelf, name: string): void {
  const held = shelf.getItem(PREFIX + name);
  if (held === null) return;
  shelf.setItem(ASIDE + name, held);
  forget(shelf, name);
}

/** Takes back what was put aside. */
export function takeBack(shelf: Shelf, name: string): Draft | null {
  const held = read(shelf, ASIDE + name);
  if (held) keep(shelf, held);
  shelf.removeItem(ASIDE + name);
  return held;
}

/** All drafts, the newest first. */
export function all(shelf: Shelf): Draft[] {
  const keys = Array.from({ length: shelf.length }, (_, number) => shelf.key(number) ?? "");
  const found = keys.filter((key) => key.startsWith(PREFIX)).map((key) => read(shelf, key));
  return found.filter((draft) => draft !== null).sort((one, other) => other.at.localeCompare(one.at));
}

const plain = (value: unknown): unknown =>
  value === null || value === undefined || (Array.isArray(value) && !value.length) ? "" : value;

/** Whether two forms hold the same; what is empty is the same as what is not there. */
export function isSame(one: Values, other: Values): boolean {
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].every((path) => JSON.stringify(plain(one[path])) === JSON.stringify(plain(other[path])));
}

/** A random id as RFC 9562 has them (version 4), also where the page is not served over HTTPS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, place) =>
    (place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"),
  ).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
