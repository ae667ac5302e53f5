import * as l10n from '@vscode/l10n';
import type { AxesParams, Axis, LayoutFrame } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';
import { findKey } from '../queries/keys.ts';
import type { Points } from './points.ts';

/**
 * Axes of the user's own: how far each vector goes from the mean of some words towards that of others. Along an axis 0 is the
 * middle between the two means, and the distance between points is that of their vectors, seen from that side.
 *
 * @throws UserFault where the set does not know a word, or both ends of an axis are the same place
 */
export async function axesLayout(
  set: EmbeddingSet,
  points: Points,
  { x, y }: AxesParams,
  { signal }: Pick<Following<never>, 'signal'>,
): Promise<LayoutFrame> {
  const across = directionOf(set, x);
  const xs = await along(points, across);
  const ys = y ? await along(points, directionOf(set, y)) : await mostDifferent(points, across.unit, signal);
  const positions = new Float32Array(points.count * 2);
  for (let i = 0; i < points.count; i++) {
    positions[2 * i] = xs[i];
    positions[2 * i + 1] = ys[i];
  }
  return { positions, epoch: 0, epochs: 0 };
}

/** A direction of the space, and the place on it from which it is measured. */
export interface Direction {
  /** [dims] of length 1 */
  unit: Float64Array;
  /** Where on it the middle between both ends is. */
  middle: number;
}

/** @throws UserFault where the set does not know a word, or both ends are the same place */
export function directionOf(set: EmbeddingSet, { from, to }: Axis): Direction {
  if (from.length === 0 || to.length === 0) throw new UserFault(l10n.t('An axis needs a word at each end.'));
  const [start, end] = [from, to].map((keys) =>
    mean(
      keys.map((key) => findKey(set, key).vector),
      set.dims,
    ),
  );
  const difference = end.map((value, i) => value - start[i]);
  const length = Math.hypot(...difference);
  if (!(length > 0))
    throw new UserFault(l10n.t('Both ends of an axis are the same place: name other words.'));
  const unit = difference.map((value) => value / length);
  return { unit, middle: unit.reduce((sum, value, i) => sum + (value * (start[i] + end[i])) / 2, 0) };
}

function mean(vectors: Float32Array[], dims: number): Float64Array {
  const sum = new Float64Array(dims);
  for (const vector of vectors) vector.forEach((value, i) => (sum[i] += value / vectors.length));
  return sum;
}

async function along({ searcher, count }: Points, { unit, middle }: Direction): Promise<Float32Array> {
  const scorer = { kind: 'single', metric: 'dot', query: Float32Array.from(unit) } as const;
  return (await searcher.scores(scorer)).slice(0, count).map((score) => score - middle);
}

async function mostDifferent(
  { vectors, dims }: Points,
  besides: Float64Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  const work = { vectors, dims, components: 1, exact: true, besides } as const;
  return (await runJob('principal', work, { signal, report: () => undefined })).positions;
}
