import { csv } from '../../common/csv.ts';
import type { Bars } from './bars.ts';
import type { Scene } from './scene.ts';
import type { States } from './states.ts';

/** What the grid shows as a table: a row a token, its numbers, and what is shown of every unit. */
export function traceCsv({ trace }: Scene, { symbol, values, units }: States, bars: readonly Bars[]): string {
  const unitNames = Array.from({ length: units }, (_, unit) => `${symbol}[${unit + 1}]`);
  const head = ['t', 'token', 'in the set', ...bars.map(({ name }) => name), ...unitNames];
  const rows = trace.tokens.map(({ text, isKnown }, step) => [
    step + 1,
    text,
    isKnown ? 'yes' : 'no',
    ...bars.map((each) => each.values[step]),
    ...values.subarray(step * units, (step + 1) * units),
  ]);
  return csv([head, ...rows]);
}

/** Of weights that are opened and not drawn, what they are drawn by says nothing. */
function withoutSeed({ hiddenSize: _size, seed: _seed, ...params }: Scene['params']): object {
  return params;
}

/** All there is, for programs: every array row-major, with its shape beside it. */
export function traceJson({ trace, params, setName, compared }: Scene, bars: readonly Bars[]): string {
  const { tokens, dims, input, hiddenSize, kind, gates, layers, initial, language } = trace;
  const steps = tokens.length;
  const array = (values: ArrayLike<number>, ...shape: number[]) => ({ shape, values: Array.from(values) });
  const whole = {
    set: setName,
    parameters: params.networkId === undefined ? params : withoutSeed(params),
    kind,
    hiddenSize,
    tokens,
    input: array(input, steps, dims),
    initial: {
      hidden: array(initial.hidden, layers.length, hiddenSize),
      ...(initial.cell.length > 0 ? { cell: array(initial.cell, layers.length, hiddenSize) } : {}),
    },
    layers: layers.map(({ layer, direction, hidden, cell, gates: all }) => ({
      layer,
      direction,
      hidden: array(hidden, steps, hiddenSize),
      ...(cell.length > 0 ? { cell: array(cell, steps, hiddenSize) } : {}),
      ...(all.length > 0 ? { gates: { names: gates, ...array(all, steps, gates.length * hiddenSize) } } : {}),
    })),
    bars: bars.map(({ name, values }) => ({ name, values: Array.from(values) })),
    ...(language ? { language: { ...language, surprise: Array.from(language.surprise) } } : {}),
    ...(compared ? { distance: Array.from(compared.distance) } : {}),
  };
  return `${JSON.stringify(whole, undefined, 1)}\n`;
}
