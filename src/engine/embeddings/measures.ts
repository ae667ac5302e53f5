import type { Measure } from '../../protocol/engine.ts';
import type { EmbeddingSet } from './embeddingSet.ts';
import type { MetadataColumn } from './metadata.ts';

/** A number for each of the first `rows` words, [rows]; a rank begins with 1. */
export async function measureWords(set: EmbeddingSet, measure: Measure, rows: number): Promise<Float32Array> {
  const count = Math.min(rows, set.size);
  switch (measure.kind) {
    case 'rank':
      return new Float32Array(count).map((_, row) => row + 1);
    case 'norm':
      return (await set.searcher.inverseNorms())
        .slice(0, count)
        .map((inverse) => (inverse ? 1 / inverse : 0));
    case 'cosine': {
      const query = set.vector(measure.row).slice();
      const scores = await set.searcher.scores({ kind: 'single', metric: 'cosine', query });
      // Rounding may lead beyond 1.
      return scores.slice(0, count).map((score) => Math.min(1, Math.max(-1, score)));
    }
  }
}

/** The same as a column, as if the file said it. */
export async function measuredColumn(
  set: EmbeddingSet,
  measure: Measure,
  rows: number,
): Promise<MetadataColumn> {
  const values = Float64Array.from(await measureWords(set, measure, rows));
  return { name: measure.kind, kind: 'number', values };
}
