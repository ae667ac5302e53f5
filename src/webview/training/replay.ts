import * as l10n from '@vscode/l10n';
import type { TrainingFrame } from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { prefersReducedMotion } from '../theme.ts';

/** Milliseconds a frame, when it plays. */
const FRAME_MS = 180;

/** A slider over the frames that were kept: how the map came to be. */
export class Replay {
  readonly root: HTMLElement;
  private readonly look: (frame: TrainingFrame) => void;
  private readonly slider = element('input', { type: 'range', min: '0', step: '1' });
  private readonly label = element('output', { className: 'place' });
  private readonly play = element('button', { textContent: l10n.t('Play') });
  private frames: readonly TrainingFrame[] = [];
  private playing = 0;

  /** @param look shows a frame */
  constructor(look: (frame: TrainingFrame) => void) {
    this.look = look;
    this.slider.setAttribute('aria-label', l10n.t('How the map came to be'));
    this.slider.addEventListener('input', () => {
      this.stop();
      this.showFrame();
    });
    this.play.addEventListener('click', () => (this.playing ? this.stop() : this.begin()));
    this.root = element('div', { className: 'replay', hidden: true }, this.play, this.slider, this.label);
  }

  /** From now on over these; at the last of them. */
  setFrames(frames: readonly TrainingFrame[]): void {
    this.stop();
    this.frames = frames;
    this.root.hidden = frames.length < 2;
    this.slider.max = String(frames.length - 1);
    this.slider.value = this.slider.max;
    this.name();
  }

  hide(): void {
    this.stop();
    this.root.hidden = true;
  }

  private begin(): void {
    if (this.slider.value === this.slider.max) this.slider.value = '0';
    this.play.textContent = l10n.t('Stop');
    this.showFrame();
    // Who wants no movement gets no slower one, but bigger steps less often.
    const pause = prefersReducedMotion() ? 5 * FRAME_MS : FRAME_MS;
    this.playing = window.setInterval(() => this.next(), pause);
  }

  private next(): void {
    const step = prefersReducedMotion() ? Math.ceil(this.frames.length / 8) : 1;
    this.slider.value = String(Number(this.slider.value) + step);
    this.showFrame();
    if (this.slider.value === this.slider.max) this.stop();
  }

  private stop(): void {
    clearInterval(this.playing);
    this.playing = 0;
    this.play.textContent = l10n.t('Play');
  }

  private showFrame(): void {
    this.name();
    const frame = this.frames[Number(this.slider.value)];
    if (frame) this.look(frame);
  }

  private name(): void {
    const frame = this.frames[Number(this.slider.value)];
    if (!frame) return;
    const text = l10n.t('{0} % done', (100 * frame.fraction).toFixed(0));
    this.label.textContent = text;
    this.slider.setAttribute('aria-valuetext', text);
  }
}
