import * as l10n from '@vscode/l10n';
import type { Layout, LayoutFrame, LayoutParams } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';

/**
 * Lays the first `rows` words of an embedding set out in the plane, frame by frame.
 *
 * @returns the last frame; also where it was stopped, if there was a frame by then
 * @throws Cancelled where it was stopped before the first frame
 */
export async function runLayout(
  set: EmbeddingSet,
  rows: number,
  params: LayoutParams,
  { signal, report }: Following<LayoutFrame>,
): Promise<Layout> {
  if (set.size === 0) throw new UserFault(l10n.t('An embedding set without words has no map.'));
  let last: LayoutFrame | undefined;
  const follow = (frame: LayoutFrame) => {
    if (frame.positions.length > 0) last = frame;
    report(frame);
  };
  try {
    const input = { vectors: set.vectors.subarray(0, rows * set.dims), dims: set.dims, params };
    return { ...(await runJob('layout', input, { signal, report: follow })), settled: true };
  } catch (error) {
    if (error instanceof Cancelled && last) return { ...last, settled: false };
    throw error;
  }
}
