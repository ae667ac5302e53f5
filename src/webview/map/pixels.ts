import type { Size } from './camera.ts';

/** A view's size in whole pixels of the screen. */
export function pixelsOf({ width, height }: Size, pixelRatio: number): Size {
  return { width: Math.round(width * pixelRatio), height: Math.round(height * pixelRatio) };
}

/** Gives a canvas so many pixels; one that has them keeps what is drawn, as any other would be blank. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
