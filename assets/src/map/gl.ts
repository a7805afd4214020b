/** The little of WebGL that both own layers need. */

/** Compiles and links; throws with the driver's words when the shaders are faulty. */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  const shaders = [
    compile(gl, gl.VERTEX_SHADER, vertex),
    compile(gl, gl.FRAGMENT_SHADER, fragment),
  ];
  for (const shader of shaders) gl.attachShader(program, shader);
  gl.linkProgram(program);
  for (const shader of shaders) gl.deleteShader(shader);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`map shaders do not link: ${gl.getProgramInfoLog(program) ?? ""}`);
  }
  return program;
}

function compile(gl: WebGL2RenderingContext, type: GLenum, source: string): WebGLShader {
  const shader = gl.createShader(type)!; // null only when the context is lost, and then all calls are harmless
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    throw new Error(`map shader does not compile: ${gl.getShaderInfoLog(shader) ?? ""}`);
  }
  return shader;
}

/**
 * The map's matrix for positions given relative to an origin (mercator, 0-1). A 32-bit number resolves two metres
 * on the whole earth, but millimetres within a municipality; so the large part is added here, in 64 bits.
 */
export function matrixAround(matrix: ArrayLike<number>, originX: number, originY: number): Float32Array {
  const moved = new Float32Array(16);
  for (let i = 0; i < 12; i++) moved[i] = matrix[i]!;
  for (let row = 0; row < 4; row++) {
    moved[12 + row] = matrix[12 + row]! + matrix[row]! * originX + matrix[4 + row]! * originY;
  }
  return moved;
}

/** Draws over what is there with premultiplied colours; MapLibre promises nothing about the state it hands over. */
export function blendOver(gl: WebGL2RenderingContext): void {
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.disable(gl.DEPTH_TEST);
  gl.disable(gl.STENCIL_TEST);
  gl.disable(gl.CULL_FACE);
}
