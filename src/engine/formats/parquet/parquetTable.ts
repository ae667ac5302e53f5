import * as l10n from '@vscode/l10n';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
  type SchemaTree,
} from 'hyparquet';
import { getSchemaPath } from 'hyparquet/src/schema.js';
import type { Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import { byLibrary } from '../library.ts';
import { PageGuard } from './pageGuard.ts';
import type { Cell, Table } from '../table/table.ts';

const MAGIC = Buffer.from('PAR1', 'latin1');
/** The magic twice, and the footer's length. */
const LEAST_SIZE = 12;
const kind = () => l10n.t('Parquet file');
/** Rows by which columns are told apart. */
const SAMPLE = 100;
/** A value takes 8 bytes while it is unpacked. */
const BYTES_A_VALUE = 8;

/** A column of a group of rows, unpacked: a cell a row. */
type Column = ArrayLike<Cell>;

/** The table of a Parquet file, unpacked by hyparquet. */
export function parquetTable(file: VectorFile): Promise<Table> {
  return byLibrary(file.name, kind(), async () => {
    checkFooter(file);
    const metadata = await parquetMetadataAsync(bufferOf(file));
    return tableOf(new Groups(file, metadata));
  });
}

/** Looks at the file's end before the library does. */
function checkFooter(file: VectorFile): void {
  const end = file.size >= LEAST_SIZE ? file.bytes(file.size - 8, 8) : Buffer.alloc(8);
  if (!end.subarray(4).equals(MAGIC)) throw new Error(l10n.t('it is cut off'));
  const length = end.readUInt32LE(0);
  if (length > file.size - LEAST_SIZE)
    throw new Error(l10n.t('its footer is said to have {0} bytes', length.toLocaleString('en')));
}

async function tableOf(groups: Groups): Promise<Table> {
  const { columns, sizes, rows } = groups;
  const first = sizes.length > 0 ? await groups.read(0, columns) : [];
  const count = Math.min(SAMPLE, sizes[0] ?? 0);
  return {
    columns,
    sample: Array.from({ length: count }, (_, row) => first.map((column) => column[row])),
    rows,
    isCounted: true,
    mostRows: rows,
    moreBytes: groups.mostBytes,
    bytes: rows,
    place: (row) => l10n.t('row {0}', row),
    read: (wanted, take, meter) =>
      byLibrary(groups.name, kind(), () => readGroups(groups, wanted, take, meter)),
  };
}

async function readGroups(
  groups: Groups,
  wanted: number[],
  take: (cells: Cell[], row: number) => boolean,
  meter: Meter,
): Promise<void> {
  const names = wanted.map((i) => groups.columns[i]);
  let row = 0;
  for (const [group, size] of groups.sizes.entries()) {
    const columns = await groups.read(group, names);
    for (let i = 0; i < size; i++) {
      if (
        !take(
          columns.map((column) => column[i]),
          ++row,
        )
      )
        return;
    }
    meter.add(size);
  }
}

/** The groups of rows that a file consists of. */
class Groups {
  readonly columns: string[];
  /** Rows in each. */
  readonly sizes: number[];
  private readonly file: VectorFile;
  private readonly metadata: FileMetaData;
  /** The first group, of which the columns are told apart, and which is read right after. */
  private first: Map<string, Column> | undefined;

  constructor(file: VectorFile, metadata: FileMetaData) {
    this.file = file;
    this.metadata = metadata;
    this.sizes = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
    this.columns = readableColumns(metadata);
  }

  get name(): string {
    return this.file.name;
  }

  get rows(): number {
    return this.sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Bytes that the largest group takes when it is unpacked. */
  get mostBytes(): number {
    const bytes = this.metadata.row_groups.map(({ columns }) =>
      columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.num_values ?? 0) * BYTES_A_VALUE, 0),
    );
    return Math.max(0, ...bytes);
  }

  async read(group: number, names: string[]): Promise<Column[]> {
    const known = group === 0 ? this.first : undefined;
    if (known && names.every((name) => known.has(name))) {
      this.first = undefined;
      return names.map((name) => known.get(name) ?? []);
    }
    const columns = await this.unpack(group, names);
    if (group === 0) this.first = new Map(names.map((name, i) => [name, columns[i]]));
    return columns;
  }

  private async unpack(group: number, names: string[]): Promise<Column[]> {
    const rowStart = this.sizes.slice(0, group).reduce((sum, size) => sum + size, 0);
    const rowEnd = rowStart + this.sizes[group];
    const cells = new Map<string, Cell[]>(names.map((name) => [name, []]));
    // One after the other: of several that fail, the library leaves all but one unheard.
    for (const name of names) {
      const guard = this.guardOf(group, name);
      await parquetRead({
        file: bufferOf(this.file),
        metadata: this.metadata,
        columns: [name],
        rowStart,
        rowEnd,
        compressors: guard.compressors,
        onChunk: ({ columnName, columnData }) => {
          const column = cells.get(columnName);
          for (const value of columnData as Iterable<unknown>) column?.push(cellOf(value));
        },
      });
    }
    const columns = [...cells];
    for (const [name, column] of columns) {
      if (column.length !== rowEnd - rowStart) throw new Error(l10n.t('the column {0} is not whole', name));
    }
    return columns.map(([, column]) => column);
  }

  private guardOf(group: number, name: string): PageGuard {
    const { columns } = this.metadata.row_groups[group];
    const column = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
    if (!column) throw new Error(l10n.t('there is no column {0}', name));
    return new PageGuard(this.file, column, getSchemaPath(this.metadata.schema, column.path_in_schema));
  }
}

/** The columns of numbers, of texts, and of lists of numbers: what else there is (pictures, say) is not even read. */
function readableColumns(metadata: FileMetaData): string[] {
  return parquetSchema(metadata)
    .children.filter(isReadable)
    .map(({ element }) => element.name);
}

function isReadable(tree: SchemaTree): boolean {
  const { children, element } = tree;
  // A list is a group in a group around what it holds; a structure has several children.
  if (children.length > 0) return children.length === 1 && isReadable(children[0]);
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === 'BYTE_ARRAY')
    return converted === 'UTF8' || converted === 'ENUM' || logical?.type === 'STRING';
  if (type === 'FIXED_LEN_BYTE_ARRAY') return logical?.type === 'FLOAT16';
  return type !== undefined && type !== 'INT96';
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return value as unknown as ArrayLike<number>;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

function bufferOf(file: VectorFile): AsyncBuffer {
  return {
    byteLength: file.size,
    slice: (start, end = file.size) => {
      const bytes = file.bytes(start, end - start);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
}
