import type { TraceParams } from '../protocol/recurrent.ts';
import type { TraceView } from '../protocol/trace.ts';

/** The trace that the first one of a panel is compared with, where it is. */
export function secondTrace({ trace, variant }: TraceView): TraceParams | undefined {
  if (!variant) return undefined;
  const { network, ...changes } = variant;
  const { networkId, ...seeded } = trace;
  const open = networkId === undefined ? {} : { networkId };
  return { ...seeded, ...(network ?? open), ...changes };
}
