import * as l10n from '@vscode/l10n';
import {
  CompressionType,
  compressionRegistry,
  DataType,
  RecordBatchReader,
  type Field,
  type FixedSizeList,
  type LargeList,
  type List,
  type RecordBatch,
  type Vector,
} from 'apache-arrow';
import type { FileHandle } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import './libraryGuard.ts';
import { startsWith } from '../bytes/head.ts';
import { unpackLz4 } from '../bytes/lz4.ts';
import { unmetered, type Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import { byLibrary } from '../library.ts';
import type { Cell, Table } from '../table/table.ts';

/** Begins a file (Feather is the same), of which the rest up to its footer is a stream. */
const FILE_MAGIC = Buffer.from('ARROW1\0\0', 'latin1');
const kind = () => l10n.t('Arrow file');
/** Rows by which columns are told apart. */
const SAMPLE = 100;
/** A column unpacks to no more than this for each of its bytes; where they are few, more does no harm. */
const MOST_RATIO = 200;
const HARMLESS = 64 << 20;

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (bytes) => unpackLz4(bytes, mostBytes(bytes)) });
compressionRegistry.set(CompressionType.ZSTD, {
  decode: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: mostBytes(bytes) }),
});

function mostBytes({ length }: Uint8Array): number {
  return Math.max(HARMLESS, length * MOST_RATIO);
}

/** The table of an Arrow file or stream, read by Apache's own library. */
export function arrowTable(file: VectorFile): Promise<Table> {
  return byLibrary(file.name, kind(), () => tableOf(file));
}

async function tableOf(file: VectorFile): Promise<Table> {
  const sample: Cell[][] = [];
  let columns: string[] = [];
  let rows = 0;
  for await (const batch of batchesOf(file, unmetered())) {
    columns = batch.schema.fields.filter(isReadable).map(({ name }) => name);
    rows += batch.numRows;
    const wanted = Math.min(batch.numRows, SAMPLE - sample.length);
    const cells = columns.map((name) => cellsOf(batch, name, file.size));
    for (let row = 0; row < wanted; row++) sample.push(cells.map((cell) => cell(row)));
  }
  return {
    columns,
    sample,
    rows,
    isCounted: true,
    mostRows: rows,
    place: (row) => l10n.t('row {0}', row),
    read: (wanted, take, meter) => {
      const names = wanted.map((i) => columns[i]);
      return byLibrary(file.name, kind(), () => readBatches(file, names, take, meter));
    },
  };
}

async function readBatches(
  file: VectorFile,
  names: string[],
  take: (cells: Cell[], row: number) => boolean,
  meter: Meter,
): Promise<void> {
  let row = 0;
  for await (const batch of batchesOf(file, meter)) {
    const cells = names.map((name) => cellsOf(batch, name, file.size));
    for (let i = 0; i < batch.numRows; i++)
      if (
        !take(
          cells.map((cell) => cell(i)),
          ++row,
        )
      )
        return;
  }
}

async function* batchesOf(file: VectorFile, meter: Meter): AsyncGenerator<RecordBatch> {
  const isFile = startsWith(file.head.bytes, FILE_MAGIC);
  for await (const batch of isFile
    ? batchesOfFile(file, meter)
    : RecordBatchReader.from(chunksOf(file, meter))) {
    // No row takes less than a byte, unless a file lies about them.
    if (batch.numRows > file.size) throw new Error(l10n.t('it promises {0} rows', batch.numRows));
    yield batch;
  }
}

/** One by one: the library's own loop never ends where something else stands in a batch's place. */
async function* batchesOfFile(file: VectorFile, meter: Meter): AsyncGenerator<RecordBatch> {
  checkFooter(file);
  const reader = await RecordBatchReader.from(handleOf(file, meter));
  await reader.open();
  for (let i = 0; i < reader.numRecordBatches; i++) {
    const batch = await reader.readRecordBatch(i);
    if (!batch) throw new Error(l10n.t('its part {0} is not where its footer says', i + 1));
    yield batch;
  }
}

/** Looks at the file's end before the library does: it believes what stands there. */
function checkFooter(file: VectorFile): void {
  const tail = FILE_MAGIC.subarray(0, 6);
  const isWhole = file.size >= FILE_MAGIC.length + tail.length + 4;
  const end = isWhole ? file.bytes(file.size - tail.length - 4, tail.length + 4) : tail;
  if (!isWhole || !end.subarray(4).equals(tail)) throw new Error(l10n.t('it is cut off'));
  const length = end.readInt32LE(0);
  if (length <= 0 || length > file.size)
    throw new Error(l10n.t('its footer is said to have {0} bytes', length.toLocaleString('en')));
}

/** A file as the library wants to read one, at any place. */
function handleOf(file: VectorFile, meter: Meter): FileHandle {
  const handle = {
    fd: file.descriptor,
    stat: async () => ({ size: file.size }),
    read: async (into: Uint8Array, offset: number, length: number, position: number) => {
      const part = into.subarray(offset, offset + Math.min(length, file.size - position));
      file.read(part, position);
      meter.moveTo(position);
      return { bytesRead: part.length, buffer: into };
    },
    close: async () => undefined,
  };
  return handle as unknown as FileHandle;
}

function* chunksOf(file: VectorFile, meter: Meter): Generator<Uint8Array> {
  for (let at = 0; at < file.size; at += file.chunk) {
    meter.moveTo(at);
    yield file.bytes(at, Math.min(file.chunk, file.size - at));
  }
}

/** Columns of numbers, of texts, and of lists of numbers. */
function isReadable(field: Field): boolean {
  const type = field.type as DataType;
  if (isList(type)) return isNumeric(type.children[0].type as DataType);
  if (DataType.isDictionary(type)) return isText(type.dictionary as DataType);
  return isText(type) || DataType.isBool(type) || isNumeric(type);
}

function isText(type: DataType): boolean {
  return DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type);
}

function isList(type: DataType): type is List | LargeList | FixedSizeList {
  return DataType.isList(type) || DataType.isLargeList(type) || DataType.isFixedSizeList(type);
}

function isNumeric(type: DataType): boolean {
  return DataType.isFloat(type) || DataType.isInt(type);
}

/**
 * Gives the cell of a row.
 *
 * @param most numbers that a list can have
 */
function cellsOf(batch: RecordBatch, name: string, most: number): (row: number) => Cell {
  const column = batch.getChild(name);
  if (!column) throw new Error(l10n.t('a batch lacks the column {0}', name));
  if (!isList(column.type as DataType)) return (row) => column.get(row) as Cell;
  return (row) => {
    const list = column.get(row) as Vector | null;
    if (list && !(list.length >= 0 && list.length <= most))
      throw new Error(l10n.t('a list promises {0} numbers', list.length));
    return list && Array.from(list as Iterable<number | bigint>, Number);
  };
}
