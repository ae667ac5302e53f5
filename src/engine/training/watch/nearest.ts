import type { WatchedWord } from '../../../protocol/watch.ts';
import type { Vocabulary } from '../../embeddings/vocabulary.ts';
import { CHUNK_ROWS } from '../../kernels/matrixMemory.ts';
import { BestList } from '../../search/bestList.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The nearest words of some, by cosine, among those of a snapshot.
 *
 * @param count so many nearest words of each
 */
export function nearestOf(
  words: readonly string[],
  count: number,
  vocabulary: Vocabulary,
  snapshot: Snapshot,
): WatchedWord[] {
  return words.map((asked) => {
    const row = vocabulary.find(asked);
    if (row < 0) return { word: asked, row, neighbours: [] };
    const { rows, scores } = nearestRows(snapshot, row, count, snapshot.rows);
    const neighbours = Array.from(rows, (other, i) => {
      return { row: other, word: vocabulary.word(other), cosine: scores[i] };
    });
    return { word: vocabulary.word(row), row, neighbours };
  });
}

/** The `count` rows of highest cosine to a row among the first `size`, itself left out, best first. */
export function nearestRows(snapshot: Snapshot, row: number, count: number, size: number) {
  const best = new BestList(count);
  const query = snapshot.row(row);
  for (let from = 0; from < size; from += CHUNK_ROWS) {
    const to = Math.min(size, from + CHUNK_ROWS);
    const cosines = snapshot.kernels.products(query, from, to);
    for (let i = 0; i < to - from; i++) {
      if (cosines[i] > best.worst && from + i !== row) best.add(from + i, cosines[i]);
    }
  }
  return best.best;
}
