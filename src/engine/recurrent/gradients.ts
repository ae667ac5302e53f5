import { gateSlope, type Cell, type CellState } from './cells.ts';
import type { LayerRun } from './network.ts';

type SizedCell = Cell & { hiddenSize: number };
type LayerRecord = Pick<LayerRun, 'h' | 'c' | 'gates' | 'candidate'>;

/** How one gate's weights enter a step's gradients: slopes by which its rows are multiplied, [hidden] each. */
interface GateTerm {
  gate: number;
  /** Which of the matrices that are carried back it meets: 0 is by h, 1 is by c (LSTM) or by r ⊙ h (GRU that resets first). */
  part: 0 | 1;
  byInput: Float32Array;
  /** Absent where the gate's weights of the hidden state are met in another way. */
  byHidden: Float32Array | undefined;
}

/**
 * The derivatives of one step, unit by unit: every gate of a unit depends on x and h by its row of weights alone, so that
 * the whole Jacobian is Σ over the gates of slope × weights, and what is carried unit by unit.
 */
export interface LocalGradients {
  terms: GateTerm[];
  /** ∂h/∂h of a GRU's unit by its update gate. */
  hiddenByHidden?: Float32Array;
  /** ∂h/∂c of an LSTM's unit. */
  cellByHidden?: Float32Array;
  /** ∂c/∂c of an LSTM's unit: its forget gate. */
  cellByCell?: Float32Array;
  /** A GRU that resets first: the slope of its candidate, and its reset gate. */
  candidate?: Float32Array;
  reset?: Float32Array;
}

/** @param before the state before step t */
export function localGradients(
  network: SizedCell,
  record: LayerRecord,
  before: CellState,
  t: number,
): LocalGradients {
  const size = network.hiddenSize;
  const row = (values: Float32Array) => values.subarray(t * size, (t + 1) * size);
  const vector = vectorOf(size);
  if (network.kind === 'lstm') return lstm(network, record, before, t);
  if (network.kind === 'gru') return gru(network, record, before, t);
  const h = row(record.h);
  const slopes = vector((u) => (network.kind === 'rnn_tanh' ? 1 - h[u] * h[u] : h[u] > 0 ? 1 : 0));
  return { terms: [{ gate: 0, part: 0, byInput: slopes, byHidden: slopes }] };
}

function lstm(
  { hiddenSize: size, ...cell }: SizedCell,
  record: LayerRecord,
  before: CellState,
  t: number,
): LocalGradients {
  const gates = record.gates.subarray(t * 4 * size, (t + 1) * 4 * size);
  const gate = (block: number, unit: number) => gates[block * size + unit];
  const slope = (block: number, unit: number) => gateSlope(cell, gate(block, unit));
  const vector = vectorOf(size);
  const squashed = vector((u) => Math.tanh(record.c[t * size + u]));
  const term = (block: number, part: 0 | 1, value: (unit: number) => number): GateTerm => {
    const slopes = vector(value);
    return { gate: block, part, byInput: slopes, byHidden: slopes };
  };
  return {
    terms: [
      term(0, 1, (u) => gate(2, u) * slope(0, u)),
      term(1, 1, (u) => before.c[u] * slope(1, u)),
      term(2, 1, (u) => gate(0, u) * (1 - gate(2, u) ** 2)),
      term(3, 0, (u) => squashed[u] * slope(3, u)),
    ],
    cellByHidden: vector((u) => gate(3, u) * (1 - squashed[u] ** 2)),
    cellByCell: vector((u) => gate(1, u)),
  };
}

function gru(
  { hiddenSize: size, ...cell }: SizedCell,
  record: LayerRecord,
  before: CellState,
  t: number,
): LocalGradients {
  const gates = record.gates.subarray(t * 3 * size, (t + 1) * 3 * size);
  const gate = (block: number, unit: number) => gates[block * size + unit];
  const slope = (block: number, unit: number) => gateSlope(cell, gate(block, unit));
  const vector = vectorOf(size);
  const candidate = vector((u) => (1 - gate(1, u)) * (1 - gate(2, u) ** 2));
  const update = vector((u) => (before.h[u] - gate(2, u)) * slope(1, u));
  const hiddenByHidden = vector((u) => gate(1, u));
  const updateTerm: GateTerm = { gate: 1, part: 0, byInput: update, byHidden: update };
  if (cell.resetsFirst) {
    const reset = vector((u) => before.h[u] * slope(0, u));
    return {
      terms: [
        { gate: 0, part: 1, byInput: reset, byHidden: reset },
        updateTerm,
        { gate: 2, part: 0, byInput: candidate, byHidden: undefined },
      ],
      hiddenByHidden,
      candidate,
      reset: vector((u) => gate(0, u)),
    };
  }
  const reset = vector((u) => candidate[u] * record.candidate[t * size + u] * slope(0, u));
  return {
    terms: [
      { gate: 0, part: 0, byInput: reset, byHidden: reset },
      updateTerm,
      { gate: 2, part: 0, byInput: candidate, byHidden: vector((u) => candidate[u] * gate(0, u)) },
    ],
    hiddenByHidden,
  };
}

function vectorOf(size: number): (value: (unit: number) => number) => Float32Array {
  return (value) => {
    const vector = new Float32Array(size);
    for (let unit = 0; unit < size; unit++) vector[unit] = value(unit);
    return vector;
  };
}
