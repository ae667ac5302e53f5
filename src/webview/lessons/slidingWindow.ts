import * as l10n from '@vscode/l10n';
import { WINDOW } from '../../common/smallTraining.ts';
import type { LessonWindow, WindowParams } from '../../protocol/trainingLessons.ts';
import { element } from '../dom.ts';
import { windowParts } from '../windowView.ts';
import { slider } from './fields.ts';
import type { Bench } from './lesson.ts';
import { Live } from './live.ts';

export type WindowPlace = Omit<WindowParams, 'algorithm'>;

/** The window that slides over a sentence, and what one step for it does. */
export class SlidingWindow {
  readonly root: HTMLElement;
  private readonly keep: (place: WindowPlace) => void;
  private readonly sentence = element('p', { className: 'sliding', attributes: { 'aria-live': 'polite' } });
  private readonly step = element('div', { className: 'window' });
  private readonly live: Live<'lessons/window'>;
  private readonly middle: ReturnType<typeof slider>;
  private algorithm: WindowParams['algorithm'] = 'skip-gram';
  private place: WindowPlace;
  private length = 0;
  private sentences = 1;

  constructor(bench: Bench, place: WindowPlace, keep: (place: WindowPlace) => void) {
    this.place = place;
    this.keep = keep;
    this.live = new Live(bench, 'lessons/window', (answer) => this.draw(answer));
    this.middle = slider(
      l10n.t('Word in the middle'),
      { min: 0, max: 0, step: 1 },
      (at) => String(at + 1),
      (middle) => this.change({ middle }),
    );
    const reach = slider(l10n.t('Words on either side'), { min: 1, max: WINDOW, step: 1 }, String, (value) =>
      this.change({ reach: value }),
    );
    reach.value = place.reach;
    const rate = slider(l10n.t('Learning rate'), { min: 0, max: 2, step: 0.05 }, String, (value) =>
      this.change({ rate: value }),
    );
    rate.value = place.rate;
    const next = element('button', {}, l10n.t('Next Sentence'));
    next.addEventListener('click', () =>
      this.change({ sentence: (this.place.sentence + 1) % this.sentences, middle: 0 }),
    );
    const controls = [this.middle.root, reach.root, rate.root, next];
    this.root = element(
      'div',
      {},
      element('div', { className: 'controls' }, ...controls),
      this.live.fault,
      this.sentence,
      this.step,
    );
  }

  /** By that algorithm, on its tables as they are now. */
  show(algorithm: WindowParams['algorithm']): void {
    this.algorithm = algorithm;
    this.live.ask({ algorithm, ...this.place });
  }

  private change(changed: Partial<WindowPlace>): void {
    this.place = { ...this.place, ...changed };
    this.keep(this.place);
    this.show(this.algorithm);
  }

  private draw({ tokens, middle, around, sentences, isTrained, step }: LessonWindow): void {
    this.sentences = sentences;
    if (this.length !== tokens.length) this.middle.limit(tokens.length - 1);
    this.length = tokens.length;
    this.middle.value = middle;
    const words = tokens.flatMap((token, place) => {
      const kind = place === middle ? 'middle' : around.includes(place) ? 'around' : 'outside';
      return [element(place === middle ? 'strong' : 'span', { className: kind }, token), ' '];
    });
    this.sentence.replaceChildren(...words);
    const state = isTrained
      ? l10n.t('The tables are trained.')
      : l10n.t('The tables are as they begin: one random, the other zeros, so that every dot product is 0.');
    this.step.replaceChildren(element('p', { className: 'note' }, state), ...windowParts(step));
  }
}
