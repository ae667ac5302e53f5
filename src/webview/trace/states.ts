import * as l10n from '@vscode/l10n';
import type { NetworkKind, Trace } from '../../protocol/recurrent.ts';
import type { ShownStates } from '../../protocol/trace.ts';
import { largestOf } from '../heat.ts';

/** The numbers that the grid shows. */
export interface States {
  /** 'h', 'c', a gate, or 'h − h′' */
  symbol: string;
  units: number;
  /** [tokens × units] */
  values: Float32Array;
  /** The number at which the colours are full. */
  range: number;
  /** Whether the slope of the function that gave a number is below a tenth of its steepest: it hardly learns or yields. */
  isSaturated: (value: number) => boolean;
}

/** tanh's slope, 1 − v², falls below a tenth. */
const TANH = Math.sqrt(0.9);
/** σ's slope, v (1 − v), falls below a tenth of a quarter. */
const SIGMOID = (1 - TANH) / 2;

const NEVER = () => false;
const isTanhSaturated = (value: number) => Math.abs(value) > TANH;
const isSigmoidSaturated = (value: number) => value < SIGMOID || value > 1 - SIGMOID;

/** The column that the formulas of a step read: of hidden states the one before it; other numbers have none. */
export function columnRead(
  { symbol, units, values }: States,
  step: number | undefined,
  isReverse: boolean,
): number | undefined {
  if (symbol !== 'h' || step === undefined) return undefined;
  const before = step + (isReverse ? 1 : -1);
  return before >= 0 && before < values.length / units ? before : undefined;
}

/** What can be shown of a trace: its hidden states, cell states and gates. */
export function partsOf({ kind, gates }: Trace): string[] {
  const more = kind === 'lstm' ? ['c', ...gates] : kind === 'gru' ? gates : [];
  return ['h', ...more];
}

/** 'forget gate f' */
export function partName(part: string): string {
  return part === 'difference' ? l10n.t('difference of h') : `${partWords(part)} ${part}`;
}

/** The same without its letter. */
export function partWords(part: string): string {
  return {
    h: l10n.t('hidden state'),
    c: l10n.t('cell state'),
    i: l10n.t('input gate'),
    f: l10n.t('forget gate'),
    g: l10n.t('candidate'),
    o: l10n.t('output gate'),
    r: l10n.t('reset gate'),
    z: l10n.t('update gate'),
    n: l10n.t('candidate'),
  }[part] as string;
}

/** 'RNN (tanh)', 'LSTM' … */
export function kindName(kind: NetworkKind): string {
  return { rnn_tanh: 'RNN (tanh)', rnn_relu: 'RNN (relu)', lstm: 'LSTM', gru: 'GRU' }[kind];
}

export function layerName({ layers, directions }: Trace, i: number): string {
  const { layer, direction } = layers[i];
  const name = l10n.t('layer {0}', layer + 1);
  if (directions.length === 1) return name;
  return `${name}, ${direction === 'forward' ? l10n.t('forward') : l10n.t('reverse')}`;
}

/** What is shown as far as the trace has it; else its last layer's hidden states. */
export function fitting(
  shown: ShownStates | undefined,
  trace: Trace,
  second: Trace | undefined,
): Omit<ShownStates, 'which'> {
  const last = trace.layers.length - trace.directions.length;
  const parts = [...partsOf(trace), ...(second && canDiffer(trace, second) ? ['difference'] : [])];
  return {
    ...shown,
    layer: shown && shown.layer < trace.layers.length ? shown.layer : last,
    what: shown && parts.includes(shown.what) ? shown.what : 'h',
    order: shown?.order ?? 'number',
  };
}

/** Whether two traces have as many tokens and units, so that one can be subtracted from the other. */
export function canDiffer(a: Trace, b: Trace): boolean {
  return (
    a.tokens.length === b.tokens.length &&
    a.hiddenSize === b.hiddenSize &&
    a.layers.length === b.layers.length
  );
}

/** The numbers of what is shown. */
export function statesShown(trace: Trace, second: Trace | undefined, shown: ShownStates): States {
  const states = statesOf(trace, second, shown);
  return shown.colours === 'largest' ? { ...states, range: largestOf(states.values) } : states;
}

/** Whether the colours of a part are full at a bound, which its numbers may be far from. */
export function isBounded({ kind }: Trace, what: string): boolean {
  return what !== 'c' && what !== 'difference' && !(what === 'h' && kind === 'rnn_relu');
}

function statesOf(trace: Trace, second: Trace | undefined, { layer, what }: ShownStates): States {
  const { hidden, cell, gates } = trace.layers[layer];
  const units = trace.hiddenSize;
  if (what === 'difference' && second) {
    const values = hidden.map((value, i) => value - second.layers[layer].hidden[i]);
    return { symbol: 'h − h′', units, values, range: largestOf(values), isSaturated: NEVER };
  }
  if (what === 'c')
    return {
      symbol: 'c',
      units,
      values: cell,
      range: largestOf(cell),
      isSaturated: (c) => isTanhSaturated(Math.tanh(c)),
    };
  if (what === 'h') return hiddenStates(trace, hidden);
  const values = gateValues(gates, trace, trace.gates.indexOf(what));
  const isCandidate = what === 'g' || what === 'n';
  const isSaturated = isCandidate ? isTanhSaturated : isSigmoidSaturated;
  return { symbol: what, units, values, range: 1, isSaturated };
}

function hiddenStates({ kind, hiddenSize }: Trace, values: Float32Array): States {
  const shown = { symbol: 'h', units: hiddenSize, values };
  if (kind !== 'rnn_relu') return { ...shown, range: 1, isSaturated: isTanhSaturated };
  return { ...shown, range: largestOf(values), isSaturated: (value) => value === 0 };
}

/** One gate of all: [tokens × hidden] of [tokens × gates·hidden]. */
function gateValues(all: Float32Array, { gates, hiddenSize }: Trace, gate: number): Float32Array {
  const width = gates.length * hiddenSize;
  return Float32Array.from({ length: all.length / gates.length }, (_, i) => {
    const step = Math.floor(i / hiddenSize);
    return all[step * width + gate * hiddenSize + (i % hiddenSize)];
  });
}

/** At how many tokens a unit is saturated. */
export function saturatedSteps({ values, units, isSaturated }: States, unit: number): number {
  let count = 0;
  for (let i = unit; i < values.length; i += units) if (isSaturated(values[i])) count++;
  return count;
}
