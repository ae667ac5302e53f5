import * as l10n from '@vscode/l10n';
import { element } from './dom.ts';
import { icon, iconButton } from './icons.ts';

/** How long a step is looked at. */
const STEP_MS = 900;

export interface PlayerActions {
  /** Go to a step; while it plays, later ones have not happened yet. */
  go(step: number, isPlaying: boolean): void;
  /** It plays no more: all steps have happened. */
  end(): void;
}

/** Plays steps one by one, such as those of a network that reads a text. */
export class Player {
  readonly root: HTMLElement;
  private readonly actions: PlayerActions;
  private readonly toggle: HTMLButtonElement;
  private readonly count = element('span', { className: 'count', attributes: { 'aria-hidden': 'true' } });
  private steps = 0;
  private step = 0;
  private isReverse = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(actions: PlayerActions) {
    this.actions = actions;
    const back = iconButton('previous', l10n.t('Previous step'), () => this.move(-1));
    this.toggle = iconButton('play', '', () => this.press());
    const next = iconButton('next', l10n.t('Next step'), () => this.move(1));
    this.root = element(
      'div',
      { className: 'player', attributes: { role: 'group', 'aria-label': l10n.t('Step by step') } },
      back,
      this.toggle,
      next,
      this.count,
    );
    this.draw();
  }

  /** @param isReverse whether the steps are made from the last token to the first */
  show(steps: number, step: number, isReverse: boolean): void {
    this.steps = steps;
    this.isReverse = isReverse;
    this.stop();
    this.at(step);
  }

  at(step: number): void {
    this.step = step;
    this.count.textContent = `${step + 1} / ${this.steps}`;
  }

  /** Plays or pauses. */
  press(): void {
    if (this.timer) return this.stop();
    const [first, last] = this.ends();
    this.at(this.step === last ? first : this.step);
    this.actions.go(this.step, true);
    this.timer = setInterval(() => this.playOn(), STEP_MS);
    this.draw();
  }

  /** Pauses, and goes a step on or back. */
  move(by: number): void {
    this.stop();
    const step = this.step + by;
    if (step >= 0 && step < this.steps) this.actions.go(step, false);
  }

  /** Plays no more, without a word to anybody: what it plays has gone. */
  halt(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private playOn(): void {
    const [, last] = this.ends();
    if (this.step === last) return this.stop();
    this.actions.go(this.step + (this.isReverse ? -1 : 1), true);
  }

  private ends(): [first: number, last: number] {
    return this.isReverse ? [this.steps - 1, 0] : [0, this.steps - 1];
  }

  private stop(): void {
    if (!this.timer) return;
    this.halt();
    this.draw();
    this.actions.end();
  }

  private draw(): void {
    const name = this.timer ? l10n.t('Pause') : l10n.t('Play the steps');
    this.toggle.replaceChildren(icon(this.timer ? 'pause' : 'play'));
    this.toggle.title = name;
    this.toggle.setAttribute('aria-label', name);
  }
}
