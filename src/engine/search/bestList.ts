/** Rows with their scores, the best first; among equals the lower row first. */
export interface Scored {
  rows: Int32Array;
  scores: Float32Array;
}

/** Keeps the rows of highest score among many that come along. */
export class BestList {
  private readonly rows: Int32Array;
  private readonly scores: Float32Array;
  private length = 0;
  /** A score must be above it to be looked at: as long as there is room, any is. */
  worst = -Infinity;

  /** @param most so many are kept; few, as each new one is moved to its place */
  constructor(most: number) {
    this.rows = new Int32Array(most);
    this.scores = new Float32Array(most);
  }

  /** Takes a row whose score is above {@link worst}, or as high and the row lower. */
  add(row: number, score: number): void {
    const { rows, scores } = this;
    let at = Math.min(this.length, rows.length - 1);
    if (this.length === rows.length && !isBetter(score, row, scores[at], rows[at])) return;
    for (; at > 0 && isBetter(score, row, scores[at - 1], rows[at - 1]); at--) {
      scores[at] = scores[at - 1];
      rows[at] = rows[at - 1];
    }
    scores[at] = score;
    rows[at] = row;
    if (this.length < rows.length) this.length++;
    if (this.length === rows.length) this.worst = scores[rows.length - 1];
  }

  get best(): Scored {
    return { rows: this.rows.slice(0, this.length), scores: this.scores.slice(0, this.length) };
  }
}

function isBetter(score: number, row: number, otherScore: number, otherRow: number): boolean {
  return score > otherScore || (score === otherScore && row < otherRow);
}

/** The best of several lists. */
export function mergeBest(lists: readonly Scored[], most: number): Scored {
  const merged = new BestList(most);
  for (const { rows, scores } of lists) rows.forEach((row, i) => merged.add(row, scores[i]));
  return merged.best;
}
