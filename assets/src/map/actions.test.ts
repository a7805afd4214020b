import assert from "node:assert/strict";
import { test } from "node:test";

import type { ShownAction } from "./actions.ts";
import { NO_ACTIONS, actedAreas, actionsAt } from "./actions.ts";
import { policeAt } from "./police.ts";
import { aSquare } from "./samples.ts";

const action = (some: Partial<ShownAction>): ShownAction => ({
  id: "1", title: "Nattvandring", said: ["2016"], address: "/atgard/1", runs: true, areas: [], points: [], ...some,
});
const ANSWER = {
  ...NO_ACTIONS,
  outlines: { A1: aSquare(16, 56, 0.1), A2: aSquare(17, 56, 0.1) },
  actions: [
    action({ id: "1", areas: ["A1"] }), action({ id: "2", areas: ["A1", "A2"], runs: false }),
    action({ id: "3", points: [[16.5, 56.5]] }),
  ],
};
const around = (lon: number, lat: number): [number, number, number, number] => [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01];

test("an action is met within its areas and near its places", () => {
  const met = (lon: number, lat: number): string[] => actionsAt(ANSWER, lon, lat, around(lon, lat)).map(({ id }) => id);
  assert.deepEqual(met(16.05, 56.05), ["1", "2"]);
  assert.deepEqual(met(17, 56), ["2"]);
  assert.deepEqual(met(16.505, 56.495), ["3"]);
  assert.deepEqual(met(15, 55), []);
});

test("an area in which several things are done is drawn once", () => {
  assert.deepEqual(actedAreas(ANSWER).map(({ actions }) => actions.length), [2, 1]);
});

test("the police's number is met where it stands and anywhere in its area", () => {
  const areas = [
    { code: "A1", name: "Malmen", count: 4, said: [], at: [16, 56] as const },
    { code: null, name: "Kalmar", count: 9, said: [], at: [16.4, 56.4] as const },
  ];
  const met = (lon: number, lat: number, code: string | null): number[] =>
    policeAt({ period: "", total: 13, areas }, around(lon, lat), code).map(({ count }) => count);
  assert.deepEqual(met(16.2, 56.2, "A1"), [4]);
  assert.deepEqual(met(16.4, 56.4, "A9"), [9]);
  assert.deepEqual(met(16.2, 56.2, null), []);
});
