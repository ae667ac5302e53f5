/** The longest time that points take to a new frame of the layout, in milliseconds. */
const LONGEST_GLIDE = 1000;

/** Positions on their way from one frame of a layout to the next. */
export class Motion {
  from: Float32Array = new Float32Array(0);
  to: Float32Array = new Float32Array(0);
  private start = 0;
  private duration = 0;

  /**
   * Sets out for new positions from where the points are now. They take as long as this frame took to come, so that
   * they arrive when the next one may be expected; without `glides` they are there at once.
   *
   * @param to [n × 2]
   * @param now in milliseconds
   */
  go(to: Float32Array, now: number, glides: boolean): void {
    const hasSamePoints = this.to.length === to.length;
    this.from = hasSamePoints && glides ? this.places(this.share(now), to) : to;
    this.duration = this.from === to ? 0 : Math.min(LONGEST_GLIDE, now - this.start);
    this.to = to;
    this.start = now;
  }

  /** 0 … 1: how far the points have come. */
  share(now: number): number {
    return this.duration > 0 ? Math.min(1, (now - this.start) / this.duration) : 1;
  }

  isMoving(now: number): boolean {
    return this.share(now) < 1;
  }

  /** Where a point is, `share` of the way. */
  place(row: number, share: number): [number, number] {
    const { from, to } = this;
    const at = 2 * row;
    return [from[at] + (to[at] - from[at]) * share, from[at + 1] + (to[at + 1] - from[at + 1]) * share];
  }

  /** All places, `share` of the way; one that is no number gives way to the next, as nothing can be between them. */
  private places(share: number, next: Float32Array): Float32Array {
    const { from, to } = this;
    const result = new Float32Array(to.length);
    for (let i = 0; i < to.length; i++) {
      const value = from[i] + (to[i] - from[i]) * share;
      result[i] = Number.isFinite(value) ? value : next[i];
    }
    return result;
  }
}
