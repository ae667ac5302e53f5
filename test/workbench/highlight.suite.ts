import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BINS, binOf, boundsOf, wordsNeeded } from '../../src/editor/highlight/bins.ts';
import { rangeInDocument, visibleText } from '../../src/editor/highlight/visibleText.ts';
import { around } from '../../src/editor/wordAtCursor.ts';
import { showText, until } from './support.ts';

interface Manifest {
  contributes: { colors: { id: string; defaults: Record<string, string> }[] };
}

suite('Highlight of similar words', () => {
  test('every cosine has its bin, and every bin its colour in every theme and an underline of its own', () => {
    // Of 100 words the nearest has a cosine of 0.99, the farthest one of 0.
    const cosines = Array.from({ length: 100 }, (_, i) => 0.99 - i / 100);
    const bounds = boundsOf(cosines.slice(0, wordsNeeded(100)), 100);
    const bins = [-1, -0.01, 0, 0.79, 0.81, 0.94, 0.96, 0.985, 1].map((cosine) => binOf(cosine, bounds));
    assert.deepEqual(bins, [0, 0, 1, 1, 2, 2, 3, 3, 4]);
    const extension = vscode.extensions.getExtension('embedding-explorer.embedding-explorer');
    const { colors } = (extension?.packageJSON as Manifest).contributes;
    for (const { colour } of BINS) {
      const defaults = colors.find(({ id }) => id === colour)?.defaults ?? {};
      assert.deepEqual(Object.keys(defaults).sort(), ['dark', 'highContrast', 'highContrastLight', 'light']);
    }
    const underlines = BINS.map(({ style, width }) => `${style} ${width}`);
    assert.equal(new Set(underlines).size, BINS.length);
  });

  test('what is near is told by the set: where all cosines are high, few words are marked', () => {
    const high = Array.from({ length: 1000 }, (_, i) => 0.95 - i / 4000);
    const bounds = boundsOf(high.slice(0, wordsNeeded(1000)), 1000);
    const bins = high.map((cosine) => binOf(cosine, bounds));
    const count = (bin: number) => bins.filter((each) => each === bin).length;
    assert.deepEqual([0, 1, 2, 3, 4].map(count), [0, 800, 150, 40, 10]);
    // Of a set of three words, one is near.
    assert.deepEqual(boundsOf([0.9], 3), [-Infinity, 0, 0.9, 0.9, 0.9]);
  });

  test('of a folded text only what is seen is looked at, and found again in its document', async () => {
    const editor = await showText('one\n  two\n  three\nfour five\r\nsix');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('editor.fold', { selectionLines: [0] });
    await until('it is folded', () => editor.visibleRanges.length > 1);
    const visible = visibleText(editor);
    assert.match(visible.text, /^one\nfour five\r?\nsix\n$/);
    for (const word of ['one', 'four', 'five', 'six']) {
      const start = visible.text.indexOf(word);
      const range = rangeInDocument(editor.document, visible, start, start + word.length);
      assert.equal(editor.document.getText(range), word);
    }
  });

  test('of a very long line only what is near the cursor is looked at', async () => {
    const { document } = await showText(`${'far '.repeat(20_000)}here${' away'.repeat(20_000)}`);
    const line = document.lineAt(0).range;
    const selection = new vscode.Selection(0, 80_002, 0, 80_002);
    const visible = visibleText({
      document,
      selection,
      visibleRanges: [line],
    } as unknown as vscode.TextEditor);
    assert.ok(visible.text.length <= 30_001);
    const start = visible.text.indexOf('here');
    const range = rangeInDocument(document, visible, start, start + 4);
    assert.deepEqual([range.start.character, document.getText(range)], [80_000, 'here']);
  });

  test('a cursor belongs to the word that it stands in, or before it', async () => {
    const { document } = await showText('king queen');
    const offsets = (character: number) =>
      around(document, new vscode.Position(0, character)).map(({ offset }) => offset);
    assert.deepEqual(offsets(0), [0]);
    assert.deepEqual(offsets(4), [4, 3]);
  });
});
