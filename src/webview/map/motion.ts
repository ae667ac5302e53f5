/** Positions on their way from one layout to the next. */
export class Motion {
  from: Float32Array = new Float32Array(0);
  to: Float32Array = new Float32Array(0);
  private start = 0;
  private duration = 0;

  /** Sets out for new positions from where the points are now; 0 ms: they are there at once. */
  go(to: Float32Array, now: number, duration: number): void {
    const hasCommonPoints = this.to.length === to.length;
    this.from = hasCommonPoints && duration > 0 ? this.at(this.share(now)) : to;
    this.to = to;
    this.start = now;
    this.duration = duration;
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

  private at(share: number): Float32Array {
    return share >= 1 ? this.to : this.to.map((value, i) => this.from[i] + (value - this.from[i]) * share);
  }
}
