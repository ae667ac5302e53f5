import * as l10n from '@vscode/l10n';
import { indexed, shortNumber } from './describe.ts';

/** A number for each token, drawn as bars under the tokens. */
export interface Bars {
  name: string;
  values: ArrayLike<number>;
  /** The number whose bar is full. */
  most: number;
  colour: 'point' | 'selected' | 'pinned';
  write: (value: number) => string;
}

/** @param step whose state it is that would change */
export function influenceBars(values: Float64Array, step: number): Bars {
  return { ...barsOf(l10n.t('influence on {0}', indexed('h', step + 1)), values), colour: 'point' };
}

export function surpriseBars(values: Float32Array): Bars {
  const write = (bits: number) =>
    Number.isNaN(bits) ? l10n.t('unknown to the model') : l10n.t('{0} bits', bits.toFixed(1));
  return { ...barsOf(l10n.t('surprise'), values), colour: 'selected', write };
}

export function distanceBars(values: Float32Array): Bars {
  return { ...barsOf('‖h − h′‖', values), colour: 'pinned' };
}

function barsOf(name: string, values: Float64Array | Float32Array): Omit<Bars, 'colour'> {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return { name, values, most: most > 0 ? most : 1, write: shortNumber };
}
