import { sharedInt32 } from '../../shared.ts';
import type { Corpus } from '../../text/corpus.ts';
import { SENTENCE_END } from '../../text/tokens.ts';
import { CHUNK_WORDS } from '../../kernels/trainingMemory.ts';
import { ChunkReader, chunkedText, chunksOf, type ChunkedText } from '../chunks.ts';

/** What whoever watches a training knows of its text; in shared memory, so that it crosses threads without a copy. */
export interface TextSample {
  /** The beginning of the text: rows of the vocabulary, SENTENCE_END between sentences. */
  ids: Int32Array;
  /** Rows of frequent words with a meaning of their own, the best first. */
  content: Int32Array;
}

/** Words of the text whose windows can be looked at. */
const WORDS = 2000;
/** So many pieces from all of a text tell words with a meaning of their own from others; how many words a piece has. */
const PIECES = 250;
const LEAST_PIECE = 20;
const LONGEST_PIECE = 200;
/** So many of these words are named. */
const CONTENT = 20;
/** A word that occurs in fewer pieces tells nothing of itself, and one that occurs in a larger part of them is none of these. */
const LEAST_PIECES = 6;
const MOST_PIECES = 0.12;
/** Where these are fewer, every word may be one. */
const TOO_FEW = 4;
/** How much the frequency of a word counts beside its bursts, as an exponent. */
const WEIGHT = 0.25;

export function sampleOf(corpus: Corpus): TextSample {
  const text = chunkedText(corpus);
  const burstiness = new Burstiness(corpus.counts.length);
  for (const piece of piecesOf(text)) burstiness.add(piece);
  const isWord = (row: number) => /\p{L}{2}/u.test(corpus.vocabulary.word(row));
  return { ids: shared(beginningOf(text)), content: shared(burstiness.best(isWord)) };
}

function beginningOf(text: ChunkedText): number[] {
  const reader = new ChunkReader(text);
  const out = new Int32Array(CHUNK_WORDS);
  const ids: number[] = [];
  for (let chunk = 0; chunk < chunksOf(text) && ids.length < WORDS; chunk++) {
    ids.push(...out.subarray(0, reader.read(chunk, out)));
  }
  return ids.slice(0, WORDS);
}

/** Pieces that are spread evenly over a text. */
function* piecesOf(text: ChunkedText): Generator<Int32Array> {
  const { length } = text.tokens;
  const size = Math.min(LONGEST_PIECE, Math.max(LEAST_PIECE, Math.floor(length / PIECES)));
  const distance = Math.max(size, Math.floor(length / PIECES));
  const reader = new ChunkReader(text);
  const out = new Int32Array(CHUNK_WORDS);
  let read = -1;
  let count = 0;
  for (let at = 0; at + size <= length; at += distance) {
    const chunk = Math.floor(at / text.chunk);
    if (chunk !== read) count = reader.read((read = chunk), out);
    const start = at % text.chunk;
    yield out.slice(start, Math.min(count, start + size));
  }
}

function shared(values: readonly number[]): Int32Array {
  const result = sharedInt32(values.length);
  result.set(values);
  return result;
}

/**
 * Tells words with a meaning of their own from the others, in whatever language: they come in bursts, where the text speaks
 * of them, while words such as ‘the’ are everywhere (residual IDF, Church and Gale 1995).
 */
class Burstiness {
  private readonly counts: Uint32Array;
  /** Pieces in which a word occurs. */
  private readonly pieces: Uint32Array;
  private total = 0;

  constructor(vocabulary: number) {
    this.counts = new Uint32Array(vocabulary);
    this.pieces = new Uint32Array(vocabulary);
  }

  add(piece: Int32Array): void {
    this.total++;
    const rows = piece.filter((id) => id !== SENTENCE_END);
    for (const row of rows) this.counts[row]++;
    for (const row of new Set(rows)) this.pieces[row]++;
  }

  best(isWord: (row: number) => boolean): number[] {
    const rows = [...this.counts.keys()].filter((row) => this.counts[row] > 0 && isWord(row));
    const telling = rows.filter(
      (row) => this.pieces[row] >= LEAST_PIECES && this.pieces[row] <= MOST_PIECES * this.total,
    );
    const scored = (telling.length < TOO_FEW ? rows : telling).map((row) => ({
      row,
      score: this.score(row),
    }));
    scored.sort((a, b) => b.score - a.score || a.row - b.row);
    return scored.slice(0, CONTENT).map(({ row }) => row);
  }

  /** What its pieces tell − what they would tell if it fell by chance, in bits; the more, the more frequent it is. */
  private score(row: number): number {
    const { total } = this;
    const count = this.counts[row];
    const byChance = -Math.log2(1 - Math.exp(-count / total));
    return count ** WEIGHT * (Math.log2(total / this.pieces[row]) - byChance);
  }
}
