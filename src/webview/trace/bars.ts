import { shortNumber } from '../../common/numbers.ts';
import * as l10n from '@vscode/l10n';
import { indexed } from './describe.ts';

/** A number for each token, drawn as bars under the tokens. */
export interface Bars {
  name: string;
  values: ArrayLike<number>;
  /** The number whose bar is full. */
  most: number;
  /** On a logarithmic scale, since what fades does so by factors. */
  isLog: boolean;
  colour: 'point' | 'selected' | 'pinned';
  write: (value: number) => string;
}

/** Powers of ten that a bar on a logarithmic scale has room for. */
const DECADES = 6;

/** The share of its row that a number's bar fills. */
export function heightOf({ most, isLog }: Bars, value: number): number {
  const share = value / most;
  if (!(share > 0)) return 0;
  return Math.min(1, Math.max(0, isLog ? 1 + Math.log10(share) / DECADES : share));
}

/** @param step whose state it is that would change */
export function influenceBars(values: Float64Array, step: number, isLog: boolean): Bars {
  return { isLog, ...barsOf(l10n.t('influence on {0}', indexed('h', step + 1)), values), colour: 'point' };
}

export function surpriseBars(values: Float32Array): Bars {
  const write = (bits: number) =>
    Number.isNaN(bits) ? l10n.t('unknown to the model') : l10n.t('{0} bits', bits.toFixed(1));
  return { ...barsOf(l10n.t('surprise'), values), colour: 'selected', write, isLog: false };
}

export function distanceBars(values: Float32Array, isLog: boolean): Bars {
  return { isLog, ...barsOf('‖h − h′‖', values), colour: 'pinned' };
}

function barsOf(name: string, values: Float64Array | Float32Array): Omit<Bars, 'colour' | 'isLog'> {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return { name, values, most: most > 0 ? most : 1, write: shortNumber };
}
