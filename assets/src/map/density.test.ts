import assert from "node:assert/strict";
import { test } from "node:test";

import { CellsOfRows, shade } from "./density.ts";
import { someEvidence } from "./samples.ts";

test("a surface without evidence is empty, and the most crowded place is the darkest", () => {
  assert.deepEqual(Array.from(shade({ counts: [0, 0, 0, 0], columns: 2, lines: 2 })), [0, 0, 0, 0]);
  const shades = shade({ counts: [0, 0, 0, 0, 0, 0, 90, 0, 0, 0, 0, 0, 3, 0, 0], columns: 5, lines: 3 });
  assert.equal(shades.indexOf(Math.max(...shades)), 6);
  assert.ok(shades[12]! > 0 && shades[12]! < shades[6]!);
});

test("every cell counts at the edges of the surface too, and alike on every side", () => {
  const corner = (column: number, line: number): number => {
    const counts = new Uint16Array(12);
    counts[line * 4 + column] = 5;
    return shade({ counts, columns: 4, lines: 3 })[line * 4 + column]!;
  };
  assert.deepEqual(new Set([corner(0, 0), corner(3, 0), corner(0, 2), corner(3, 2)]).size, 1);
  assert.ok(corner(0, 0) > 0);
});

test("rows are counted where they lie, each once", () => {
  const evidence = someEvidence([{ lon: 16, lat: 56 }, { lon: 16, lat: 56 }, {}, { lon: 16.5, lat: 56.4 }]);
  const cells = new CellsOfRows(evidence);
  const all = Array.from(cells.count(Uint32Array.of(0, 1, 3)).counts as Float32Array).filter((count) => count > 0);
  assert.deepEqual(all.sort(), [1, 2]);
  assert.deepEqual(Array.from(cells.count(Uint32Array.of(3)).counts as Float32Array).filter((count) => count > 0), [1]);
});
