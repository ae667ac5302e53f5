import { rgba } from '../theme.ts';
import type { Camera, Size } from './camera.ts';
import type { Cloud, CloudStyle } from './cloud.ts';

const VERTEX = `#version 300 es
in vec2 before;
in vec2 after;
uniform float share;
uniform vec2 centre;
uniform vec2 scale;
uniform float size;
void main() {
  vec2 place = mix(before, after, share);
  gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
  gl_PointSize = size;
}`;

// A disc whose edge fades over one pixel.
const FRAGMENT = `#version 300 es
// As the vertex shader's: they share a uniform.
precision highp float;
uniform vec4 colour;
uniform float size;
out vec4 result;
void main() {
  float distance = length(gl_PointCoord - 0.5) * size;
  float cover = clamp(size * 0.5 - distance + 0.5, 0.0, 1.0);
  if (cover <= 0.0) discard;
  result = colour * cover;
}`;

interface Program {
  program: WebGLProgram;
  before: WebGLBuffer;
  after: WebGLBuffer;
  uniform: (name: string) => WebGLUniformLocation | null;
}

/** Points by WebGL 2; comes back when the graphics driver takes the context away. */
export class WebGlCloud implements Cloud {
  private readonly canvas: HTMLCanvasElement;
  private readonly gl: WebGL2RenderingContext;
  private program: Program | undefined;
  private from: Float32Array = new Float32Array(0);
  private to: Float32Array = new Float32Array(0);
  private colour: { css: string; value: [number, number, number, number] } | undefined;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, redraw: () => void) {
    this.canvas = canvas;
    this.gl = gl;
    this.program = createProgram(gl);
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.program = undefined;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.program = createProgram(gl);
      this.upload();
      redraw();
    });
  }

  setPositions(from: Float32Array, to: Float32Array): void {
    this.from = from;
    this.to = to;
    this.upload();
  }

  draw(camera: Camera, { width, height }: Size, pixelRatio: number, share: number, style: CloudStyle): void {
    const { gl, program } = this;
    if (!program) return;
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform1f(program.uniform('share'), share);
    gl.uniform2f(program.uniform('centre'), camera.x, camera.y);
    gl.uniform2f(program.uniform('scale'), (2 * camera.scale) / width, (2 * camera.scale) / height);
    gl.uniform1f(program.uniform('size'), style.size * pixelRatio);
    const [r, g, b] = this.parsed(style.colour);
    gl.uniform4f(
      program.uniform('colour'),
      r * style.opacity,
      g * style.opacity,
      b * style.opacity,
      style.opacity,
    );
    gl.drawArrays(gl.POINTS, 0, this.to.length / 2);
  }

  private upload(): void {
    const { gl, program } = this;
    if (!program) return;
    for (const [buffer, data] of [
      [program.before, this.from],
      [program.after, this.to],
    ] as const) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    }
  }

  private parsed(css: string): [number, number, number, number] {
    if (this.colour?.css !== css) this.colour = { css, value: rgba(css) };
    return this.colour.value;
  }
}

function createProgram(gl: WebGL2RenderingContext): Program {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(gl.getProgramInfoLog(program) ?? 'The shaders do not link.');
  }
  gl.useProgram(program);
  const locations = new Map<string, WebGLUniformLocation | null>();
  const uniform = (name: string) => {
    if (!locations.has(name)) locations.set(name, gl.getUniformLocation(program, name));
    return locations.get(name) ?? null;
  };
  return {
    program,
    before: attribute(gl, program, 'before'),
    after: attribute(gl, program, 'after'),
    uniform,
  };
}

function attribute(gl: WebGL2RenderingContext, program: WebGLProgram, name: string): WebGLBuffer {
  const buffer = gl.createBuffer();
  const location = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0);
  return buffer;
}
