import type { Trace, TraceCell, TraceParams } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
export function runTrace(_s: EmbeddingSet, _p: TraceParams): Trace { throw new Error('not yet'); }
export function cellOf(_s: EmbeddingSet, _p: TraceParams, _t: number, _u: number): TraceCell { throw new Error('not yet'); }
