import { element } from '../dom.ts';
import type { Camera, Size } from './camera.ts';
import { CanvasCloud } from './canvasCloud.ts';
import { WebGlCloud } from './webGlCloud.ts';

export interface PointColour {
  /** Red, green, blue, each 0 … 1. */
  rgb: readonly number[];
  /** 0 … 1 */
  opacity: number;
  /** Whether such points lie under all others. */
  isBelow: boolean;
}

/** How the points are drawn. */
export interface CloudStyle {
  /** By the points' codes; at most {@link MOST_COLOURS}. */
  colours: readonly PointColour[];
  /** Diameter in CSS pixels. */
  size: number;
}

export const MOST_COLOURS = 16;

/** All the words as points. */
export interface Cloud {
  /** Stands where it shows the view; it may reach beyond. */
  readonly canvas: HTMLCanvasElement;
  /** Sets where the points come from and where they go to, each [n × 2]. */
  setPositions(from: Float32Array, to: Float32Array): void;
  /** Sets each point's place among the colours, [n]; empty where all have the first. */
  setCodes(codes: Uint8Array): void;
  /** Draws them, `share` of the way from … to. */
  draw(camera: Camera, size: Size, pixelRatio: number, share: number, style: CloudStyle): void;
}

/** What is drawn first, and what then over it: two layers, or one where all points lie alike. */
export function layersOf(colours: readonly PointColour[]): (PointColour | undefined)[][] {
  const layers = [true, false].map((isBelow) =>
    colours.map((colour) => (colour.isBelow === isBelow ? colour : undefined)),
  );
  return layers.filter((layer) => layer.some((colour) => colour));
}

/** The most points for which WebGL is the faster way where a processor stands in for the graphics card. */
const MOST_EMULATED = 50_000;

/** Draws the points by WebGL, and by the 2-D canvas where WebGL is missing, broken, or emulated and too slow. */
export class CloudLayer {
  readonly root = element('div', { className: 'cloud', attributes: { 'aria-hidden': 'true' } });
  private readonly redraw: () => void;
  private readonly byCanvas: CanvasCloud;
  private byWebGl: WebGlCloud | undefined;
  private current: Cloud;
  private from: Float32Array = new Float32Array(0);
  private to: Float32Array = new Float32Array(0);
  private codes: Uint8Array = new Uint8Array(0);

  /** @param redraw asks for the next frame, as what was drawn is lost */
  constructor(redraw: () => void) {
    this.redraw = redraw;
    this.current = this.byCanvas = new CanvasCloud(redraw);
    this.byWebGl = createWebGlCloud(redraw, () => this.giveUpWebGl());
    this.choose();
  }

  setPositions(from: Float32Array, to: Float32Array): void {
    this.from = from;
    this.to = to;
    this.choose();
  }

  setCodes(codes: Uint8Array): void {
    this.codes = codes;
    this.current.setCodes(codes);
  }

  draw(camera: Camera, size: Size, pixelRatio: number, share: number, style: CloudStyle): void {
    this.current.draw(camera, size, pixelRatio, share, style);
  }

  private choose(): void {
    const { byWebGl, byCanvas } = this;
    const isTooMuch = byWebGl?.isEmulated && this.to.length / 2 > MOST_EMULATED;
    this.current = byWebGl && !isTooMuch ? byWebGl : byCanvas;
    this.current.setPositions(this.from, this.to);
    this.current.setCodes(this.codes);
    if (this.current.canvas.parentNode !== this.root) this.root.replaceChildren(this.current.canvas);
  }

  private giveUpWebGl(): void {
    this.byWebGl = undefined;
    this.choose();
    this.redraw();
  }
}

function createWebGlCloud(redraw: () => void, giveUp: () => void): WebGlCloud | undefined {
  try {
    return new WebGlCloud(redraw, giveUp);
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}
