import * as l10n from '@vscode/l10n';
import type { SetBuffers } from '../../embeddings/embeddingSet.ts';
import { UserFault } from '../../faults.ts';
import type { Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { Plan } from '../format.ts';
import { BYTES_OF, decodeNumbers, type NumberType } from './numberType.ts';
import type { RowChoice } from './rowChoice.ts';
import { RowStore } from './rowStore.ts';
import { RowTaker, type Words } from './wordList.ts';

/** A matrix as it lies in a file. */
export interface Matrix {
  file: VectorFile;
  /** Where in the file its first number is. */
  position: number;
  type: NumberType;
  rows: number;
  dims: number;
  /** Column after column, as Fortran has it; else row after row. */
  isByColumns?: boolean;
}

/** Bytes that are read at a time. */
const BLOCK = 1 << 20;

/**
 * What there is to be read of a matrix: its rows, under the words that belong to them.
 *
 * @param format to be shown
 * @throws UserFault where it has no rows
 */
export function planMatrix(matrix: Matrix, format: string, { list, remarks }: Words): Plan {
  const { rows, dims, type, file } = matrix;
  if (rows === 0)
    throw new UserFault(l10n.t('{0} holds no vectors: its matrix is 0 × {1}.', file.name, dims));
  return {
    rows,
    dims,
    bytes: rows * dims * BYTES_OF[type.kind],
    read: (choice, meter) => ({ ...readMatrix(matrix, list, choice, meter, format), remarks }),
  };
}

/** Reads the rows of a matrix that are wanted. */
function readMatrix(
  matrix: Matrix,
  list: Words['list'],
  choice: RowChoice,
  meter: Meter,
  format: string,
): SetBuffers {
  const store = new RowStore(matrix.dims, choice.count, (row) => l10n.t('row {0}', row));
  const taker = new RowTaker(store, list);
  if (matrix.isByColumns) readByColumns(matrix, store, taker, choice, meter);
  else readByRows(matrix, store, taker, choice, meter);
  return { ...store.finish(format), metadata: taker.metadata.finish() };
}

/** Reads all of a matrix that lies row after row, into [rows × dims]. */
export function readNumbers({ file, position, type, rows, dims }: Matrix, into: Float32Array): void {
  const bytesARow = dims * BYTES_OF[type.kind];
  const rowsABlock = Math.max(1, Math.floor(BLOCK / bytesARow));
  for (let first = 0; first < rows; first += rowsABlock) {
    const bytes = file.bytes(position + first * bytesARow, Math.min(rowsABlock, rows - first) * bytesARow);
    decodeNumbers(bytes, type, into, first * dims);
  }
}

function readByRows(matrix: Matrix, store: RowStore, taker: RowTaker, choice: RowChoice, meter: Meter): void {
  const { file, position, type, rows, dims } = matrix;
  const bytesARow = dims * BYTES_OF[type.kind];
  const rowsABlock = Math.max(1, Math.floor(BLOCK / bytesARow));
  const block = Buffer.allocUnsafeSlow(Math.min(rows, rowsABlock) * bytesARow);
  for (let first = 0; first < rows && !choice.isBeyond(first); first += rowsABlock) {
    const count = Math.min(rowsABlock, rows - first);
    const bytes = block.subarray(0, count * bytesARow);
    file.read(bytes, position + first * bytesARow);
    const wanted = wantedRows(first, count, choice);
    store.reserve(wanted.length + 1);
    let at = store.at;
    if (wanted.length === count) decodeNumbers(bytes, type, store.vectors, at);
    else
      wanted.forEach((row, i) => {
        const start = (row - first) * bytesARow;
        decodeNumbers(bytes.subarray(start, start + bytesARow), type, store.vectors, at + i * dims);
      });
    for (const row of wanted) {
      taker.take(row, at);
      at += dims;
    }
    meter.add(bytes.length);
  }
}

/** Column by column, each number to its row; then every row is taken. */
function readByColumns(
  matrix: Matrix,
  store: RowStore,
  taker: RowTaker,
  choice: RowChoice,
  meter: Meter,
): void {
  const { file, position, type, rows, dims } = matrix;
  const wanted = wantedRows(0, rows, choice);
  store.reserve(wanted.length + 1);
  const bytesANumber = BYTES_OF[type.kind];
  const numbersABlock = Math.min(rows, BLOCK / bytesANumber);
  const block = Buffer.allocUnsafeSlow(numbersABlock * bytesANumber);
  const numbers = new Float32Array(numbersABlock);
  for (let column = 0; column < dims; column++) {
    let next = 0;
    for (let first = 0; first < rows; first += numbersABlock) {
      const count = Math.min(numbersABlock, rows - first);
      const bytes = block.subarray(0, count * bytesANumber);
      file.read(bytes, position + (column * rows + first) * bytesANumber);
      decodeNumbers(bytes, type, numbers, 0);
      for (; next < wanted.length && wanted[next] < first + count; next++)
        store.vectors[next * dims + column] = numbers[wanted[next] - first];
      meter.add(bytes.length);
    }
  }
  wanted.forEach((row, i) => taker.take(row, i * dims));
}

function wantedRows(first: number, count: number, choice: RowChoice): number[] {
  const rows = Array.from({ length: count }, (_, i) => first + i);
  return choice.isAll ? rows : rows.filter((row) => choice.wants(row));
}
