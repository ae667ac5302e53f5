import * as vscode from 'vscode';

/** Words of like similarity: they share a colour of the theme and, for eyes that tell no colours apart, an underline. */
export interface Bin {
  /** The share of the set's words that is as near as these, 0 … 1; without one, the bin is told by the cosine's sign. */
  nearest?: number;
  /** The name of the contributed colour. */
  colour: string;
  style: 'dotted' | 'solid';
  /** Of the underline, in pixels. */
  width: number;
  /** The underline, as a text shows it. */
  symbol: string;
}

/**
 * From the least similar to the most: below 0, from 0 on, and by how few words are nearer, since the cosines of one set
 * are all high and those of another all low.
 */
export const BINS: readonly Bin[] = [
  { colour: 'embeddingExplorer.similarity1', style: 'dotted', width: 2, symbol: '┈' },
  { colour: 'embeddingExplorer.similarity2', style: 'solid', width: 0, symbol: ' ' },
  { nearest: 0.2, colour: 'embeddingExplorer.similarity3', style: 'solid', width: 1, symbol: '─' },
  { nearest: 0.05, colour: 'embeddingExplorer.similarity4', style: 'solid', width: 2, symbol: '━' },
  { nearest: 0.01, colour: 'embeddingExplorer.similarity5', style: 'solid', width: 3, symbol: '▬' },
];

/** How many of a set's words have to be known, nearest first, for {@link boundsOf}. */
export function wordsNeeded(words: number): number {
  return Math.max(...BINS.map(({ nearest = 0 }) => placeOf(nearest, words)));
}

/**
 * The lowest cosine of each bin.
 *
 * @param cosines of the nearest of so many words, the highest first
 */
export function boundsOf(cosines: readonly number[], words: number): number[] {
  return BINS.map(({ nearest }, i) =>
    nearest === undefined ? [-Infinity, 0][i] : (cosines[placeOf(nearest, words) - 1] ?? Infinity),
  );
}

/** The bin that a cosine belongs to, by its place in {@link BINS}. */
export function binOf(cosine: number, bounds: readonly number[]): number {
  return bounds.findLastIndex((bound) => cosine >= bound);
}

/** The place, from 1 on, of the last word that is among the nearest. */
function placeOf(share: number, words: number): number {
  return Math.max(1, Math.round(share * words));
}

/** How an editor draws a bin. */
export function decorationOf({ colour, style, width }: Bin): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(colour),
    borderColor: new vscode.ThemeColor('embeddingExplorer.similarityUnderline'),
    borderStyle: style,
    borderWidth: `0 0 ${width}px 0`,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
