/**
 * Where so much evidence lies that single signs would only cover each other: a surface of how much there is.
 *
 * Of rows that are here each one's cell is worked out once; a filter then only counts into the cells. Drawing costs the
 * same for any number of rows.
 */
import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";

import type { Evidence } from "./evidence.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import { blendOver, linkProgram, matrixAround } from "./gl.ts";
import { rgb } from "./palette.ts";
import type { Cells } from "./source.ts";

const CELLS = 512;

const VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform vec2 u_extent;
layout(location = 0) in vec2 a_corner;
out vec2 v_at;
void main() {
  v_at = a_corner;
  gl_Position = u_matrix * vec4(a_corner * u_extent, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_counts;
uniform vec3 u_low;
uniform vec3 u_middle;
uniform vec3 u_high;
uniform float u_opacity;
in vec2 v_at;
out vec4 o_colour;
void main() {
  float value = texture(u_counts, v_at).r;
  if (value < 0.02) discard;
  vec3 colour = value < 0.5 ? mix(u_low, u_middle, value * 2.0) : mix(u_middle, u_high, value * 2.0 - 1.0);
  float cover = smoothstep(0.02, 0.25, value) * 0.85 * u_opacity;
  o_colour = vec4(colour * cover, cover);
}`;

interface Resources {
  readonly program: WebGLProgram;
  readonly array: WebGLVertexArrayObject;
  readonly texture: WebGLTexture;
  readonly matrix: WebGLUniformLocation | null;
  readonly extent: WebGLUniformLocation | null;
  readonly opacity: WebGLUniformLocation | null;
  readonly colours: readonly (WebGLUniformLocation | null)[];
}

/** Mercator frame round all located rows, and the cell each of them falls in. */
interface Grid {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly cellOfRow: Uint32Array;
}

/** How many of some rows lie in each cell. */
export class CellsOfRows {
  readonly #evidence: Evidence;
  #grid: Grid | null = null;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** Every row must have a position. */
  count(rows: Uint32Array): Cells {
    // made at the first use: most municipalities never come this far
    this.#grid ??= layGrid(this.#evidence);
    const { x, y, width, height, cellOfRow } = this.#grid;
    return { x, y, width, height, columns: CELLS, lines: CELLS, counts: count(rows, cellOfRow) };
  }
}

export class DensityLayer implements CustomLayerInterface {
  readonly id = "evidence-density";
  readonly type = "custom";
  readonly renderingMode = "2d";
  visible = false;
  opacity = 1;

  #colours: readonly string[] = ["#000000", "#000000", "#000000"];
  #cells: Cells | null = null;
  #shades = new Uint8Array(0);
  #changed = true;
  #gl: Resources | null = null;

  setCells(cells: Cells): void {
    if (cells === this.#cells) return;
    this.#cells = cells;
    this.#shades = shade(cells);
    this.#changed = true;
  }

  setColours(colours: readonly [string, string, string]): void {
    this.#colours = colours;
  }

  onAdd(_map: MapLibre, gl: WebGL2RenderingContext): void {
    const program = linkProgram(gl, VERTEX, FRAGMENT);
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
    const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
    this.#gl = {
      program, array, texture: gl.createTexture(), matrix: at("u_matrix"), extent: at("u_extent"),
      opacity: at("u_opacity"),
      colours: [at("u_low"), at("u_middle"), at("u_high")],
    };
    this.#changed = true;
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    if (this.#gl) {
      gl.deleteProgram(this.#gl.program);
      gl.deleteVertexArray(this.#gl.array);
      gl.deleteTexture(this.#gl.texture);
    }
    this.#gl = null;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const resources = this.#gl;
    const grid = this.#cells;
    if (!resources || !grid || grid.counts.length === 0 || !this.visible) return;
    gl.useProgram(resources.program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, resources.texture);
    if (this.#changed) this.#upload(gl, grid);
    const matrix = matrixAround(input.defaultProjectionData.mainMatrix as ArrayLike<number>, grid.x, grid.y);
    gl.uniformMatrix4fv(resources.matrix, false, matrix);
    gl.uniform2f(resources.extent, grid.width, grid.height);
    gl.uniform1f(resources.opacity, this.opacity);
    resources.colours.forEach((uniform, index) => gl.uniform3f(uniform, ...rgb(this.#colours[index]!)));
    blendOver(gl);
    gl.bindVertexArray(resources.array);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindVertexArray(null);
  }

  #upload(gl: WebGL2RenderingContext, { columns, lines }: Cells): void {
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, columns, lines, 0, gl.RED, gl.UNSIGNED_BYTE, this.#shades);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    }
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    }
    this.#changed = false;
  }
}

function layGrid({ length, lon, lat, located }: Evidence): Grid {
  const xs = new Float64Array(length);
  const ys = new Float64Array(length);
  let west = Infinity;
  let east = -Infinity;
  let north = Infinity;
  let south = -Infinity;
  for (let row = 0; row < length; row++) {
    if (located[row] === 0) continue;
    const x = (xs[row] = mercatorX(lon[row]!));
    const y = (ys[row] = mercatorY(lat[row]!));
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  // a margin, so that the blurred surface ends before the frame does
  const margin = Math.max(east - west, south - north, 1e-9) * 0.02;
  const frame = { x: west - margin, y: north - margin, width: east - west + 2 * margin, height: south - north + 2 * margin };
  const cellOfRow = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    if (located[row] === 0) continue;
    const column = (((xs[row]! - frame.x) / frame.width) * CELLS) | 0;
    const line = (((ys[row]! - frame.y) / frame.height) * CELLS) | 0;
    cellOfRow[row] = line * CELLS + column;
  }
  return { ...frame, cellOfRow };
}

function count(rows: Uint32Array, cellOfRow: Uint32Array): Float32Array {
  const counts = new Float32Array(CELLS * CELLS);
  for (let i = 0; i < rows.length; i++) counts[cellOfRow[rows[i]!]!]!++;
  return counts;
}

/** Blurred with the four neighbours and scaled by logarithm, so that one crowded square does not pale the rest. */
export function shade({ counts, columns, lines }: Pick<Cells, "counts" | "columns" | "lines">): Uint8Array<ArrayBuffer> {
  let highest = 0;
  for (let at = 0; at < counts.length; at++) if (counts[at]! > highest) highest = counts[at]!;
  const shades = new Uint8Array(counts.length);
  if (highest === 0) return shades;
  const scale = 255 / Math.log1p(highest);
  for (let line = 0; line < lines; line++) {
    // at the edge a cell stands in for the neighbour it lacks
    const above = line === 0 ? 0 : columns;
    const below = line === lines - 1 ? 0 : columns;
    for (let column = 0, at = line * columns; column < columns; column++, at++) {
      const left = column === 0 ? 0 : 1;
      const right = column === columns - 1 ? 0 : 1;
      const sum = counts[at]! * 2 + counts[at - left]! + counts[at + right]! + counts[at - above]! + counts[at + below]!;
      if (sum > 0) shades[at] = Math.log1p(sum / 6) * scale;
    }
  }
  return shades;
}
