/** A page of a similarity matrix in a real browser, and texts for it. */
import type { FromMatrix, MatrixParams } from '../../src/protocol/matrix.ts';
import type { ComparedTexts } from '../../src/protocol/queries.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

export type MatrixPage = WebviewPage<FromMatrix>;

export const TEXTS = [
  'The king and the queen live in the city.',
  'My friend bought apples, bread and cheese,\nand ate "all" of them.',
  'A princess lives in the palace.',
  'zzz qqq',
  '他在足球场上踢足球。',
  'She baked a cake with butter and eggs',
];
const GROUPS = [0, 1, 0, 2, 3, 1];
export const PARAMS: MatrixParams = {
  setId: 's',
  source: 'notes.md',
  texts: TEXTS,
  numbers: [1, 2, 4, 5, 6, 8],
  found: TEXTS.length,
  pooling: 'mean',
  withoutCommon: false,
};

/** What the host says first of all. */
export const KEPT = { params: PARAMS, sets: [{ id: 's', name: 'test.vec', path: '/data/test.vec' }] };

/** Texts of the same group are alike, the others not; of the fourth no word is known. */
export function compared(): ComparedTexts {
  const cosines = Float32Array.from({ length: TEXTS.length ** 2 }, (_, at) => {
    const [a, b] = [Math.floor(at / TEXTS.length), at % TEXTS.length];
    if (a === 3 || b === 3) return NaN;
    if (a === b) return 1;
    return GROUPS[a] === GROUPS[b] ? 0.8125 : -0.25 - (a + b) / 100;
  });
  const words = TEXTS.map((_, i) => ({ all: 7, known: i === 3 ? 0 : 7 - (i % 2) }));
  return { cosines, words };
}

export async function openMatrix(params = PARAMS, options: WebviewOptions = {}): Promise<MatrixPage> {
  const matrix = await openWebview<FromMatrix>('matrix', options);
  await matrix.page.waitForSelector('.matrix', { state: 'attached' });
  await matrix.send({ type: 'remember', state: { ...KEPT, params } });
  await matrix.send({ type: 'matrix', params, setName: 'test.vec', compared: compared() });
  await matrix.page.waitForSelector('tbody td');
  return matrix;
}
