/** Which rows of a file are read. */
export class RowChoice {
  /** Rows in the file; an estimate where it does not say. */
  readonly total: number;
  /** Rows that are wanted. */
  readonly count: number;
  private readonly isSample: boolean;

  private constructor(total: number, count: number, isSample: boolean) {
    this.total = total;
    this.count = Math.min(count, total);
    this.isSample = isSample && this.count < total;
  }

  /** Every row: also of a file that has more than was thought. */
  static all(total: number): RowChoice {
    return new RowChoice(total, Infinity, false);
  }

  static first(total: number, count: number): RowChoice {
    return new RowChoice(total, count, false);
  }

  /** `count` rows at even distances. */
  static sample(total: number, count: number): RowChoice {
    return new RowChoice(total, count, true);
  }

  get isAll(): boolean {
    return this.count === this.total;
  }

  /** @param row counted from 0 */
  wants(row: number): boolean {
    const { count, total } = this;
    if (this.isAll) return true;
    if (!this.isSample) return row < count;
    // Where the staircase of height `count` over `total` rows has a step.
    return Math.floor(((row + 1) * count) / total) > Math.floor((row * count) / total);
  }

  /** Whether neither this row nor any after it is wanted. */
  isBeyond(row: number): boolean {
    return !this.isAll && !this.isSample && row >= this.count;
  }
}
