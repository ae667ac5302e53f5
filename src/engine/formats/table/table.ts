import type { Meter } from '../bytes/meter.ts';
import type { WordList } from '../rows/wordList.ts';

/** What a table may hold; a vector is a list of numbers, or a text that writes one. */
export type Cell = string | number | bigint | boolean | null | undefined | ArrayLike<number>;

/** Rows of cells under named columns, wherever they come from. */
export interface Table {
  columns: string[];
  /** The first rows, by which columns are told apart: a cell for each column. */
  sample: Cell[][];
  /** Rows in all; where the file does not say, about so many. */
  rows: number;
  /** Whether `rows` is what there is, and no estimate. */
  isCounted?: boolean;
  /** Lists of words that the file holds outside of the table. */
  lists?(): WordList[];
  /** No more rows than this can come; undefined: as many as there is text for. */
  mostRows?: number;
  /** Bytes of memory that reading takes beside the rows. */
  moreBytes?: number;
  /** Bytes that the meter will count, where they are not the file's. */
  bytes?: number;
  /** Names a row in a sentence, such as 'line 7'. */
  place(row: number): string;
  /**
   * Reads the rows one after the other.
   *
   * @param wanted the columns whose cells are needed, by index
   * @param take gets those cells and the row as `place` understands it; false: no more
   */
  read(wanted: number[], take: (cells: Cell[], row: number) => boolean, meter: Meter): Promise<void> | void;
}
