import * as vscode from 'vscode';
import { plainLabel } from '../plainLabel.ts';
import { BINS, type Bin } from './bins.ts';

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

  /** @param word what all words are compared with; undefined where the set knows none under the cursor */
  show(word: string | undefined): void {
    const { item } = this;
    if (word === undefined) {
      const sentence = vscode.l10n.t('Put the cursor on a word that the active embedding set knows.');
      item.text = `$(symbol-color) ${vscode.l10n.t('Similar Words')}`;
      item.tooltip = `${sentence} ${turnOff()}`;
      item.accessibilityInformation = { label: `${item.name}. ${item.tooltip}` };
    } else {
      const signs = BINS.filter(({ width }) => width > 0).map((bin) => `${bin.symbol} ${range(bin)}`);
      item.text = `$(symbol-color) ${plainLabel(word)}  ${signs.join('  ')}`;
      item.tooltip = tooltip(word);
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

/** '< 0' of the lowest, else '≥ 0.4'. */
function range({ from }: Bin): string {
  return from === -Infinity ? '< 0' : `≥ ${from}`;
}

/** The colours themselves, as the theme has them. */
function tooltip(word: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.supportHtml = true;
  text.appendText(vscode.l10n.t('Cosine similarity to {0}', word));
  for (const bin of BINS.toReversed()) {
    const colour = `var(--vscode-${bin.colour.replace('.', '-')})`;
    const swatch = `<span style="background-color:${colour};">&nbsp;&nbsp;${bin.symbol}&nbsp;&nbsp;</span>`;
    text.appendMarkdown(`\n\n${swatch}&nbsp; ${range(bin)}`);
  }
  text.appendMarkdown('\n\n');
  text.appendText(turnOff());
  return text;
}

function spoken(word: string): string {
  return vscode.l10n.t(
    'Words are highlighted by their cosine similarity to {0}: dotted underline below 0, thicker underlines from {1}. {2}',
    word,
    BINS.filter(({ from, width }) => from > 0 && width > 0)
      .map(({ from }) => from)
      .join(', '),
    turnOff(),
  );
}
