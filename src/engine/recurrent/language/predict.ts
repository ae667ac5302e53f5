import type { LanguageTrace } from '../../../protocol/recurrent.ts';
import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { fill, newAlgebra, rowsOf, tableSize } from '../../kernels/algebra.ts';
import { run, widthOf, zeroStates, type Network, type States } from '../network.ts';
import type { Traced } from '../prepare.ts';
import { stateBefore } from '../network.ts';
import type { LanguageModel } from './model.ts';

/** Next words that a trace keeps a step. */
const KEPT = 10;
/** Steps whose probabilities are computed at a time. */
const BLOCK = 16;

/** The states in which the end of a sentence leaves a model: what a text begins with. */
export function stateAfterBeginning(network: Network, { begin }: LanguageModel, set: EmbeddingSet): States {
  if (begin < 0) return zeroStates(network);
  return run(network, Float32Array.from(set.vector(begin))).final;
}

/** What a model thinks of the text that it has run over: how much each token surprises it, and what it expects next. */
export function languageTrace(traced: Traced, model: LanguageModel): LanguageTrace {
  const { network, run: record, tokens, set } = traced;
  const width = widthOf(network);
  const surprise = new Float32Array(tokens.length).fill(NaN);
  const next: LanguageTrace['next'] = [];
  const last = record.layers[record.layers.length - 1][0];
  const states = new Float32Array((tokens.length + 1) * width);
  states.set(stateBefore(network, last, 0, 0).h);
  states.set(record.output, width);
  forEachDistribution(model, states, width, (step, logits, total) => {
    const target = tokens[step]?.row;
    if (target >= 0) surprise[step] = (total - logits[target]) / Math.LN2;
    if (step === 0) return;
    next.push(
      likeliest(logits, KEPT).map((row) => {
        return { word: set.vocabulary.word(row), probability: Math.exp(logits[row] - total) };
      }),
    );
  });
  const told = surprise.filter((bits) => !Number.isNaN(bits));
  const mean = told.reduce((sum, bits) => sum + bits, 0) / told.length;
  return { surprise, next, perplexity: 2 ** mean };
}

/** Calls `take` with the logits of each state, and the logarithm of the sum of their exponentials. */
function forEachDistribution(
  { decoder }: LanguageModel,
  states: Float32Array,
  width: number,
  take: (step: number, logits: Float32Array, total: number) => void,
): void {
  const vocabulary = decoder.bias.length;
  const steps = states.length / width;
  const algebra = newAlgebra(
    tableSize(vocabulary, width) + tableSize(steps, width) + tableSize(BLOCK, vocabulary),
  );
  const [weight, hidden] = [algebra.table(vocabulary, width), algebra.table(steps, width)];
  const out = algebra.table(BLOCK, vocabulary);
  fill(weight, decoder.weight);
  fill(hidden, states);
  for (let from = 0; from < steps; from += BLOCK) {
    const count = Math.min(BLOCK, steps - from);
    algebra.multiply(rowsOf(hidden, from, count), weight, out);
    for (let i = 0; i < count; i++) {
      const logits = out.values.subarray(i * out.stride, i * out.stride + vocabulary);
      for (let row = 0; row < vocabulary; row++) logits[row] += decoder.bias[row];
      take(from + i, logits, logSumExp(logits));
    }
  }
}

function logSumExp(logits: Float32Array): number {
  let most = -Infinity;
  for (const logit of logits) most = Math.max(most, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  return most + Math.log(sum);
}

/** The rows of the highest logits, the highest first. */
function likeliest(logits: Float32Array, count: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < logits.length; row++) {
    if (rows.length === count && !(logits[row] > logits[rows[count - 1]])) continue;
    if (rows.length === count) rows.pop();
    let at = rows.length;
    while (at > 0 && logits[row] > logits[rows[at - 1]]) at--;
    rows.splice(at, 0, row);
  }
  return rows;
}
