import { inkOn } from '../../common/colours.ts';
import { format } from '../dom.ts';
import { cosineColour, cosineOf, type Matrix } from './matrix.ts';

/** All lengths in CSS pixels. */
const LARGE_CELL = 40;
const SMALL_CELL = 16;
/** Up to so many texts the cells have their numbers. */
const FEW = 40;
const FONT_SIZE = 12;
const LABEL_CHARACTERS = 36;
const PADDING = 10;
const LONGEST_SIDE = 6000;
const SHARPNESS = 2;

/** The matrix as a picture for papers and slides: black on white, whatever the editor's theme. */
export function matrixSvg(matrix: Matrix, order: readonly number[]): string {
  const cell = order.length <= FEW ? LARGE_CELL : SMALL_CELL;
  const labels = order.map((text) => `${text + 1} ${shortened(matrix.texts[text])}`);
  const label = Math.ceil(Math.max(...labels.map(widthOf))) + 2 * PADDING;
  const size = label + order.length * cell + PADDING;
  const parts = [`<rect width="${size}" height="${size}" fill="white"/>`];
  labels.forEach((text, i) => {
    const middle = label + (i + 0.5) * cell;
    const end = label - PADDING / 2;
    parts.push(textAt(text, end, middle, 'end'));
    parts.push(textAt(text, middle, end, 'start', ` transform="rotate(-90 ${middle} ${end})"`));
  });
  order.forEach((a, row) =>
    order.forEach((b, column) => {
      const cosine = cosineOf(matrix, a, b);
      const colour = cosineColour(cosine);
      const [x, y] = [label + column * cell, label + row * cell];
      parts.push(
        `<rect x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}" fill="rgb(${colour.join(',')})"/>`,
      );
      if (cell === LARGE_CELL && !Number.isNaN(cosine)) {
        const ink = ` fill="${inkOn(colour)}"`;
        parts.push(textAt(format(cosine, 2), x + cell / 2, y + cell / 2, 'middle', ink));
      }
    }),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" ` +
    `font-family="sans-serif" font-size="${FONT_SIZE}">${parts.join('')}</svg>`
  );
}

/** The same in pixels, twice as many as CSS has where that is not too many. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SHARPNESS, LONGEST_SIDE / image.width);
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function textAt(text: string, x: number, y: number, anchor: string, attributes = ''): string {
  const place = `x="${x}" y="${y}" text-anchor="${anchor}" dominant-baseline="central"`;
  return `<text ${place}${attributes}>${escaped(text)}</text>`;
}

function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > LABEL_CHARACTERS
    ? `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`
    : characters.join('');
}

function widthOf(text: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return text.length * FONT_SIZE;
  context.font = `${FONT_SIZE}px sans-serif`;
  return context.measureText(text).width;
}

function escaped(text: string): string {
  // What XML cannot hold at all is left out.
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
