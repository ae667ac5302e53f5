import type { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { OpenSets } from '../../../src/engine/openSets.ts';
import { OpenNetworks } from '../../../src/engine/recurrent/openNetworks.ts';
import { Tracer } from '../../../src/engine/recurrent/prepare.ts';

/** Traces over one set, which is called 'set'. */
export function tracerOf(set: EmbeddingSet, networks = new OpenNetworks()): Tracer {
  const sets = new OpenSets();
  sets.add('set', 'set', set);
  return new Tracer(sets, networks);
}
