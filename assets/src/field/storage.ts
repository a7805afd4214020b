/** The phone's room: how much is left, whether it may be cleared, and whether it was. */
import type { Shelf } from "./shelf.ts";

const BORN = "lofteskartan-falt:born";
const COUNT = "lofteskartan-falt:only-here";
const LEAST_LEFT = 60 * 1024 * 1024;

export interface Room {
  /** Bytes; null where the browser does not tell. */
  readonly used: number | null;
  readonly quota: number | null;
  readonly isSafe: boolean;
  readonly isLow: boolean;
}

/** Whether little room is left: less than a walk's photos may need, or a tenth. Pure. */
export const isLow = (used: number, quota: number): boolean =>
  quota > 0 && (quota - used < Math.min(LEAST_LEFT, quota / 2) || used > quota * 0.9);

export async function room(): Promise<Room> {
  const storage = navigator.storage as StorageManager | undefined;
  const { usage, quota } = (await storage?.estimate?.()) ?? {};
  const isSafe = (await storage?.persisted?.()) ?? false;
  const known = usage !== undefined && quota !== undefined;
  return { used: usage ?? null, quota: quota ?? null, isSafe, isLow: known && isLow(usage, quota) };
}

/** Ask the phone not to clear what is kept; it may say no. */
export async function askToKeep(): Promise<void> {
  await (navigator.storage as StorageManager | undefined)?.persist?.();
}

/** Another memory of how much exists here alone: where the two differ, the phone has cleared one of them. */
export function countOnlyHere(n: number): void {
  try {
    localStorage.setItem(COUNT, String(n));
  } catch {
    // without it a clearing cannot be told; nothing else depends on it
  }
}

/** How many unsent things the phone has cleared since the last time; 0 for none. To be called once at the start. */
export async function cleared(shelf: Shelf, meta: ReadonlyMap<string, unknown>): Promise<number> {
  try {
    const [born, remembered] = [meta.get("born"), localStorage.getItem(BORN)];
    const lost = typeof born === "string" ? 0 : Number(remembered === null ? 0 : localStorage.getItem(COUNT));
    const name = typeof born === "string" ? born : crypto.randomUUID();
    if (born !== name) await shelf.remember("born", name);
    localStorage.setItem(BORN, name);
    return Number.isFinite(lost) ? lost : 0;
  } catch {
    return 0;
  }
}
