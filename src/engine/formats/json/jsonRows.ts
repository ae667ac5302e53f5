import type { Cell } from '../table/table.ts';
import type { JsonSource } from './jsonSource.ts';

/** A row of a JSON file: its fields by name. */
export type JsonRow = Map<string, Cell>;

/** The field of a word that stands as the key of its vector, and of a vector that has no name. */
export const WORD_FIELD = 'word';
export const VECTOR_FIELD = 'vector';
/** Rows may lie inside objects so deep: { "result": { "data": [ … ] } }. */
const MOST_DEPTH = 4;
/** Thrown to end the reading. */
const ENOUGH = new Error('Enough rows were read.');

/**
 * Finds the rows of a JSON file, in whatever way they are written:
 * - `[{"word": "king", "vector": [0.1, …], …}, …]`, or one such object a line (JSON Lines);
 * - `{"king": [0.1, …], …}` or `{"king": {"vector": [0.1, …], …}, …}`;
 * - `[["king", [0.1, …]], …]`, `[["king", 0.1, …], …]` or `[[0.1, …], …]`;
 * - `{"words": ["king", …], "vectors": [[0.1, …], …]}`, lists side by side;
 * - any of them inside of objects, as in `{"data": […]}`.
 */
export class JsonRows {
  private readonly json: JsonSource;
  private readonly isLines: boolean;
  private readonly wants: (field: string) => boolean;
  private readonly take: (row: JsonRow) => boolean;

  /**
   * @param isLines every outermost value is a row
   * @param wants whether a field is needed
   * @param take gets row after row; false: no more
   */
  constructor(
    json: JsonSource,
    isLines: boolean,
    wants: (field: string) => boolean,
    take: (row: JsonRow) => boolean,
  ) {
    this.json = json;
    this.isLines = isLines;
    this.wants = wants;
    this.take = take;
  }

  /** Reads to the end of the file, or until no more rows are wanted. */
  read(): void {
    const { json } = this;
    try {
      while (json.peek() !== 'end') {
        if (this.isLines) this.readRow();
        else if (json.peek() === 'array') this.readRows();
        else json.object((key) => this.readEntry(key, 0));
        if (!this.isLines) return json.end();
      }
    } catch (error) {
      if (error !== ENOUGH) throw error;
    }
  }

  /** An array of rows. */
  private readRows(): void {
    this.json.array(() => this.readRow());
  }

  private readRow(): void {
    const row = this.json.peek() === 'array' ? this.readTuple() : this.readFields(MOST_DEPTH);
    this.give(row);
  }

  /** An entry of an object that holds rows: a word with its vector, or a list of rows. */
  private readEntry(key: string, depth: number): void {
    const { json } = this;
    const kind = json.peek();
    if (kind === 'object') {
      const row = this.readFields(depth + 1);
      const isVector = [...row.values()].some((cell) => typeof cell === 'object');
      if (isVector) this.give(row.set(WORD_FIELD, key));
    } else if (kind !== 'array') json.skip();
    else this.readList(key);
  }

  /** An array under a key. */
  private readList(key: string): void {
    const { json } = this;
    const kind = json.peekInside();
    if (kind === 'number') this.give(new Map<string, Cell>([[WORD_FIELD, key], this.readVector()]));
    else if (kind === 'array' || kind === 'object') this.readRows();
    else json.skip();
  }

  /** The fields of an object; rows that lie deeper inside of it are given on the way. */
  private readFields(depth: number): JsonRow {
    const { json } = this;
    const row: JsonRow = new Map();
    json.object((key) => {
      const kind = json.peek();
      const inside = kind === 'array' ? json.peekInside() : 'end';
      if (inside === 'number' && this.wants(key)) row.set(key, json.floats().slice());
      else if ((inside === 'array' || inside === 'object') && depth < MOST_DEPTH) this.readList(key);
      else if (kind === 'object' && depth < MOST_DEPTH) this.readEntry(key, depth);
      else if (kind !== 'array' && kind !== 'object' && this.wants(key)) row.set(key, json.scalar());
      else json.skip();
    });
    return row;
  }

  /** ["king", [0.1, …]], ["king", 0.1, …] or [0.1, …] */
  private readTuple(): JsonRow {
    const { json } = this;
    if (json.peekInside() === 'number') return new Map<string, Cell>([this.readVector()]);
    const row: JsonRow = new Map();
    const numbers: number[] = [];
    json.array(() => {
      const kind = json.peek();
      if (kind === 'number') numbers.push(json.number());
      else if (kind === 'array' && json.peekInside() === 'number') row.set(...this.readVector());
      else if (kind === 'string' && !row.has(WORD_FIELD)) row.set(WORD_FIELD, json.string());
      else json.skip();
    });
    return numbers.length > 0 ? row.set(VECTOR_FIELD, numbers) : row;
  }

  private readVector(): [string, Float32Array] {
    return [VECTOR_FIELD, this.json.floats().slice()];
  }

  private give(row: JsonRow): void {
    if (!this.take(row)) throw ENOUGH;
  }
}
