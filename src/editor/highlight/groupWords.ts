import * as vscode from 'vscode';
import { nameColour } from '../../common/palettes.ts';
import { rangeInDocument, visibleText } from './visibleText.ts';

/** From the last change of a text, or of what is seen of it, to the new marks. */
const PAUSE_MS = 80;

/** Marks the words of a group of the map wherever they are seen in a text editor. One group at a time. */
export class GroupWordsHighlight implements vscode.Disposable {
  private readonly segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  private readonly subscriptions: vscode.Disposable[];
  private words: ReadonlySet<string> = new Set();
  private decoration: vscode.TextEditorDecorationType | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    const { window, workspace } = vscode;
    this.subscriptions = [
      window.onDidChangeVisibleTextEditors(() => this.updateSoon()),
      window.onDidChangeTextEditorVisibleRanges(() => this.updateSoon()),
      workspace.onDidChangeTextDocument(() => this.updateSoon()),
    ];
  }

  /**
   * Marks words, and no others any more; without words nothing is marked.
   *
   * @param colour its place in the palette of names
   */
  show(colour: number, words: readonly string[]): void {
    this.decoration?.dispose();
    this.words = new Set(words);
    this.decoration = words.length > 0 ? decorationOf(colour) : undefined;
    this.update();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.decoration?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private updateSoon(): void {
    if (!this.decoration) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), PAUSE_MS);
  }

  private update(): void {
    const { decoration } = this;
    if (!decoration) return;
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.scheme !== 'output') editor.setDecorations(decoration, this.rangesIn(editor));
  }

  private rangesIn(editor: vscode.TextEditor): vscode.Range[] {
    const visible = visibleText(editor);
    const ranges: vscode.Range[] = [];
    for (const { segment, index, isWordLike } of this.segmenter.segment(visible.text)) {
      if (!isWordLike || !this.has(segment)) continue;
      ranges.push(rangeInDocument(editor.document, visible, index, index + segment.length));
    }
    return ranges;
  }

  private has(word: string): boolean {
    return this.words.has(word) || this.words.has(word.toLowerCase());
  }
}

/** A tinted ground and, for eyes that tell no colours apart, an underline. */
function decorationOf(colour: number): vscode.TextEditorDecorationType {
  const side = (isDark: boolean): vscode.ThemableDecorationRenderOptions => {
    const css = nameColour(colour, isDark);
    return { backgroundColor: `${css}40`, borderColor: css, overviewRulerColor: css };
  };
  return vscode.window.createTextEditorDecorationType({
    dark: side(true),
    light: side(false),
    borderStyle: 'solid',
    borderWidth: '0 0 2px 0',
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
