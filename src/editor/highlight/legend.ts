import * as vscode from 'vscode';
import { format } from '../../common/numbers.ts';
import { plainLabel } from '../plainLabel.ts';
import { BINS, type Bin } from './bins.ts';
import type { JudgedWords } from './judgedWords.ts';

/** What the colours mean, in the status bar; a click turns them off. */
export class Legend implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'embeddingExplorer.highlight',
    vscode.StatusBarAlignment.Right,
  );

  constructor() {
    this.item.name = vscode.l10n.t('Similar Words');
    this.item.command = 'embeddingExplorer.stopHighlight';
    this.show(undefined);
    this.item.show();
  }

  /** @param similar what all words are compared with; undefined where the set knows none under the cursor */
  show(similar: Pick<JudgedWords, 'word' | 'bounds'> | undefined): void {
    const { item } = this;
    if (!similar) {
      const sentence = vscode.l10n.t('Put the cursor on a word that the active embedding set knows.');
      item.text = `$(symbol-color) ${vscode.l10n.t('Similar Words')}`;
      item.tooltip = `${sentence} ${turnOff()}`;
      item.accessibilityInformation = { label: `${item.name}. ${item.tooltip}` };
    } else {
      const { word, bounds } = similar;
      const signs = BINS.filter(({ width }) => width > 0).map((bin) => `${bin.symbol} ${shortly(bin)}`);
      item.text = `$(symbol-color) ${plainLabel(word)}  ${signs.join('  ')}`;
      item.tooltip = tooltip(word, bounds);
      item.accessibilityInformation = { label: spoken(word) };
    }
  }

  dispose(): void {
    this.item.dispose();
  }
}

function turnOff(): string {
  return vscode.l10n.t('Click to turn the highlight off.');
}

/** '< 0' of the lowest, else 'nearest 5 %'. */
function shortly({ nearest }: Bin): string {
  return nearest === undefined ? '< 0' : vscode.l10n.t('nearest {0} %', 100 * nearest);
}

function inFull({ nearest }: Bin, bound: number): string {
  if (nearest !== undefined)
    return vscode.l10n.t(
      'among the nearest {0} % of the set’s words: {1} or more',
      100 * nearest,
      format(bound),
    );
  return bound === 0 ? vscode.l10n.t('farther: 0 or more') : vscode.l10n.t('pointing away: below 0');
}

/** The colours themselves, as the theme has them. */
function tooltip(word: string, bounds: readonly number[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.supportHtml = true;
  text.appendText(vscode.l10n.t('Cosine similarity to {0}', word));
  for (const [i, bin] of [...BINS.entries()].toReversed()) {
    const colour = `var(--vscode-${bin.colour.replace('.', '-')})`;
    const swatch = `<span style="background-color:${colour};">&nbsp;&nbsp;${bin.symbol}&nbsp;&nbsp;</span>`;
    text.appendMarkdown(`\n\n${swatch}&nbsp; ${inFull(bin, bounds[i])}`);
  }
  text.appendMarkdown('\n\n');
  text.appendText(turnOff());
  return text;
}

function spoken(word: string): string {
  return vscode.l10n.t(
    'Words are highlighted by their cosine similarity to {0}: dotted underline below 0, thicker underlines for the nearest {1} of the set’s words. {2}',
    word,
    BINS.flatMap(({ nearest }) => (nearest === undefined ? [] : [`${100 * nearest} %`])).join(', '),
    turnOff(),
  );
}
