import type { LanguageProgress } from '../../../protocol/recurrent.ts';
import type { Jobs } from '../../jobs.ts';
import { seededRandom } from '../../random.ts';
import { nativeBackend } from '../../tensor/backend.ts';
import { adamStep, clip } from './adam.ts';
import { Batches, dropoutMasks } from './batches.ts';
import { KernelDifferentiator } from './byKernels.ts';
import { TensorFlowDifferentiator } from './byTensorFlow.ts';
import { zeroStreams, type Differentiator } from './differentiator.ts';
import { copyOfState, initialState, type LanguageState } from './model.ts';
import { readText, type LanguageText } from './text.ts';

type Input = Jobs['trainLanguage']['input'];
type Report = (progress: Jobs['trainLanguage']['progress']) => void;

/** Streams by which perplexity is measured. */
const VALIDATION_STREAMS = 10;
/** By what the learning rate falls after an epoch that made nothing better. */
const FALL = 0.5;
const REPORT_MS = 250;

/** Reads the text and trains a language model on it; its state is reported before the first step. */
export async function trainLanguage(
  { corpus, params, from, tfjsNodePath }: Input,
  report: Report,
): Promise<LanguageState> {
  const text = await readText(
    corpus,
    from ? { ...params, tokeniser: from.params.tokeniser } : params,
    from?.words,
  );
  const random = seededRandom(params.seed);
  const state = from
    ? copyOfState(from, params)
    : initialState(text.words, params, text.vocabulary, text, random);
  report({ state });
  const differentiator = await differentiatorFor(state, tfjsNodePath);
  new LanguageTrainer(state, text, differentiator).train(params.epochs, report);
  return state;
}

/** Native TensorFlow where there is one; TensorFlow.js' other backends are slower than our own kernels. */
async function differentiatorFor({ shape }: LanguageState, tfjsNodePath?: string): Promise<Differentiator> {
  const tf = await nativeBackend(tfjsNodePath);
  return tf ? new TensorFlowDifferentiator(tf, shape) : new KernelDifferentiator(shape);
}

/** Trains by truncated backpropagation through time, and measures perplexity after every epoch. */
export class LanguageTrainer {
  private readonly state: LanguageState;
  private readonly text: Pick<LanguageText, 'training' | 'validation'>;
  private readonly differentiator: Differentiator;
  private readonly gradients: Float32Array;

  constructor(
    state: LanguageState,
    text: Pick<LanguageText, 'training' | 'validation'>,
    differentiator: Differentiator,
  ) {
    this.state = state;
    this.text = text;
    this.differentiator = differentiator;
    this.gradients = new Float32Array(state.values.length);
  }

  train(epochs: number, report: (progress: LanguageProgress) => void): void {
    const { params, counters, shape } = this.state;
    const batches = new Batches(this.text.training, params.batch, params.steps);
    const meter = new ProgressMeter(epochs, batches.tokens, shape.vocabulary, report);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      this.epoch(batches, (tokens, loss) => meter.step(epoch, tokens, loss));
      counters[1]++;
      const before = counters[2];
      counters[2] = this.perplexity(this.text.validation);
      if (counters[2] >= before) counters[3] *= FALL;
      meter.epoch(epoch, counters[2]);
    }
  }

  /** e to the power of the mean loss a token, over a text that is not learned from; NaN where it is too short. */
  perplexity(ids: Int32Array): number {
    const batches = new Batches(ids, VALIDATION_STREAMS, this.state.params.steps);
    const states = zeroStreams(this.state.shape, batches.streams);
    let loss = 0;
    for (const batch of batches) loss += this.differentiator.loss(this.state.values, batch, states);
    return Math.exp(loss / batches.tokens);
  }

  private epoch(batches: Batches, step: (tokens: number, loss: number) => void): void {
    const { state, differentiator, gradients } = this;
    const { shape, params, counters, values } = state;
    // By the epoch, so that one that goes on leaves out what it would have left out.
    const random = seededRandom(params.seed + 1 + counters[1]);
    const states = zeroStreams(shape, batches.streams);
    for (const batch of batches) {
      if (params.dropout > 0) batch.masks = dropoutMasks(shape, batch, params.dropout, random);
      const loss = differentiator.loss(values, batch, states, gradients);
      clip(gradients, params.clip);
      adamStep(state, gradients, params.learningRate * counters[3]);
      step(batch.inputs.length, loss);
    }
  }
}

/** Sums up what happens between two reports. */
class ProgressMeter {
  private readonly epochs: number;
  private readonly tokensAnEpoch: number;
  private readonly vocabulary: number;
  private readonly report: (progress: LanguageProgress) => void;
  private readonly start = performance.now();
  private last = this.start;
  private loss = 0;
  private tokens = 0;
  private done = 0;
  private meanLoss = NaN;
  private perplexity: number | undefined;

  constructor(
    epochs: number,
    tokensAnEpoch: number,
    vocabulary: number,
    report: (progress: LanguageProgress) => void,
  ) {
    this.epochs = epochs;
    this.tokensAnEpoch = tokensAnEpoch;
    this.vocabulary = vocabulary;
    this.report = report;
  }

  step(epoch: number, tokens: number, loss: number): void {
    this.loss += loss;
    this.tokens += tokens;
    this.done += tokens;
    if (performance.now() - this.last >= REPORT_MS) this.send(epoch);
  }

  /** A whole epoch is behind it. */
  epoch(epoch: number, perplexity: number): void {
    this.perplexity = Number.isNaN(perplexity) ? undefined : perplexity;
    this.send(epoch);
  }

  private send(epoch: number): void {
    const { epochs, vocabulary, perplexity, done } = this;
    if (this.tokens > 0) this.meanLoss = this.loss / this.tokens;
    const seconds = (performance.now() - this.start) / 1000;
    const fraction = done / (epochs * this.tokensAnEpoch);
    const tokensPerSecond = done / seconds;
    this.report({
      epoch,
      epochs,
      loss: this.meanLoss,
      perplexity,
      seconds,
      tokensPerSecond,
      fraction,
      vocabulary,
    });
    this.last = performance.now();
    [this.loss, this.tokens] = [0, 0];
  }
}
