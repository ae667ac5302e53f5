import * as l10n from '@vscode/l10n';
import type { StatesOf, UnitOrder } from '../../protocol/recurrent.ts';
import { UserFault } from '../faults.ts';
import { copyOf, fill, newAlgebra, tableSize } from '../kernels/algebra.ts';
import { widthOf } from './network.ts';
import type { Traced } from './prepare.ts';
import { clusterOrder } from './cluster.ts';
import { transposed } from './transposed.ts';

/** A picture of more steps by steps than this shows nothing any more. */
const MOST_STEPS = 2000;

/** @throws UserFault where a text is too long for a picture of all steps by all steps */
export function checkLength(...traces: Traced[]): void {
  if (traces.every(({ run }) => run.time <= MOST_STEPS)) return;
  throw new UserFault(l10n.t('The text has more than {0} words; select a shorter one.', MOST_STEPS));
}

/** The states that are looked at: [tokens × width]. */
export function statesOf({ network, run }: Traced, { layer, direction }: StatesOf): [Float32Array, number] {
  if (layer === undefined && direction === undefined) return [run.output, widthOf(network)];
  const record = run.layers[layer ?? network.layers.length - 1]?.[direction ?? 0];
  if (!record) throw new RangeError(`The trace has no layer ${layer}, direction ${direction}.`);
  return [record.h, network.hiddenSize];
}

/** Cosines of the rows of a with those of b: [a's rows × b's rows]; 0 where a row is zeros. */
export function cosines(a: Float32Array, b: Float32Array, width: number): Float32Array {
  const [rows, columns] = [a.length / width, b.length / width];
  const algebra = newAlgebra(tableSize(rows, width) + tableSize(columns, width) + tableSize(rows, columns));
  const [first, second] = [algebra.table(rows, width), algebra.table(columns, width)];
  fill(first, unitRows(a, width));
  fill(second, unitRows(b, width));
  const out = algebra.table(rows, columns);
  algebra.multiply(first, second, out);
  return copyOf(out);
}

/** The units of a layer in an order that shows something: units alike beside each other, or by a number of each. */
export function orderOf(states: Float32Array, width: number, by: UnitOrder): Uint32Array {
  const time = states.length / width;
  const units = transposed(states, time);
  if (by === 'cluster') return clusterOrder(cosines(units, units, time), width);
  const number = Float64Array.from({ length: width }, (_, unit) => {
    let sum = 0;
    for (let t = by === 'mean' ? 0 : 1; t < time; t++) {
      const value = units[unit * time + t];
      sum += by === 'mean' ? value : Math.abs(value - units[unit * time + t - 1]);
    }
    return sum;
  });
  return Uint32Array.from({ length: width }, (_, unit) => unit).sort(
    (a, b) => number[b] - number[a] || a - b,
  );
}

function unitRows(values: Float32Array, width: number): Float32Array {
  const unit = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += width) {
    let squares = 0;
    for (let i = from; i < from + width; i++) squares += values[i] * values[i];
    const norm = Math.sqrt(squares);
    if (norm > 0) for (let i = from; i < from + width; i++) unit[i] = values[i] / norm;
  }
  return unit;
}
