import * as l10n from '@vscode/l10n';
import type { TrainingParams } from '../../protocol/engine.ts';
import { VocabularyBuilder } from '../embeddings/vocabulary.ts';
import { UserFault } from '../faults.ts';
import { sharedInt32, sharedUint32 } from '../shared.ts';
import { LEFT_OUT } from '../text/wordCounter.ts';
import type { Corpus } from '../text/corpus.ts';
import type { Checkpoint } from './checkpoint.ts';
import { chunkedText, chunksOf } from './chunks.ts';

/** What a training begins with. */
export interface Beginning {
  /** The text; its vocabulary begins with the words that are known. */
  corpus: Corpus;
  /** What is learned already: the first rows of both tables. */
  known: Pick<Checkpoint, 'embedding' | 'context'> | undefined;
  /** Steps that are done already. */
  position: number;
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
  if (!checkpoint) return { corpus, known: undefined, position: 0 };
  const { embedding, context, position } = checkpoint;
  if (checkpoint.params.dims !== params.dims) {
    const dims = checkpoint.params.dims;
    throw new UserFault(
      l10n.t('What was learned has {0} dimensions; it cannot go on with {1}.', dims, params.dims),
    );
  }
  const known = { embedding, context };
  if (isTextOf(checkpoint, corpus)) {
    const steps = params.epochs * chunksOf(chunkedText(corpus));
    return { corpus, known, position: position < steps ? position : 0 };
  }
  return { corpus: grown(corpus, checkpoint), known, position: 0 };
}

/** Whether a checkpoint is of this very text, read in the same way. */
function isTextOf({ corpus: hash, words }: Checkpoint, corpus: Corpus): boolean {
  const { bytes } = corpus.vocabulary.buffers;
  return hash === corpus.hash && Buffer.compare(Buffer.from(words.bytes), Buffer.from(bytes)) === 0;
}

/** The corpus with the checkpoint's words in front of its own, and counts of both texts together. */
function grown(corpus: Corpus, { words, counts: before }: Checkpoint): Corpus {
  const builder = new VocabularyBuilder();
  for (let row = 0; row < before.length; row++) {
    builder.add(words.bytes, words.offsets[row], words.offsets[row + 1]);
  }
  const { bytes, offsets } = corpus.vocabulary.buffers;
  const newRows = Int32Array.from(corpus.counts, (_, row) =>
    builder.rowOf(bytes, offsets[row], offsets[row + 1]),
  );
  const counts = sharedUint32(builder.size);
  counts.set(before);
  corpus.counts.forEach((count, row) => (counts[newRows[row]] += count));
  const rows = sharedInt32(corpus.rows.length);
  corpus.rows.forEach((row, i) => (rows[i] = row === LEFT_OUT ? LEFT_OUT : newRows[row]));
  return { ...corpus, vocabulary: builder.finish(), counts, rows };
}
