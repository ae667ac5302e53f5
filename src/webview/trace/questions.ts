import type {
  FromTrace,
  ToTrace,
  TraceAnswer,
  TraceQuestion,
  TraceQuestionParams,
  WhichTrace,
} from '../../protocol/trace.ts';

interface Open {
  question: TraceQuestion;
  resolve(answer: TraceAnswer<TraceQuestion>): void;
  reject(fault: Error): void;
}

/**
 * Asks the engine, through the host, of the trace that is shown. What is asked of one that was left gets no answer, nor
 * what is asked anew before it was answered: the engine computes neither to its end.
 */
export class Questions {
  /** Which of two traces is looked at. */
  which: WhichTrace = 'first';
  private readonly post: (message: FromTrace) => void;
  private readonly open = new Map<number, Open>();
  private last = 0;
  private isHeld = false;

  constructor(post: (message: FromTrace) => void) {
    this.post = post;
  }

  /** Rejects with the sentence that says why there is no answer. */
  ask<Q extends TraceQuestion>(question: Q, params: TraceQuestionParams<Q>): Promise<TraceAnswer<Q>> {
    return new Promise((resolve, reject) => {
      if (this.isHeld) return;
      this.cancel((open) => open.question === question);
      const request = ++this.last;
      this.open.set(request, { question, resolve, reject });
      this.post({ type: 'ask', request, of: this.which, question, params } as FromTrace);
    });
  }

  receive(message: Extract<ToTrace, { request: number }>): void {
    const asked = this.open.get(message.request);
    this.open.delete(message.request);
    if (message.type === 'answer') asked?.resolve(message.answer);
    else asked?.reject(new Error(message.message));
  }

  /** Another trace was asked for: the host answers for that one from now on. */
  hold(): void {
    this.isHeld = true;
    this.cancel(() => true);
  }

  /** What is shown can be asked of again; what was asked before is not wanted any more. */
  begin(which: WhichTrace): void {
    this.which = which;
    this.isHeld = false;
    this.cancel(() => true);
  }

  private cancel(isUnwanted: (open: Open) => boolean): void {
    for (const [request, open] of this.open) {
      if (!isUnwanted(open)) continue;
      this.open.delete(request);
      this.post({ type: 'cancel', request });
    }
  }
}
