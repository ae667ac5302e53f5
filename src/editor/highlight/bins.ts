import * as vscode from 'vscode';

/** Words of like similarity: they share a colour of the theme and, for eyes that tell no colours apart, an underline. */
export interface Bin {
  /** The lowest cosine in it. */
  from: number;
  /** The name of the contributed colour. */
  colour: string;
  style: 'dotted' | 'solid';
  /** Of the underline, in pixels. */
  width: number;
  /** The underline, as a text shows it. */
  symbol: string;
}

/** From the least similar to the most. */
export const BINS: readonly Bin[] = [
  { from: -Infinity, colour: 'embeddingExplorer.similarity1', style: 'dotted', width: 2, symbol: '┈' },
  { from: 0, colour: 'embeddingExplorer.similarity2', style: 'solid', width: 0, symbol: ' ' },
  { from: 0.2, colour: 'embeddingExplorer.similarity3', style: 'solid', width: 1, symbol: '─' },
  { from: 0.4, colour: 'embeddingExplorer.similarity4', style: 'solid', width: 2, symbol: '━' },
  { from: 0.6, colour: 'embeddingExplorer.similarity5', style: 'solid', width: 3, symbol: '▬' },
];

/** The bin that a cosine belongs to, by its place in {@link BINS}. */
export function binOf(cosine: number): number {
  return BINS.findLastIndex(({ from }) => cosine >= from);
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
