import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { EngineClient, EngineStopped, type RequestOptions } from '../../../src/engine/client.ts';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import type { ByteProgress, LayoutFrame, SetInfo } from '../../../src/protocol/engine.ts';
import { wordAtRow } from '../../../src/common/words.ts';

const VECTORS = 'king 1 0 0.5\nqueen 0.9 0.1 0.5\nbread -1 0.4 0\n';

let folder: string;
let file: string;
const crashes: { reason: string; restarted: boolean }[] = [];
const client = new EngineClient({
  modulePath: fileURLToPath(new URL('../../../src/engine/main.ts', import.meta.url)),
  l10nBundle: undefined,
  tfjsNodePath: () => undefined,
  log: (text) => process.stderr.write(text),
  onCrash: (reason, restarted) => crashes.push({ reason, restarted }),
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'));
  file = join(folder, 'small.txt');
  await writeFile(file, VECTORS);
});

after(async () => {
  client.stop();
  await rm(folder, { recursive: true });
});

async function open(id: string, path: string, options?: RequestOptions<'sets/open'>): Promise<SetInfo> {
  const opened = await client.request('sets/open', { id, path }, options);
  assert.ok('info' in opened);
  return opened.info;
}

test('opens a set in another process, and gets numbers back as typed arrays', async () => {
  const progress: ByteProgress[] = [];
  const info = await open('a', file, { onProgress: (step) => progress.push(step) });
  assert.deepEqual([info.name, info.words, info.dims], ['small.txt', 3, 3]);
  assert.deepEqual(progress.at(-1), { phase: 'reading', done: VECTORS.length, total: VECTORS.length });
  const words = await client.request('sets/words', { id: 'a', rows: 3 });
  assert.equal(wordAtRow(words, 1), 'queen');
  const query = { id: 'a', text: 'The King and', offset: 5, neighbours: 1, compareWith: ['bread', 'nobody'] };
  const report = await client.request('sets/wordAt', query);
  assert.ok(report);
  assert.deepEqual([report.word, report.start, report.end], ['king', 4, 8]);
  assert.deepEqual(report.vector, Float32Array.of(1, 0, 0.5));
  assert.equal(report.neighbours[0].word, 'queen');
  assert.deepEqual(
    report.similarities.map(({ word }) => word),
    ['bread'],
  );
});

test('a word that the set does not know is null, a set that is not open one sentence', async () => {
  const query = { id: 'a', text: 'nobody', offset: 2, neighbours: 1, compareWith: [] };
  assert.equal(await client.request('sets/wordAt', query), null);
  await assert.rejects(client.request('sets/words', { id: 'gone', rows: 1 }), {
    name: UserFault.name,
    message: 'This embedding set is not open any more.',
  });
});

test('a request that is cancelled ends as cancelled', async () => {
  const cancellation = new CancellationTokenSource();
  const big = join(folder, 'big.txt');
  await writeFile(big, Array.from({ length: 200_000 }, (_, i) => `w${i} ${i} 1 2 3 4 5 6 7 8 9\n`).join(''));
  const opening = client.request('sets/open', { id: 'b', path: big }, { token: cancellation.token });
  cancellation.cancel();
  await assert.rejects(opening, Cancelled);
});

test('a killed engine is told of and restarted; what was under way ends', async () => {
  const params = {
    method: 'umap',
    engine: 'umap-js',
    metric: 'cosine',
    neighbours: 5,
    minDist: 0.1,
    seed: 1,
  } as const;
  const set = join(folder, 'cloud.txt');
  await writeFile(
    set,
    Array.from(
      { length: 400 },
      (_, i) => `w${i} ${Math.sin(i)} ${Math.cos(i * 3)} ${Math.sin(i * 7)}\n`,
    ).join(''),
  );
  await client.request('sets/open', { id: 'c', path: set });
  const killed = client.pid;
  const frames: LayoutFrame[] = [];
  const layout = client.request(
    'layout/run',
    { id: 'c', rows: 400, params },
    { onProgress: (frame) => frames.push(frame) },
  );
  process.kill(killed!, 'SIGKILL');
  await assert.rejects(layout, EngineStopped);
  assert.deepEqual(crashes, [{ reason: 'SIGKILL', restarted: true }]);
  assert.notEqual(client.pid, killed);
  const info = await open('c', set);
  assert.equal(info.words, 400);
});
