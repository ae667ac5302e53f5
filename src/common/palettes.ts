/** Colours that tell points apart, on dark and on light grounds, for the colour-blind too. */

/** Okabe and Ito (2008), 'Color Universal Design', with white for its black where the ground is dark. */
const NAMES_ON_DARK = [
  '#56b4e9',
  '#e69f00',
  '#009e73',
  '#f0e442',
  '#cc79a7',
  '#d55e00',
  '#0072b2',
  '#ffffff',
];
/** The same, with indigo for its yellow, which no white ground shows. */
const NAMES_ON_LIGHT = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#d55e00',
  '#332288',
  '#56b4e9',
  '#000000',
];
/** Viridis (van der Walt, Smith 2015), in even steps from low to high. */
const VIRIDIS = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
];
/** Greys that stand out from the names: of what has no colour of its own, and of what has no value at all. */
const GREYS = { dark: { other: '#b8b8b8', none: '#585858' }, light: { other: '#5e5e5e', none: '#bebebe' } };
/** How much of viridis is left out, where it comes near to the ground's colour. */
const NEAR_GROUND = 0.25;

/** Colours for things that have no order: eight, then they begin again. */
export function nameColour(i: number, isDark: boolean): string {
  const names = isDark ? NAMES_ON_DARK : NAMES_ON_LIGHT;
  return names[i % names.length];
}

/** The grey of values that share one colour, or of words without a value. */
export function greyColour(kind: 'other' | 'none', isDark: boolean): string {
  return GREYS[isDark ? 'dark' : 'light'][kind];
}

/**
 * Colours for what goes from low to high; the higher, the further from the ground's colour.
 *
 * @param share 0 … 1
 */
export function scaleColour(share: number, isDark: boolean): string {
  const at = isDark ? NEAR_GROUND + (1 - NEAR_GROUND) * share : (1 - NEAR_GROUND / 2) * (1 - share);
  const step = Math.min(VIRIDIS.length - 2, Math.floor(at * (VIRIDIS.length - 1)));
  const [from, to] = [VIRIDIS[step], VIRIDIS[step + 1]].map(partsOf);
  const rest = at * (VIRIDIS.length - 1) - step;
  return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * rest)).join(', ')})`;
}

function partsOf(hex: string): number[] {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}
