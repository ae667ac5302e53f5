import * as vscode from 'vscode';
import { Cancelled } from '../../engine/faults.ts';
import { askOf } from '../askOf.ts';
import { offerToOpen } from '../commands/setCommands.ts';
import type { Errors } from '../errors.ts';
import type { Sets } from '../sets.ts';
import { binOf, BINS, decorationOf } from './bins.ts';
import { judgedWords, type JudgedWords } from './judgedWords.ts';
import { Legend } from './legend.ts';
import { rangeInDocument, visibleText, type VisibleText } from './visibleText.ts';

const KEY = 'highlight';
/** From the last move of the cursor or the text to the question. */
const PAUSE_MS = 80;

/** Whether words are highlighted; kept over a reload. Everything else lives as long as they are. */
export class SimilarWordsHighlight implements vscode.Disposable {
  private readonly sets: Sets;
  private readonly errors: Errors;
  private readonly state: vscode.Memento;
  private running: RunningHighlight | undefined;

  constructor(sets: Sets, errors: Errors, state: vscode.Memento) {
    this.sets = sets;
    this.errors = errors;
    this.state = state;
    this.turn(state.get<boolean>(KEY, false));
  }

  async toggle(): Promise<void> {
    if (!this.running && !this.sets.active) return offerToOpen();
    await this.set(!this.running);
  }

  async stop(): Promise<void> {
    await this.set(false);
  }

  dispose(): void {
    this.running?.dispose();
  }

  private async set(isOn: boolean): Promise<void> {
    this.turn(isOn);
    await this.state.update(KEY, isOn);
  }

  private turn(isOn: boolean): void {
    this.running?.dispose();
    this.running = isOn ? new RunningHighlight(this.sets, this.errors) : undefined;
    void vscode.commands.executeCommand('setContext', 'embeddingExplorer.isHighlighting', isOn);
  }
}

/** Decorates every visible word of the active editor by its cosine to the one under the cursor, and follows both. */
class RunningHighlight implements vscode.Disposable {
  private readonly sets: Sets;
  private readonly errors: Errors;
  private readonly legend = new Legend();
  private readonly decorations = BINS.map(decorationOf);
  private readonly subscriptions: vscode.Disposable[];
  private decorated: vscode.TextEditor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;

  constructor(sets: Sets, errors: Errors) {
    this.sets = sets;
    this.errors = errors;
    const { window, workspace } = vscode;
    const ifActive = (editor: vscode.TextEditor) => editor === window.activeTextEditor && this.updateSoon();
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.updateSoon()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => ifActive(textEditor)),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => ifActive(textEditor)),
      workspace.onDidChangeTextDocument(
        ({ document }) => document === window.activeTextEditor?.document && this.updateSoon(),
      ),
      sets.onDidChange(() => this.updateSoon()),
    ];
    this.updateSoon();
  }

  dispose(): void {
    this.forget();
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const decoration of this.decorations) decoration.dispose();
    this.legend.dispose();
  }

  /** Drops the question that is being asked: its answer would be of another cursor or another text. */
  private forget(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
  }

  private updateSoon(): void {
    this.forget();
    this.timer = setTimeout(() => void this.update(), PAUSE_MS);
  }

  private async update(): Promise<void> {
    const { token } = (this.asking = new vscode.CancellationTokenSource());
    const editor = vscode.window.activeTextEditor;
    const set = this.sets.active;
    // What the log shows must not depend on the log.
    const isText = editor && editor.document.uri.scheme !== 'output';
    try {
      // One that is being read says so when it is there.
      if (!isText || set?.state !== 'ready' || !set.info) return this.clear();
      const visible = visibleText(editor);
      const ask = askOf(this.sets, set);
      const similar = await judgedWords(ask, set.info.words, editor, visible.text, token);
      if (token.isCancellationRequested) return;
      if (similar) this.show(editor, visible, similar);
      else this.clear();
    } catch (error) {
      if (error instanceof Cancelled) return;
      // It must not shout at every move of the cursor; the log has it.
      this.errors.log(error instanceof Error ? error.message : String(error));
      this.clear();
    }
  }

  private show(editor: vscode.TextEditor, visible: VisibleText, similar: JudgedWords): void {
    if (this.decorated !== editor) this.clear();
    const { spans, cosines, bounds } = similar;
    const ranges = BINS.map((): vscode.Range[] => []);
    cosines.forEach((cosine, i) => {
      const range = rangeInDocument(editor.document, visible, spans[2 * i], spans[2 * i + 1]);
      ranges[binOf(cosine, bounds)].push(range);
    });
    this.decorated = editor;
    this.decorations.forEach((decoration, bin) => editor.setDecorations(decoration, ranges[bin]));
    this.legend.show(similar);
  }

  private clear(): void {
    for (const decoration of this.decorations) this.decorated?.setDecorations(decoration, []);
    this.decorated = undefined;
    this.legend.show(undefined);
  }
}
