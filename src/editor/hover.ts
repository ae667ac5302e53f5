import * as vscode from 'vscode';
import type { EngineHost } from './engineHost.ts';
import type { Errors } from './errors.ts';
import type { PinnedWord } from './pinnedWord.ts';
import { hoverText, isDetail, NEIGHBOURS } from './hoverText.ts';
import type { Sets } from './sets.ts';

/** No word is longer than this: of a line of a megabyte only the neighbourhood of the mouse is sent. */
const REACH = 200;

/** Answers a hover on a word that the active set knows; says nothing of any other. */
export class WordHover implements vscode.HoverProvider {
  private readonly sets: Sets;
  private readonly engine: EngineHost;
  private readonly pinned: PinnedWord;
  private readonly errors: Errors;
  /** Whether the walkthrough has been told that its reader knows of hovers. */
  private hasAnswered = false;

  constructor(sets: Sets, engine: EngineHost, pinned: PinnedWord, errors: Errors) {
    this.sets = sets;
    this.engine = engine;
    this.pinned = pinned;
    this.errors = errors;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const settings = vscode.workspace.getConfiguration('embeddingExplorer', document);
    const wanted = settings.get<string>('hover', 'standard');
    if (wanted === 'off') return undefined;
    const detail = isDetail(wanted) ? wanted : 'standard';
    const set = this.sets.active;
    if (!set) return undefined;
    // One that was never read, or lost with its engine, is read now, and answers the next hover.
    if (set.state === 'closed') this.sets.activate(set.id);
    if (set.state !== 'ready') return undefined;

    const line = document.lineAt(position.line).text;
    const from = Math.max(0, position.character - REACH);
    const pinned = this.pinned.word;
    const selected = selectedWord(document);
    try {
      const report = await this.engine.request(
        'sets/wordAt',
        {
          id: set.id,
          text: line.slice(from, position.character + REACH),
          offset: position.character - from,
          neighbours: NEIGHBOURS[detail],
          compareWith: [pinned, selected].filter((word) => word !== undefined),
        },
        { token },
      );
      if (!report) return undefined;
      this.tellOfFirst();
      const { line: row } = position;
      const range = new vscode.Range(row, from + report.start, row, from + report.end);
      return new vscode.Hover(hoverText(report, set, pinned, detail), range);
    } catch (error) {
      // A hover that fails must not shout at every move of the mouse; the log has it.
      this.errors.log(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private tellOfFirst(): void {
    if (this.hasAnswered) return;
    this.hasAnswered = true;
    void vscode.commands.executeCommand('setContext', 'embeddingExplorer.hasHovered', true);
  }
}

/** The word that is selected in the document's editor, if it is one word. */
function selectedWord(document: vscode.TextDocument): string | undefined {
  const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
  if (!editor || editor.selection.isEmpty || !editor.selection.isSingleLine) return undefined;
  const text = document.getText(editor.selection).trim();
  return text.length > 0 && text.length <= REACH ? text : undefined;
}
