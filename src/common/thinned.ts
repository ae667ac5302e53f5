/** Things that come one after another, of which so many at most are kept: evenly from all of them, and the last one. */
export class Thinned<T> {
  private readonly most: number;
  private kept: T[] = [];
  private newest: T | undefined;
  private seen = 0;
  /** Every so many are kept. */
  private stride = 1;

  constructor(most: number) {
    this.most = most;
  }

  /** The first first. */
  get all(): T[] {
    const { kept, newest } = this;
    return newest === undefined ? kept.slice() : [...kept, newest];
  }

  get last(): T | undefined {
    return this.newest ?? this.kept.at(-1);
  }

  push(item: T): void {
    if (this.seen++ % this.stride !== 0) {
      this.newest = item;
      return;
    }
    this.newest = undefined;
    this.kept.push(item);
    if (this.kept.length <= this.most) return;
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
    this.seen = (this.kept.length - 1) * this.stride + 1;
    if (this.kept.at(-1) !== item) this.newest = item;
  }

  /** Forgets all, and takes others. */
  reset(items: readonly T[]): void {
    this.kept = [];
    this.newest = undefined;
    this.seen = 0;
    this.stride = 1;
    for (const item of items) this.push(item);
  }
}
