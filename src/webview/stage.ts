import * as l10n from '@vscode/l10n';
import type { PanelGone } from '../protocol/panel.ts';
import { element, root } from './dom.ts';
import { Gone } from './gone.ts';

/** A page as it stands: what it shows, or one sentence where that cannot be had; and what a screen reader says. */
export class Stage {
  private readonly body: HTMLElement;
  private readonly gone: Gone;
  /** Until the first of both: whatever is read or computed may take its time. */
  private readonly waiting = element(
    'p',
    { className: 'waiting', attributes: { role: 'status' } },
    l10n.t('Loading…'),
  );
  private readonly spoken = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite' } });

  /** @param body stays hidden until it is shown */
  constructor(body: HTMLElement, retry: () => void) {
    this.body = body;
    this.gone = new Gone(retry);
    body.hidden = true;
    root().append(this.waiting, body, this.spoken, this.gone.root);
  }

  show(): void {
    this.waiting.remove();
    this.gone.hide();
    this.body.hidden = false;
  }

  lose({ message, remedy }: PanelGone): void {
    this.waiting.remove();
    this.gone.show(message, remedy);
    this.body.hidden = true;
  }

  speak(sentence: string): void {
    this.spoken.textContent = sentence;
  }
}
