import * as l10n from '@vscode/l10n';
import { MOST_UNITS } from '../../common/traceLimits.ts';
import type { Trace, TraceCell, TraceParams, TraceToken } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { seededRandom } from '../random.ts';
import { knownWordsOf } from '../text/findWord.ts';
import { rowProduct } from './cells.ts';
import { run, type Network } from './network.ts';
import { randomNetwork } from './weights.ts';

/** A text of more words than this is no sentence, and to step through it helps nobody. */
const MOST_TOKENS = 5000;

/**
 * Runs an Elman RNN (h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh), Elman 1990; PyTorch's nn.RNN) with seeded
 * weights over the words of a text. A word that the set does not know stays in the sequence as the zero vector.
 *
 * @throws UserFault where the text holds no word or too many, or the hidden size is none
 */
export function runTrace(set: EmbeddingSet, params: TraceParams): Trace {
  const network = networkOf(set, params);
  const tokens = tokensOf(set, params.text);
  const { output } = run(network, inputOf(set, tokens));
  return { tokens, dims: set.dims, hiddenSize: params.hiddenSize, hidden: output };
}

/**
 * All numbers of one cell of a trace: h_t[unit] and what it is the tanh of. Computed anew, so that nothing has to be
 * kept between a trace and the questions about it.
 */
export function cellOf(set: EmbeddingSet, params: TraceParams, step: number, unit: number): TraceCell {
  const { dims } = set;
  const { hiddenSize } = params;
  const tokens = tokensOf(set, params.text);
  const exists = step in tokens && unit >= 0 && unit < hiddenSize;
  if (!exists) throw new RangeError(`The trace has no cell at step ${step}, unit ${unit}.`);
  const network = networkOf(set, params);
  const [{ weightIh, weightHh, biasIh, biasHh }] = network.layers[0];
  const input = inputOf(set, tokens.slice(0, step + 1));
  const hidden = run(network, input).output;
  const x = input.slice(step * dims);
  const previous =
    step === 0 ? new Float32Array(hiddenSize) : hidden.slice((step - 1) * hiddenSize, step * hiddenSize);
  const inputTerm = rowProduct(weightIh, unit, x);
  const hiddenTerm = rowProduct(weightHh, unit, previous);
  return {
    step,
    unit,
    x,
    weightIh: weightIh.slice(unit * dims, (unit + 1) * dims),
    previous,
    weightHh: weightHh.slice(unit * hiddenSize, (unit + 1) * hiddenSize),
    inputTerm,
    biasIh: biasIh[unit],
    hiddenTerm,
    biasHh: biasHh[unit],
    sum: inputTerm + biasIh[unit] + (hiddenTerm + biasHh[unit]),
    value: hidden[step * hiddenSize + unit],
  };
}

function networkOf({ dims }: EmbeddingSet, { hiddenSize, seed }: TraceParams): Network {
  if (!Number.isInteger(hiddenSize) || hiddenSize < 1 || hiddenSize > MOST_UNITS) {
    throw new UserFault(l10n.t('The hidden size must be a whole number from 1 to {0}.', MOST_UNITS));
  }
  const architecture = { kind: 'rnn_tanh', inputSize: dims, hiddenSize, numLayers: 1 } as const;
  return randomNetwork({ ...architecture, bidirectional: false, bias: true }, seededRandom(seed));
}

/** The vectors of the tokens, a row each: [tokens × dims]. */
function inputOf(set: EmbeddingSet, tokens: TraceToken[]): Float32Array {
  const input = new Float32Array(tokens.length * set.dims);
  tokens.forEach(({ row }, t) => {
    if (row >= 0) input.set(set.vector(row), t * set.dims);
  });
  return input;
}

function tokensOf({ vocabulary }: EmbeddingSet, text: string): TraceToken[] {
  const tokens: TraceToken[] = [];
  for (const word of knownWordsOf(vocabulary, text)) {
    if (tokens.length === MOST_TOKENS) {
      throw new UserFault(l10n.t('The text has more than {0} words; select a shorter one.', MOST_TOKENS));
    }
    tokens.push({ ...word, word: word.row >= 0 ? vocabulary.word(word.row) : word.text });
  }
  if (tokens.length === 0) throw new UserFault(l10n.t('The text holds no words to trace.'));
  return tokens;
}
