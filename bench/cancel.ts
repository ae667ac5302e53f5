import { setTimeout as wait } from 'node:timers/promises';
import { Cancelled } from '../src/engine/faults.ts';
import { runJob } from '../src/engine/jobs.ts';

/** Time for the system to take back what a thread had. */
const SETTLE_MS = 500;

/** `FILE`: stops the opening of a file half-way: how long until it is over, and how much of what it took is given back. */
export async function cancel([path]: string[]): Promise<object> {
  const controller = new AbortController();
  const before = process.memoryUsage.rss();
  let taken = 0;
  let stopped = 0;
  const report = ({ done, total }: { done: number; total: number }) => {
    if (stopped > 0 || done < total / 2) return;
    taken = process.memoryUsage.rss() - before;
    stopped = performance.now();
    controller.abort();
  };
  const input = { path, answers: {}, memory: Infinity };
  const error: unknown = await runJob('load', input, { signal: controller.signal, report }).catch(
    (reason: unknown) => reason,
  );
  const cancelMs = performance.now() - stopped;
  if (!(error instanceof Cancelled)) throw new Error('It was over before it could be stopped.');
  await wait(SETTLE_MS);
  const kept = process.memoryUsage.rss() - before;
  return { cancel_ms: cancelMs, taken_mib: taken / 2 ** 20, kept_mib: kept / 2 ** 20 };
}
