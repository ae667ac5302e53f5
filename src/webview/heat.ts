import { COLOUR_RANGE, divergingColour } from '../common/colours.ts';

/** The colours from −range to range: a picture of a million numbers looks each up. */
const SHADES = 1024;
const RAMP = Array.from({ length: SHADES + 1 }, (_, i) =>
  divergingColour(((2 * i) / SHADES - 1) * COLOUR_RANGE),
);
const GREY = divergingColour(NaN);

/**
 * Numbers as a picture, a pixel each; drawn larger, it is a grid of colours.
 *
 * @param range the number at which the colour is full
 * @param valueAt the number of a row and a column
 */
export function heat(
  rows: number,
  columns: number,
  range: number,
  valueAt: (row: number, column: number) => number,
): ImageData {
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 4;
      image.data.set(colourOf(valueAt(row, column) / range), at);
      image.data[at + 3] = 255;
    }
  }
  return image;
}

/** @param share −1 … 1; what is beyond has the colours of the ends */
function colourOf(share: number): readonly number[] {
  const shade = Math.round(((Math.min(1, Math.max(-1, share)) + 1) / 2) * SHADES);
  return RAMP[shade] ?? GREY;
}

/** The same as an element, as large as the styles make it. */
export function heatCanvas(image: ImageData, label: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'heat';
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  return canvas;
}

/** The largest absolute value; 1 where all are zeros. */
export function largestOf(values: Float32Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? largest : 1;
}
