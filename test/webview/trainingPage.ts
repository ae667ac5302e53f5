/** A page of a training in a real browser, and trainings for it. */
import { DEFAULT_TRAINING } from '../../src/common/trainingDefaults.ts';
import type { CorpusReport, TrainingProgress } from '../../src/protocol/engine.ts';
import type { FromTraining, ToTraining, TrainingFrame, TrainingStatus } from '../../src/protocol/training.ts';
import type { TrainingWindow, WatchedWord } from '../../src/protocol/watch.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

type Page = WebviewPage<FromTraining>;
type Whole = Extract<ToTraining, { type: 'training' }>;

export const WORDS = [
  'king',
  'queen',
  'man',
  'woman',
  'city',
  'river',
  'bread',
  'cheese',
  '足球',
  ...Array.from({ length: 191 }, (_, i) => `word${i}`),
];
export const REPORT: CorpusReport = {
  ...{ words: 1_234_567, known: 1_200_000, different: 54_321, vocabulary: 23_456, epochs: 5, seconds: 83 },
  frequent: WORDS.slice(0, 24).map((word, i) => ({ word, count: Math.round(60_000 / (i + 1)) })),
};
const DIMS = 50;

export function progress(fraction: number): TrainingProgress {
  const loss = 4.1 - 1.9 * (1 - Math.exp(-4 * fraction));
  return {
    ...{ epoch: Math.min(5, Math.floor(5 * fraction) + 1), epochs: 5, loss, heldOutLoss: loss + 0.15 },
    ...{
      rate: 0.025 * Math.max(0.004, 1 - fraction),
      seconds: 80 * fraction,
      wordsPerSecond: 987_654,
      fraction,
      vocabulary: 23_456,
    },
  };
}

/** Points that part into clusters. */
export function frame(fraction: number): TrainingFrame {
  const random = seededRandom(3);
  const positions = Float32Array.from({ length: 2 * WORDS.length }, (_, i) => {
    const cluster = (i >> 1) % 5;
    const centre = 4 * (i % 2 ? Math.sin(cluster) : Math.cos(cluster * 1.3));
    return fraction * centre + (1.6 - fraction) * (random() + random() - 1) * 2;
  });
  return { fraction, positions, watched: [watched(0), watched(4), watched(6)] };
}

export function watched(row: number): WatchedWord {
  const others = WORDS.map((word, other) => ({ row: other, word, cosine: 0.95 - other / 30 })).filter(
    (other) => other.row !== row,
  );
  return { word: WORDS[row], row, neighbours: others.slice(0, 6) };
}

export function windowOf(number: number): TrainingWindow {
  const random = seededRandom(number);
  const row = (word: string) => {
    const before = Float32Array.from({ length: DIMS }, () => random() - 0.5);
    return { word, before, after: before.map((value) => value + (random() - 0.5) / 50) };
  };
  return {
    ...{ number, windows: 1418, rate: 0.02, lossBefore: 2.31, lossAfter: 2.25 },
    inputs: ['the', 'king', 'rules'].map(row),
    targets: ['city', 'cheese', 'word7', '足球', 'river', 'word9'].map(row),
    products: Float32Array.from({ length: 18 }, (_, i) => (i % 6 === 0 ? 1.8 : -0.4 - (i % 5) / 4)),
  };
}

export function whole(change: Partial<Whole> = {}): Whole {
  return {
    ...{ type: 'training', id: 't', name: 'english.txt', status: { kind: 'draft' } },
    draft: { kind: 'vectors', params: DEFAULT_TRAINING, what: 'texts/english.txt', from: undefined },
    ...{ history: [], words: undefined, frames: [], watched: [], samples: [] },
    ...change,
  };
}

function packedWords() {
  const bytes = WORDS.map((word) => [...Buffer.from(word)]);
  const offsets = [0];
  for (const word of bytes) offsets.push(offsets[offsets.length - 1] + word.length);
  return { bytes: bytes.flat(), offsets };
}

/** Typed arrays of whole numbers do not cross to the page by the harness. */
export async function send(training: Page, message: ToTraining): Promise<void> {
  await training.page.evaluate(
    ({ json, words }) => {
      const revive = (_: string, value: unknown) =>
        value !== null && typeof value === 'object' && 'floats' in value
          ? Float32Array.from(value.floats as number[])
          : value;
      const data = JSON.parse(json, revive) as { words?: { words: unknown } };
      if (data.words)
        data.words.words = { bytes: Uint8Array.from(words.bytes), offsets: Uint32Array.from(words.offsets) };
      window.postMessage(data, '*');
    },
    {
      json: JSON.stringify(message, (_, value: unknown) =>
        value instanceof Float32Array ? { floats: [...value] } : value,
      ),
      words: packedWords(),
    },
  );
}

const CONTENT = {
  words: { bytes: new Uint8Array(0), offsets: new Uint32Array(1) },
  content: ['king', 'city', 'bread'],
};

export async function openDraft(options: WebviewOptions = {}, change: Partial<Whole> = {}): Promise<Page> {
  const training = await openWebview<FromTraining>('training', options);
  await training.page.waitForSelector('.training', { state: 'attached' });
  await send(training, whole(change));
  await training.page.waitForSelector('.before form');
  return training;
}

export async function openRun(status: TrainingStatus, options: WebviewOptions = {}): Promise<Page> {
  const training = await openWebview<FromTraining>('training', options);
  await training.page.waitForSelector('.training', { state: 'attached' });
  const fractions = Array.from({ length: 21 }, (_, i) => (status.kind === 'done' ? i / 20 : i / 40));
  await send(
    training,
    whole({
      ...{ status, words: CONTENT, watched: ['king', 'city', 'bread'] },
      history: fractions.map(progress),
      frames: fractions.map(frame),
    }),
  );
  await training.page.waitForSelector('.course .watched li');
  return training;
}

/** The last message of a type, when it has come. */
export async function posted<T extends FromTraining['type']>(
  training: Page,
  type: T,
): Promise<Extract<FromTraining, { type: T }>> {
  for (let tries = 0; tries < 60; tries++) {
    const found = training.posted.findLast((message) => message.type === type);
    if (found) return found as Extract<FromTraining, { type: T }>;
    await training.page.waitForTimeout(50);
  }
  throw new Error(`The page has not said ‘${type}’.`);
}

export async function counted(training: Page): Promise<void> {
  const { request } = await posted(training, 'count');
  await send(training, { type: 'counted', request, report: REPORT });
  await training.page.waitForSelector('.frequent li');
}
