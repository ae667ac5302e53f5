import { divergingCss } from './colours.ts';

/**
 * A vector as a strip of coloured cells, one a dimension, as SVG text. It carries its own border and white, so that it
 * reads the same on every theme.
 *
 * @param vector [dims]
 * @param width, height in CSS pixels
 */
export function stripSvg(vector: Float32Array, width: number, height: number): string {
  const cell = (width - 2) / vector.length;
  const cells = Array.from(vector, (value, i) => {
    // A hair of overlap hides the seams that anti-aliasing would draw between neighbours.
    const x = (1 + i * cell).toFixed(2);
    return `<rect x="${x}" y="1" width="${(cell + 0.3).toFixed(2)}" height="${height - 2}" fill="${divergingCss(value)}"/>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#808080"/>${cells.join('')}</svg>`
  );
}
