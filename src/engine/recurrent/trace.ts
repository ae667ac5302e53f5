import type {
  ComparedTraces,
  GateTerms,
  StatesOf,
  Trace,
  TraceCell,
  TraceLayer,
} from '../../protocol/recurrent.ts';
import { GATE_NAMES, gateOf, gatesOf } from './cells.ts';
import { languageTrace } from './language/predict.ts';
import { stateBefore, widthOf, type LayerRun, type Network } from './network.ts';
import type { Traced } from './prepare.ts';
import { cosines } from './states.ts';

/** What a run is to whoever draws it. */
export function traceOf(traced: Traced): Trace {
  const { set, tokens, network, model, input, initial, run } = traced;
  const { hiddenSize, kind, directions } = network;
  const layers = run.layers.flatMap((each, layer) =>
    each.map(({ h, c, gates }, direction): TraceLayer => {
      return { layer, direction: directions[direction], hidden: h, cell: c, gates };
    }),
  );
  return {
    tokens,
    dims: set.dims,
    input,
    hiddenSize,
    kind,
    resetsFirst: network.resetsFirst === true,
    hasHardGates: network.hasHardGates === true,
    gates: GATE_NAMES[kind],
    directions,
    hidden: run.output,
    layers,
    initial: {
      hidden: joined(initial.map(({ h }) => h)),
      cell: joined(kind === 'lstm' ? initial.map(({ c }) => c) : []),
    },
    ...(model ? { language: languageTrace(traced, model) } : {}),
  };
}

/** Rows one below the other. */
function joined(rows: Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((length, row) => length + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

/** Two traces, and how far their states lie from each other. */
export function compareTraces(first: Traced, second: Traced): ComparedTraces {
  const [a, b] = [first.run.output, second.run.output];
  const width = widthOf(first.network);
  const isSameWidth = width === widthOf(second.network);
  const distance = new Float32Array(isSameWidth && a.length === b.length ? first.run.time : 0);
  for (let t = 0; t < distance.length; t++) {
    let sum = 0;
    for (let i = t * width; i < (t + 1) * width; i++) sum += (a[i] - b[i]) ** 2;
    distance[t] = Math.sqrt(sum);
  }
  const similarity = isSameWidth ? cosines(a, b, width) : new Float32Array(0);
  return { first: traceOf(first), second: traceOf(second), distance, similarity };
}

/**
 * All numbers of one cell of a trace: h_t[unit], and what its gates are made of.
 *
 * @throws RangeError where there is no such cell
 */
export function cellOf(
  { network, run }: Pick<Traced, 'network' | 'run'>,
  step: number,
  unit: number,
  states: StatesOf = {},
): TraceCell {
  const { layer = network.layers.length - 1, direction = 0 } = states;
  const record = run.layers[layer]?.[direction];
  const exists = record && step >= 0 && step < run.time && unit >= 0 && unit < network.hiddenSize;
  if (!exists) throw new RangeError(`The trace has no cell at step ${step}, unit ${unit}.`);
  const { hiddenSize: size, kind } = network;
  const before = stateBefore(network, record, direction, step);
  const width = record.input.length / run.time;
  const x = record.input.slice(step * width, (step + 1) * width);
  const gates = GATE_NAMES[kind].map((_, gate) =>
    termsOf(network, record, { layer, direction, step, unit, gate, x, previous: before.h.slice() }),
  );
  const value = record.h[step * size + unit];
  const cell = kind === 'lstm' ? { before: before.c[unit], after: record.c[step * size + unit] } : undefined;
  const { weightIh, inputTerm, biasIh, weightHh, hiddenTerm, biasHh, sum } = gates[0];
  const first = { weightIh, inputTerm, biasIh, weightHh, hiddenTerm, biasHh, sum };
  const previous = before.h.slice();
  return { step, unit, x, previous, ...first, value, gates, cell, before: before.h[unit] };
}

interface GatePlace {
  layer: number;
  direction: number;
  step: number;
  unit: number;
  gate: number;
  x: Float32Array;
  previous: Float32Array;
}

function termsOf(network: Network, record: LayerRun, place: GatePlace): GateTerms {
  const { layer, direction, step, unit, gate, x } = place;
  const { hiddenSize: size, kind } = network;
  const weights = network.layers[layer][direction];
  const row = gate * size + unit;
  const weightIh = weights.weightIh.slice(row * x.length, (row + 1) * x.length);
  const weightHh = weights.weightHh.slice(row * size, (row + 1) * size);
  const resets = record.gates.subarray(step * 3 * size, step * 3 * size + size);
  const isCandidate = kind === 'gru' && gate === 2;
  const scalesFirst = isCandidate && network.resetsFirst === true;
  const previous = scalesFirst ? place.previous.map((value, i) => value * resets[i]) : place.previous;
  const factor = isCandidate && !scalesFirst ? resets[unit] : 1;
  const [inputTerm, hiddenTerm] = [product(weightIh, x), product(weightHh, previous)];
  const [biasIh, biasHh] = [weights.biasIh[row], weights.biasHh[row]];
  const sum = inputTerm + biasIh + factor * (hiddenTerm + biasHh);
  const value = gatesOf(kind) === 1 ? record.h[step * size + unit] : squashed(network, gate, sum);
  const name = GATE_NAMES[kind][gate];
  return {
    gate: name,
    weightIh,
    inputTerm,
    biasIh,
    weightHh,
    previous,
    hiddenTerm,
    biasHh,
    factor,
    sum,
    value,
  };
}

/** The gate of an LSTM or GRU from its sum: the candidates, g and n, by tanh. */
function squashed(network: Network, gate: number, sum: number): number {
  return gate === 2 ? Math.tanh(sum) : gateOf(network)(sum);
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
