import type { ParamsOf, ProgressOf, ResultOf } from '../../protocol/engine.ts';
import type { FromLessons, LessonMethod, ToLessons } from '../../protocol/lessons.ts';
import type { Bench } from './lesson.ts';

interface Open {
  resolve(answer: ResultOf<LessonMethod>): void;
  reject(fault: Error): void;
  report(progress: ProgressOf<LessonMethod>): void;
}

/** What a lesson has asked of the engine, through the host. */
export class Requests {
  private readonly post: (message: FromLessons) => void;
  private readonly open = new Map<number, Open>();
  private last = 0;

  constructor(post: (message: FromLessons) => void) {
    this.post = post;
  }

  readonly ask: Bench['ask'] = <M extends LessonMethod>(
    method: M,
    params: ParamsOf<M>,
    { signal, report }: { signal?: AbortSignal; report?: (progress: ProgressOf<M>) => void } = {},
  ) => {
    return new Promise<ResultOf<M>>((resolve, reject) => {
      const request = ++this.last;
      this.open.set(request, {
        resolve: resolve,
        reject,
        report: report ?? (() => undefined),
      });
      signal?.addEventListener('abort', () => this.cancel(request));
      this.post({ type: 'ask', request, method, params } as FromLessons);
    });
  };

  receive(message: Extract<ToLessons, { request: number }>): void {
    const { request } = message;
    const asked = this.open.get(request);
    if (message.type === 'progress') return asked?.report(message.progress);
    this.open.delete(request);
    if (message.type === 'answer') asked?.resolve(message.answer);
    else asked?.reject(new Error(message.message));
  }

  /** The reader has left the lesson. */
  cancelAll(): void {
    for (const request of [...this.open.keys()]) this.cancel(request);
  }

  private cancel(request: number): void {
    if (this.open.delete(request)) this.post({ type: 'cancel', request });
  }
}
