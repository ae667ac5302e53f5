import { CHUNK_WORDS } from '../kernels/trainingMemory.ts';
import { SENTENCE_END } from '../text/tokens.ts';
import { ChunkReader, chunksOf, type ChunkedText } from './chunks.ts';

/** Positions a step. */
export const BATCH = 256;
/** So much of what is kept aside is enough to see where the loss goes. */
const HELD_OUT_WORDS = 8 * BATCH;

/** Positions of a text: each word, and those before it. */
export interface Positions {
  size: number;
  /** [size × window] rows of the words before, −1 in front of the sentence's beginning. */
  before: Int32Array;
  /** [size] */
  targets: Int32Array;
}

/** What is trained of a text, chunk by chunk: it is never held in one piece. */
export function* trainedPieces(text: ChunkedText): Generator<Int32Array> {
  const reader = new ChunkReader(text);
  const out = new Int32Array(text.chunk + 1);
  for (let chunk = 0; chunk < chunksOf(text); chunk++) yield out.subarray(0, reader.read(chunk, out));
}

/** What is kept aside, as far as it is looked at. */
export function heldOutPiece(text: ChunkedText): Int32Array {
  return new ChunkReader(text).readHeldOut(new Int32Array(2 * CHUNK_WORDS)).subarray(0, HELD_OUT_WORDS);
}

/** Batches an epoch. */
export function batchCount(text: ChunkedText): number {
  let words = 0;
  for (const piece of trainedPieces(text)) for (const id of piece) if (id !== SENTENCE_END) words++;
  return Math.ceil(words / BATCH);
}

/** All positions of pieces of text, batch by batch. A batch is written over by the next one. */
export function* batchesOf(pieces: Iterable<Int32Array>, window: number): Generator<Positions> {
  const before = new Int32Array(BATCH * window);
  const targets = new Int32Array(BATCH);
  const batch = (size: number): Positions => {
    return { size, before: before.subarray(0, size * window), targets: targets.subarray(0, size) };
  };
  let size = 0;
  for (const ids of pieces) {
    for (let at = 0, start = 0; at < ids.length; at++) {
      if (ids[at] === SENTENCE_END) {
        start = at + 1;
        continue;
      }
      for (let i = 0; i < window; i++) {
        const place = at - window + i;
        before[size * window + i] = place < start ? -1 : ids[place];
      }
      targets[size++] = ids[at];
      if (size < BATCH) continue;
      yield batch(size);
      size = 0;
    }
  }
  if (size > 0) yield batch(size);
}
