import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { UserFault } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { readCheckpoint } from '../../../src/engine/training/checkpoint.ts';
import { ChunkReader, chunkedText, chunksOf } from '../../../src/engine/training/chunks.ts';
import { runTraining, type Training, type TrainingOutcome } from '../../../src/engine/training/training.ts';
import { readCorpus } from '../../../src/engine/text/corpus.ts';
import { SENTENCE_END } from '../../../src/engine/text/tokens.ts';
import type { TrainingParams, TrainingProgress } from '../../../src/protocol/engine.ts';
import { unstopped } from '../support.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

/** Sentences of words w0 … w(n − 1) by chance, w0 the most frequent. */
function sentences(count: number, words: number, seed = 4): string {
  const random = seededRandom(seed);
  const word = () => `w${Math.floor(words * random() ** 3)}`;
  return Array.from({ length: count }, () => Array.from({ length: 8 }, word).join(' ')).join('\n');
}

const PARAMS: TrainingParams = {
  ...DEFAULT_TRAINING,
  ...{ dims: 10, epochs: 6, threads: 1, minCount: 1, tokeniser: 'whitespace' },
};
const SHORT = { paths: [], texts: [sentences(400, 60)] };
const LONG = { paths: [], texts: [sentences(8000, 300)] };

const run = (params: TrainingParams, corpus = SHORT, from?: string) =>
  runTraining({ corpus, params, from, tfjsNodePath: undefined }, unstopped());

/** Runs, pauses where `when` says so, and hands the training that stands still to `act`. */
async function pausedAt(
  when: (progress: TrainingProgress) => boolean,
  act: (training: Training) => Promise<void>,
  params = PARAMS,
  corpus = LONG,
): Promise<TrainingOutcome> {
  let training: Training;
  let acted: Promise<void> | undefined;
  const outcome = await runTraining(
    { corpus, params, tfjsNodePath: undefined },
    {
      ...unstopped((progress) => {
        if (acted || !when(progress)) return;
        training.pause();
        acted = act(training).finally(() => training.resume());
      }),
      onStart: (started) => (training = started),
    },
  );
  await acted;
  assert.ok(acted, 'there was a report to pause at');
  return outcome;
}

test('every word of a text is in one chunk, or kept aside, and never both', () => {
  const corpus = readCorpus(LONG, PARAMS);
  const text = chunkedText(corpus);
  const reader = new ChunkReader(text);
  const out = new Int32Array(20_000);
  const heldOut = reader.readHeldOut(out);
  const kept = heldOut.filter((id) => id !== SENTENCE_END).length;
  let trained = 0;
  for (let chunk = 0; chunk < chunksOf(text); chunk++) {
    const count = reader.read(chunk, out);
    trained += out.subarray(0, count).filter((id) => id !== SENTENCE_END).length;
  }
  assert.equal(trained + kept, corpus.words);
  assert.ok(kept > corpus.words / 400 && kept < corpus.words / 40, `${kept} kept aside`);
});

test('a short text spares nothing, and has many chunks all the same', () => {
  const text = chunkedText(readCorpus(SHORT, PARAMS));
  assert.equal(new ChunkReader(text).readHeldOut(new Int32Array(10_000)).length, 0);
  assert.ok(chunksOf(text) >= 15);
});

test('the held-out loss falls with the other, and is the same for the same seed', async () => {
  const reports: TrainingProgress[] = [];
  const params = { ...PARAMS, epochs: 10, sample: 0 };
  const input = { corpus: LONG, params, tfjsNodePath: undefined };
  const { last } = await runTraining(
    input,
    unstopped((progress) => reports.push(progress)),
  );
  const again = await run(params, LONG);
  assert.ok(reports[0].heldOutLoss && last?.heldOutLoss);
  assert.ok(last.heldOutLoss < reports[0].heldOutLoss);
  assert.equal(again.last?.heldOutLoss, last.heldOutLoss);
  assert.ok(last.rate < reports[0].rate && last.rate > 0);
});

test('several threads train one model', async () => {
  const { set, last } = await run({ ...PARAMS, threads: 3, epochs: 10 }, LONG);
  assert.equal(last?.fraction, 1);
  assert.ok(set.vectors.every(Number.isFinite));
  const alone = await run({ ...PARAMS, epochs: 10 }, LONG);
  assert.ok(last.heldOutLoss && alone.last?.heldOutLoss);
  assert.ok(Math.abs(last.heldOutLoss - alone.last.heldOutLoss) < 0.02);
});

test('a training that is paused, saved and gone on with ends as one that never stopped, bit for bit', async () => {
  const path = join(folder, 'paused.training');
  const params = { ...PARAMS, epochs: 60 };
  const whole = await pausedAt(
    ({ fraction }) => fraction > 0,
    (training) => training.save(path),
    params,
  );
  const { position } = await readCheckpoint(path);
  assert.ok(position > 0 && position < 60 * 20);
  const resumed = await run(params, LONG, path);
  assert.deepEqual(resumed.set.vectors, whole.set.vectors);
  assert.deepEqual(whole.set.vectors, (await run(params, LONG)).set.vectors);
});

test('paused, nothing changes', async () => {
  await pausedAt(
    ({ fraction }) => fraction > 0,
    async (training) => {
      await training.save(join(folder, 'still.training'));
      const { vectors } = training.buffers;
      const first = vectors.slice();
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.deepEqual(vectors, first);
    },
    { ...PARAMS, epochs: 40 },
  );
});

test('learning goes on with another text: all words stand by their counts in both', async () => {
  const path = join(folder, 'done.training');
  const first = await run({ ...PARAMS, epochs: 20 });
  await first.training.save(path);
  const before = first.set.vectors.slice();
  const other = { paths: [], texts: [`${sentences(20, 5)}\n${'new words here '.repeat(10)}`] };
  const { set, training } = await run({ ...PARAMS, epochs: 1 }, other, path);
  assert.equal(set.size, first.set.size + 3);
  assert.equal(set.vocabulary.word(0), first.set.vocabulary.word(0));
  const counts = (row: number) => Number(set.metadataOf(row)[0].value);
  assert.ok(counts(0) > Number(first.set.metadataOf(0)[0].value));
  for (let row = 1; row < set.size; row++) assert.ok(counts(row) <= counts(row - 1));
  assert.equal(counts(set.vocabulary.find('new')), 10);
  // What the new text does not have stays where it was; context words of it are not touched as inputs.
  const unseen = first.set.vocabulary.find('w40');
  const now = set.vector(set.vocabulary.find('w40'));
  assert.deepEqual(now, before.subarray(unseen * 10, unseen * 10 + 10));
  const { sha256, before: runs } = training.origin;
  assert.deepEqual(
    runs?.map((each) => [each.sha256, each.fraction, each.params.epochs]),
    [[first.training.origin.sha256, 1, 20]],
  );
  assert.notEqual(sha256, runs?.[0].sha256);
});

for (const words of [60, 1200]) {
  test(`NNLM of ${words} words goes on from a checkpoint as if it had never stopped, bit for bit`, async () => {
    const path = join(folder, `nnlm-${words}.training`);
    const params: TrainingParams = { ...PARAMS, algorithm: 'nnlm', window: 2, epochs: 2 };
    const text = { paths: [], texts: [sentences(160, words)] };
    const whole = await pausedAt(
      ({ fraction }) => fraction > 0,
      (training) => training.save(path),
      params,
      text,
    );
    const { position, state } = await readCheckpoint(path);
    assert.ok(position > 0 && position < 2 * 5);
    assert.equal(state.length, 8);
    const resumed = await run(params, text, path);
    assert.deepEqual(resumed.set.vectors, whole.set.vectors);
  });
}

test('NNLM tells the held-out loss with its first report', async () => {
  const controller = new AbortController();
  const reports: TrainingProgress[] = [];
  const params: TrainingParams = { ...PARAMS, algorithm: 'nnlm', window: 1 };
  const report = (progress: TrainingProgress) => {
    reports.push(progress);
    controller.abort();
  };
  const input = { corpus: LONG, params, tfjsNodePath: undefined };
  await runTraining(input, { signal: controller.signal, report });
  const { heldOutLoss = 0 } = reports[0];
  assert.ok(heldOutLoss > 1 && heldOutLoss < Math.log(301) + 1, `${heldOutLoss}`);
});

test('a finished training goes on with more epochs of the same text', async () => {
  const path = join(folder, 'more.training');
  const first = await run(PARAMS);
  await first.training.save(path);
  const { set, last } = await run({ ...PARAMS, epochs: 3 }, SHORT, path);
  assert.equal(last?.fraction, 1);
  assert.notDeepEqual(set.vectors, first.set.vectors);
});

test('what is no saved training, or does not fit, is refused', async () => {
  const path = join(folder, 'fits.training');
  await (await run(PARAMS)).training.save(path);
  await assert.rejects(run({ ...PARAMS, dims: 11 }, SHORT, path), {
    name: UserFault.name,
    message: 'What was learned has 10 dimensions; it cannot go on with 11.',
  });
  const broken = join(folder, 'broken.training');
  await writeFile(broken, 'nothing of the kind, but long enough to hold a header');
  await assert.rejects(run(PARAMS, SHORT, broken), /broken\.training is no saved training/);
  await assert.rejects(run(PARAMS, SHORT, join(folder, 'missing')), /missing cannot be read/);
});

test('TensorFlow.js trains where it is asked for, to a similar loss', async () => {
  const params: TrainingParams = { ...PARAMS, epochs: 5, engine: 'tensorflow' };
  const [reference, ours] = [await run(params), await run({ ...params, engine: 'kernels' })];
  assert.equal(reference.last?.fraction, 1);
  assert.ok(Math.abs(reference.last.loss - (ours.last?.loss ?? 0)) < 0.5);
});

for (const words of [60, 1200]) {
  test(`NNLM learns to predict the next of ${words} words`, async () => {
    // After an even word comes the next one.
    const random = seededRandom(6);
    const text = Array.from({ length: 3000 }, () => {
      const word = 2 * Math.floor((random() * words) / 2);
      return `w${word} w${word + 1}`;
    }).join('\n');
    const reports: TrainingProgress[] = [];
    const params: TrainingParams = { ...PARAMS, algorithm: 'nnlm', window: 1, epochs: 6 };
    const input = { corpus: { paths: [], texts: [text] }, params, tfjsNodePath: undefined };
    const { set, last } = await runTraining(
      input,
      unstopped((progress) => reports.push(progress)),
    );
    assert.equal(set.format, 'NNLM');
    assert.ok(last && last.loss < reports[0].loss - 0.3, `${reports[0].loss} → ${last?.loss}`);
  });
}

test('a corpus is counted before it is trained on', async () => {
  const engine = createEngine();
  const report = await engine['corpus/count'](
    {
      corpus: { paths: [], texts: ['b a b c b a'] },
      params: { ...PARAMS, epochs: 0, minCount: 2 },
      frequent: 5,
    },
    unstopped(),
  );
  const { seconds, ...counted } = report;
  assert.deepEqual(counted, {
    ...{ words: 6, known: 5, different: 3, vocabulary: 2, epochs: 100 },
    files: { count: 1, first: [{ name: '', words: 6 }], leftOut: [] },
    frequent: [
      { word: 'b', count: 3 },
      { word: 'a', count: 2 },
    ],
  });
  assert.ok(seconds !== undefined && seconds > 0);
});

test('how long NNLM will take is told by some of its batches', async () => {
  const engine = createEngine();
  const params: TrainingParams = { ...PARAMS, algorithm: 'nnlm', epochs: 2 };
  const { seconds } = await engine['corpus/count']({ corpus: SHORT, params, frequent: 1 }, unstopped());
  assert.ok(seconds !== undefined && seconds > 0);
});

test('the engine pauses, saves and shows the context table of a training by its id', async () => {
  const engine = createEngine();
  const path = join(folder, 'engine.training');
  const call = { id: 'a', name: 'text', corpus: SHORT, params: PARAMS };
  await engine['training/run'](call, unstopped());
  await engine['training/save']({ id: 'a', path }, unstopped());
  const info = await engine['training/openContext'](
    { id: 'a', contextId: 'b', name: 'context' },
    unstopped(),
  );
  assert.deepEqual([info.words, info.dims, info.format], [60, 10, 'context vectors of skip-gram']);
  const { neighbours } = await engine['sets/neighbours']({ id: 'b', row: 0, count: 3 }, unstopped());
  assert.equal(neighbours.length, 3);
  await engine['sets/close']({ id: 'a' }, unstopped());
  await assert.rejects(
    async () => engine['training/save']({ id: 'a', path }, unstopped()),
    /This training is not there any more/,
  );
});
