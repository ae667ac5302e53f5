import * as vscode from 'vscode';
import type { TraceView } from '../protocol/trace.ts';

/** The text of a trace in its document: lights its tokens, and tells where cursor and pointer are. */
export class TracedText implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.wordHighlightStrongBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  dispose(): void {
    this.decoration.dispose();
  }

  /** Lights a part of a view's text in the editors that show it; without one, none. */
  light(view: TraceView, span: { start: number; end: number } | undefined): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const start = startIn(document, view);
      if (start === undefined) continue;
      const at = (offset: number) => document.positionAt(start + offset);
      const ranges = span ? [new vscode.Range(at(span.start), at(span.end))] : [];
      editor.setDecorations(this.decoration, ranges);
    }
  }

  /**
   * Follows cursor and pointer over the text of a view.
   *
   * @param view the one that is looked at now
   * @param pointed is told offsets in the text; below 0 where they are outside of it
   */
  follow(view: () => TraceView, pointed: (offset: number) => void): vscode.Disposable {
    const point = (document: vscode.TextDocument, position: vscode.Position) => {
      const start = startIn(document, view());
      if (start === undefined) return;
      const offset = document.offsetAt(position) - start;
      pointed(offset < view().trace.text.length ? offset : -1);
    };
    return vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) =>
        point(textEditor.document, selections[0].active),
      ),
      // It has nothing to say itself, but is told where the pointer rests.
      vscode.languages.registerHoverProvider('*', {
        provideHover: (document, position) => {
          point(document, position);
          return undefined;
        },
      }),
      new vscode.Disposable(() => this.light(view(), undefined)),
    );
  }
}

/** Where the text of a view begins in a document: where it was selected, or where else it stands by now. */
function startIn(document: vscode.TextDocument, { trace, texts, source }: TraceView): number | undefined {
  if (!source || document.uri.toString() !== source.uri) return undefined;
  const known = source.starts[texts.indexOf(trace.text)];
  if (known === undefined) return undefined;
  const end = document.positionAt(known + trace.text.length);
  if (document.getText(new vscode.Range(document.positionAt(known), end)) === trace.text) return known;
  const found = document.getText().indexOf(trace.text);
  return found < 0 ? undefined : found;
}
