/**
 * A canvas of the map's own size on which one layer is painted with plain lines.
 *
 * Usually it lies over the map, where painting it anew disturbs nothing. Where people put another layer above it, it is
 * woven into the map instead: a texture at its place in the order, painted with every picture of the map.
 */
import type { CustomLayerInterface, Map as MapLibre } from "maplibre-gl";

import { mercatorX, mercatorY } from "./geometry.ts";
import { blendOver, linkProgram } from "./gl.ts";
import type { Camera } from "./view.ts";

/** The world is one tile of this size at zoom 0. */
const TILE_PX = 512;

/** A window on the world. width, height: CSS pixels; ratio: of the screen's own to them. */
export interface Window extends Camera {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** From web mercator to pixels of a window: x * world - left. */
export interface Frame {
  readonly world: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly ratio: number;
}

export type Paint = (context: CanvasRenderingContext2D, frame: Frame) => void;

export function frameOf({ lon, lat, zoom, width, height, ratio }: Window): Frame {
  const world = TILE_PX * 2 ** zoom;
  return {
    world, left: mercatorX(lon) * world - width / 2, top: mercatorY(lat) * world - height / 2, width, height, zoom, ratio,
  };
}

export class Sheet {
  readonly #canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D | null;
  readonly #parent: HTMLElement;
  readonly #window: () => Window;
  readonly #paint: Paint;
  #visible: boolean;
  #opacity = 1;
  #due = 0;
  #woven: { readonly map: MapLibre; readonly layer: WovenLayer } | null = null;

  constructor(parent: HTMLElement, window: () => Window, paint: Paint, { visible = true } = {}) {
    this.#parent = parent;
    this.#window = window;
    this.#paint = paint;
    this.#visible = visible;
    this.#canvas.className = "lk-map-outlines";
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.hidden = !visible;
    parent.append(this.#canvas);
    // a few lines are drawn sooner by the processor than they are handed over to the graphics processor, busy with the map
    this.#context = this.#canvas.getContext("2d", { willReadFrequently: true });
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** What it shows has changed. */
  soon(): void {
    if (!this.#visible) return;
    if (this.#woven) this.#woven.map.triggerRepaint();
    else if (this.#due === 0) this.#due = requestAnimationFrame(() => this.draw());
  }

  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#canvas.hidden = !visible || this.#woven !== null;
    this.soon();
  }

  setOpacity(opacity: number): void {
    this.#opacity = opacity;
    this.#canvas.style.opacity = opacity === 1 ? "" : String(opacity);
    if (this.#woven) this.#woven.layer.opacity = opacity;
    this.soon();
  }

  /** Over the other sheets that lie on the map. */
  raise(): void {
    this.#parent.append(this.#canvas);
  }

  /** Into the map as a layer with this name, or out of it again. The layer's place is the caller's affair. */
  weave(map: MapLibre, id: string, woven: boolean): void {
    if (!woven) {
      if (this.#woven && map.getLayer(id)) map.removeLayer(id);
      this.#woven = null;
    } else if (!map.getLayer(id)) {
      const layer = new WovenLayer(id, this.#canvas, () => this.#fill());
      layer.opacity = this.#opacity;
      this.#woven = { map, layer };
      map.addLayer(layer);
    }
    this.#canvas.hidden = !this.#visible || woven;
    this.soon();
  }

  /** Settles when what was changed is drawn, read back; milliseconds since the page began. */
  painted(): Promise<number> {
    return new Promise((settle) => {
      requestAnimationFrame(() => {
        this.draw();
        // drawing is only ordered, not done, until somebody asks for a pixel
        this.#context?.getImageData(0, 0, 1, 1);
        settle(performance.now());
      });
    });
  }

  /** To be called whenever the map below has moved, in the same picture. */
  draw(): void {
    cancelAnimationFrame(this.#due);
    this.#due = 0;
    if (this.#visible && !this.#woven) this.#fill();
  }

  remove(): void {
    cancelAnimationFrame(this.#due);
    this.#canvas.remove();
  }

  #fill(): void {
    const context = this.#context;
    const window = this.#window();
    const { width, height, ratio } = window;
    if (!context || width === 0) return;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== w || this.#canvas.height !== h) Object.assign(this.#canvas, { width: w, height: h });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.globalAlpha = 1;
    this.#paint(context, frameOf(window));
  }
}

const VERTEX = `#version 300 es
layout(location = 0) in vec2 a_corner;
out vec2 v_at;
void main() {
  v_at = vec2(a_corner.x, 1.0 - a_corner.y);
  gl_Position = vec4(a_corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D u_sheet;
uniform float u_opacity;
in vec2 v_at;
out vec4 o_colour;
void main() {
  o_colour = texture(u_sheet, v_at) * u_opacity;
}`;

interface Resources {
  readonly program: WebGLProgram;
  readonly array: WebGLVertexArrayObject;
  readonly corners: WebGLBuffer;
  readonly texture: WebGLTexture;
  readonly opacity: WebGLUniformLocation | null;
}

class WovenLayer implements CustomLayerInterface {
  readonly id: string;
  readonly type = "custom";
  readonly renderingMode = "2d";
  opacity = 1;
  readonly #canvas: HTMLCanvasElement;
  readonly #fill: () => void;
  #gl: Resources | null = null;

  constructor(id: string, canvas: HTMLCanvasElement, fill: () => void) {
    this.id = id;
    this.#canvas = canvas;
    this.#fill = fill;
  }

  onAdd(_map: MapLibre, gl: WebGL2RenderingContext): void {
    const program = linkProgram(gl, VERTEX, FRAGMENT);
    const array = gl.createVertexArray();
    const corners = gl.createBuffer();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.bufferData(gl.ARRAY_BUFFER, Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
    this.#gl = { program, array, corners, texture: gl.createTexture(), opacity: gl.getUniformLocation(program, "u_opacity") };
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    if (this.#gl) {
      gl.deleteProgram(this.#gl.program);
      gl.deleteVertexArray(this.#gl.array);
      gl.deleteBuffer(this.#gl.corners);
      gl.deleteTexture(this.#gl.texture);
    }
    this.#gl = null;
  }

  render(gl: WebGL2RenderingContext): void {
    const resources = this.#gl;
    if (!resources) return;
    this.#fill();
    if (this.#canvas.width === 0) return;
    gl.useProgram(resources.program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, resources.texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.#canvas);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    gl.uniform1f(resources.opacity, this.opacity);
    blendOver(gl);
    gl.bindVertexArray(resources.array);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindVertexArray(null);
  }
}
