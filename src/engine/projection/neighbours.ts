import type { TsneParams, UmapParams } from '../../protocol/engine.ts';

/** Neighbours by which a point is laid out, itself included. */
export function neighboursOf(params: UmapParams | TsneParams): number {
  // Behind three times the perplexity affinities are next to nothing (van der Maaten 2014).
  return params.method === 'umap' ? params.neighbours : Math.ceil(3 * params.perplexity) + 1;
}
