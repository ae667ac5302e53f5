import * as l10n from '@vscode/l10n';
import { CsvError, parse, type Options, type Parser } from 'csv-parse';
import { finished } from 'node:stream/promises';
import { UserFault } from '../../faults.ts';
import { isText } from '../bytes/head.ts';
import type { Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import { areCounted, isNumeric } from './columns.ts';
import { hasVectors } from './planTable.ts';
import type { Cell, Table } from './table.ts';
import { vectorOf } from './vectorText.ts';

/** Rows by which columns are told apart. */
const SAMPLE = 100;
/** Of those so many must have as many fields as the first, or it is no table. */
const LEAST_EVEN = 0.8;
const LONGEST_RECORD = 64 << 20;
/** Bytes that the parser wants to see behind a record, at most. */
const LOOKAHEAD = 8;
const DELIMITERS = [',', '\t', ';', '|'];

interface Dialect {
  delimiter: string;
  columns: string[];
  hasHeader: boolean;
  sample: string[][];
}

/** The table of a file and what parts its fields; undefined where it is none, or none of vectors. */
export function csvTable(file: VectorFile): { table: Table; delimiter: string } | undefined {
  const dialect = dialectOf(file);
  return dialect && { table: tableOf(file, dialect), delimiter: dialect.delimiter };
}

/** How the table is written; undefined where it is none, or none of vectors. */
function dialectOf(file: VectorFile): Dialect | undefined {
  const { bytes } = file.head;
  if (!isText(bytes, 0)) return undefined;
  for (const delimiter of DELIMITERS) {
    const records = firstRecords(file, delimiter);
    const width = records[0]?.length ?? 0;
    const even = records.filter(({ length }) => length === width);
    if (width === 0 || even.length < records.length * LEAST_EVEN) continue;
    const dialect = withHeader(delimiter, even);
    if (hasVectors(tableOf(file, dialect))) return dialect;
  }
  return undefined;
}

function withHeader(delimiter: string, records: string[][]): Dialect {
  const [first, ...rest] = records;
  const isName = (cell: string) => !isNumeric(cell) && !vectorOf(cell);
  const isData = (cell: string) => isNumeric(cell) || vectorOf(cell) !== undefined;
  const isHeader = first.every(isName) || areCounted(first);
  const hasHeader = rest.length > 0 && isHeader && rest.some((row) => row.some(isData));
  const names = hasHeader ? first : first.map((_, i) => l10n.t('column {0}', i + 1));
  return { delimiter, columns: unique(names), hasHeader, sample: hasHeader ? rest : records };
}

function tableOf(file: VectorFile, dialect: Dialect): Table {
  const { columns, sample, delimiter } = dialect;
  // What the sample takes of the file tells how many rows there are.
  const sampleBytes = sample.reduce((sum, row) => sum + row.join(delimiter).length + 1, 0);
  return {
    columns,
    sample,
    rows: Math.ceil((file.size / Math.max(1, sampleBytes)) * sample.length),
    place: (line) => l10n.t('line {0}', line),
    read: (wanted, take, meter) => readRecords(file, dialect, wanted, take, meter),
  };
}

async function readRecords(
  file: VectorFile,
  { delimiter, columns, hasHeader }: Dialect,
  wanted: number[],
  take: (cells: Cell[], line: number) => boolean,
  meter: Meter,
): Promise<void> {
  let isHeader = hasHeader;
  let isDone = false;
  const onRecord = (record: string[], line: number) => {
    if (isHeader) isHeader = false;
    else if (record.length !== columns.length) throw ragged(file, line, columns.length, record.length);
    else if (!isDone)
      isDone = !take(
        wanted.map((i) => record[i]),
        line,
      );
  };
  const parser = parserOf(delimiter, onRecord);
  // It has nothing to give: what it finds is taken as it is found.
  parser.resume();
  const end = finished(parser).catch((error: unknown) => {
    if (!isDone) throw explain(file, error);
  });
  for (let at = file.head.start; at < file.size && !isDone && !parser.destroyed; at += file.chunk) {
    const chunk = file.bytes(at, Math.min(file.chunk, file.size - at));
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    meter.moveTo(at + chunk.length);
  }
  if (isDone) return void parser.destroy();
  parser.end();
  await end;
}

/** The first records of a file; of one that is no such table, those before its first fault. */
function firstRecords(file: VectorFile, delimiter: string): string[][] {
  const records: string[][] = [];
  const parser = parserOf(delimiter, (record) => records.push(record), { to: SAMPLE + 1 });
  parser.on('error', () => undefined);
  parser.write(file.head.bytes);
  // The last record of a file needs no line end; and the parser looks some bytes ahead.
  if (file.head.whole && !parser.destroyed) parser.write('\n'.repeat(LOOKAHEAD));
  return records;
}

function parserOf(
  delimiter: string,
  onRecord: (record: string[], line: number) => void,
  more: Options = {},
): Parser {
  return parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record: (record: string[], { lines }) => {
      onRecord(record, lines);
      return null;
    },
    ...more,
  });
}

/** Names that are told apart where a table has one twice. */
function unique(names: string[]): string[] {
  return names.map((name, i) => {
    const shown = name.trim() || l10n.t('column {0}', i + 1);
    return names.indexOf(name) === i ? shown : `${shown} (${i + 1})`;
  });
}

function ragged({ name }: VectorFile, line: number, expected: number, found: number): UserFault {
  return new UserFault(l10n.t('{0}, line {1}: expected {2} fields, found {3}.', name, line, expected, found));
}

function explain({ name }: VectorFile, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const { code, message } = error;
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new UserFault(l10n.t('{0} has a record of more than {1} MiB.', name, LONGEST_RECORD >> 20));
  return new UserFault(l10n.t('{0} is broken CSV: {1}.', name, message.replace(/\.$/, '')));
}
