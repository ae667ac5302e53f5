import type { PackedWords } from '../../protocol/engine.ts';
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
