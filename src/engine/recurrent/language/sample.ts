import { Vocabulary } from '../../embeddings/vocabulary.ts';
import { seededRandom } from '../../random.ts';
import { run, zeroStates } from '../network.ts';
import { modelOf, networkOf, tensorsOf, type LanguageState } from './model.ts';
import { SENTENCE_END } from './text.ts';

/**
 * What a model writes by itself: each token drawn by the probabilities behind those before it, but never the unknown one.
 * A sentence’s end is a line’s.
 *
 * @param count tokens
 */
export function sampleText(state: LanguageState, count: number, seed: number): string {
  const { shape, params, begin, unknown } = state;
  const network = networkOf(state);
  const { decoder } = modelOf(state);
  const vocabulary = new Vocabulary(state.words);
  const encoder = tensorsOf(shape, state.values)['encoder.weight'].values;
  const random = seededRandom(seed);
  const tokens: string[] = [];
  let states = zeroStates(network);
  let row = Math.max(0, begin);
  while (tokens.length < count) {
    const input = encoder.slice(row * shape.embeddingSize, (row + 1) * shape.embeddingSize);
    const { output, final } = run(network, input, { initial: states });
    states = final;
    row = draw(logitsOf(decoder, output), unknown, random());
    tokens.push(vocabulary.word(row));
  }
  if (params.tokeniser === 'characters') return tokens.join('');
  const text = tokens.map((token) => (token === SENTENCE_END ? '\n' : `${token} `)).join('');
  return text.replace(/ $/gm, '').trim();
}

function logitsOf(
  { weight, bias }: { weight: Float32Array; bias: Float32Array },
  h: Float32Array,
): Float64Array {
  return Float64Array.from(bias, (value, row) => {
    let sum = value;
    for (let i = 0, at = row * h.length; i < h.length; i++, at++) sum += weight[at] * h[i];
    return sum;
  });
}

/** The row at which the probabilities, added up, pass a part of their sum. */
function draw(logits: Float64Array, left: number, part: number): number {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logits.map((logit, row) => (row === left ? 0 : Math.exp(logit - most)));
  let rest = part * weights.reduce((sum, weight) => sum + weight, 0);
  const row = weights.findIndex((weight) => (rest -= weight) < 0);
  return row < 0 ? weights.length - 1 : row;
}
