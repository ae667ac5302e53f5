import type { LayoutFrame, TsneParams, UmapParams } from '../../protocol/engine.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { Pace } from './pace.ts';

/** A layout by neighbours, which settles epoch by epoch in a thread of its own. */
export interface LayoutWork {
  graph: NeighbourGraph;
  params: UmapParams | TsneParams;
  /** [n × 2] where the points begin. */
  start: Float32Array;
  /** [1] in shared memory: 1 while the layout is to wait. */
  pause?: Int32Array | undefined;
}

/** @returns the last frame; those before it are reported, as often as it pays to show them */
export async function layOut(
  { graph, params, start, pause }: LayoutWork,
  report: (frame: LayoutFrame, transferred?: ArrayBuffer[]) => void,
): Promise<LayoutFrame> {
  // A frame is a copy already; of many points a second one would be too much.
  const pace = new Pace((frame) => report(frame, [frame.positions.buffer as ArrayBuffer]), pause);
  if (params.method === 'tsne') return (await import('./tsne.ts')).tsneLayout(graph, params, start, pace);
  if (params.engine === 'umap-js')
    return (await import('./umapJs.ts')).umapJsLayout(graph, params, start, pace);
  return (await import('./umap.ts')).umapLayout(graph, params, start, pace);
}
