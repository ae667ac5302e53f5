import type { ParamsOf, ResultOf } from '../../protocol/engine.ts';
import type { LessonMethod } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import type { Bench } from './lesson.ts';

/** A part of a lesson that the engine is asked for anew with every change: the last answer is drawn, or why there is none. */
export class Live<M extends LessonMethod> {
  /** Stands where the sentence is to be read that says why there is no answer. */
  readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private readonly bench: Bench;
  private readonly method: M;
  private readonly draw: (answer: ResultOf<M>) => void;
  private latest = new AbortController();

  constructor(bench: Bench, method: M, draw: (answer: ResultOf<M>) => void) {
    this.bench = bench;
    this.method = method;
    this.draw = draw;
  }

  /** What was asked last is not wanted any more. */
  forget(): void {
    this.latest.abort();
    this.fault.hidden = true;
  }

  ask(params: ParamsOf<M>): void {
    this.latest.abort();
    const { signal } = (this.latest = new AbortController());
    this.bench.ask(this.method, params, { signal }).then(
      (answer) => {
        this.fault.hidden = true;
        this.draw(answer);
      },
      (fault: Error) => {
        this.fault.textContent = fault.message;
        this.fault.hidden = false;
      },
    );
  }
}
