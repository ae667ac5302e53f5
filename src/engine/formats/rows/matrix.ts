import * as l10n from '@vscode/l10n';
import type { SetBuffers } from '../../embeddings/embeddingSet.ts';
import type { Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { Ask, Plan } from '../format.ts';
import { MetadataBuilder } from './metadata.ts';
import { BYTES_OF, decodeNumbers, type NumberType } from './numberType.ts';
import type { RowChoice } from './rowChoice.ts';
import { RowStore } from './rowStore.ts';
import { wordsFor, type WordList } from './wordList.ts';

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
 * @param inside lists of words that the matrix's own file holds
 */
export function planMatrix(matrix: Matrix, format: string, ask: Ask, inside: WordList[] = []): Plan {
  const { rows, dims, type } = matrix;
  const notes: string[] = [];
  const list = wordsFor(matrix.file, rows, ask, notes, inside);
  return {
    rows,
    dims,
    bytes: rows * dims * BYTES_OF[type.kind],
    read: (choice, meter) => {
      const set = readMatrix(matrix, list, choice, meter, format);
      return { ...set, notes: [...notes, ...set.notes] };
    },
  };
}

/** Reads the rows of a matrix that are wanted. */
export function readMatrix(
  matrix: Matrix,
  list: WordList,
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

/** Takes rows under their words, and what else is said of them. */
class RowTaker {
  readonly metadata: MetadataBuilder;
  private readonly store: RowStore;
  private readonly list: WordList;

  constructor(store: RowStore, list: WordList) {
    this.store = store;
    this.list = list;
    this.metadata = new MetadataBuilder(list.columns.map(({ name }) => name));
  }

  /** @param from where in the store's vectors row `row` stands */
  take(row: number, from: number): void {
    const { words, columns } = this.list;
    const { bytes, offsets } = words.block;
    const isNamed = row < words.count;
    const [start, end] = isNamed ? [offsets[row], offsets[row + 1]] : [0, 0];
    if (!this.store.take(bytes, start, end, row, from)) return;
    if (columns.length > 0) this.metadata.add(columns.map(({ texts }) => texts.at(row)));
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
