import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../../src/engine/engine.ts';
import type { EngineMethod, ParamsOf, ResultOf } from '../../../src/protocol/engine.ts';
import type { ScoredWord } from '../../../src/protocol/queries.ts';
import { unstopped } from '../support.ts';

/** Files by other writers; they lie beside the checkout, and not on every machine. */
const FOLDER = new URL('../../../../shared/data/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the real files are not at hand';

type Answer = [word: string, score: number][];
type Question = { positive: string[]; negative?: string[]; first?: number; answer: Answer };

/** What gensim 4.2 (and for sentences NumPy and scikit-learn) answered: test/record/questions.py. */
interface Recorded {
  sets: {
    file: string;
    mostSimilar: Question[];
    cosmul: Question[];
    weighted: [expression: string, answer: Answer][];
    pairs: { a: string; b: string; similarity: number; distance: number; rank: number; closer: string[] }[];
    groups: { a: string[]; b: string[]; similarity: number }[];
    odd: { words: string[]; answer: string }[];
    byVector: { king: number; man: number; answer: Answer };
    sentences: { texts: string[]; mean: number[][]; sif: number[][]; without: number[][] };
    wordPairs: {
      file: string;
      isCaseSensitive: boolean;
      first: number;
      pearson: number;
      spearman: number;
      oov: number;
    }[];
    analogies: {
      first: number;
      accuracy: number;
      sections: [name: string, correct: number, asked: number][];
    }[];
  }[];
  subwords: { file: string; pairs: [string, string, number][]; mostSimilar: [string, Answer][] };
}

const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/questions.json', import.meta.url), 'utf8'),
) as Recorded;

const engine = createEngine();

async function ask<M extends EngineMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
  return engine[method](params, unstopped());
}

const dataFile = (path: string) => fileURLToPath(new URL(path, FOLDER));

async function open(file: string): Promise<void> {
  const opened = await ask('sets/open', { id: file, path: dataFile(`vectors/${file}`) });
  assert.ok('info' in opened);
}

function assertNear(ours: number, theirs: number, what: string): void {
  assert.ok(Math.abs(ours - theirs) < 1e-5, `${what}: ${ours}, not ${theirs}`);
}

function assertAnswer(ours: ScoredWord[], theirs: Answer): void {
  assert.deepEqual(
    ours.map(({ word }) => word),
    theirs.map(([word]) => word),
  );
  ours.forEach(({ score, word }, i) => assertNear(score, theirs[i][1], word));
}

for (const { file: id, ...answers } of recorded.sets) {
  describe(`asked of the real ${id}, as gensim answers`, { skip }, () => {
    before(() => open(id));
    after(() => ask('sets/close', { id }));

    test('most similar words by 3CosAdd', async () => {
      for (const { positive, negative, first, answer } of answers.mostSimilar) {
        const restriction = first ? { first } : {};
        const query = { id, positive, negative: negative ?? [], count: 10, restriction };
        assertAnswer(await ask('queries/mostSimilar', query), answer);
      }
    });

    test('most similar words by 3CosMul', async () => {
      for (const { positive, negative = [], answer } of answers.cosmul) {
        const query = { id, positive, negative, count: 10, method: 'multiply' } as const;
        assertAnswer(await ask('queries/mostSimilar', query), answer);
      }
    });

    test('weighted words, as they are typed', async () => {
      for (const [text, answer] of answers.weighted) {
        const { nearest } = await ask('queries/expression', { id, text, count: 10 });
        assertAnswer(nearest, answer);
      }
    });

    test('similarity, distance, rank and the words that are closer', async () => {
      for (const { a, b, similarity, distance, rank, closer } of answers.pairs) {
        const ours = await ask('queries/similarity', { id, a, b });
        assertNear(ours.cosine, similarity, `${a}, ${b}`);
        assertNear(ours.distance, distance, `${a}, ${b}`);
        assert.equal(await ask('queries/rank', { id, word: a, other: b }), rank);
        const { words, total } = await ask('queries/closerThan', { id, word: a, other: b, count: 1e6 });
        assert.equal(total, rank - 1);
        assert.deepEqual(
          words
            .map(({ word }) => word)
            .sort(byCodePoints)
            .slice(0, 20),
          closer,
        );
      }
    });

    test('groups, and the odd one out', async () => {
      for (const { a, b, similarity } of answers.groups)
        assertNear(await ask('queries/nSimilarity', { id, a, b }), similarity, a.join());
      for (const { words, answer } of answers.odd)
        assert.equal((await ask('queries/doesntMatch', { id, words })).word, answer);
    });

    test('words near to a vector', async () => {
      const { king, man, answer } = answers.byVector;
      const [kingVector, manVector] = await Promise.all(
        ['king', 'man'].map((text) => ask('queries/vector', { id, text })),
      );
      const vector = kingVector.map((value, i) => king * value + man * manVector[i]);
      assertAnswer(await ask('queries/similarByVector', { id, vector, count: 10 }), answer);
    });

    test('sentences: mean, inverse frequency, without what they share', async () => {
      const { texts, mean, sif, without } = answers.sentences;
      for (const [pooling, withoutCommon, expected] of [
        ['mean', false, mean],
        ['sif', false, sif],
        ['sif', true, without],
      ] as const) {
        const { cosines } = await ask('texts/compare', { id, texts, pooling, withoutCommon });
        cosines.forEach((cosine, i) => assertNear(cosine, expected.flat()[i], `${pooling} ${i}`));
      }
    });

    test('word pairs', async () => {
      for (const { file, isCaseSensitive, first, pearson, spearman, oov } of answers.wordPairs) {
        const query = { id, path: dataFile(`eval/${file}`), isCaseSensitive, first };
        const report = await ask('evaluation/wordPairs', query);
        assertNear(report.pearson, pearson, file);
        assertNear(report.spearman, spearman, file);
        const all = report.pairs.length + report.unknown.length;
        assertNear((100 * report.unknown.length) / all, oov, file);
      }
    });

    test('analogies', async () => {
      for (const { first, accuracy, sections } of answers.analogies) {
        const path = dataFile('eval/questions-words.txt');
        const query = { id, path, isCaseSensitive: false, first, method: 'add' } as const;
        const report = await ask('evaluation/analogies', query);
        assert.deepEqual(
          report.sections.map(({ name, correct, asked }) => [name, correct, asked]),
          sections,
        );
        assertNear(report.accuracy, accuracy, path);
      }
    });
  });
}

describe('asked of words outside the vocabulary, as gensim answers', { skip }, () => {
  const { file: id, pairs, mostSimilar } = recorded.subwords;
  before(() => open(id));

  test('similarity and most similar words by subwords', async () => {
    for (const [a, b, similarity] of pairs)
      assertNear((await ask('queries/similarity', { id, a, b })).cosine, similarity, a);
    for (const [word, answer] of mostSimilar)
      assertAnswer(await ask('queries/mostSimilar', { id, positive: [word], count: 5 }), answer);
  });
});

/** As Python sorts. */
function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
