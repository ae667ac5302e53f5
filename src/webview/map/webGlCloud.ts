import { element } from '../dom.ts';
import type { Camera, Size } from './camera.ts';
import { layersOf, MOST_COLOURS, type Cloud, type CloudStyle, type PointColour } from './cloud.ts';
import { fitCanvas, pixelsOf } from './pixels.ts';

/** How long the graphics driver may take to give a lost context back, in milliseconds. */
const PATIENCE_MS = 3000;

const VERTEX = `#version 300 es
in vec2 before;
in vec2 after;
in float code;
uniform vec4 colours[${MOST_COLOURS}];
uniform float share;
uniform vec2 centre;
uniform vec2 scale;
uniform float size;
flat out vec4 colour;
void main() {
  colour = colours[int(code)];
  vec2 place = mix(before, after, share);
  // A place that is no number fails the comparison and goes out of sight; a colour of another layer does too.
  bool isPlace = dot(place, place) < 1e30 && colour.a >= 0.0;
  gl_Position = isPlace ? vec4((place - centre) * scale, 0.0, 1.0) : vec4(9.0, 9.0, 9.0, 1.0);
  // A pixel more than the disc: its edge fades over half a pixel on either side.
  gl_PointSize = size + 1.0;
}`;

const FRAGMENT = `#version 300 es
// As the vertex shader's: they share a uniform.
precision highp float;
flat in vec4 colour;
uniform float size;
out vec4 result;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (size + 1.0);
  result = colour * clamp(size * 0.5 - distance + 0.5, 0.0, 1.0);
}`;

interface Program {
  before: WebGLBuffer;
  after: WebGLBuffer;
  code: WebGLBuffer;
  uniform: (name: string) => WebGLUniformLocation | null;
}

/** Points by WebGL 2; comes back when the graphics driver has taken the context away. */
export class WebGlCloud implements Cloud {
  readonly canvas = element('canvas');
  /** A processor stands in for the graphics card. */
  readonly isEmulated: boolean;
  private readonly gl: WebGL2RenderingContext;
  private program: Program | undefined;
  private from: Float32Array = new Float32Array(0);
  private to: Float32Array = new Float32Array(0);
  private codes: Uint8Array = new Uint8Array(0);

  /** @param giveUp called when a lost context does not come back */
  constructor(redraw: () => void, giveUp: () => void) {
    const gl = this.canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
    if (!gl) throw new Error('WebGL 2 is not to be had.');
    this.gl = gl;
    this.program = createProgram(gl);
    this.isEmulated = /swiftshader|llvmpipe|software|basic render/i.test(rendererName(gl));
    let patience = 0;
    this.canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.program = undefined;
      patience = window.setTimeout(giveUp, PATIENCE_MS);
    });
    this.canvas.addEventListener('webglcontextrestored', () => {
      clearTimeout(patience);
      this.program = createProgram(gl);
      this.upload();
      this.uploadCodes();
      redraw();
    });
  }

  setPositions(from: Float32Array, to: Float32Array): void {
    const hasOtherCount = this.to.length !== to.length;
    this.from = from;
    this.to = to;
    this.upload();
    if (hasOtherCount) this.uploadCodes();
  }

  setCodes(codes: Uint8Array): void {
    this.codes = codes;
    this.uploadCodes();
  }

  draw(camera: Camera, { width, height }: Size, pixelRatio: number, share: number, style: CloudStyle): void {
    const { gl, program } = this;
    if (!program) return;
    this.fit(pixelsOf({ width, height }, pixelRatio), pixelRatio);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform1f(program.uniform('share'), share);
    gl.uniform2f(program.uniform('centre'), camera.x, camera.y);
    gl.uniform2f(program.uniform('scale'), (2 * camera.scale) / width, (2 * camera.scale) / height);
    gl.uniform1f(program.uniform('size'), style.size * pixelRatio);
    for (const layer of layersOf(style.colours)) {
      gl.uniform4fv(program.uniform('colours'), layer.flatMap(premultiplied));
      gl.drawArrays(gl.POINTS, 0, this.to.length / 2);
    }
  }

  private fit(pixels: Size, pixelRatio: number): void {
    fitCanvas(this.canvas, pixels);
    this.canvas.style.transform = `scale(${1 / pixelRatio})`;
    this.gl.viewport(0, 0, pixels.width, pixels.height);
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

  private uploadCodes(): void {
    const { gl, program } = this;
    if (!program) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, program.code);
    // A point without a code would be read from beyond the buffer.
    const count = this.to.length / 2;
    const codes = this.codes.length >= count ? this.codes : new Uint8Array(count);
    gl.bufferData(gl.ARRAY_BUFFER, codes, gl.DYNAMIC_DRAW);
  }
}

/** What the shader takes for a colour; a negative alpha for one that is not in its layer. */
function premultiplied(colour: PointColour | undefined): number[] {
  if (!colour) return [0, 0, 0, -1];
  const [r, g, b] = colour.rgb.map((value) => value * colour.opacity);
  return [r, g, b, colour.opacity];
}

function rendererName(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
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
    before: attribute(gl, program, 'before', 2, gl.FLOAT),
    after: attribute(gl, program, 'after', 2, gl.FLOAT),
    code: attribute(gl, program, 'code', 1, gl.UNSIGNED_BYTE),
    uniform,
  };
}

function attribute(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  size: number,
  type: number,
): WebGLBuffer {
  const buffer = gl.createBuffer();
  const location = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, size, type, false, 0, 0);
  return buffer;
}
