import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, SMALL, writeFile } from './support.ts';

/** What a tool answers to a language model. */
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
}

suite('Tools for language models', () => {
  suiteSetup(async () => {
    await (await api()).openFile(await writeFile('tools.txt', SMALL));
  });

  test('every tool of the manifest is there, with a schema and words for the model', () => {
    const names = ['embeddings_nearest_words', 'embeddings_similarity', 'embeddings_analogy'];
    for (const name of names) {
      const tool = vscode.lm.tools.find((each) => each.name === name);
      assert.ok(tool, name);
      assert.match(tool.description, /word embedding set/);
      assert.ok(tool.inputSchema && 'properties' in tool.inputSchema);
    }
  });

  test('nearest words are listed with their scores', async () => {
    const text = await invoke('embeddings_nearest_words', { expression: 'king', count: 2 });
    assert.match(text, /^Nearest to king in tools\.txt, by cosine:\nqueen 0\.99\d\d\n\S+ [−\d.]+$/);
    const far = await invoke('embeddings_nearest_words', { expression: 'king', metric: 'euclidean' });
    assert.match(far, /by euclidean:\nqueen 0\.1414\n/);
  });

  test('two words are compared', async () => {
    const text = await invoke('embeddings_similarity', { first: 'king', second: 'bread' });
    assert.match(text, /^king and bread in tools\.txt:\ncosine similarity −0\.7\d+\ncosine distance 1\.7/);
  });

  test('an analogy is solved, by either method', async () => {
    const question = { a: 'king', b: 'queen', c: '秃', count: 1 };
    assert.match(await invoke('embeddings_analogy', question), /by 3CosAdd:\n头 [\d.]+$/);
    const multiplied = await invoke('embeddings_analogy', { ...question, method: 'multiply' });
    assert.match(multiplied, /by 3CosMul:\n头 [\d.]+$/);
  });

  test('a set can be named; faults say which are open and which word is unknown', async () => {
    const named = await invoke('embeddings_similarity', { first: 'one', second: 'two', set: 'header.vec' });
    assert.match(named, /in header\.vec/);
    await assert.rejects(
      invoke('embeddings_similarity', { first: 'one', second: 'two', set: 'no-such-set' }),
      /No open embedding set is called no-such-set; open are: .*header\.vec.*tools\.txt/,
    );
    await assert.rejects(
      invoke('embeddings_similarity', { first: 'king', second: 'no-such-word' }),
      /tools\.txt: .*does not know .no-such-word/,
    );
  });
});
