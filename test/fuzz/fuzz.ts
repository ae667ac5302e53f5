/**
 * Reads broken files by the thousand. Each is a valid file with a few things wrong in it.
 * Whatever it holds, it must open or be refused in a sentence, within a time and a memory that its size justifies.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { UserFault } from '../../src/engine/faults.ts';
import { readVectors } from '../../src/engine/formats/read.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { ENCODERS, gzipped, type Rows } from '../unit/formats/encoders.ts';
import { mutated } from './mutate.ts';

export interface FuzzResult {
  runs: number;
  opened: number;
  refused: number;
  /** The longest that a file took, in milliseconds. */
  slowest: number;
  /** The most that a file took of memory beyond what was taken before, in MiB. */
  largest: number;
  failures: string[];
}

interface Task {
  runs: number;
  seed: number;
}

const HANG_MS = 2000;
const MOST_FAILURES = 20;
/** What the machine itself may take at any moment: garbage that is not collected yet. */
const SLACK = 96 << 20;

const ROWS: Rows = {
  words: ['king', 'queen', '国王', 'naïve', 'bread', 'river'],
  vectors: Array.from({ length: 6 }, (_, i) =>
    Array.from({ length: 5 }, (_, j) => Math.fround(Math.sin(i * 5 + j + 1))),
  ),
};

/** Fuzzes in a thread of its own, so that a hang is seen. */
export function fuzz(task: Task): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    let current = '';
    let timer = setTimeout(() => undefined, 0);
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void worker.terminate();
        reject(new Error(`${current} hangs.`));
      }, 10 * HANG_MS);
    };
    worker.on('message', (message: { current: string } | FuzzResult) => {
      if ('current' in message) {
        current = message.current;
        watch();
      } else {
        clearTimeout(timer);
        resolve(message);
      }
    });
    worker.on('error', (error: Error) => reject(new Error(`${current} ends the thread: ${error.message}`)));
  });
}

/** Valid files of every format, by name. */
function corpus(): [name: string, files: Record<string, Buffer>][] {
  const encoders = [...ENCODERS, ...ENCODERS.slice(0, 3).map(gzipped)];
  const encoded = encoders.map(({ name, encode }): [string, Record<string, Buffer>] => {
    const files = Object.entries(encode(ROWS)).map(
      ([file, content]) => [file, Buffer.from(content)] as const,
    );
    return [name, Object.fromEntries(files)];
  });
  const folder = new URL('../fixtures/vectors/', import.meta.url);
  const recorded = readdirSync(folder).map((file): [string, Record<string, Buffer>] => [
    file,
    { [file]: readFileSync(new URL(file, folder)) },
  ]);
  return [...encoded, ...recorded];
}

async function run({ runs, seed }: Task): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), 'embedding-explorer-fuzz-'));
  const files = corpus();
  const contents = files.flatMap(([, each]) => Object.values(each));
  const result: FuzzResult = { runs, opened: 0, refused: 0, slowest: 0, largest: 0, failures: [] };
  // Once through everything, so that what is loaded is loaded.
  for (const [, each] of files) await read(put(folder, each));
  let peak = process.resourceUsage().maxRSS;
  for (let i = 0; i < runs && result.failures.length < MOST_FAILURES; i++) {
    const random = seededRandom(seed + i);
    const [name, each] = files[Math.floor(random() * files.length)];
    const names = Object.keys(each);
    const broken = names[random() < 0.8 ? 0 : Math.floor(random() * names.length)];
    const content = mutated(each[broken], contents, random);
    const path = put(folder, { ...each, [broken]: content });
    const what = `seed ${seed + i}, ${name}, ${broken}`;
    parentPort?.postMessage({ current: what });
    const start = performance.now();
    const outcome = await read(path);
    const took = performance.now() - start;
    const now = process.resourceUsage().maxRSS;
    const grown = (now - peak) * 1024;
    peak = now;
    if (outcome === 'opened') result.opened++;
    else if (outcome === 'refused') result.refused++;
    else result.failures.push(`${what}: ${outcome}`);
    if (took > HANG_MS) result.failures.push(`${what}: took ${took.toFixed(0)} ms`);
    if (grown > 3 * content.length + SLACK)
      result.failures.push(`${what}: took ${(grown / 2 ** 20).toFixed(0)} MiB`);
    result.slowest = Math.max(result.slowest, took);
    result.largest = Math.max(result.largest, grown / 2 ** 20);
  }
  rmSync(folder, { recursive: true });
  return result;
}

/** Writes files into an emptied folder; returns the path of the first. */
function put(folder: string, files: Record<string, Buffer>): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return join(folder, Object.keys(files)[0]);
}

/** What comes of a file: 'opened', 'refused' by a sentence, or the defect that it has found. */
async function read(path: string): Promise<string> {
  const answers: Record<string, string> = {};
  try {
    for (let questions = 0; questions < 5; questions++) {
      const set = await readVectors(path, { answers });
      if (!('question' in set)) return 'opened';
      const { key, choices } = set.question;
      answers[key] = choices[0].value;
    }
    return 'it asks without an end';
  } catch (error) {
    return error instanceof UserFault ? 'refused' : String((error as Error).stack ?? error);
  }
}

if (!isMainThread && workerData) parentPort?.postMessage(await run(workerData as Task));
