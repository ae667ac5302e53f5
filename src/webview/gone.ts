import * as l10n from '@vscode/l10n';
import type { PanelGone } from '../protocol/panel.ts';
import { element } from './dom.ts';

/** Stands in the place of a page that cannot be: one sentence, and a way to try again. */
export class Gone {
  readonly root: HTMLElement;
  private readonly button = element('button');
  private readonly sentence = element('p', { attributes: { role: 'alert' } });

  constructor(retry: () => void) {
    this.button.addEventListener('click', retry);
    this.root = element('div', { className: 'gone', hidden: true }, this.sentence, this.button);
  }

  show(sentence: string, remedy?: PanelGone['remedy']): void {
    this.sentence.textContent = sentence;
    this.button.textContent = remedy === 'open' ? l10n.t('Open Again') : l10n.t('Try Again');
    this.button.hidden = remedy === 'none';
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
