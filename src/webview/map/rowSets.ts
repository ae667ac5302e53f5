/** Sets of rows: ascending, each row once. */
export type Rows = Int32Array;

export const NO_ROWS: Rows = new Int32Array(0);

/** Words of a map that have no row in its set are numbered from here on, behind the rows of any set. */
export const FIRST_OWN = 2 ** 30;

/** Whether a row is that of a word that the set itself has. */
export function isRowOfSet(row: number): boolean {
  return row < FIRST_OWN;
}

/** Rows in any order, some perhaps twice, as a set. */
export function rowsOf(rows: Iterable<number>): Rows {
  return Int32Array.from(new Set(rows)).sort();
}

/** The rows of either set. */
export function union(a: Rows, b: Rows): Rows {
  const result = new Int32Array(a.length + b.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const [first, second] = [i < a.length ? a[i] : Infinity, j < b.length ? b[j] : Infinity];
    result[count++] = Math.min(first, second);
    if (first <= second) i++;
    if (second <= first) j++;
  }
  return result.slice(0, count);
}

/** The rows of `a` that are not in `b`. */
export function difference(a: Rows, b: Rows): Rows {
  let j = 0;
  return a.filter((row) => {
    while (j < b.length && b[j] < row) j++;
    return b[j] !== row;
  });
}

/** All rows below `count` that are not in a set. */
export function complement(rows: Rows, count: number): Rows {
  return difference(
    Int32Array.from({ length: count }, (_, row) => row),
    rows,
  );
}

export function hasRow(rows: Rows, row: number): boolean {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] === row) return true;
    if (rows[middle] < row) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** A set as a short text, for what VS Code keeps as JSON: the steps from row to row, in base 36. */
export function writeRows(rows: Rows): string {
  let before = -1;
  const steps: string[] = [];
  for (const row of rows) {
    steps.push((row - before).toString(36));
    before = row;
  }
  return steps.join(' ');
}

/** Reads what {@link writeRows} wrote; of anything else what can be read as rows. */
export function readRows(text: string): Rows {
  let row = -1;
  const rows: number[] = [];
  for (const step of text.split(' ')) {
    const by = parseInt(step, 36);
    if (!(by > 0)) continue;
    row += by;
    rows.push(row);
  }
  return Int32Array.from(rows);
}
