import * as l10n from '@vscode/l10n';
import { DIMS, MOST_EPOCHS, WINDOW } from '../../common/smallTraining.ts';
import { DEFAULT_TRAINING } from '../../common/trainingDefaults.ts';
import type { TrainingAlgorithm, TrainingParams, TrainingProgress } from '../../protocol/engine.ts';
import type {
  AnalogyTried,
  AnalogyWords,
  LessonWindow,
  LookedAt,
  NearestWords,
  NextWord,
  SmallTraining,
  WindowParams,
} from '../../protocol/trainingLessons.ts';
import { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';
import { targetsOf } from '../kernels/plainTraining.ts';
import { newMatrix } from '../kernels/matrixMemory.ts';
import { mostSimilar, similarByVector } from '../queries/mostSimilar.ts';
import { seededRandom } from '../random.ts';
import { BestList } from '../search/bestList.ts';
import { sharedUint32 } from '../shared.ts';
import { readCorpus, type Corpus } from '../text/corpus.ts';
import { disposeTokens } from '../text/tokens.ts';
import { nextWordOdds, type NnlmModel } from '../training/nnlmPrediction.ts';
import { keepThresholds, noiseAliases } from '../training/sampling.ts';
import { asSetBuffers, fillAtRandom, type TrainingTables } from '../training/tables.ts';
import { runTraining, type Training } from '../training/training.ts';
import { steppedWindow } from '../training/watch/windows.ts';
import { smallText } from './smallText.ts';

const NEAREST = 5;
const LIKELIEST = 8;
const SEED = 1;
/** What the text tells of, and in the end what it hardly or never does. */
const ANALOGIES: readonly (AnalogyWords & { expected: string })[] = [
  { a: 'man', b: 'king', c: 'woman', expected: 'queen' },
  { a: 'king', b: 'prince', c: 'queen', expected: 'princess' },
  { a: 'man', b: 'boy', c: 'woman', expected: 'girl' },
  { a: 'france', b: 'paris', c: 'japan', expected: 'tokyo' },
  { a: 'japan', b: 'sushi', c: 'france', expected: 'cheese' },
  { a: 'man', b: 'uncle', c: 'woman', expected: 'aunt' },
];

/** The small text with what was trained on it, by algorithm. */
export class SmallTrainings {
  private readonly trained = new Map<TrainingAlgorithm, { training: Training; set: EmbeddingSet }>();
  private read: SmallText | undefined;

  /** @throws UserFault where so many epochs will not do */
  async train(
    algorithm: TrainingAlgorithm,
    epochs: number,
    tfjsNodePath: string | undefined,
    following: Following<TrainingProgress>,
  ): Promise<SmallTraining> {
    if (!(epochs >= 1 && epochs <= MOST_EPOCHS)) {
      throw new UserFault(l10n.t('Expected a number of epochs from 1 to {0}.', MOST_EPOCHS));
    }
    const { corpus, lines, source } = this.text;
    const input = { corpus: source, params: paramsOf(algorithm, epochs), from: undefined, tfjsNodePath };
    const { training, set, last } = await runTraining(input, following);
    this.trained.get(algorithm)?.set.dispose();
    this.trained.set(algorithm, { training, set });
    const analogies: AnalogyTried[] = [];
    for (const question of ANALOGIES) analogies.push(await triedOn(set, question));
    const vocabulary = corpus.counts.length;
    return { sentences: lines.length, words: corpus.words, vocabulary, last, analogies };
  }

  async nearest(algorithm: TrainingAlgorithm, word: string): Promise<NearestWords> {
    const { initial } = this.text;
    const trained = this.trained.get(algorithm);
    const written = this.known(word);
    return {
      word: written,
      before: await lookedAt(initial.set, written),
      ...(trained ? { after: await lookedAt(trained.set, written) } : {}),
    };
  }

  nextWord(text: string): NextWord {
    const { vocabulary, counts } = this.text.corpus;
    const typed = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const isKnown = (word: string) => vocabulary.find(word) >= 0;
    const rows = typed
      .filter(isKnown)
      .slice(-WINDOW)
      .map((word) => vocabulary.find(word));
    const before = nextWordOdds(this.initialModel(), rows);
    const model = this.trained.get('nnlm')?.training.nnlm;
    const after = model && nextWordOdds(model, rows);
    const best = new BestList(Math.min(LIKELIEST, counts.length));
    (after ?? before).forEach((chance, row) => best.add(row, chance));
    const words = Array.from(best.best.rows, (row) => {
      return { word: vocabulary.word(row), before: before[row], ...(after ? { after: after[row] } : {}) };
    });
    const unknown = [...new Set(typed.filter((word) => !isKnown(word)))];
    return { read: rows.map((row) => vocabulary.word(row)), unknown, words };
  }

  window({ algorithm, sentence, middle, reach, rate }: WindowParams): LessonWindow {
    const { lines, corpus, initial, drawing } = this.text;
    const tokens = lines[sentence % lines.length].split(' ');
    const at = Math.min(middle, tokens.length - 1);
    const around = [...tokens.keys()].filter((place) => place !== at && Math.abs(place - at) <= reach);
    const rowAt = (place: number) => corpus.vocabulary.find(tokens[place]);
    const targets = targetsOf(drawing, rowAt(at), sentence * tokens.length + at);
    const training = this.trained.get(algorithm)?.training;
    const window = { inputs: around.map(rowAt), targets };
    const step = steppedWindow(training?.tables ?? initial.tables, window, { algorithm, rate });
    return { tokens, middle: at, around, sentences: lines.length, isTrained: training !== undefined, step };
  }

  /** @throws UserFault where it is not trained yet, or does not know a word */
  async analogy(algorithm: TrainingAlgorithm, { a, b, c }: AnalogyWords): Promise<AnalogyTried> {
    const trained = this.trained.get(algorithm);
    if (!trained) throw new UserFault(l10n.t('Train first: words have no places yet.'));
    return triedOn(trained.set, { a: this.known(a), b: this.known(b), c: this.known(c) });
  }

  /** @throws UserFault where the text does not have it */
  private known(word: string): string {
    const { vocabulary } = this.text.corpus;
    if (word.trim() === '') throw new UserFault(l10n.t('Type a word in every field.'));
    const row = vocabulary.find(word.trim().toLowerCase());
    if (row < 0) throw new UserFault(l10n.t('The small text does not have the word ‘{0}’.', word));
    return vocabulary.word(row);
  }

  private get text(): SmallText {
    return (this.read ??= readSmallText());
  }

  /** NNLM before its first step: U is zeros, so that it knows but how often each word occurs. */
  private initialModel(): NnlmModel {
    const { initial, corpus } = this.text;
    const outputBias = Float32Array.from(corpus.counts, (count) => Math.log(count / corpus.known));
    const hidden = new Float32Array(WINDOW * DIMS * DIMS);
    const head = { window: WINDOW, hidden, hiddenBias: new Float32Array(DIMS), outputBias };
    return { ...initial.tables, head };
  }
}

type SmallText = ReturnType<typeof readSmallText>;

/** The text, its vocabulary, and the tables as every training begins. */
function readSmallText() {
  const text = smallText();
  const source = { paths: [], texts: [text] };
  const params = paramsOf('skip-gram', 1);
  const corpus: Corpus = readCorpus(source, params);
  disposeTokens(corpus.tokens);
  const { counts, vocabulary } = corpus;
  const [embedding, context] = [newMatrix(counts.length, DIMS), newMatrix(counts.length, DIMS)];
  fillAtRandom(embedding, seededRandom(SEED));
  const tables: TrainingTables = { words: vocabulary.buffers, counts, embedding, context, state: [] };
  const drawing = {
    ...{ vocabulary: counts.length, negative: params.negative, window: WINDOW },
    keep: sharedUint32(counts.length),
    noise: sharedUint32(2 * counts.length),
  };
  keepThresholds(counts, params.sample, drawing.keep);
  noiseAliases(counts, drawing.noise);
  const initial = { tables, set: new EmbeddingSet(asSetBuffers(tables, 'initial')) };
  return { source, lines: text.split('\n'), corpus, initial, drawing };
}

/** One thread: the same text and seed give the same vectors. */
function paramsOf(algorithm: TrainingAlgorithm, epochs: number): TrainingParams {
  return {
    ...DEFAULT_TRAINING,
    ...{ algorithm, epochs, dims: DIMS, window: WINDOW, seed: SEED, threads: 1 },
    ...{ minCount: 1, sample: 0, tokeniser: 'whitespace' },
  };
}

async function lookedAt(set: EmbeddingSet, word: string): Promise<LookedAt> {
  const nearest = await mostSimilar(set, [{ key: word, weight: 1 }], 'add', { count: NEAREST });
  return { vector: set.vector(set.vocabulary.find(word)).slice(), nearest };
}

async function triedOn<Question extends AnalogyWords>(
  set: EmbeddingSet,
  question: Question,
): Promise<Question & Pick<AnalogyTried, 'found' | 'withAsked'>> {
  const { a, b, c } = question;
  const terms = [
    { key: b, weight: 1 },
    { key: a, weight: -1 },
    { key: c, weight: 1 },
  ];
  const [found] = await mostSimilar(set, terms, 'add', { count: 1 });
  const unit = (word: string) => {
    const vector = set.vector(set.vocabulary.find(word));
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const [from, to, other] = [a, b, c].map(unit);
  const sum = to.map((value, i) => value - from[i] + other[i]);
  const [withAsked] = await similarByVector(set, sum, { count: 1 });
  return { ...question, found, withAsked };
}
