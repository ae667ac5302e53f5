import { once } from 'node:events';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CorpusSource, TrainingParams } from '../../protocol/engine.ts';
import { runJob } from '../jobs.ts';
import { trainShare, type Share } from './share.ts';

/** Bytes of text that make one more thread worth its while, and do not let threads undo each other's steps too often. */
const BYTES_A_THREAD = 120_000;

/** How many threads train a text, where nobody says: told before it is read. */
export function threadsFor(
  { paths, texts }: CorpusSource,
  { threads }: Pick<TrainingParams, 'threads'>,
): number {
  if (threads > 0) return threads;
  let bytes = texts.reduce((sum, text) => sum + text.length, 0);
  for (const path of paths) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(bytes / BYTES_A_THREAD)));
}

/** Threads that start while the text is still read, and then train their shares. */
export class Helpers {
  private readonly ports: MessagePort[] = [];
  private readonly ends: Promise<void>[] = [];

  constructor(count: number) {
    const following = { signal: new AbortController().signal, report: () => undefined };
    for (let i = 0; i < count; i++) {
      const { port1, port2 } = new MessageChannel();
      this.ports.push(port1);
      this.ends.push(runJob('trainShare', { share: port2 }, following, [port2]));
    }
  }

  /** Each takes the share of a thread behind the first one's. */
  train(share: Share): void {
    this.ports.forEach((port, i) => port.postMessage({ ...share, thread: i + 1 } satisfies Share));
  }

  /** Comes when all have trained their shares, or had none. */
  async end(): Promise<void> {
    for (const port of this.ports) port.close();
    await Promise.all(this.ends);
  }
}

/** What a helper does: waits for its share, and trains it. */
export async function helpToTrain(port: MessagePort): Promise<void> {
  const message = once(port, 'message') as Promise<[Share]>;
  const [share] = await Promise.race([message, once(port, 'close').then(() => [undefined])]);
  if (share) trainShare(share);
}
