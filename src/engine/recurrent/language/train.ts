import type { TrainingProgress } from '../../../protocol/engine.ts';
import type { Jobs } from '../../jobs.ts';
import { seededRandom } from '../../random.ts';
import { nativeBackend } from '../../tensor/backend.ts';
import { TrainingControl } from '../../training/control.ts';
import { ProgressMeter } from '../../training/progress.ts';
import { adamStep, clip } from './adam.ts';
import { Batches, dropoutMasks } from './batches.ts';
import { begin } from './begin.ts';
import { KernelDifferentiator } from './byKernels.ts';
import { TensorFlowDifferentiator } from './byTensorFlow.ts';
import {
  streamsIn,
  zeroStreams,
  type Differentiator,
  type LanguageBatch,
  type StreamStates,
} from './differentiator.ts';
import { COUNTER, type LanguageState } from './model.ts';
import type { LanguageText } from './text.ts';

type Input = Jobs['trainLanguage']['input'];
type Report = (progress: Jobs['trainLanguage']['progress']) => void;

/** A training that is about to take its first step: both are shared with whoever watches and stops it. */
export interface StartedLanguage {
  state: LanguageState;
  control: Int32Array;
}

/** Streams by which perplexity is measured. */
const VALIDATION_STREAMS = 10;
/** By what the learning rate falls after an epoch that made nothing better. */
const FALL = 0.5;
/** There is no end of steps that are to be taken: the epochs end a training. */
const ENDLESS = 2 ** 31 - 2;

/** Reads the text and trains a language model on it; what has begun is reported before the first step. */
export async function trainLanguage(input: Input, report: Report): Promise<void> {
  const { text, state } = await begin(input);
  const control = new TrainingControl();
  report({ state, control: control.shared });
  const differentiator = await differentiatorFor(state, input.tfjsNodePath);
  new LanguageTrainer(state, text, differentiator, control).train(report);
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
  private readonly control: TrainingControl;
  private readonly gradients: Float32Array;

  constructor(
    state: LanguageState,
    text: Pick<LanguageText, 'training' | 'validation'>,
    differentiator: Differentiator,
    control = new TrainingControl(),
  ) {
    this.state = state;
    this.text = text;
    this.differentiator = differentiator;
    this.control = control;
    this.gradients = new Float32Array(state.values.length);
  }

  /** Goes on to the end of the epochs that its parameters ask for, or until it is stopped. */
  train(report: (progress: TrainingProgress) => void): void {
    const { state, text } = this;
    const { params, counters } = state;
    const batches = new Batches(text.training, params.batch, params.steps);
    // Another text is begun at its beginning.
    if (counters[COUNTER.tokens] !== text.training.length) counters[COUNTER.batches] = 0;
    counters[COUNTER.tokens] = text.training.length;
    const course = new Course(state, batches, this.control, report);
    while (!course.isOver) {
      const ended = this.epoch(batches, (tokens, loss) => course.step(tokens, loss));
      const perplexity = ended ? this.perplexity(text.validation) : undefined;
      if (perplexity === undefined) return;
      const before = counters[COUNTER.perplexity];
      if (perplexity >= before) counters[COUNTER.fall] *= FALL;
      counters[COUNTER.perplexity] = perplexity;
      counters[COUNTER.batches] = 0;
      counters[COUNTER.epochs]++;
      course.send();
    }
  }

  /**
   * e to the power of the mean loss a token, over a text that is not learned from; NaN where it is too short, undefined
   * where the training is stopped meanwhile.
   */
  perplexity(ids: Int32Array): number | undefined {
    const batches = new Batches(ids, VALIDATION_STREAMS, this.state.params.steps);
    const states = zeroStreams(this.state.shape, batches.streams);
    let loss = 0;
    for (const batch of batches) {
      const wasTaken = this.take(() => {
        loss += this.differentiator.loss(this.state.values, batch, states);
      });
      if (!wasTaken) return undefined;
    }
    return Math.exp(loss / batches.tokens);
  }

  /** The rest of the epoch that has begun. False where the training was stopped before its end. */
  private epoch(batches: Batches, learned: (tokens: number, loss: number) => void): boolean {
    const { state } = this;
    const { shape, counters, streams } = state;
    if (counters[COUNTER.batches] === 0) streams.fill(0);
    const states = streamsIn(streams, shape, batches.streams);
    for (const batch of batches.from(counters[COUNTER.batches])) {
      const wasTaken = this.take(() => {
        const loss = this.learn(batch, states);
        counters[COUNTER.batches]++;
        learned(batch.inputs.length, loss);
      });
      if (!wasTaken) return false;
    }
    return true;
  }

  private learn(batch: LanguageBatch, states: StreamStates): number {
    const { state, differentiator, gradients } = this;
    const { shape, params, counters, values } = state;
    // By the step, so that one that goes on leaves out what it would have left out.
    const random = seededRandom(params.seed + 1 + counters[COUNTER.steps]);
    if (params.dropout > 0) batch.masks = dropoutMasks(shape, batch, params.dropout, random);
    const loss = differentiator.loss(values, batch, states, gradients);
    clip(gradients, params.clip);
    adamStep(state, gradients, params.learningRate * counters[COUNTER.fall]);
    return loss;
  }

  /** Does one step, behind the end of a pause; false where the training is stopped. */
  private take(step: () => void): boolean {
    const { control } = this;
    if (control.take(ENDLESS) === undefined) return false;
    try {
      step();
    } finally {
      control.done();
    }
    return true;
  }
}

/** How far a training has come, told some times a second. */
class Course {
  private readonly state: LanguageState;
  private readonly batches: Batches;
  private readonly control: TrainingControl;
  private readonly meter: ProgressMeter;
  private loss = 0;
  private tokens = 0;

  constructor(
    state: LanguageState,
    batches: Batches,
    control: TrainingControl,
    report: (progress: TrainingProgress) => void,
  ) {
    const { params, shape } = state;
    this.state = state;
    this.batches = batches;
    this.control = control;
    const sizes = { epochs: params.epochs, words: batches.tokens, vocabulary: shape.vocabulary };
    this.meter = new ProgressMeter({ ...sizes, done: this.fraction }, report);
  }

  get isOver(): boolean {
    return this.epochs >= this.state.params.epochs;
  }

  step(tokens: number, loss: number): void {
    this.loss += loss;
    this.tokens += tokens;
    if (this.meter.isDue) this.send();
  }

  send(): void {
    const { state, control, meter, fraction, loss, tokens } = this;
    const { counters, params } = state;
    const perplexity = counters[COUNTER.perplexity];
    meter.leaveOut(control.takePaused());
    meter.send({
      ...{ fraction, loss, pairs: tokens },
      rate: params.learningRate * counters[COUNTER.fall],
      heldOutLoss: Number.isNaN(perplexity) ? undefined : Math.log(perplexity),
    });
  }

  /** Whole epochs of this training. */
  private get epochs(): number {
    return this.state.counters[COUNTER.epochs] - this.state.counters[COUNTER.before];
  }

  private get fraction(): number {
    const { batches, epochs, state } = this;
    const ofEpoch = Math.min(1, state.counters[COUNTER.batches] / batches.count);
    return Math.min(1, (epochs + ofEpoch) / state.params.epochs);
  }
}
