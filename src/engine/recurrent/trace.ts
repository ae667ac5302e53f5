import * as l10n from '@vscode/l10n';
import type { Trace, TraceCell, TraceParams, TraceToken } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { seededRandom } from '../random.ts';
import { wordsOf } from '../text/words.ts';
import { rowProduct, type CellWeights } from './cells.ts';
import { run } from './network.ts';
import { randomNetwork } from './weights.ts';

/** More tokens than this are no sentence; the grid of their states would take hundreds of megabytes. */
const MOST_TOKENS = 5000;

/**
 * Runs an Elman RNN (h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh), Elman 1990; PyTorch's nn.RNN) with seeded
 * weights over the words of a text. A word that the set does not know stays in the sequence as the zero vector.
 *
 * @throws UserFault where the text holds no word, or too many
 */
export function runTrace(set: EmbeddingSet, params: TraceParams): Trace {
  const { tokens, hidden } = compute(set, params);
  return { tokens, dims: set.dims, hiddenSize: params.hiddenSize, hidden };
}

/** All numbers of one cell of a trace: h_t[unit] and what it is the tanh of. */
export function cellOf(set: EmbeddingSet, params: TraceParams, step: number, unit: number): TraceCell {
  const { weights, input, hidden } = compute(set, params);
  const { dims } = set;
  const { hiddenSize } = params;
  const x = input.slice(step * dims, (step + 1) * dims);
  const previous = step === 0 ? new Float32Array(hiddenSize) : hidden.slice((step - 1) * hiddenSize, step * hiddenSize);
  const inputTerm = rowProduct(weights.weightIh, unit, x, dims);
  const hiddenTerm = rowProduct(weights.weightHh, unit, previous, hiddenSize);
  const biasIh = weights.biasIh[unit];
  const biasHh = weights.biasHh[unit];
  const sum = inputTerm + biasIh + (hiddenTerm + biasHh);
  return {
    step,
    unit,
    x,
    weightIh: weights.weightIh.slice(unit * dims, (unit + 1) * dims),
    previous,
    weightHh: weights.weightHh.slice(unit * hiddenSize, (unit + 1) * hiddenSize),
    inputTerm,
    biasIh,
    hiddenTerm,
    biasHh,
    sum,
    value: hidden[step * hiddenSize + unit],
  };
}

function compute(set: EmbeddingSet, { text, hiddenSize, seed }: TraceParams) {
  const tokens = tokensOf(set, text);
  const input = new Float32Array(tokens.length * set.dims);
  tokens.forEach(({ row }, t) => {
    if (row >= 0) input.set(set.vector(row), t * set.dims);
  });
  const network = randomNetwork(
    { kind: 'rnn_tanh', inputSize: set.dims, hiddenSize, layers: 1, bidirectional: false },
    seededRandom(seed),
  );
  const weights: CellWeights = network.layers[0][0];
  return { tokens, input, weights, hidden: run(network, input).output };
}

function tokensOf({ vocabulary }: EmbeddingSet, text: string): TraceToken[] {
  const tokens: TraceToken[] = [];
  for (const word of wordsOf(text)) {
    if (tokens.length === MOST_TOKENS) {
      throw new UserFault(l10n.t('The text has more than {0} words; select a shorter one.', MOST_TOKENS));
    }
    const row = vocabulary.find(word.text);
    tokens.push({ ...word, row, word: row >= 0 ? vocabulary.word(row) : word.text });
  }
  if (tokens.length === 0) throw new UserFault(l10n.t('The text holds no words to trace.'));
  return tokens;
}
