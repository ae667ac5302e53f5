import * as l10n from '@vscode/l10n';
import type { Neighbour } from '../../protocol/engine.ts';
import { element, format } from '../dom.ts';

export interface DetailActions {
  choose(row: number): void;
  pin(row: number): void;
  close(): void;
}

/** The panel of the selected word: its nearest neighbours in the original space, with their cosines. */
export class Details {
  readonly root = element('section', { className: 'details', hidden: true });
  private readonly actions: DetailActions;

  constructor(actions: DetailActions) {
    this.actions = actions;
    this.root.setAttribute('aria-label', l10n.t('Selected word'));
  }

  /** @param neighbours undefined while they are being looked for */
  show(row: number, word: string, neighbours: Neighbour[] | undefined, isPinned: boolean): void {
    this.root.hidden = false;
    this.root.setAttribute('aria-busy', String(neighbours === undefined));
    this.root.replaceChildren(this.header(row, word, isPinned), this.body(neighbours));
  }

  hide(): void {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  private header(row: number, word: string, isPinned: boolean): HTMLElement {
    const pin = element('button', {
      textContent: isPinned ? l10n.t('Pinned') : l10n.t('Pin'),
      title: l10n.t('Hovers in text editors compare with the pinned word'),
      attributes: { 'aria-pressed': String(isPinned) },
    });
    pin.addEventListener('click', () => this.actions.pin(row));
    const close = element('button', {
      textContent: '×',
      className: 'plain',
      title: l10n.t('Let go (Escape)'),
    });
    close.setAttribute('aria-label', l10n.t('Let go of the selected word'));
    close.addEventListener('click', () => this.actions.close());
    return element('header', {}, element('h2', { textContent: word, title: word }), pin, close);
  }

  private body(neighbours: Neighbour[] | undefined): HTMLElement {
    if (!neighbours) return element('p', { textContent: l10n.t('Looking for its neighbours…') });
    const items = neighbours.map((neighbour) => this.item(neighbour));
    const list = element(
      'ol',
      { attributes: { 'aria-label': l10n.t('Nearest neighbours by cosine similarity') } },
      ...items,
    );
    return element('div', {}, element('h3', { textContent: l10n.t('Nearest by cosine similarity') }), list);
  }

  private item({ row, word, cosine }: Neighbour): HTMLLIElement {
    const bar = element('span', { className: 'bar', attributes: { 'aria-hidden': 'true' } });
    bar.style.inlineSize = `${Math.max(0, cosine) * 100}%`;
    const button = element(
      'button',
      { className: 'neighbour' },
      bar,
      element('span', { className: 'word', textContent: word }),
      element('span', { className: 'cosine', textContent: format(cosine) }),
    );
    button.addEventListener('click', () => this.actions.choose(row));
    return element('li', {}, button);
  }
}
