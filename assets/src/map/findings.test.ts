import assert from "node:assert/strict";
import { test } from "node:test";

import { DECISIONS, apart, decisionColours, findingsAmong } from "./findings.ts";
import { PALETTES } from "./palette.ts";
import { someEvidence } from "./samples.ts";

test("findings alone are drawn, and only those of the view", () => {
  const evidence = someEvidence([{ kind: "finding" }, { kind: "report" }, { kind: "finding" }, { kind: "finding" }]);
  assert.deepEqual([...findingsAmong([0, 1, 3], evidence)], [0, 3]);
  assert.deepEqual([...findingsAmong([0, 1], someEvidence([{}, {}]))], []);
});

test("where findings lie closer than a sign is wide the newest is drawn, and none outside the window", () => {
  const frame = { world: 1000, left: 100, top: 100, width: 200, height: 100 };
  const at = [0.15, 0.15, 0.151, 0.151, 0.29, 0.19, 0.9, 0.9, 0.05, 0.15];
  assert.deepEqual(apart(at, 5, frame, 16), [1, 2]);
});

test("each decision has a sign of its own and a colour in light and dark", () => {
  for (const palette of Object.values(PALETTES)) {
    const colours = decisionColours(palette);
    assert.deepEqual(Object.keys(colours), [...DECISIONS]);
    assert.ok(Object.values(colours).every((colour) => /^#[0-9a-f]{6}$/.test(colour)));
  }
});
