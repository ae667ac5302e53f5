import type { Format } from './format.ts';
import { planTable } from './table/planTable.ts';

/** Comma-separated values (RFC 4180), also with tabs, semicolons or bars between them, with a line of names or without. */
export const csv: Format = {
  name: 'CSV',
  recognises: async (file) => (await import('./table/csvTable.ts')).csvTable(file) !== undefined,
  plan: async (file, ask) => {
    const found = (await import('./table/csvTable.ts')).csvTable(file);
    if (!found) throw new Error('This is no table.');
    return planTable(file, found.table, found.delimiter === '\t' ? 'TSV' : csv.name, ask);
  },
};
