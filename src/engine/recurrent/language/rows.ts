import { strideOf, type Table } from '../../kernels/algebra.ts';

/** The rows of the embedding table, which stands first among the values, for each token: [tokens × size]. */
export function gather(values: Float32Array, tokens: Int32Array, size: number): Float32Array {
  const rows = new Float32Array(tokens.length * size);
  tokens.forEach((token, i) => rows.set(values.subarray(token * size, (token + 1) * size), i * size));
  return rows;
}

/** Adds a row for each token to those of the table. */
export function scatter(
  table: Float32Array,
  tokens: Int32Array,
  rows: ArrayLike<number>,
  size: number,
  stride = size,
): void {
  tokens.forEach((token, i) => {
    for (let d = 0; d < size; d++) table[token * size + d] += rows[i * stride + d];
  });
}

/** Multiplies each number of a table by one of a mask, [rows × columns]. */
export function scaleBy({ values, rows, columns, stride }: Table, mask: Float32Array | undefined): void {
  if (!mask) return;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[row * stride + column] *= mask[row * columns + column];
}

/** The first columns of a table, behind which zeros stand. */
export function narrowed(table: Table, columns: number): Table {
  const { values, rows, stride } = table;
  const end = strideOf(columns);
  if (end > columns)
    for (let row = 0; row < rows; row++) values.fill(0, row * stride + columns, row * stride + end);
  return { ...table, columns };
}

/** Puts a table's numbers into memory of their own, [rows × columns]. */
export function copyInto({ values, rows, columns, stride }: Table, into: Float32Array): void {
  for (let row = 0; row < rows; row++)
    into.set(values.subarray(row * stride, row * stride + columns), row * columns);
}

/** Adds up the columns of a table. */
export function columnSums({ values, rows, columns, stride }: Table, into: Float32Array): void {
  into.fill(0);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) into[column] += values[row * stride + column];
}
