import type { ColumnValues, PackedWords } from '../../protocol/engine.ts';
import { textAt } from './vocabulary.ts';

/** What a file says of each word beside its vector; shared, so that it crosses threads without a copy. */
export type MetadataColumn =
  | { name: string; kind: 'text'; values: PackedWords }
  /** NaN where there is no number. */
  | { name: string; kind: 'number'; values: Float64Array };

/** What a column says of a row: '' or NaN where it says nothing. */
export function metadataAt(column: MetadataColumn, row: number): string | number {
  return column.kind === 'text' ? textAt(column.values, row) : column.values[row];
}

/** What a column says of the first `rows` rows. */
export function firstOf({ kind, values }: MetadataColumn, rows: number): ColumnValues {
  if (kind === 'number') return { kind, values: values.slice(0, rows) };
  const offsets = values.offsets.slice(0, rows + 1);
  return { kind, values: { bytes: values.bytes.slice(0, offsets.at(-1)), offsets } };
}
