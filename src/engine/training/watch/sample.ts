import { sharedInt32 } from '../../shared.ts';
import type { Corpus } from '../../text/corpus.ts';
import { SENTENCE_END } from '../../text/tokens.ts';
import { CHUNK_WORDS } from '../../kernels/trainingMemory.ts';
import { ChunkReader, chunkedText, chunksOf } from '../chunks.ts';

/** What whoever watches a training knows of its text; in shared memory, so that it crosses threads without a copy. */
export interface TextSample {
  /** The beginning of the text: rows of the vocabulary, SENTENCE_END between sentences. */
  ids: Int32Array;
  /** Rows of frequent words with a meaning of their own, the best first. */
  content: Int32Array;
}

/** Words of the text whose windows can be looked at. */
const WORDS = 2000;
/** Words of the text, in pieces from all of it, by which words with a meaning of their own are told from others. */
const PIECE = 200;
const PIECES = 250;
/** So many of these are named. */
const CONTENT = 20;
/** A word that occurs in fewer pieces tells nothing of itself, and one that occurs in a larger part of them is none of these. */
const LEAST_PIECES = 6;
const MOST_PIECES = 0.12;
/** How much the frequency of a word counts beside its bursts, as an exponent. */
const WEIGHT = 0.25;

export function sampleOf(corpus: Corpus): TextSample {
  const text = chunkedText(corpus);
  const reader = new ChunkReader(text);
  const out = new Int32Array(CHUNK_WORDS);
  const chunks = chunksOf(text);
  const beginning: number[] = [];
  for (let chunk = 0; chunk < chunks && beginning.length < WORDS; chunk++) {
    beginning.push(...out.subarray(0, reader.read(chunk, out)));
  }
  const burstiness = new Burstiness(corpus.counts.length);
  const piecesAChunk = Math.max(1, Math.floor(text.chunk / PIECE));
  const step = Math.max(1, Math.floor((chunks * piecesAChunk) / PIECES));
  for (let chunk = 0; chunk < chunks; chunk += Math.ceil(step / piecesAChunk)) {
    const ids = out.subarray(0, reader.read(chunk, out));
    for (let at = 0; at < ids.length; at += PIECE * step) burstiness.add(ids.subarray(at, at + PIECE));
  }
  const isWord = (row: number) => /\p{L}{2}/u.test(corpus.vocabulary.word(row));
  return { ids: shared(beginning.slice(0, WORDS)), content: shared(burstiness.best(isWord)) };
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
    const isTelling = (row: number) =>
      this.pieces[row] >= LEAST_PIECES && this.pieces[row] <= MOST_PIECES * this.total;
    const rows = [...this.counts.keys()].filter(isTelling);
    const scored = rows.map((row) => ({ row, score: this.score(row) }));
    scored.sort((a, b) => b.score - a.score || a.row - b.row);
    const best: number[] = [];
    for (const { row } of scored) {
      if (best.length === CONTENT) break;
      if (isWord(row)) best.push(row);
    }
    return best.length > 0 ? best : [...this.counts.keys()].slice(0, CONTENT).filter(isWord);
  }

  /** What its pieces tell − what they would tell if it fell by chance, in bits; the more, the more frequent it is. */
  private score(row: number): number {
    const { total } = this;
    const count = this.counts[row];
    const byChance = -Math.log2(1 - Math.exp(-count / total));
    return count ** WEIGHT * (Math.log2(total / this.pieces[row]) - byChance);
  }
}
