import * as l10n from '@vscode/l10n';
import { inkOn } from '../../common/colours.ts';
import { escapeMarkup } from '../../common/markup.ts';
import { cosineColour, cosineOf, short, type Matrix } from './matrix.ts';

/** All lengths in CSS pixels. */
const LARGE_CELL = 40;
const SMALL_CELL = 16;
/** Up to so many texts the cells have their numbers. */
const FEW = 40;
const FONT_SIZE = 12;
const LABEL_CHARACTERS = 36;
const PADDING = 10;
/** From one line of text to the next. */
const LINE = 18;
const SCALE_WIDTH = 140;
const SCALE_HEIGHT = 12;
/** Height of the scale with its numbers. */
const LEGEND = SCALE_HEIGHT + LINE + PADDING;
const LONGEST_SIDE = 6000;
const SHARPNESS = 2;

/**
 * The matrix as a picture for papers and slides: black on white, whatever the editor's theme.
 *
 * @param title what is compared, then lines on by what and how
 */
export function matrixSvg(matrix: Matrix, order: readonly number[], title: readonly string[]): string {
  const cell = order.length <= FEW ? LARGE_CELL : SMALL_CELL;
  const labels = order.map((text) => `${matrix.numbers[text]} ${shortened(matrix.texts[text])}`);
  const label = Math.ceil(Math.max(...labels.map((text) => widthOf(text)))) + 2 * PADDING;
  const side = label + order.length * cell + PADDING;
  const top = PADDING + title.length * LINE;
  const width = Math.max(side, ...title.map((line) => Math.ceil(widthOf(line, 'bold')) + 2 * PADDING));
  const height = top + side + LEGEND;
  const hasUnknown = matrix.words.some(({ known }) => known === 0);
  const parts = [
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...title.map((line, i) => titleAt(line, i)),
    `<g transform="translate(0 ${top})">`,
    ...headsOf(labels, label, cell),
    ...cellsOf(matrix, order, label, cell),
    '</g>',
    ...legendAt(top + side, hasUnknown),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="${FONT_SIZE}">${parts.join('')}</svg>`
  );
}

function titleAt(line: string, i: number): string {
  return textAt(line, PADDING, PADDING + (i + 0.5) * LINE, 'start', i === 0 ? ' font-weight="bold"' : '');
}

/** The texts down and across. */
function headsOf(labels: readonly string[], label: number, cell: number): string[] {
  const end = label - PADDING / 2;
  return labels.flatMap((text, i) => {
    const middle = label + (i + 0.5) * cell;
    return [
      textAt(text, end, middle, 'end'),
      textAt(text, middle, end, 'start', ` transform="rotate(-90 ${middle} ${end})"`),
    ];
  });
}

function cellsOf(matrix: Matrix, order: readonly number[], label: number, cell: number): string[] {
  return order.flatMap((a, row) =>
    order.flatMap((b, column) => {
      const cosine = cosineOf(matrix, a, b);
      const [x, y] = [label + column * cell, label + row * cell];
      const ground = rectAt(x, y, cell - 1, cell - 1, css(cosine));
      if (cell !== LARGE_CELL) return [ground];
      const ink = ` fill="${inkOn(cosineColour(cosine))}"`;
      return [ground, textAt(short(cosine), x + cell / 2, y + cell / 2, 'middle', ink)];
    }),
  );
}

/** What the colours mean. */
function legendAt(y: number, hasUnknown: boolean): string[] {
  const left = PADDING + Math.ceil(widthOf(l10n.t('Cosine'))) + PADDING;
  const end = left + SCALE_WIDTH;
  const middle = y + SCALE_HEIGHT / 2;
  // The colours of cosines go straight from end to end over the middle, as those of a gradient do.
  const stops = [-1, 0, 1].map(
    (cosine) => `<stop offset="${(cosine + 1) / 2}" stop-color="${css(cosine)}"/>`,
  );
  const parts = [
    textAt(l10n.t('Cosine'), PADDING, middle, 'start'),
    `<linearGradient id="cosines">${stops.join('')}</linearGradient>`,
    rectAt(left, y, SCALE_WIDTH, SCALE_HEIGHT, 'url(#cosines)'),
  ];
  const ticks = y + SCALE_HEIGHT + LINE / 2;
  parts.push(textAt('−1', left, ticks, 'middle'), textAt('1', end, ticks, 'middle'));
  parts.push(textAt('0', left + SCALE_WIDTH / 2, ticks, 'middle'));
  if (hasUnknown) {
    parts.push(rectAt(end + 2 * PADDING, y, SCALE_HEIGHT, SCALE_HEIGHT, css(NaN)));
    parts.push(textAt(l10n.t('no known words'), end + 3 * PADDING + SCALE_HEIGHT, middle, 'start'));
  }
  return parts;
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

function css(cosine: number): string {
  return `rgb(${cosineColour(cosine).join(',')})`;
}

function rectAt(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
}

function textAt(text: string, x: number, y: number, anchor: string, attributes = ''): string {
  const place = `x="${x}" y="${y}" text-anchor="${anchor}" dominant-baseline="central"`;
  return `<text ${place}${attributes}>${escapeMarkup(text)}</text>`;
}

function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > LABEL_CHARACTERS
    ? `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`
    : characters.join('');
}

function widthOf(text: string, weight = 'normal'): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return text.length * FONT_SIZE;
  context.font = `${weight} ${FONT_SIZE}px sans-serif`;
  return context.measureText(text).width;
}
