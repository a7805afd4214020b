/** The phone's own store: written through to disk before anybody is told that something is kept. */
import type { Entry, Invitation, Op, Pack, Photo } from "./model.ts";

const NAME = "lofteskartan-falt";
const VERSION = 1;

interface Kinds {
  invitations: Invitation;
  packs: Pack & { readonly id: string; readonly fetched_at: string };
  entries: Entry;
  ops: Op;
  photos: Photo;
  pictures: { readonly id: string; readonly data: ArrayBuffer };
  meta: { readonly name: string; readonly value: unknown };
}
export type StoreName = keyof Kinds;

const KEYS: Readonly<Record<StoreName, string>> = {
  invitations: "token",
  packs: "id",
  entries: "id",
  ops: "op",
  photos: "id",
  pictures: "id",
  meta: "name",
};

/** The phone has no room, or forbids pages to keep anything. */
export class NotKept extends Error {
  readonly full: boolean;
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.full = cause instanceof DOMException && cause.name === "QuotaExceededError";
  }
}

/** Stores within one transaction. A read may lead to a write at once, never after waiting for anything else. */
export interface Desk {
  get<S extends StoreName>(store: S, key: string): Promise<Kinds[S] | undefined>;
  all<S extends StoreName>(store: S): Promise<Kinds[S][]>;
  put<S extends StoreName>(store: S, value: Kinds[S]): void;
  remove(store: StoreName, key: string): void;
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function create(database: IDBDatabase): void {
  for (const [name, keyPath] of Object.entries(KEYS)) {
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath });
  }
}

/** An open store. Another tab with a newer app closes it; the next deed opens it anew. */
export class Database {
  private opened: Promise<IDBDatabase> | null = null;

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => create(request.result);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        const forget = (): void => {
          database.close();
          this.opened = null;
        };
        database.onversionchange = forget;
        database.onclose = forget;
        resolve(database);
      };
    }).catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** Do something in one transaction: all of it is on disk when this resolves, or none. Raises: NotKept. */
  async change<T>(stores: readonly StoreName[], deed: (desk: Desk) => Promise<T>): Promise<T> {
    return this.run(stores, "readwrite", deed);
  }

  async read<T>(stores: readonly StoreName[], deed: (desk: Desk) => Promise<T>): Promise<T> {
    return this.run(stores, "readonly", deed);
  }

  private async run<T>(stores: readonly StoreName[], mode: IDBTransactionMode, deed: (desk: Desk) => Promise<T>): Promise<T> {
    try {
      const database = await this.open();
      const transaction = database.transaction([...stores], mode, { durability: "strict" });
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was broken off"));
      });
      const desk: Desk = {
        get: (store, key) => answered(transaction.objectStore(store).get(key)),
        all: (store) => answered(transaction.objectStore(store).getAll()),
        put: (store, value) => void transaction.objectStore(store).put(value),
        remove: (store, key) => void transaction.objectStore(store).delete(key),
      };
      const result = deed(desk).catch((error: unknown) => {
        try {
          transaction.abort();
        } catch {
          // it was over already
        }
        throw error;
      });
      const [value] = await Promise.all([result, done]);
      return value;
    } catch (error) {
      throw new NotKept(error);
    }
  }
}
