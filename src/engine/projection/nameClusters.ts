import type { MapClusters, ParamsOf } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { runJob, type Following } from '../jobs.ts';

/** The clusters of a map of some rows of a set, level by level, with their names. */
export async function nameClusters(
  { vectors, dims, size, vocabulary }: EmbeddingSet,
  { rows: asked, positions, names }: ParamsOf<'layout/clusters'>,
  { signal }: Pick<Following<never>, 'signal'>,
): Promise<MapClusters[]> {
  const rows = typeof asked === 'number' ? first(Math.min(asked, size)) : asked;
  const work = { vectors, dims, rows, positions, names };
  const levels = await runJob('clusters', work, { signal, report: () => undefined });
  return levels.map((level) => ({
    ...level,
    names: level.names.map((list) => Array.from(list, (row) => vocabulary.word(row))),
  }));
}

/** 0, 1, 2, … */
function first(count: number): Int32Array {
  return new Int32Array(count).map((_, row) => row);
}
