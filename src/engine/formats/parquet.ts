import { startsWith } from './bytes/head.ts';
import type { Format } from './format.ts';
import { planTable } from './table/planTable.ts';

const MAGIC = Buffer.from('PAR1', 'latin1');

/** Apache Parquet. https://parquet.apache.org/docs/file-format/ */
export const parquet: Format = {
  name: 'Parquet',
  recognises: ({ head }) => startsWith(head.bytes, MAGIC),
  plan: async (file, ask) => {
    const { parquetTable } = await import('./parquet/parquetTable.ts');
    return planTable(file, await parquetTable(file), parquet.name, ask);
  },
};
