import type { Jobs } from '../jobs.ts';
import { seededRandom } from '../random.ts';
import { chooseBackend } from '../tensor/backend.ts';
import { readCorpus, type Corpus } from '../text/corpus.ts';
import { lossAndGradients, type Tf } from './loss.ts';
import type { TrainingTables } from './tables.ts';
import { descend, gather, initialTables, Sampler, type BatchRows } from './word2vec.ts';

type Input = Jobs['train']['input'];
type Report = (progress: Jobs['train']['progress']) => void;

/** Positions a step. Fewer for a small vocabulary, where one word would otherwise add up many stale gradients. */
const LEAST_BATCH = 64;
const MOST_BATCH = 1024;
const WORDS_A_POSITION = 8;
/** Words of text that vectors need to take shape: a shorter text is read more often. */
const WORDS_TO_SEE = 1_500_000;
const LEAST_EPOCHS = 5;
const MOST_EPOCHS = 100;
/** Learning rate at the start, and at the end of its linear fall (word2vec.c). */
const RATE = 0.025;
const LAST_RATE = 0.0001;
const REPORT_MS = 250;

/** Reads the corpus and trains word2vec on it by TensorFlow.js; the tables are reported before the first step. */
export async function train(
  { corpus: source, params, tfjsNodePath }: Input,
  report: Report,
): Promise<TrainingTables> {
  const corpus = await readCorpus(source, params.tokeniser, params.minCount);
  const { tf } = await chooseBackend(tfjsNodePath);
  const random = seededRandom(params.seed);
  const tables = initialTables(corpus, params.dims, random);
  report({ tables });
  const epochs = params.epochs || epochsFor(corpus);
  const sampler = new Sampler(corpus, params, batchFor(corpus), random);
  const progress = new ProgressMeter(corpus, epochs, report);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    sampler.epoch((rows, words) => {
      const fraction = (epoch - 1 + words / corpus.tokens) / epochs;
      const rate = Math.max(LAST_RATE, RATE * (1 - fraction));
      progress.step(epoch, fraction, rows.size, trainBatch(tf, tables, rows, rate));
    });
  }
  progress.end();
  return tables;
}

function epochsFor({ words }: Corpus): number {
  return Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, Math.ceil(WORDS_TO_SEE / words)));
}

function batchFor({ vocabulary }: Corpus): number {
  return Math.min(MOST_BATCH, Math.max(LEAST_BATCH, Math.floor(vocabulary.size / WORDS_A_POSITION)));
}

/** One step of stochastic gradient descent. Returns the batch's loss. */
function trainBatch(tf: Tf, tables: TrainingTables, rows: BatchRows, rate: number): number {
  const gradients = lossAndGradients(tf, gather(tables, rows));
  descend(tables.embedding, rows.inputs, gradients.inputs, rate);
  descend(tables.context, rows.targets, gradients.targets, rate);
  return gradients.loss;
}

/** Sums up what happens between two reports. */
class ProgressMeter {
  private readonly corpus: Corpus;
  private readonly epochs: number;
  private readonly report: Report;
  private readonly start = performance.now();
  private last = this.start;
  private loss = 0;
  private pairs = 0;
  private latest = { epoch: 1, fraction: 0 };

  constructor(corpus: Corpus, epochs: number, report: Report) {
    this.corpus = corpus;
    this.epochs = epochs;
    this.report = report;
  }

  step(epoch: number, fraction: number, pairs: number, loss: number): void {
    this.loss += loss;
    this.pairs += pairs;
    this.latest = { epoch, fraction };
    if (performance.now() - this.last >= REPORT_MS) this.send();
  }

  end(): void {
    if (this.pairs > 0) this.send();
  }

  private send(): void {
    const { epochs, corpus, latest } = this;
    const now = performance.now();
    const seconds = (now - this.start) / 1000;
    this.report({
      ...latest,
      epochs,
      loss: this.loss / this.pairs,
      seconds,
      wordsPerSecond: (latest.fraction * epochs * corpus.words) / seconds,
      vocabulary: corpus.vocabulary.size,
    });
    this.last = now;
    this.loss = 0;
    this.pairs = 0;
  }
}
