import assert from "node:assert/strict";
import { test } from "node:test";

import { brushed, cellBrush, isChosen, levelOf } from "./weekbrush.ts";

test("a rectangle is weekdays and hours, wherever the drag began", () => {
  const chosen = { weekdays: [5, 6], hours: { from: 18, until: 23 } };
  assert.deepEqual(brushed({ fromDay: 4, toDay: 5, fromHour: 18, toHour: 22 }), chosen);
  assert.deepEqual(brushed({ fromDay: 5, toDay: 4, fromHour: 22, toHour: 18 }), chosen);
});

test("a drag past the end of the day goes on at its beginning", () => {
  assert.deepEqual(brushed({ fromDay: 4, toDay: 4, fromHour: 21, toHour: 25 }).hours, { from: 21, until: 2 });
  assert.deepEqual(brushed({ fromDay: 4, toDay: 4, fromHour: 1, toHour: -3 }).hours, { from: 21, until: 2 });
  assert.deepEqual(brushed({ fromDay: 4, toDay: 4, fromHour: 21, toHour: 23 }).hours, { from: 21, until: 24 });
});

test("all days or all hours are no restriction", () => {
  assert.deepEqual(brushed({ fromDay: 0, toDay: 6, fromHour: 0, toHour: 23 }), { weekdays: [], hours: null });
  assert.equal(brushed({ fromDay: 0, toDay: 0, fromHour: 5, toHour: 40 }).hours, null);
});

test("exactly the cells of a rectangle are chosen", () => {
  for (const brush of [{ fromDay: 2, toDay: 4, fromHour: 20, toHour: 26 }, cellBrush(6, 23), { fromDay: 0, toDay: 6, fromHour: 3, toHour: 4 }]) {
    const choice = brushed(brush);
    for (let day = 0; day < 7; day++) {
      for (let hour = 0; hour < 24; hour++) {
        const inside = day >= brush.fromDay && day <= brush.toDay &&
          [hour, hour + 24].some((one) => one >= brush.fromHour && one <= brush.toHour);
        assert.equal(isChosen(choice, day, hour), inside, `${day} ${hour}`);
      }
    }
  }
});

test("nothing has the lightest level, anything has another", () => {
  assert.deepEqual([0, 1, 50, 99, 100].map((count) => levelOf(count, 100)), [0, 1, 3, 5, 5]);
  assert.equal(levelOf(0, 0), 0);
});
