import { toScreen, type Camera, type Size } from './camera.ts';
import type { Cloud, CloudStyle } from './cloud.ts';

/** Points by the 2-D canvas, for browsers without WebGL 2. */
export class CanvasCloud implements Cloud {
  private readonly context: CanvasRenderingContext2D | null;
  private from: Float32Array = new Float32Array(0);
  private to: Float32Array = new Float32Array(0);

  constructor(canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d');
  }

  setPositions(from: Float32Array, to: Float32Array): void {
    this.from = from;
    this.to = to;
  }

  draw(camera: Camera, size: Size, pixelRatio: number, share: number, style: CloudStyle): void {
    const { context, from, to } = this;
    if (!context) return;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.fillStyle = style.colour;
    context.globalAlpha = style.opacity;
    const half = style.size / 2;
    for (let i = 0; i < to.length; i += 2) {
      const x = from[i] + (to[i] - from[i]) * share;
      const y = from[i + 1] + (to[i + 1] - from[i + 1]) * share;
      const [sx, sy] = toScreen(camera, size, x, y);
      const isInView = sx > -half && sy > -half && sx < size.width + half && sy < size.height + half;
      if (isInView) context.fillRect(sx - half, sy - half, style.size, style.size);
    }
  }
}
