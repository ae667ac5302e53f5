/**
 * The one set of colours for vectors: −2 blue, 0 white, 2 red, as the tutorial and 'The Illustrated Word2vec' draw
 * them. The ends are ColorBrewer's RdBu (colour-blind safe), and beyond ±2 the colour stays.
 */

/** The value at which a colour is full. */
export const COLOUR_RANGE = 2;

const BLUE = [33, 102, 172] as const;
const WHITE = [255, 255, 255] as const;
const RED = [178, 24, 43] as const;

/** The colour of a value as [red, green, blue], each 0 … 255. NaN is grey. */
export function divergingColour(value: number): [number, number, number] {
  if (Number.isNaN(value)) return [128, 128, 128];
  const strength = Math.min(1, Math.abs(value) / COLOUR_RANGE);
  const end = value < 0 ? BLUE : RED;
  return [0, 1, 2].map((i) => Math.round(WHITE[i] + (end[i] - WHITE[i]) * strength)) as [
    number,
    number,
    number,
  ];
}

/** The same as a CSS colour. */
export function divergingCss(value: number): string {
  return `rgb(${divergingColour(value).join(',')})`;
}

/** Black or white: what can be read on a colour (WCAG's relative luminance, where both have the same contrast). */
export function inkOn(colour: readonly number[]): 'black' | 'white' {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? 'black' : 'white';
}
