/** The deeds on the phone's store: each of them whole or not at all. */
import { now } from "./clock.ts";
import type { Database, Desk } from "./database.ts";
import type {
  AssessmentFields,
  Entry,
  FindingFields,
  Invitation,
  Op,
  Pack,
  Photo,
  Receipt,
  Refusal,
  Stopped,
  TurnoutFields,
} from "./model.ts";
import { frozenText, opOf } from "./noting.ts";

export interface KeptPack extends Pack {
  readonly id: string;
  readonly fetched_at: string;
}

/** All that the phone holds, read at once. */
export interface Holdings {
  readonly invitations: readonly Invitation[];
  readonly packs: readonly KeptPack[];
  readonly entries: readonly Entry[];
  readonly ops: readonly Op[];
  readonly photos: readonly Photo[];
  readonly meta: ReadonlyMap<string, unknown>;
}

const ALL = ["invitations", "packs", "entries", "ops", "photos", "meta"] as const;
const FORGOTTEN_AFTER_MS = 10 * 60_000;

async function nextOrder(desk: Desk): Promise<number> {
  const last = (await desk.get("meta", "order"))?.value;
  const order = (typeof last === "number" ? last : 0) + 1;
  desk.put("meta", { name: "order", value: order });
  return order;
}

/** What is remembered under a name; small things only. */
export type Remembered = string | number | boolean | null | Readonly<Record<string, unknown>> | readonly unknown[];

export class Shelf {
  private readonly database: Database;
  constructor(database: Database) {
    this.database = database;
  }

  all(): Promise<Holdings> {
    return this.database.read(ALL, async (desk) => ({
      invitations: await desk.all("invitations"),
      packs: await desk.all("packs"),
      entries: await desk.all("entries"),
      ops: await desk.all("ops"),
      photos: await desk.all("photos"),
      meta: new Map((await desk.all("meta")).map(({ name, value }) => [name, value])),
    }));
  }

  remember(name: string, value: Remembered): Promise<void> {
    return this.database.change(["meta"], async (desk) => desk.put("meta", { name, value }));
  }

  /** Keep a token; one that is known stays as it is. */
  invite(token: string): Promise<void> {
    return this.database.change(["invitations"], async (desk) => {
      if (!(await desk.get("invitations", token))) {
        desk.put("invitations", { token, walk: null, added_at: now().at, stopped: null });
      }
    });
  }

  /** Keep a walk's pack, and that this token opens it. */
  keepPack(token: string, pack: Pack): Promise<void> {
    return this.database.change(["invitations", "packs"], async (desk) => {
      const known = await desk.get("invitations", token);
      desk.put("invitations", { token, added_at: known?.added_at ?? now().at, walk: pack.walk.id, stopped: null });
      desk.put("packs", { ...pack, id: pack.walk.id, fetched_at: now().at });
    });
  }

  stop(token: string, why: Stopped): Promise<void> {
    return this.database.change(["invitations"], async (desk) => {
      const known = await desk.get("invitations", token);
      if (known) desk.put("invitations", { ...known, stopped: why });
    });
  }

  /** Keep a draft, or what was changed in something that was saved. */
  write(entry: Entry): Promise<void> {
    return this.database.change(["entries"], async (desk) => {
      const known = await desk.get("entries", entry.id);
      // what another tab has learnt from the server meanwhile stands
      const learnt = known ? { version: known.version, receipt: known.receipt, saved: known.saved } : {};
      desk.put("entries", { ...entry, ...learnt, changed: known?.saved ?? false, touched: Date.now() });
    });
  }

  /** Save an entry: from now on it is on its way. What waited unsent, or was refused, gives way to it. */
  save(entry: Entry): Promise<void> {
    return this.database.change(["entries", "ops", "photos", "meta"], async (desk) => {
      const known = await desk.get("entries", entry.id);
      const standing = { version: known?.version ?? entry.version, receipt: known?.receipt ?? entry.receipt };
      const saved: Entry = { ...entry, ...standing, saved: true, changed: false, touched: Date.now() };
      const own = (await desk.all("ops")).filter((op) => op.id === entry.id);
      for (const op of own) if (op.refused !== null || op.bytes === null) desk.remove("ops", op.op);
      desk.put("entries", saved);
      desk.put("ops", opOf(saved, now(), crypto.randomUUID(), await nextOrder(desk)));
      for (const photo of (await desk.all("photos")).filter((one) => one.finding === entry.id && one.refused !== null)) {
        desk.put("photos", { ...photo, refused: null, attempts: 0, not_before: 0 });
      }
    });
  }

  delete(id: string, at: number | null): Promise<void> {
    return this.database.change(["entries"], async (desk) => {
      const entry = await desk.get("entries", id);
      if (entry) desk.put("entries", { ...entry, deleted_at: at });
    });
  }

  /** Forget for good what was deleted a while ago. */
  sweep(at: number): Promise<void> {
    return this.database.change(["entries", "ops", "photos", "pictures"], async (desk) => {
      const [entries, ops, photos] = [await desk.all("entries"), await desk.all("ops"), await desk.all("photos")];
      for (const entry of entries) {
        const gone = entry.deleted_at;
        if (gone === null || (at >= gone && at - gone < FORGOTTEN_AFTER_MS)) continue;
        desk.remove("entries", entry.id);
        for (const op of ops) if (op.id === entry.id) desk.remove("ops", op.op);
        for (const photo of photos.filter((one) => one.finding === entry.id)) {
          desk.remove("photos", photo.id);
          desk.remove("pictures", photo.id);
        }
      }
    });
  }

  /** Forget a walk and all that was noted on it. To be asked for only when nothing of it is on the phone alone. */
  forget(walk: string): Promise<void> {
    return this.database.change(["invitations", "packs", "entries", "ops", "photos", "pictures", "meta"], async (desk) => {
      for (const one of await desk.all("invitations")) if (one.walk === walk) desk.remove("invitations", one.token);
      for (const one of await desk.all("entries")) if (one.walk === walk) desk.remove("entries", one.id);
      for (const one of await desk.all("ops")) if (one.walk === walk) desk.remove("ops", one.op);
      for (const one of (await desk.all("photos")).filter((photo) => photo.walk === walk)) {
        desk.remove("photos", one.id);
        desk.remove("pictures", one.id);
      }
      for (const { name } of await desk.all("meta")) if (name.endsWith(`:${walk}`)) desk.remove("meta", name);
      desk.remove("packs", walk);
    });
  }

  addPhoto(photo: Omit<Photo, "order">, data: ArrayBuffer): Promise<void> {
    return this.database.change(["photos", "pictures", "meta"], async (desk) => {
      desk.put("photos", { ...photo, order: await nextOrder(desk) });
      desk.put("pictures", { id: photo.id, data });
    });
  }

  removePhoto(id: string): Promise<void> {
    return this.database.change(["photos", "pictures"], async (desk) => {
      desk.remove("photos", id);
      desk.remove("pictures", id);
    });
  }

  /** A photo's bytes, as long as the server has not confirmed them. */
  async picture(id: string): Promise<ArrayBuffer | null> {
    return (await this.database.read(["pictures"], (desk) => desk.get("pictures", id)))?.data ?? null;
  }

  /** Fix an operation's bytes: whatever happens, it is sent in these from now on. Null when it is gone. */
  async freeze(id: string, hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>): Promise<Op | null> {
    const [op, entry] = await this.database.read(["ops", "entries"], async (desk) => {
      const found = await desk.get("ops", id);
      return [found, found && (await desk.get("entries", found.id))] as const;
    });
    if (!op || !entry || op.bytes !== null) return op ?? null;
    const bytes = frozenText(op, entry.version);
    const sha256 = await hash(new TextEncoder().encode(bytes));
    return this.database.change(["ops"], async (desk) => {
      const standing = await desk.get("ops", id);
      if (!standing || standing.bytes !== null) return standing ?? null;
      const frozen: Op = { ...standing, bytes, sha256 };
      desk.put("ops", frozen);
      return frozen;
    });
  }

  /** Let go of an operation that the server has confirmed. */
  acknowledge(op: Op, receipt: Receipt): Promise<void> {
    return this.database.change(["entries", "ops"], async (desk) => {
      desk.remove("ops", op.op);
      const entry = await desk.get("entries", op.id);
      if (entry) desk.put("entries", { ...entry, version: receipt.version ?? entry.version, receipt });
    });
  }

  /** Let go of a photo's bytes, which the server has confirmed. */
  acknowledgePhoto(id: string, at: string): Promise<void> {
    return this.database.change(["photos", "pictures"], async (desk) => {
      const photo = await desk.get("photos", id);
      desk.remove("pictures", id);
      if (photo) desk.put("photos", { ...photo, sent_at: at, refused: null });
    });
  }

  /** Note, before it is sent, that from now on the server may have it. */
  attempt(what: "ops" | "photos", id: string): Promise<void> {
    return this.database.change([what], async (desk) => {
      const one = await desk.get(what, id);
      if (one) desk.put(what, { ...one, attempts: one.attempts + 1 } as Op & Photo);
    });
  }

  /** Note when to try again, or that the server will not have it. */
  putOff(what: "ops" | "photos", id: string, notBefore: number, refused: Refusal | null): Promise<void> {
    return this.database.change([what], async (desk) => {
      const one = await desk.get(what, id);
      if (one) desk.put(what, { ...one, not_before: notBefore, refused } as Op & Photo);
    });
  }

  /** Make everything due at once: the person has asked for it. */
  async hurry(): Promise<void> {
    await this.database.change(["ops", "photos"], async (desk) => {
      for (const op of await desk.all("ops")) if (op.not_before > 0) desk.put("ops", { ...op, not_before: 0 });
      for (const photo of await desk.all("photos")) {
        if (photo.not_before > 0 && photo.sent_at === null) desk.put("photos", { ...photo, not_before: 0 });
      }
    });
  }
}

/** A new entry of any kind, not yet saved. */
export function entryOf(walk: string, kind: "finding", fields: FindingFields): Entry & { kind: "finding" };
export function entryOf(walk: string, kind: "assessment", fields: AssessmentFields): Entry & { kind: "assessment" };
export function entryOf(walk: string, kind: "turnout", fields: TurnoutFields): Entry & { kind: "turnout" };
export function entryOf(walk: string, kind: Entry["kind"], fields: Entry["fields"]): Entry {
  return {
    id: crypto.randomUUID(),
    kind,
    walk,
    fields,
    seen: now(),
    saved: false,
    changed: false,
    version: 0,
    receipt: null,
    deleted_at: null,
    touched: Date.now(),
  } as Entry;
}
