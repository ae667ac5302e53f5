/**
 * When frames are sent to a page: the next one goes when the last is on the screen, and a pause as long as that took is over. So
 * nothing that is sent beside them has to wait behind many. Of those that come meanwhile only the last one is sent.
 */
export class FramePace {
  private readonly send: () => void;
  private sentAt: number | undefined;
  private isBehind = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param send sends what is the last frame now */
  constructor(send: () => void) {
    this.send = send;
  }

  /** Whether a frame can be sent now, which then counts as sent; if not, `send` will be called when one can. */
  mayGo(): boolean {
    this.isBehind = this.sentAt !== undefined;
    if (this.isBehind) return false;
    this.sentAt = performance.now();
    return true;
  }

  /** The frame that was sent is on the screen. */
  arrived(): void {
    if (this.sentAt === undefined) return;
    const took = performance.now() - this.sentAt;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.forget();
      if (this.isBehind) this.send();
    }, took);
  }

  /** The page that frames were sent to is gone. */
  forget(): void {
    clearTimeout(this.timer);
    this.sentAt = undefined;
  }

  dispose(): void {
    this.forget();
  }
}
