import { CHUNK_WORDS } from '../kernels/trainingMemory.ts';
import { readTokens, SENTENCE_END, type Tokens } from '../text/tokens.ts';
import { LEFT_OUT } from '../text/wordCounter.ts';

/** A text and how it is parted among threads; it crosses to them without a copy. */
export interface ChunkedText {
  tokens: Tokens;
  /** Of each row that `tokens` name its row of the vocabulary, or LEFT_OUT. */
  rows: Int32Array;
  /** Tokens a chunk; a sentence on a border is trained as two. */
  chunk: number;
  /** A sentence is kept aside where the hash of its place is below. */
  heldOut: number;
}

/** Parts of a short text: its learning rate falls as smoothly as that of a long one. */
const LEAST_CHUNKS = 20;
const LEAST_CHUNK = 100;
/** Of a text that is long enough to spare them, so many words are kept aside, and no more than this share. */
const HELD_OUT_WORDS = 8000;
const HELD_OUT_SHARE = 0.01;
const SPARES_WORDS = 20_000;
/** What is kept aside of a text without sentence ends. */
const LONGEST_SENTENCE = 1000;

export function chunkedText({ tokens, rows }: Pick<ChunkedText, 'tokens' | 'rows'>): ChunkedText {
  const { length } = tokens;
  const chunk = Math.min(CHUNK_WORDS, Math.max(LEAST_CHUNK, Math.ceil(length / LEAST_CHUNKS)));
  const share = length < SPARES_WORDS ? 0 : Math.min(HELD_OUT_SHARE, HELD_OUT_WORDS / length);
  return { tokens, rows, chunk, heldOut: Math.floor(share * 2 ** 32) };
}

export function chunksOf({ tokens, chunk }: ChunkedText): number {
  return Math.ceil(tokens.length / chunk);
}

/** Reads a text chunk by chunk, as rows of the vocabulary. Each thread has its own. */
export class ChunkReader {
  private readonly text: ChunkedText;
  private readonly buffer: Int32Array;

  constructor(text: ChunkedText) {
    this.text = text;
    this.buffer = new Int32Array(text.chunk);
  }

  /** Writes what is trained of a chunk to the beginning of `out`, and returns how many ids that are. */
  read(chunk: number, out: Int32Array): number {
    return this.select(chunk, out, 0, false);
  }

  /** All that is kept aside, as far as `out` has room. */
  readHeldOut(out: Int32Array): Int32Array {
    let length = 0;
    for (let chunk = 0; this.text.heldOut > 0 && chunk < chunksOf(this.text); chunk++) {
      if (length + this.text.chunk > out.length) break;
      length = this.select(chunk, out, length, true);
    }
    return out.slice(0, length);
  }

  private select(chunk: number, out: Int32Array, length: number, heldOut: boolean): number {
    const { tokens, rows, chunk: size } = this.text;
    const from = chunk * size;
    const to = Math.min(tokens.length, from + size);
    readTokens(tokens, from, to, this.buffer);
    let start = 0;
    let isWanted = this.isHeldOut(from) === heldOut;
    for (let at = 0; at < to - from; at++) {
      const id = this.buffer[at];
      const ends = id === SENTENCE_END;
      if (isWanted && !ends && rows[id] !== LEFT_OUT) out[length++] = rows[id];
      if (!ends && at - start < LONGEST_SENTENCE) continue;
      start = at + 1;
      const isNextWanted = this.isHeldOut(from + start) === heldOut;
      if (isWanted && (ends || !isNextWanted)) out[length++] = SENTENCE_END;
      isWanted = isNextWanted;
    }
    if (isWanted && heldOut) out[length++] = SENTENCE_END;
    return length;
  }

  /** Whether the sentence that begins at a place of the text is kept aside: the same whoever asks, and in every epoch. */
  private isHeldOut(place: number): boolean {
    let x = Math.imul(place ^ (place >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return (x ^ (x >>> 16)) >>> 0 < this.text.heldOut;
  }
}
