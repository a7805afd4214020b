import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "./play.ts";

/** A stage whose clock and brush are moved by hand. */
function stage() {
  const painted: number[] = [];
  const waits: number[] = [];
  let finish: (() => void) | null = null;
  let wake: (() => void) | null = null;
  let clock = 0;
  const soon = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return {
    painted, waits,
    get painting() {
      return finish !== null;
    },
    paint: (first: number) => {
      assert.equal(finish, null, "one is painted at a time");
      painted.push(first);
      return new Promise<void>((done) => (finish = done));
    },
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      return new Promise<void>((done) => (wake = done));
    },
    now: () => clock,
    changed: () => undefined,
    async done(took = 10) {
      clock += took;
      const call = finish;
      finish = null;
      call?.();
      await soon();
    },
    async later() {
      const call = wake;
      wake = null;
      call?.();
      await soon();
    },
  };
}

test("it plays to the end and stops there; from the end it begins anew", async () => {
  const on = stage();
  const player = new Player(on);
  player.setMonths(4, 2);
  player.play();
  for (let step = 0; step < 3; step++) {
    await on.done();
    await on.later();
  }
  assert.deepEqual(on.painted, [0, 1, 2]);
  assert.equal(player.playing, false);
  assert.equal(player.at, player.last);
  player.play();
  assert.deepEqual(on.painted, [0, 1, 2, 0]);
  assert.equal(player.playing, true);
});

test("the next step waits until the last is painted, and no longer than the pace asks", async () => {
  const on = stage();
  const player = new Player(on);
  player.setPace(300);
  player.setMonths(10, 1);
  player.play();
  await on.later();
  assert.deepEqual(on.painted, [0]);
  await on.done(100);
  assert.deepEqual(on.waits, [200]);
  await on.later();
  await on.done(900);
  assert.deepEqual(on.waits, [200, 0]);
  assert.deepEqual(on.painted, [0, 1]);
});

test("of many steps while one is painted only the last is painted", async () => {
  const on = stage();
  const player = new Player(on);
  player.setMonths(20, 1);
  player.go(3);
  for (const first of [4, 5, 9]) player.go(first);
  player.step(1);
  assert.deepEqual(on.painted, [3]);
  await on.done();
  assert.deepEqual(on.painted, [3, 10]);
  await on.done();
  assert.equal(on.painting, false);
  assert.equal(player.at, 10);
});

test("a pause lets what is painted be finished and nothing more be begun", async () => {
  const on = stage();
  const player = new Player(on);
  player.setMonths(20, 1);
  player.play();
  player.pause();
  await on.done();
  await on.later();
  assert.deepEqual(on.painted, [0]);
  player.play();
  assert.deepEqual(on.painted, [0, 1]);
});

test("a pause while it waits, and play again, does not make it go twice", async () => {
  const on = stage();
  const player = new Player(on);
  player.setMonths(20, 1);
  player.play();
  await on.done();
  player.pause();
  player.play();
  await on.later();
  assert.deepEqual(on.painted, [0, 1]);
});

test("steps stay within what there is; without a whole window nothing plays", () => {
  const on = stage();
  const player = new Player(on);
  player.setMonths(2, 3);
  player.play();
  player.step(1);
  assert.equal(player.playing, false);
  assert.deepEqual(on.painted, []);
  player.setMonths(5, 3);
  player.go(99);
  assert.deepEqual(on.painted, [2]);
  player.step(-99);
  assert.equal(player.at, 2);
});
