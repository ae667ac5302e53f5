import * as l10n from '@vscode/l10n';
import { COLOUR_RANGE, divergingColour } from '../common/colours.ts';
import { format } from '../common/numbers.ts';
import { element } from './dom.ts';

/**
 * A vector as a strip of coloured cells, one a number, as wide as its place. Pointing at a cell names it.
 *
 * @param vector [n], at least one number
 * @param range the number at which the colour is full
 * @param name of the vector, in words
 */
export function strip(vector: Float32Array, range: number, name: string): HTMLElement {
  const canvas = element('canvas', { className: 'strip', width: vector.length, height: 1 });
  const image = new ImageData(vector.length, 1);
  vector.forEach((value, i) => {
    image.data.set(divergingColour((value / range) * COLOUR_RANGE), 4 * i);
    image.data[4 * i + 3] = 255;
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', l10n.t('{0}: {1} numbers', name, vector.length));
  canvas.addEventListener('pointermove', ({ offsetX }) => {
    const i = Math.min(
      vector.length - 1,
      Math.max(0, Math.floor((offsetX / canvas.clientWidth) * vector.length)),
    );
    canvas.title = `${name}[${i + 1}] = ${format(vector[i])}`;
  });
  return canvas;
}
