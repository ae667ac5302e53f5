import type { Colouring, LegendEntry } from '../../protocol/engine.ts';
import { sharedUint16 } from '../shared.ts';
import type { MetadataColumn } from './metadata.ts';

/** So many values have a colour of their own; more could not be told apart, least of all by the colour-blind. */
const MOST_COLOURS = 8;
/** So many values can be looked for in a legend; what is rarer still is something else than a value to sort by. */
const MOST_VALUES = 5000;
/** Even ranges tell little where one of them holds more than this share of the numbers. */
const MOST_IN_ONE = 0.7;
/** What columns are called whose whole numbers are but names. */
const NAMED = /cluster|communit|class|categor|group|label|topic|type|code|id$/i;

/** Sorts the first `rows` words by what a column says of them, into the few entries of a legend. */
export function colourBy(column: MetadataColumn, rows: number): Colouring {
  return column.kind === 'text'
    ? byText(column.values, rows)
    : byNumber(column.values.subarray(0, rows), column.name);
}

/** The values, the most frequent first: the first few with colours of their own, the rarest together. */
function byText({ bytes, offsets }: Extract<MetadataColumn, { kind: 'text' }>['values'], rows: number) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // Each byte as a character: quicker than reading UTF-8, and the same for the same text.
  const key = (row: number) => buffer.toString('latin1', offsets[row], offsets[row + 1]);
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  const none = counts.get('') ?? 0;
  counts.delete('');
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_VALUES);
  const entries = frequent.map(([text, count], i): LegendEntry => {
    const value = Buffer.from(text, 'latin1').toString();
    return { kind: 'value', value, count, ...(i < MOST_COLOURS ? {} : { isRare: true }) };
  });
  const codes = new Map(frequent.map(([text], i) => [text, i]));
  const others = rows - none - frequent.reduce((sum, [, count]) => sum + count, 0);
  const other =
    others > 0
      ? addEntry(entries, { kind: 'other', values: counts.size - frequent.length, count: others })
      : -1;
  if (none > 0) codes.set('', addEntry(entries, { kind: 'none', count: none }));
  return { isOrdered: false, entries, codes: codesOf(rows, (row) => codes.get(key(row)) ?? other) };
}

/** A few whole numbers are each for itself, all others lie in ranges; those of clusters and the like have no order. */
function byNumber(values: Float64Array, name: string): Colouring {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const none = values.length - sorted.length;
  const few = fewIntegers(sorted);
  const borders = few ?? bordersOf(sorted);
  const last = Math.max(0, few ? few.length - 1 : borders.length - 2);
  const counts = new Array<number>(last + 1).fill(0);
  for (const value of sorted) counts[place(borders, value, last)]++;
  const entries = counts.map((count, i): LegendEntry =>
    few
      ? { kind: 'value', value: few[i], count }
      : {
          kind: 'range',
          low: i === 0 ? lowest(borders[0], sorted[0]) : borders[i],
          high: borders[i + 1],
          count,
        },
  );
  if (sorted.length === 0) entries.length = 0;
  const missing = none > 0 ? addEntry(entries, { kind: 'none', count: none }) : 0;
  const code = (row: number) => (Number.isNaN(values[row]) ? missing : place(borders, values[row], last));
  return { isOrdered: !few || !NAMED.test(name), entries, codes: codesOf(values.length, code) };
}

function addEntry(entries: LegendEntry[], entry: LegendEntry): number {
  return entries.push(entry) - 1;
}

function codesOf(rows: number, code: (row: number) => number): Uint16Array {
  const codes = sharedUint16(rows);
  for (let row = 0; row < rows; row++) codes[row] = code(row);
  return codes;
}

/** The different values of ascending numbers, where they are few and whole. */
function fewIntegers(sorted: Float64Array): number[] | undefined {
  const found: number[] = [];
  for (const value of sorted) {
    if (value === found.at(-1)) continue;
    if (found.length === MOST_COLOURS || !Number.isInteger(value)) return undefined;
    found.push(value);
  }
  return found;
}

/** The borders of the ranges in which ascending numbers lie: even ones, or ones that hold equally many numbers. */
function bordersOf(sorted: Float64Array): number[] {
  const even = evenBorders(sorted[0], sorted[sorted.length - 1]);
  const counts = new Array<number>(even.length).fill(0);
  for (const value of sorted) counts[place(even, value, even.length - 2)]++;
  if (Math.max(...counts) <= MOST_IN_ONE * sorted.length) return even;
  const quantiles = Array.from(
    { length: MOST_COLOURS + 1 },
    (_, i) => sorted[Math.round((i / MOST_COLOURS) * (sorted.length - 1))],
  );
  const different = [...new Set(quantiles)];
  return different.length > 1 ? different : even;
}

/** What is counted begins with the first that there is: ranks with 1, and not with the round 0. */
function lowest(border: number, least: number): number {
  return Number.isInteger(least) ? Math.max(border, least) : border;
}

/** Borders at round numbers: multiples of 1, 2 or 5 times a power of ten. */
function evenBorders(low: number, high: number): number[] {
  const span = Math.min(high - low, Number.MAX_VALUE) || Math.abs(low) || 1;
  const rough = span / MOST_COLOURS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10, 20]
    .map((times) => times * power)
    .find((step) => {
      return Math.ceil(high / step) - Math.floor(low / step) <= MOST_COLOURS;
    });
  if (!step || !Number.isFinite(low / step + high / step)) return [low, high];
  const first = Math.floor(low / step);
  const count = Math.max(1, Math.ceil(high / step) - first);
  // By a division where it can be: 3 / 10 is 0.3, and 3 × 0.1 is not.
  return Array.from({ length: count + 1 }, (_, i) =>
    step < 1 ? (first + i) / (1 / step) : (first + i) * step,
  );
}

/** The last range that begins at a value or before it. */
function place(borders: readonly number[], value: number, last: number): number {
  let at = last;
  while (at > 0 && borders[at] > value) at--;
  return at;
}
