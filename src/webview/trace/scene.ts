import * as l10n from '@vscode/l10n';
import type { ComparedTraces, Trace, TraceParams } from '../../protocol/recurrent.ts';
import type { KnownNetwork, ShownStates, ToTrace, TraceView } from '../../protocol/trace.ts';
import { secondTrace } from '../../common/traceView.ts';
import { clamped, type Cell } from './geometry.ts';
import { fitting } from './states.ts';

/** What the page shows. */
export interface Scene {
  view: TraceView;
  setName: string;
  /** The trace that is looked at: of two, one. */
  trace: Trace;
  params: TraceParams;
  /** Of two: what the first is compared with. */
  first: Trace;
  compared: Omit<ComparedTraces, 'first'> | undefined;
  shown: ShownStates;
  networks: KnownNetwork[];
  cell: Cell | undefined;
}

/** What the host sends to be shown. */
export type ShownTrace = Extract<ToTrace, { type: 'trace' }>;

/** What is shown of it, as far as it has what was looked at before. */
export function sceneOf(
  received: ShownTrace,
  before: ShownStates | undefined,
  cell: Cell | undefined,
): Scene {
  const { params: view, setName, trace: first, compared, networks } = received;
  const second = compared?.second;
  const isSecond = second !== undefined && before?.which === 'second';
  const trace = isSecond ? second : first;
  const params = (isSecond && secondTrace(view)) || view.trace;
  const shown = fitting(before, trace, isSecond ? undefined : second);
  const within = cell && clamped(cell, trace);
  return {
    view,
    setName,
    trace,
    params,
    first,
    compared,
    networks,
    cell: within,
    shown: { ...shown, which: isSecond ? 'second' : 'first' },
  };
}

/** The step that is looked at: that of the chosen cell, else the last one. */
export function stepOf({ cell, trace }: Scene): number {
  return cell?.step ?? trace.tokens.length - 1;
}

/** Layer and direction whose states are looked at, as questions name them. */
export function statesOf({ trace, shown }: Scene): { layer: number; direction: number } {
  const { layer, direction } = trace.layers[shown.layer];
  return { layer, direction: trace.directions.indexOf(direction) };
}

/** The name of the network whose weights are none by a seed. */
export function networkName({ params, networks }: Pick<Scene, 'params' | 'networks'>): string | undefined {
  if (params.networkId === undefined) return undefined;
  return networks.find(({ id }) => id === params.networkId)?.name ?? l10n.t('a network that was closed');
}

/** A part of the page beside the grid. */
export interface SceneView {
  readonly root: HTMLElement;
  /** Another trace, or other states of it. */
  show(scene: Scene): void;
  /** Another cell of the same. */
  select(scene: Scene): void;
}
