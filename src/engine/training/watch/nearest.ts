import type { WatchedWord } from '../../../protocol/watch.ts';
import type { Vocabulary } from '../../embeddings/vocabulary.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { CHUNK_ROWS, type Matrix } from '../../kernels/matrixMemory.ts';
import { dot } from '../../kernels/plainKernels.ts';
import { BestList } from '../../search/bestList.ts';
import { scoreRows } from '../../search/scores.ts';

/** The nearest are looked for among so many words, the most frequent ones: a look shall cost the training little. */
const MOST_ROWS = 10_000;

/**
 * The nearest words of some, by cosine, in a table that goes on changing.
 *
 * @param kernels of the matrix, for this thread
 * @param count so many nearest words of each
 */
export function nearestOf(
  words: readonly string[],
  count: number,
  vocabulary: Vocabulary,
  { vectors, dims }: Matrix,
  kernels: Kernels,
): WatchedWord[] {
  const size = Math.min(MOST_ROWS, vocabulary.size);
  const inverseNorms = Float32Array.from({ length: words.length > 0 ? size : 0 }, (_, row) => {
    const square = dot(vectors, row * dims, vectors, row * dims, dims);
    return square > 0 ? 1 / Math.sqrt(square) : 0;
  });
  return words.map((asked) => {
    const row = vocabulary.find(asked);
    if (row < 0) return { word: asked, row, neighbours: [] };
    const best = new BestList(count + 1);
    const scorer = {
      kind: 'single',
      metric: 'cosine',
      query: vectors.slice(row * dims, (row + 1) * dims),
    } as const;
    for (let from = 0; from < size; from += CHUNK_ROWS) {
      const scores = scoreRows(kernels, inverseNorms, scorer, from, Math.min(size, from + CHUNK_ROWS));
      scores.forEach((score, i) => score >= best.worst && best.add(from + i, score));
    }
    const { rows, scores } = best.best;
    const found = Array.from(rows, (other, i) => ({
      row: other,
      word: vocabulary.word(other),
      cosine: scores[i],
    }));
    const neighbours = found.filter((other) => other.row !== row).slice(0, count);
    return { word: vocabulary.word(row), row, neighbours };
  });
}
