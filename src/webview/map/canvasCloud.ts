import { element } from '../dom.ts';
import type { Camera, Size } from './camera.ts';
import { layersOf, type Cloud, type CloudStyle, type PointColour } from './cloud.ts';
import { fitCanvas, pixelsOf } from './pixels.ts';

/** Places inside a pixel, along each axis, that a disc may have: a quarter of a pixel is not seen. */
const STEPS = 4;

/** Beyond each border of the view so large a part of it is drawn, too: it comes into sight as the map is moved. */
const MARGIN = 0.3;
/** Of more points a zoom shows the picture that there is, larger or smaller, and the points once the hand rests … */
const MANY = 200_000;
/** … for so many milliseconds; and a picture that is larger or smaller by more than this says too little. */
const REST_MS = 120;
const MOST_STRETCH = 2;

/** A picture of the points that can be moved about as long as nothing but the camera changes. */
interface Picture {
  /** What it depends on, beside the camera. */
  key: string;
  camera: Camera;
  /** Diameter of its points in CSS pixels. */
  pointSize: number;
  /** Pixels beyond each border of the view. */
  margin: { x: number; y: number };
}

/**
 * Points by the 2-D canvas, set pixel by pixel: far faster than the canvas's own shapes. While a hand moves the map, a picture
 * that is larger than the view moves, and the points need not be set anew.
 */
export class CanvasCloud implements Cloud {
  readonly canvas = element('canvas');
  private readonly redraw: (() => void) | undefined;
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true });
  private picture: Picture | undefined;
  /** Counts what changes the points beside the camera. */
  private version = 0;
  private lastKey = '';
  private resting = 0;
  /** The hand rests: what was stretched is to be drawn. */
  private isResting = false;
  private from: Float32Array = new Float32Array(0);
  private to: Float32Array = new Float32Array(0);
  private image = new ImageData(1, 1);
  private codes: Uint8Array = new Uint8Array(0);
  private stamp: Stamp | undefined;

  /** @param redraw asks for the next frame; without it each one is drawn as well as can be */
  constructor(redraw?: () => void) {
    this.redraw = redraw;
  }

  setPositions(from: Float32Array, to: Float32Array): void {
    this.from = from;
    this.to = to;
    this.version++;
  }

  setCodes(codes: Uint8Array): void {
    this.codes = codes;
    this.version++;
  }

  draw(camera: Camera, size: Size, pixelRatio: number, share: number, style: CloudStyle): void {
    const key = share < 1 ? '' : JSON.stringify([this.version, size, pixelRatio, style.colours]);
    const isMany = this.to.length / 2 > MANY;
    const isRepeated = this.redraw !== undefined && key !== '' && (isMany || key === this.lastKey);
    this.lastKey = key;
    if (!isRepeated || !this.isEnough(key, camera, pixelRatio, style.size, isMany)) {
      const part = isRepeated ? MARGIN : 0;
      const view = pixelsOf(size, pixelRatio);
      const margin = { x: Math.ceil(view.width * part), y: Math.ceil(view.height * part) };
      this.paint(margin, camera, size, pixelRatio, share, style);
      this.picture = { key, camera, pointSize: style.size, margin };
    }
    this.isResting = false;
    this.movePicture(camera, size, pixelRatio);
  }

  /** Whether the picture will do for a camera. */
  private isEnough(
    key: string,
    camera: Camera,
    pixelRatio: number,
    pointSize: number,
    isMany: boolean,
  ): boolean {
    const { picture } = this;
    if (picture?.key !== key) return false;
    const stretch = camera.scale / picture.camera.scale;
    if (stretch === 1 && picture.pointSize === pointSize) {
      const shift = (distance: number) => Math.abs(distance) * camera.scale * pixelRatio;
      return (
        shift(camera.x - picture.camera.x) <= picture.margin.x &&
        shift(camera.y - picture.camera.y) <= picture.margin.y
      );
    }
    if (!isMany || this.isResting || Math.max(stretch, 1 / stretch) > MOST_STRETCH) return false;
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      this.isResting = true;
      this.redraw?.();
    }, REST_MS);
    return true;
  }

  /** Shows the picture as a camera sees it: the canvas is moved, not drawn, which costs nearly nothing. */
  private movePicture({ x, y, scale }: Camera, size: Size, pixelRatio: number): void {
    const { picture, canvas } = this;
    if (!picture) return;
    const stretch = scale / picture.camera.scale;
    const left =
      (size.width * pixelRatio - canvas.width * stretch) / 2 + (picture.camera.x - x) * scale * pixelRatio;
    const top =
      (size.height * pixelRatio - canvas.height * stretch) / 2 - (picture.camera.y - y) * scale * pixelRatio;
    // On whole pixels it stays as sharp as it is.
    const [dx, dy] = [left, top].map((place) => Math.round(place) / pixelRatio);
    canvas.style.transform = `translate(${dx}px, ${dy}px) scale(${stretch / pixelRatio})`;
  }

  /** Draws the points, and those beyond the borders of the view by a margin. */
  private paint(
    margin: { x: number; y: number },
    camera: Camera,
    size: Size,
    pixelRatio: number,
    share: number,
    style: CloudStyle,
  ): void {
    const { context } = this;
    if (!context) return;
    const stamp = this.stampOf(style.size * pixelRatio);
    this.clear(pixelsOf(size, pixelRatio), margin, stamp.side);
    const scale = camera.scale * pixelRatio;
    // The corner of a stamp for the layout's origin, in an image that is a stamp's side larger all round.
    const x = (size.width / 2) * pixelRatio + margin.x - camera.x * scale + (stamp.side + 1) / 2;
    const y = (size.height / 2) * pixelRatio + margin.y + camera.y * scale + (stamp.side + 1) / 2;
    for (const layer of layersOf(style.colours)) this.print(stamp, x, y, scale, share, layer.map(inkOf));
    context.putImageData(this.image, -stamp.side, -stamp.side);
  }

  private print(
    stamp: Stamp,
    x: number,
    y: number,
    scale: number,
    share: number,
    inks: readonly (Ink | undefined)[],
  ): void {
    const { from, to, codes } = this;
    const pixels = new Uint32Array(this.image.data.buffer);
    const stamps = inks.map((ink) => ink && inked(stamp, ink));
    const [width, height] = [this.image.width - stamp.side, this.image.height - stamp.side];
    for (let i = 0; i < to.length; i += 2) {
      const marks = stamps[codes[i >> 1] ?? 0];
      if (!marks) continue;
      const left = x + (from[i] + (to[i] - from[i]) * share) * scale;
      const top = y - (from[i + 1] + (to[i + 1] - from[i + 1]) * share) * scale;
      // Written so that a place that is no number fails.
      if (left >= 0 && top >= 0 && left < width && top < height) {
        press(marks, stamp.side, pixels, this.image.width, left, top);
      }
    }
  }

  /** Makes room for a view and its margin, with nothing in it yet; the image is larger all round by `beyond`. */
  private clear(view: Size, margin: { x: number; y: number }, beyond: number): void {
    const [width, height] = [view.width + 2 * margin.x, view.height + 2 * margin.y];
    fitCanvas(this.canvas, { width, height });
    const { image } = this;
    if (image.width === width + 2 * beyond && image.height === height + 2 * beyond) image.data.fill(0);
    else this.image = new ImageData(width + 2 * beyond, height + 2 * beyond);
  }

  private stampOf(size: number): Stamp {
    if (this.stamp?.size !== size) this.stamp = cutStamp(size);
    return this.stamp;
  }
}

/** A disc, cut once for each place inside a pixel at which it may be pressed. */
interface Stamp {
  size: number;
  /** Width and height in pixels. */
  side: number;
  /** [STEPS × STEPS × side × side] Cover of each pixel, 0 … 255. */
  cover: Uint8Array;
}

function cutStamp(size: number): Stamp {
  // Room for the disc, its soft edge, and its way inside a pixel.
  const side = Math.ceil(size + 1.75);
  const cover = new Uint8Array(STEPS * STEPS * side * side);
  let at = 0;
  for (let step = 0; step < STEPS * STEPS; step++) {
    const x = (side - 1) / 2 + ((step % STEPS) + 0.5) / STEPS;
    const y = (side - 1) / 2 + (Math.floor(step / STEPS) + 0.5) / STEPS;
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        cover[at++] = 255 * Math.min(1, Math.max(0, size / 2 - distance + 0.5));
      }
    }
  }
  return { size, side, cover };
}

/** What a stamp leaves. */
interface Ink {
  /** The lower 24 bits of a pixel: red lowest, as all machines that run VS Code are little-endian. */
  bits: number;
  /** 0 … 256 */
  opacity: number;
}

function inkOf(colour: PointColour | undefined): Ink | undefined {
  if (!colour) return undefined;
  const [r, g, b] = colour.rgb.map((value) => Math.round(value * 255));
  return { bits: r | (g << 8) | (b << 16), opacity: Math.round(colour.opacity * 256) };
}

/** A stamp with ink: what it leaves on nothing, as pixels. */
function inked({ cover }: Stamp, { bits, opacity }: Ink): Uint32Array {
  return Uint32Array.from(cover, (share) => {
    const laid = (share * opacity) >> 8;
    return laid === 0 ? 0 : bits | (laid << 24);
  });
}

/** Lays a stamp with ink over pixels, its corner at a place. */
function press(
  marks: Uint32Array,
  side: number,
  pixels: Uint32Array,
  width: number,
  left: number,
  top: number,
): void {
  const [column, row] = [Math.floor(left), Math.floor(top)];
  const step = Math.floor((top - row) * STEPS) * STEPS + Math.floor((left - column) * STEPS);
  let from = step * side * side;
  for (let line = 0; line < side; line++) {
    let at = (row + line) * width + column;
    for (let i = 0; i < side; i++, at++, from++) {
      const mark = marks[from];
      if (mark === 0) continue;
      const below = pixels[at];
      // Most points lie on nothing, or on their like.
      if (below === 0) {
        pixels[at] = mark;
        continue;
      }
      const alpha = below >>> 24;
      const laid = mark >>> 24;
      const sum = alpha + (((255 - alpha) * laid + 127) >> 8);
      const bits = mark & 0xffffff;
      const isAlike = (below & 0xffffff) === bits;
      pixels[at] = (isAlike ? bits : mixed(below, bits, laid / sum)) | (sum << 24);
    }
  }
}

/** Two colours' bits, `share` of the second. */
function mixed(first: number, second: number, share: number): number {
  let bits = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    const from = (first >> shift) & 255;
    bits |= Math.round(from + (((second >> shift) & 255) - from) * share) << shift;
  }
  return bits;
}
