/** A page of an evaluation in a real browser, and reports for it. */
import { pearson, spearman } from '../../src/engine/evaluation/correlation.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type { Evaluation, FromEvaluation } from '../../src/protocol/evaluation.ts';
import type { AnalogiesReport, WordPairsReport } from '../../src/protocol/queries.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

export type EvaluationPage = WebviewPage<FromEvaluation>;

const PARAMS: Evaluation = {
  setId: 's',
  file: 'file:///data/wordsim353.tsv',
  kind: 'word-pairs',
  first: 300_000,
  isCaseSensitive: false,
  method: 'add',
};

/** What the host says first of all. */
export const KEPT = { params: PARAMS, sets: [{ id: 's', name: 'test.vec', path: '/data/test.vec' }] };

export function wordPairs(count = 120): WordPairsReport {
  const random = seededRandom(3);
  const pairs = Array.from({ length: count }, (_, i) => {
    const human = Math.round(random() * 100) / 10;
    return { a: `tiger${i}`, b: `cat${i}`, human, cosine: human / 15 + random() * 0.4 - 0.1 };
  });
  pairs.push({ a: 'money', b: 'w|thdrawal', human: 9.9, cosine: -0.2 });
  const [human, cosines] = [pairs.map((pair) => pair.human), pairs.map((pair) => pair.cosine)];
  return {
    kind: 'word-pairs',
    pearson: pearson(human, cosines),
    spearman: spearman(human, cosines),
    pairs,
    unknown: [
      ['zzz', 'cat'],
      ['足球', 'qqq, "x"'],
    ],
    unreadable: [1, 77],
  };
}

export function analogies(): AnalogiesReport {
  const wrong = Array.from({ length: 130 }, (_, i): AnalogiesReport['wrong'][number] => [
    'Athens',
    'Greece',
    `city${i}`,
    `country${i}`,
    i % 7 === 0 ? '' : 'Europe',
  ]);
  return {
    kind: 'analogies',
    accuracy: 370 / 500,
    correct: 370,
    asked: 500,
    unknown: 400,
    sections: [
      { name: 'capital-common-countries', correct: 350, asked: 400, unknown: 100 },
      { name: 'family', correct: 20, asked: 100, unknown: 0 },
      { name: 'gram1-adjective-to-adverb', correct: 0, asked: 0, unknown: 300 },
    ],
    wrong,
    unreadable: [],
  };
}

export async function openReport(
  report: WordPairsReport | AnalogiesReport,
  options: WebviewOptions = {},
): Promise<EvaluationPage> {
  const evaluation = await openWebview<FromEvaluation>('evaluation', options);
  await evaluation.page.waitForSelector('.evaluation', { state: 'attached' });
  const params = { ...PARAMS, kind: report.kind };
  await evaluation.send({ type: 'remember', state: { ...KEPT, params } });
  const names = { setName: 'test.vec', setWords: 400_000, fileName: 'words.tsv' };
  await evaluation.send({ type: 'report', params, ...names, report });
  await evaluation.page.waitForSelector('.figures');
  return evaluation;
}
