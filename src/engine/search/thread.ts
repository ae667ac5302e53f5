import { parentPort, workerData } from 'node:worker_threads';
import { kernelsFor } from '../kernels/kernels.ts';
import type { FromThread, ToThread } from './pool.ts';
import { runTask, type Searched } from './tasks.ts';

/** The entry of a search thread: does its share of one task after another, on the matrices that it has been shown. */
const known = new Map<number, Searched>();

parentPort?.on('message', (message: ToThread) => {
  if ('forget' in message) {
    known.delete(message.forget);
    return;
  }
  const { request, key, matrix, task, next } = message;
  if (matrix) known.set(key, { ...matrix, kernels: kernelsFor(matrix, workerData as number) });
  const searched = known.get(key);
  if (!searched) throw new Error(`The thread does not know matrix ${key}.`);
  parentPort?.postMessage({ request, found: runTask(searched, task, next) } satisfies FromThread);
});
