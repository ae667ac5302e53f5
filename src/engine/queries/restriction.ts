import * as l10n from '@vscode/l10n';
import type { Restriction } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { metadataAt, type MetadataColumn } from '../embeddings/metadata.ts';
import { UserFault } from '../faults.ts';
import type { Restriction as RowRestriction } from '../search/tasks.ts';
import { sharedBytes } from '../shared.ts';

type Filter = NonNullable<Restriction['filter']>;

/** The filter that a set was asked with last: whoever asks with one, asks again. */
const latest = new WeakMap<EmbeddingSet, { key: string; allowed: Uint8Array }>();

/**
 * Which rows of a set may answer.
 *
 * @throws UserFault where the set has no such metadata column
 */
export function rowsAllowed(set: EmbeddingSet, { first, filter }: Restriction = {}): RowRestriction {
  const rows = Math.max(0, Math.min(first ?? set.size, set.size));
  return { first: rows, allowed: filter && allowedBy(set, filter) };
}

function allowedBy(set: EmbeddingSet, filter: Filter): Uint8Array {
  const key = JSON.stringify(filter);
  const known = latest.get(set);
  if (known?.key === key) return known.allowed;
  const column = metadataColumn(set, filter.column);
  const allowed = sharedBytes(set.size);
  const test = testOf(filter);
  for (let row = 0; row < set.size; row++) allowed[row] = Number(test(metadataAt(column, row)));
  latest.set(set, { key, allowed });
  return allowed;
}

function testOf(filter: Filter): (value: string | number) => boolean {
  if (!('values' in filter)) return (value) => Number(value) >= filter.low && Number(value) <= filter.high;
  const values = new Set(filter.values);
  return (value) => values.has(value);
}

/** @throws UserFault where the set has no such column */
export function metadataColumn(set: EmbeddingSet, name: string): MetadataColumn {
  const column = set.metadata.find((column) => column.name === name);
  if (!column) throw new UserFault(l10n.t('The embedding set has no column {0}.', name));
  return column;
}
