import * as l10n from '@vscode/l10n';
import { element } from './dom.ts';

/** Stands in the place of a page that cannot be: one sentence, and a way to try again. */
export class Gone {
  readonly root: HTMLElement;
  private readonly sentence = element('p', { attributes: { role: 'alert' } });

  constructor(retry: () => void) {
    const button = element('button', { textContent: l10n.t('Try Again') });
    button.addEventListener('click', retry);
    this.root = element('div', { className: 'gone', hidden: true }, this.sentence, button);
  }

  show(sentence: string): void {
    this.sentence.textContent = sentence;
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
