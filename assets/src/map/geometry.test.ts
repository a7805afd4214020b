import assert from "node:assert/strict";
import { test } from "node:test";

import type { MultiPolygonGeometry, Surface } from "./geometry.ts";
import { boxOf, containment, contains, largestOutline, mercatorX, mercatorY, middleOf, northernmost } from "./geometry.ts";
import { aSquare } from "./samples.ts";

test("a point in a hole is outside, a point between hole and outline inside", () => {
  const ring = aSquare(16, 56, 1, 0.5);
  assert.equal(contains(ring, 16, 56), false);
  assert.equal(contains(ring, 16.75, 56), true);
  assert.equal(contains(ring, 17.5, 56), false);
});

test("an island in the hole of its own lake is inside again", () => {
  const { coordinates } = aSquare(16, 56, 1, 0.5);
  const island = aSquare(16, 56, 0.2);
  const both: MultiPolygonGeometry = { type: "MultiPolygon", coordinates: [coordinates, island.coordinates] };
  assert.equal(contains(both, 16, 56), true);
  assert.equal(contains(both, 16.4, 56), false);
  assert.equal(contains(both, 16.7, 56), true);
});

test("a point on the border of two neighbours lies in exactly one of them", () => {
  const west = aSquare(15, 56, 1);
  const east = aSquare(17, 56, 1);
  for (const lat of [55.0, 55.3, 56, 56.9]) {
    assert.equal(Number(contains(west, 16, lat)) + Number(contains(east, 16, lat)), 1, `lat ${lat}`);
  }
});

test("a polygon that turns in on itself is cut where its outline runs", () => {
  const horseshoe: Surface = {
    type: "Polygon",
    coordinates: [[[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]],
  };
  assert.deepEqual([0.5, 1.5, 2.5].map((x) => contains(horseshoe, x, 2)), [true, false, true]);
});

test("the box holds every part, and there is none around nothing", () => {
  const islands: MultiPolygonGeometry = {
    type: "MultiPolygon", coordinates: [aSquare(10, 50, 1).coordinates, aSquare(20, 60, 2).coordinates],
  };
  assert.deepEqual(boxOf([islands]), [9, 49, 22, 62]);
  assert.equal(boxOf([]), null);
  assert.deepEqual(largestOutline(islands), aSquare(20, 60, 2).coordinates[0]);
  assert.equal(northernmost(islands)[1], 62);
});

test("mercator agrees with its definition at places one can check by hand", () => {
  assert.equal(mercatorX(-180), 0);
  assert.equal(mercatorX(0), 0.5);
  assert.ok(Math.abs(mercatorY(0) - 0.5) < 1e-12);
  assert.ok(Math.abs(mercatorY(85.0511287798066)) < 1e-9);
  // the same projection by its other formula, in metres on the sphere of EPSG:3857
  const northing = (0.5 - mercatorY(56.663)) * 2 * Math.PI * 6_378_137;
  assert.ok(Math.abs(northing - 6_378_137 * Math.asinh(Math.tan((56.663 * Math.PI) / 180))) < 1e-3);
});

test("a middle lies inside, also where a hook bends round it", () => {
  const hook: Surface = {
    type: "Polygon", coordinates: [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 8], [8, 8], [8, 1], [0, 1], [0, 0]]],
  };
  for (const surface of [hook, aSquare(16, 56, 1)]) assert.ok(contains(surface, ...middleOf(surface)));
});

test("laid out by slabs a surface holds the same points", () => {
  let seed = 5;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const star = Array.from({ length: 40 }, (_, i) => {
    const reach = 0.2 + random();
    return [Math.cos(i * Math.PI / 20) * reach, Math.sin(i * Math.PI / 20) * reach];
  });
  const surface: Surface = {
    type: "MultiPolygon",
    coordinates: [[[...star, star[0]!]], aSquare(3, 0, 0.5, 0.2).coordinates],
  };
  const holds = containment(surface);
  for (let round = 0; round < 5000; round++) {
    // on vertices' own latitudes and on edges too
    const [lon, lat] = round % 4 ? [5 * random() - 1.5, 3 * random() - 1.5] : [3 + (round % 5) / 4 - 0.5, (round % 3) / 2 - 0.5];
    assert.equal(holds(lon, lat), contains(surface, lon, lat), `${lon}, ${lat}`);
  }
});
