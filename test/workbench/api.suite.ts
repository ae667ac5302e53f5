import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { EmbeddingSet } from '../../src/api.ts';
import { api, SMALL, until, writeFile } from './support.ts';

/** The vectors of {@link SMALL}. */
const VECTORS = new Map(
  SMALL.trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([word, ...numbers]) => [word, numbers.map(Number)] as const),
);

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Cosine of two words of {@link SMALL}. */
function between(a: string, b: string): number {
  return cosine(VECTORS.get(a) ?? [], VECTORS.get(b) ?? []);
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} is not ${expected}`);
}

suite('The API for other extensions', () => {
  let uri: vscode.Uri;
  let set: EmbeddingSet;

  suiteSetup(async () => {
    uri = await writeFile('api.txt', SMALL);
    set = await (await api()).openFile(uri);
  });

  test('a file is opened, becomes active, and is found again', async () => {
    const explorer = await api();
    assert.equal(explorer.version, 1);
    assert.equal(explorer.activeSet(), set);
    assert.ok(explorer.sets().includes(set));
    assert.equal(await explorer.openFile(uri), set);
    assert.deepEqual(
      [set.name, set.state, set.words, set.dims, set.active],
      ['api.txt', 'ready', 6, 3, true],
    );
  });

  test('a change of the open sets is told', async () => {
    const { onDidChangeSets, openFile, sets } = await api();
    let changes = 0;
    const subscription = onDidChangeSets(() => changes++);
    const other = await openFile(await writeFile('other.txt', SMALL));
    await until('the change is told', () => changes > 0);
    assert.deepEqual([other.active, set.active], [true, false]);
    assert.ok(sets().includes(other));
    subscription.dispose();
  });

  test('nearest words, by words, by an expression and by a vector', async () => {
    const nearest = await set.mostSimilar({ positive: ['king'] });
    assert.equal(nearest.length, 5);
    assert.equal(nearest[0].word, 'queen');
    near(nearest[0].score, between('king', 'queen'));
    assert.equal((await set.mostSimilar({ positive: ['king'], count: 2 })).length, 2);
    const onlyFirst = await set.mostSimilar({ positive: ['king'], restriction: { first: 3 } });
    assert.deepEqual(
      onlyFirst.map(({ word }) => word),
      ['queen', 'bread'],
    );
    const multiplied = await set.mostSimilar({
      positive: ['king', '秃'],
      negative: ['queen'],
      method: 'multiply',
    });
    assert.equal(multiplied[0].word, '头');
    const { terms, nearest: summed } = await set.expression('2 * 秃 - King', { count: 1 });
    assert.deepEqual(
      terms.map(({ word, weight }) => [word, weight]),
      [
        ['秃', 2],
        ['king', -1],
      ],
    );
    assert.equal(summed[0].word, '头');
    const vector = await set.vector('king');
    assert.deepEqual([...vector], [...Float32Array.from(VECTORS.get('king') ?? [])]);
    const [itself] = await set.similarByVector(vector, { metric: 'euclidean' });
    assert.equal(itself.word, 'king');
    near(itself.score, 0);
  });

  test('how near words are, in every way', async () => {
    const expected = between('king', 'bread');
    near(await set.similarity('king', 'bread'), expected);
    near(await set.distance('king', 'bread'), 1 - expected);
    const { euclidean, dot } = await set.nearness('king', 'queen');
    near(euclidean, Math.hypot(0.1, 0.1));
    near(dot, 0.9 + 0.06 + 0.25);
    near(await set.nSimilarity(['king'], ['queen']), between('king', 'queen'));
    assert.equal(await set.rank('king', 'queen'), 1);
    const closer = await set.closerThan('king', '足球场');
    const expectedCloser = [...VECTORS.keys()].filter(
      (word) => word !== 'king' && between('king', word) > between('king', '足球场'),
    );
    assert.equal(closer.total, expectedCloser.length);
    assert.deepEqual(new Set(closer.words.map(({ word }) => word)), new Set(expectedCloser));
    const odd = await set.doesntMatch(['king', 'queen', 'bread', 'no-such-word']);
    assert.deepEqual([odd.word, odd.unknown], ['bread', ['no-such-word']]);
  });

  test('evaluations on files', async () => {
    const pairs = await writeFile(
      'pairs.tsv',
      'king\tqueen\t9\nking\tbread\t1\n秃\t头\t8\nking\tno-such-word\t5\n',
    );
    const judged = await set.evaluateWordPairs(pairs);
    assert.deepEqual([judged.pairs.length, judged.unknown], [3, [['king', 'no-such-word']]]);
    near(judged.pairs[0].cosine, between('king', 'queen'));
    const questions = await writeFile('analogies.txt', ': people\nking queen 秃 头\nking queen 秃 bread\n');
    const { correct, asked, sections } = await set.evaluateWordAnalogies(questions);
    assert.deepEqual([correct, asked, sections[0].name], [1, 2, 'people']);
  });

  test('what cannot be answered is one sentence', async () => {
    await assert.rejects(set.similarity('king', 'no-such-word'), /does not know .no-such-word.\.$/);
    await assert.rejects(set.expression('king -'), /character 7/);
  });

  test('what is not as it is typed is named', async () => {
    const untyped = set as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await assert.rejects(untyped.similarity('king'), /^TypeError: b must be a word or a vector/);
    await assert.rejects(untyped.mostSimilar({ positive: 'king' }), /positive must be an array/);
    await assert.rejects(
      untyped.mostSimilar({ positive: ['king'], count: -1 }),
      /count must be a whole number/,
    );
    await assert.rejects(untyped.expression({}), /text must be a text/);
  });

  test('what was cancelled is told as such', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(
      set.mostSimilar({ positive: ['king'], token: source.token }),
      (error) => error instanceof vscode.CancellationError,
    );
  });

  test('a set that was closed says so and stays closed', async () => {
    const { sets } = await api();
    // It closes the set and opens its file anew.
    await vscode.commands.executeCommand('embeddingExplorer.openOtherwise', { path: uri.fsPath });
    assert.equal(sets().includes(set), false);
    await assert.rejects(set.rank('king', 'queen'), /api\.txt was closed/);
    assert.equal(sets().includes(set), false);
  });
});
