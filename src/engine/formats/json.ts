import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { firstLines, isText } from './bytes/head.ts';
import { unmetered, type Meter } from './bytes/meter.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Format } from './format.ts';
import { JsonRows, type JsonRow } from './json/jsonRows.ts';
import { JsonSource } from './json/jsonSource.ts';
import { PackedTextBuilder } from './rows/packedText.ts';
import type { WordList } from './rows/wordList.ts';
import { planTable } from './table/planTable.ts';
import type { Table } from './table/table.ts';

/** Rows by which fields are told apart. */
const SAMPLE = 100;

/** JSON (RFC 8259) and JSON Lines (https://jsonlines.org), in any of the ways in which vectors are written there. */
export const json: Format = {
  name: 'JSON',
  recognises: ({ head: { bytes }, name }) => {
    if (!isText(bytes, 0) || !/^\s*[[{]/.test(bytes.toString('latin1', 0, 1000))) return false;
    return (
      /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(name) ||
      /^\s*(?:\[\s*[[{"\d-]|\{\s*")/.test(bytes.toString('latin1', 0, 1000))
    );
  },
  plan: (file, ask) => planTable(file, tableOf(file), isLines(file) ? 'JSON Lines' : json.name, ask),
};

/** Whether every line is a value. */
function isLines({ head }: VectorFile): boolean {
  const [first, second] = firstLines(head, 2);
  if (second === undefined || !/^[[{]/.test(second)) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

function tableOf(file: VectorFile): Table {
  const sample: JsonRow[] = [];
  const source = readRows(
    file,
    () => true,
    (row) => sample.push(row) < SAMPLE,
    unmetered(),
  );
  if (sample.length === 0)
    throw new UserFault(l10n.t('{0} is JSON, but no vectors were found in it.', file.name));
  const isWhole = sample.length < SAMPLE;
  const columns = [...new Set(sample.flatMap((row) => [...row.keys()]))];
  return {
    columns,
    sample: sample.map((row) => columns.map((name) => row.get(name))),
    rows: isWhole ? sample.length : Math.ceil((file.size / source.position) * sample.length),
    isCounted: isWhole,
    lists: () => listsIn(file),
    place: (row) => l10n.t('row {0}', row),
    read: (wanted, take, meter) => {
      const fields = wanted.map((i) => columns[i]);
      const needed = new Set(fields);
      let count = 0;
      readRows(
        file,
        (field) => needed.has(field),
        (row) =>
          take(
            fields.map((field) => row.get(field)),
            ++count,
          ),
        meter,
      );
    },
  };
}

/** @returns the source, where the reading ended */
function readRows(
  file: VectorFile,
  wants: (field: string) => boolean,
  take: (row: JsonRow) => boolean,
  meter: Meter,
): ByteSource {
  const source = new ByteSource(file, file.head.start, meter);
  new JsonRows(new JsonSource(source), isLines(file), wants, take).read();
  return source;
}

/** The outermost lists of texts: words beside a list of vectors. */
function listsIn(file: VectorFile): WordList[] {
  const lists: WordList[] = [];
  const source = new JsonSource(new ByteSource(file, file.head.start, unmetered()));
  if (isLines(file) || source.peek() !== 'object') return lists;
  source.object((name) => {
    if (source.peek() !== 'array' || source.peekInside() !== 'string') return source.skip();
    const words = new PackedTextBuilder();
    source.array(() => words.add(source.string()));
    lists.push({ name, words, columns: [] });
  });
  return lists;
}
