import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry, Op, Photo } from "./model.ts";
import { backoff, nextDue, nextStep, verdict, waitOf } from "./outbox.ts";

const SENT = { id: "finding-1", sha256: "ab".repeat(32) };
const AT = 1_000_000;
const stamp = { at: "2026-11-22T17:00:00.000+01:00", wall: AT, mono: 0, session: "s" };
const body = { op: "op-1", id: SENT.id, outcome: "kept", version: 1, sha256: SENT.sha256, notes: [] };

const anEntry = (id: string, part: object = {}): Entry =>
  ({ id, kind: "finding", walk: "w", fields: {}, seen: stamp, saved: true, changed: false, version: 0, receipt: null, deleted_at: null, touched: 0, ...part }) as unknown as Entry;
const anOp = (op: string, id: string, order: number, part: object = {}): Op =>
  ({ op, kind: "finding", id, walk: "w", made: stamp, body: {}, bytes: null, sha256: null, order, attempts: 0, not_before: 0, refused: null, ...part }) as Op;
const aPhoto = (id: string, finding: string, order: number, part: object = {}): Photo =>
  ({ id, finding, walk: "w", type: "image/jpeg", thumbnail: null, size: 1, sha256: "x", sent_at: null, order, attempts: 0, not_before: 0, refused: null, ...part }) as Photo;
const OPEN = new Set(["w"]);
const answer = (status: number, told: unknown, retryAfter: string | null = null) =>
  verdict({ status, body: told, retryAfter }, SENT, AT);

test("only 200 with the very id and hash lets the phone let go", () => {
  assert.deepEqual(answer(200, body), {
    kind: "receipt",
    receipt: { outcome: "kept", version: 1, sha256: SENT.sha256, notes: [] },
  });
  for (const other of [{ ...body, sha256: "cd".repeat(32) }, { ...body, id: "another" }, { ...body, outcome: "fine" }, null, "ok", []]) {
    assert.equal(answer(200, other).kind, "again");
  }
  assert.equal(answer(201, body).kind, "again");
  assert.equal(answer(204, null).kind, "again");
});

test("what was received before, or beside another's edit, is let go as well", () => {
  for (const outcome of ["already", "conflict"]) assert.equal(answer(200, { ...body, outcome }).kind, "receipt");
});

test("a login page of somebody's wireless network is no answer of ours", () => {
  assert.equal(answer(200, null).kind, "again");
  assert.equal(answer(403, null).kind, "again");
  assert.equal(answer(404, { error: "not_found" }).kind, "again");
  assert.equal(answer(413, null).kind, "again");
  assert.equal(answer(401, { message: "log in" }).kind, "again");
});

test("an invitation that has ended stops the sending and refuses nothing", () => {
  assert.deepEqual(answer(401, { error: "unknown" }), { kind: "stopped", why: "unknown" });
  assert.deepEqual(answer(403, { error: "expired" }), { kind: "stopped", why: "expired" });
  assert.deepEqual(answer(403, { error: "revoked" }), { kind: "stopped", why: "revoked" });
});

test("what the server will not have stays, with its reason", () => {
  for (const [status, code] of [[409, "op_reused"], [413, "too_large"], [415, "not_a_picture"], [422, "invalid"], [403, "other_walk"]] as const) {
    assert.deepEqual(answer(status, { error: code, message: "why" }), { kind: "refused", refusal: { code, message: "why" } });
  }
});

test("damaged bytes and a failing server are tried again, a busy one is left alone", () => {
  assert.equal(answer(400, { error: "hash" }).kind, "again");
  assert.equal(answer(500, { error: "server" }).kind, "again");
  assert.deepEqual(answer(429, { error: "slow_down" }, "7"), { kind: "pause", wait: 7_000 });
  assert.deepEqual(answer(503, null), { kind: "pause", wait: null });
});

test("Retry-After is believed within reason", () => {
  assert.equal(waitOf("3", AT), 3_000);
  assert.equal(waitOf(new Date(AT + 5_000).toUTCString(), AT), 5_000);
  assert.equal(waitOf("99999999", AT), 300_000);
  for (const odd of [null, "", "soon", "-4"]) assert.equal(waitOf(odd, AT), null);
});

test("waiting grows, never past five minutes, and twenty phones do not come at once", () => {
  assert.equal(backoff(1, 0), 1_000);
  assert.equal(backoff(1, 1), 2_000);
  for (let failures = 1; failures < 200; failures += 1) {
    assert.ok(backoff(failures, 0) >= 1_000 && backoff(failures, 1) <= 300_000);
    assert.ok(backoff(failures, 0.9) > backoff(failures, 0.1));
  }
});

test("notes go in the order in which they were made, and before photos", () => {
  const entries = [anEntry("a"), anEntry("b")];
  const step = nextStep(entries, [anOp("2", "b", 2), anOp("1", "a", 1)], [aPhoto("p", "a", 0)], OPEN, AT);
  assert.equal(step?.kind === "op" && step.op.op, "1");
  const photo = nextStep(entries, [], [aPhoto("p", "a", 5), aPhoto("q", "a", 4)], OPEN, AT);
  assert.equal(photo?.kind === "photo" && photo.photo.id, "q");
});

test("an edit waits until the operation before it was acknowledged, other findings do not", () => {
  const entries = [anEntry("a"), anEntry("b")];
  const first = anOp("1", "a", 1, { not_before: AT + 5_000 });
  const step = nextStep(entries, [first, anOp("2", "a", 2), anOp("3", "b", 3)], [], OPEN, AT);
  assert.equal(step?.kind === "op" && step.op.op, "3");
  assert.equal(nextStep(entries, [{ ...first, refused: { code: "invalid", message: "" } }, anOp("2", "a", 2)], [], OPEN, AT), null);
});

test("nothing goes of a draft, of what was deleted, of a walk without a token, or twice", () => {
  const photo = aPhoto("p", "a", 1);
  assert.equal(nextStep([anEntry("a", { saved: false })], [], [photo], OPEN, AT), null);
  assert.equal(nextStep([anEntry("a", { deleted_at: 1 })], [anOp("1", "a", 1)], [photo], OPEN, AT), null);
  assert.equal(nextStep([anEntry("a")], [anOp("1", "a", 1)], [photo], new Set(), AT), null);
  assert.equal(nextStep([anEntry("a")], [], [{ ...photo, sent_at: "then" }], OPEN, AT), null);
});

test("a clock that was set back by years makes nothing wait for years", () => {
  const step = nextStep([anEntry("a")], [anOp("1", "a", 1, { not_before: AT + 10 * 365 * 86_400_000 })], [], OPEN, AT);
  assert.equal(step?.kind, "op");
});

test("the next time something is due is known", () => {
  const ops = [anOp("1", "a", 1, { not_before: 9 }), anOp("2", "b", 2, { not_before: 5, refused: { code: "x", message: "" } })];
  assert.equal(nextDue(ops, [aPhoto("p", "a", 1, { not_before: 7 })], OPEN), 7);
  assert.equal(nextDue([], [aPhoto("p", "a", 1, { sent_at: "then" })], OPEN), null);
});
