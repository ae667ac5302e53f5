import * as l10n from '@vscode/l10n';
import type { TrainingParams } from '../../protocol/engine.ts';
import type { TrainingRun } from '../../protocol/watch.ts';
import { VocabularyBuilder } from '../embeddings/vocabulary.ts';
import { UserFault } from '../faults.ts';
import { sharedInt32, sharedUint32 } from '../shared.ts';
import type { Corpus } from '../text/corpus.ts';
import { LEFT_OUT } from '../text/wordCounter.ts';
import type { Checkpoint } from './checkpoint.ts';
import { chunkedText, chunksOf } from './chunks.ts';
import { batchCount } from './nnlmText.ts';

/** What is learned already, and the row that each of its rows has now; undefined where that is the same. */
export interface Known extends Pick<Checkpoint, 'embedding' | 'context' | 'state'> {
  rows: Int32Array | undefined;
}

/** What a training begins with. */
export interface Beginning {
  /** The text; its vocabulary has the words that are known, too. */
  corpus: Corpus;
  known: Known | undefined;
  /** Steps that are done already. */
  position: number;
  /** The trainings that it goes on from. */
  before: TrainingRun[];
}

/**
 * How a training begins: from nothing, or from a checkpoint. On the text of the checkpoint it goes on where that was,
 * unless that was done; on another one it begins anew, with what is learned and the words of both.
 *
 * @throws UserFault where a checkpoint does not fit
 */
export function beginningOf(
  corpus: Corpus,
  params: TrainingParams,
  checkpoint: Checkpoint | undefined,
): Beginning {
  if (!checkpoint) return { corpus, known: undefined, position: 0, before: [] };
  const { embedding, context, state, position, origin } = checkpoint;
  if (checkpoint.params.dims !== params.dims) {
    const dims = checkpoint.params.dims;
    throw new UserFault(
      l10n.t('What was learned has {0} dimensions; it cannot go on with {1}.', dims, params.dims),
    );
  }
  const learned = { embedding, context, state };
  const { before = [], ...last } = origin;
  const isSame = isTextOf(checkpoint, corpus);
  if (isSame && position < stepsOf(corpus, params)) {
    return { corpus, known: { ...learned, rows: undefined }, position, before };
  }
  const begun = { position: 0, before: [...before, last] };
  if (isSame) return { corpus, known: { ...learned, rows: undefined }, ...begun };
  const { corpus: both, rows } = together(corpus, checkpoint);
  return { corpus: both, known: { ...learned, rows }, ...begun };
}

/** Puts rows that are known to where they are now. */
export function placeRows(
  known: Float32Array,
  into: Float32Array,
  width: number,
  rows: Int32Array | undefined,
): void {
  if (!rows) return into.set(known);
  rows.forEach((row, i) => into.set(known.subarray(i * width, (i + 1) * width), row * width));
}

/** Steps of all epochs: chunks for the kernels, batches for NNLM. */
function stepsOf(corpus: Corpus, { algorithm, epochs }: TrainingParams): number {
  const text = chunkedText(corpus);
  return epochs * (algorithm === 'nnlm' ? batchCount(text) : chunksOf(text));
}

/** Whether a checkpoint is of this very text, read in the same way. */
function isTextOf({ corpus: hash, words }: Checkpoint, corpus: Corpus): boolean {
  const { bytes } = corpus.vocabulary.buffers;
  return hash === corpus.hash && Buffer.compare(Buffer.from(words.bytes), Buffer.from(bytes)) === 0;
}

/**
 * The corpus with the words of both texts, the most frequent of both together first, among equals the one that is known;
 * and the row that each known word has in it.
 */
function together(corpus: Corpus, checkpoint: Checkpoint): { corpus: Corpus; rows: Int32Array } {
  const { all, newRows, counts } = counted(corpus, checkpoint);
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const { bytes, offsets } = all.finish().buffers;
  const builder = new VocabularyBuilder();
  const places = new Int32Array(order.length);
  order.forEach((row, place) => {
    builder.add(bytes, offsets[row], offsets[row + 1]);
    places[row] = place;
  });
  const sorted = sharedUint32(order.length);
  order.forEach((row, place) => (sorted[place] = counts[row]));
  const rows = sharedInt32(corpus.rows.length);
  corpus.rows.forEach((row, i) => (rows[i] = row === LEFT_OUT ? LEFT_OUT : places[newRows[row]]));
  return {
    corpus: { ...corpus, vocabulary: builder.finish(), counts: sorted, rows },
    rows: places.slice(0, checkpoint.counts.length),
  };
}

/** The words of both texts, those of the checkpoint first, with their counts; and which of them each word of the corpus is. */
function counted(corpus: Corpus, { words, counts: before }: Checkpoint) {
  const all = new VocabularyBuilder();
  for (let row = 0; row < before.length; row++)
    all.add(words.bytes, words.offsets[row], words.offsets[row + 1]);
  const { bytes, offsets } = corpus.vocabulary.buffers;
  const newRows = Int32Array.from(corpus.counts, (_, row) =>
    all.rowOf(bytes, offsets[row], offsets[row + 1]),
  );
  const counts = new Uint32Array(all.size);
  counts.set(before);
  corpus.counts.forEach((count, row) => (counts[newRows[row]] += count));
  return { all, newRows, counts };
}
