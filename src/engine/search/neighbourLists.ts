/** The best candidates of many rows, each row's the best first. In shared memory, where no two threads have the same row. */
export interface NeighbourLists {
  /** Places of each row. */
  count: number;
  /** [rows × count] −1 where there is none yet. */
  rows: Int32Array;
  /** [rows × count] −∞ where there is none yet. */
  scores: Float32Array;
  /** [rows × count] 1 where it came after the last look at its neighbours. */
  isNew: Uint8Array;
}

/**
 * Takes a candidate that is better than a row's worst and not among its own yet.
 *
 * @param start where the row's list begins
 */
export function offer(
  { count, rows, scores, isNew }: NeighbourLists,
  start: number,
  row: number,
  score: number,
): void {
  const last = start + count - 1;
  if (!isBetter(score, row, scores[last], rows[last])) return;
  let at = last;
  for (; at > start && isBetter(score, row, scores[at - 1], rows[at - 1]); at--);
  // Where it is known already, it stands among those as good as it.
  for (let i = start; i < at; i++) if (rows[i] === row) return;
  let end = at;
  while (end < last && rows[end] !== row) end++;
  rows.copyWithin(at + 1, at, end);
  scores.copyWithin(at + 1, at, end);
  isNew.copyWithin(at + 1, at, end);
  rows[at] = row;
  scores[at] = score;
  isNew[at] = 1;
}

function isBetter(score: number, row: number, otherScore: number, otherRow: number): boolean {
  return score > otherScore || (score === otherScore && row < otherRow);
}
