import assert from "node:assert/strict";
import { test } from "node:test";

import { Latest } from "./latest.ts";

/** A server whose answers come when the test says so. */
function asker() {
  const asked: string[] = [];
  const told: string[] = [];
  const open: { answer: (text: string) => void; refuse: () => void; signal: AbortSignal }[] = [];
  const latest = new Latest<string>({
    ask: (question, signal) => new Promise((answer, reject) => {
      asked.push(question);
      const refuse = (): void => reject(new Error("no answer"));
      signal.addEventListener("abort", refuse);
      open.push({ answer, refuse, signal });
    }),
    answered: (question, answer) => told.push(`${question}: ${answer}`),
    failed: (question) => told.push(`${question} failed`),
  }, 50);
  const settle = (): Promise<void> => new Promise((then) => setTimeout(then, 0));
  return { latest, asked, told, open, settle };
}

test("while one question is under way only the newest waits, and only its answer is told", async () => {
  const { latest, asked, told, open, settle } = asker();
  for (const question of ["a", "b", "c", "d"]) latest.want(question);
  assert.deepEqual(asked, ["a"]);
  open[0]!.answer("late");
  await settle();
  assert.deepEqual(asked, ["a", "d"]);
  assert.deepEqual(told, []);
  open[1]!.answer("yes");
  await settle();
  assert.deepEqual(told, ["d: yes"]);
  assert.equal(latest.waiting, false);
});

test("the same question again is not asked twice, unless it is to be asked anew", async () => {
  const { latest, asked, told, open, settle } = asker();
  latest.want("a");
  latest.want("a");
  open[0]!.answer("1");
  await settle();
  assert.deepEqual([asked, told], [["a"], ["a: 1"]]);
  latest.want("b");
  latest.want("b", { anew: true });
  open[1]!.answer("before the deed");
  await settle();
  open[2]!.answer("after it");
  await settle();
  assert.deepEqual(asked, ["a", "b", "b"]);
  assert.deepEqual(told, ["a: 1", "b: after it"]);
});

test("a question that failed is told, and asked again when it is wanted again", async () => {
  const { latest, asked, told, open, settle } = asker();
  latest.want("a");
  open[0]!.refuse();
  await settle();
  assert.deepEqual(told, ["a failed"]);
  latest.want("a");
  assert.deepEqual(asked, ["a", "a"]);
});

test("a failure that nobody waits for any longer is not told", async () => {
  const { latest, asked, told, open, settle } = asker();
  latest.want("a");
  latest.want("b");
  open[0]!.refuse();
  await settle();
  assert.deepEqual([asked, told], [["a", "b"], []]);
});

test("what is no longer wanted is not told when it comes", async () => {
  const { latest, told, open, settle } = asker();
  latest.want("a");
  latest.forget();
  open[0]!.answer("1");
  await settle();
  assert.deepEqual(told, []);
});

test("leaving ends the question under way", async () => {
  const { latest, told, open, settle } = asker();
  latest.want("a");
  latest.stop();
  assert.ok(open[0]!.signal.aborted);
  await settle();
  assert.deepEqual(told, []);
});

test("a server that never answers is given up", async () => {
  const { latest, told } = asker();
  latest.want("a");
  await new Promise((then) => setTimeout(then, 80));
  assert.deepEqual(told, ["a failed"]);
});
