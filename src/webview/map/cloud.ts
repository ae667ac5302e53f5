import type { Camera, Size } from './camera.ts';
import { CanvasCloud } from './canvasCloud.ts';
import { WebGlCloud } from './webGlCloud.ts';

/** How the points are drawn. */
export interface CloudStyle {
  colour: string;
  /** 0 … 1 */
  opacity: number;
  /** Diameter in CSS pixels. */
  size: number;
}

/** All the words as points. */
export interface Cloud {
  /** Sets where the points come from and where they go to, each [n × 2]. */
  setPositions(from: Float32Array, to: Float32Array): void;
  /** Draws them, `share` of the way from … to. */
  draw(camera: Camera, size: Size, pixelRatio: number, share: number, style: CloudStyle): void;
}

/** The fastest cloud that this browser can draw. */
export function createCloud(canvas: HTMLCanvasElement, redraw: () => void): Cloud {
  const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
  return gl ? new WebGlCloud(canvas, gl, redraw) : new CanvasCloud(canvas);
}
