/**
 * Every piece of evidence as a sign of its own, drawn straight from the columns.
 *
 * Positions go to the graphics processor once; a filter or a move only sends the numbers of the rows to draw. They are
 * those that were counted, less what would be out of sight.
 */
import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";

import type { Evidence } from "./evidence.ts";
import { mercatorX, mercatorY } from "./geometry.ts";
import { blendOver, linkProgram, matrixAround } from "./gl.ts";
import { rgb } from "./palette.ts";
import type { CategoryStyle } from "./symbols.ts";
import { symbolTable } from "./symbols.ts";
import type { Section } from "./thin.ts";
import { Thinner } from "./thin.ts";

const MOST_CATEGORIES = 64;
const CROWDED_FROM_ROWS = 20_000;
/** A sign nearer to a newer one than this part of its size is as good as covered. */
const COVERED = 0.25;
/** The world is one tile of this size at zoom 0. */
const TILE_PX = 512;
const SIDES = ["left", "top", "width", "height", "cell"] as const;

const VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform float u_size;
uniform vec4 u_symbols[${MOST_CATEGORIES}];
layout(location = 0) in vec2 a_position;
layout(location = 1) in uvec2 a_sign; // category, 1 for a finding
flat out vec4 v_symbol;
flat out float v_finding;
void main() {
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
  gl_PointSize = u_size;
  v_symbol = u_symbols[int(a_sign.x)];
  v_finding = float(a_sign.y);
}`;

// Distances to the sign's edge in halves of its size: negative inside.
const FRAGMENT = `#version 300 es
precision highp float;
uniform float u_size;
uniform vec3 u_paper;
uniform float u_opacity;
flat in vec4 v_symbol;
flat in float v_finding;
out vec4 o_colour;
float edge(vec2 p, float shape) {
  vec2 a = abs(p);
  if (shape < 0.5) return length(p) - 0.86;
  if (shape < 1.5) return max(a.x, a.y) - 0.74;
  if (shape < 2.5) return (a.x + a.y - 1.0) * 0.7071;
  if (shape < 3.5) return max(a.x * 0.866 - p.y * 0.5, p.y) - 0.52;
  return max(max(a.x, a.y) - 0.92, min(a.x, a.y) - 0.4);
}
void main() {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  p.y -= v_symbol.w > 2.5 && v_symbol.w < 3.5 ? 0.2 : 0.0; // a triangle's middle lies low
  float d = edge(p, v_symbol.w);
  float pixel = 2.0 / u_size;
  float cover = 1.0 - smoothstep(-pixel, 0.0, d);
  if (cover <= 0.0) discard;
  float rim = v_finding > 0.5 ? max(2.0 * pixel, 0.3) : u_size > 7.0 ? 0.9 * pixel : 0.0;
  float inner = 1.0 - smoothstep(-rim - pixel, -rim, d);
  vec3 colour = v_finding > 0.5 ? mix(v_symbol.rgb, u_paper, inner) : mix(u_paper, v_symbol.rgb, rim > 0.0 ? inner : 1.0);
  o_colour = vec4(colour, 1.0) * cover * 0.95 * u_opacity;
}`;

interface Resources {
  readonly program: WebGLProgram;
  readonly array: WebGLVertexArrayObject;
  readonly indices: WebGLBuffer;
  readonly matrix: WebGLUniformLocation | null;
  readonly size: WebGLUniformLocation | null;
  readonly symbols: WebGLUniformLocation | null;
  readonly paper: WebGLUniformLocation | null;
  readonly opacity: WebGLUniformLocation | null;
}

export class PointsLayer implements CustomLayerInterface {
  readonly id = "evidence-points";
  readonly type = "custom";
  readonly renderingMode = "2d";
  visible = true;
  opacity = 1;
  /** Farther out than this zoom something else stands for the rows. */
  fromZoom = 0;

  readonly #evidence: Evidence;
  readonly #symbols: Float32Array;
  #paper: readonly [number, number, number] = [1, 1, 1];
  /** Relative to the origin, so that 32 bits are exact to millimetres. */
  readonly #positions: Float32Array<ArrayBuffer>;
  readonly #origin: readonly [number, number];
  readonly #thinner: Thinner;
  #rows = new Uint32Array(0);
  #drawn = 0;
  /** The window that was last thinned for, and whether the rows are still the same. */
  #section: Section | null = null;
  #map: MapLibre | null = null;
  #gl: Resources | null = null;

  constructor(evidence: Evidence, styles: readonly CategoryStyle[]) {
    this.#evidence = evidence;
    this.#symbols = symbolTable(styles).subarray(0, MOST_CATEGORIES * 4);
    const first = evidence.located.indexOf(1);
    this.#origin = first < 0 ? [0, 0] : [mercatorX(evidence.lon[first]!), mercatorY(evidence.lat[first]!)];
    this.#positions = positionsAround(evidence, ...this.#origin);
    this.#thinner = new Thinner(this.#positions);
  }

  /** Row numbers to draw, later ones on top. The array is read again whenever the picture moves. */
  setRows(rows: Uint32Array<ArrayBuffer>): void {
    this.#rows = rows;
    this.#section = null;
  }

  setPaper(colour: string): void {
    this.#paper = rgb(colour);
  }

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.#map = map;
    const program = linkProgram(gl, VERTEX, FRAGMENT);
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    upload(gl, this.#positions);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    upload(gl, signsOf(this.#evidence));
    gl.enableVertexAttribArray(1);
    gl.vertexAttribIPointer(1, 2, gl.UNSIGNED_BYTE, 4, 0);
    const indices = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices); // remembered by the vertex array
    gl.bindVertexArray(null);
    const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
    this.#gl = {
      program, array, indices, matrix: at("u_matrix"), size: at("u_size"), symbols: at("u_symbols"), paper: at("u_paper"),
      opacity: at("u_opacity"),
    };
    this.#section = null;
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    // its buffers go with it when the program and array are the last that name them
    if (this.#gl) {
      gl.deleteProgram(this.#gl.program);
      gl.deleteVertexArray(this.#gl.array);
      gl.deleteBuffer(this.#gl.indices);
    }
    this.#gl = null;
    this.#map = null;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const resources = this.#gl;
    if (!resources || !this.#map || !this.visible || this.#rows.length === 0) return;
    if (this.#map.getZoom() < this.fromZoom) return;
    const size = this.#size(this.#map.getZoom());
    gl.useProgram(resources.program);
    gl.bindVertexArray(resources.array);
    this.#thin(gl, this.#map, size);
    const matrix = matrixAround(input.defaultProjectionData.mainMatrix as ArrayLike<number>, ...this.#origin);
    gl.uniformMatrix4fv(resources.matrix, false, matrix);
    gl.uniform1f(resources.size, size * this.#map.getPixelRatio());
    gl.uniform4fv(resources.symbols, this.#symbols);
    gl.uniform3f(resources.paper, ...this.#paper);
    gl.uniform1f(resources.opacity, this.opacity);
    blendOver(gl);
    gl.drawElements(gl.POINTS, this.#drawn, gl.UNSIGNED_INT, 0);
    gl.bindVertexArray(null);
  }

  /** Diameter of a sign in CSS pixels: small from afar, where many lie together. */
  #size(zoom: number): number {
    const crowded = this.#evidence.length > CROWDED_FROM_ROWS ? 1.5 : 0;
    return Math.max(3, Math.min(14, 5 - crowded + (zoom - 9.5) * 1.4));
  }

  /** Sends the rows worth drawing, if the picture or the rows are others than last time. */
  #thin(gl: WebGL2RenderingContext, map: MapLibre, size: number): void {
    const pixel = 1 / (TILE_PX * 2 ** map.getZoom());
    const { lng, lat } = map.getCenter();
    const { clientWidth, clientHeight } = map.getCanvas();
    // half a sign beyond the edge still shows its other half
    const width = (clientWidth + size) * pixel;
    const height = (clientHeight + size) * pixel;
    const section: Section = {
      left: mercatorX(lng) - this.#origin[0] - width / 2, top: mercatorY(lat) - this.#origin[1] - height / 2,
      width, height, cell: size * COVERED * pixel,
    };
    if (this.#section && SIDES.every((side) => this.#section![side] === section[side])) return;
    const drawn = this.#thinner.thin(this.#rows, section);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, drawn, gl.DYNAMIC_DRAW);
    this.#drawn = drawn.length;
    this.#section = section;
  }
}

/** Mercator x and y of every row in turn; NaN without a position. */
function positionsAround({ length, lon, lat }: Evidence, x: number, y: number): Float32Array<ArrayBuffer> {
  const positions = new Float32Array(length * 2);
  for (let row = 0; row < length; row++) {
    positions[2 * row] = mercatorX(lon[row]!) - x;
    positions[2 * row + 1] = mercatorY(lat[row]!) - y;
  }
  return positions;
}

/** Category and whether it is a finding, padded to four bytes: what is not aligned to four is slow. */
function signsOf({ length, category, kind }: Evidence): Uint8Array<ArrayBuffer> {
  const finding = kind.codes.indexOf("finding");
  const signs = new Uint8Array(length * 4);
  for (let row = 0; row < length; row++) {
    signs[4 * row] = Math.min(category.values[row]!, MOST_CATEGORIES - 1);
    signs[4 * row + 1] = kind.values[row] === finding ? 1 : 0;
  }
  return signs;
}

function upload(gl: WebGL2RenderingContext, data: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
}
