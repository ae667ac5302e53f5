import * as l10n from '@vscode/l10n';
import type { MetadataValue, Neighbour } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { Fold } from './fold.ts';
import { wordLine } from '../wordLine.ts';

export interface DetailActions {
  /** A neighbour is pointed at, or none any more (−1). */
  point(row: number): void;
  choose(row: number): void;
  pin(): void;
  /** Shows where the word stands in the files of the workspace. */
  occurrences(): void;
  close(): void;
}

/** The panel of the selected word: its nearest neighbours in the original space, with their cosines. */
export class Details {
  readonly root = element('section', { className: 'details', hidden: true });
  private readonly actions: DetailActions;
  /** Takes the focus when the list in which it stood is replaced. */
  private readonly word = element('h2', { tabIndex: -1 });
  private readonly pin = element('button', {
    title: l10n.t('Hovers in text editors compare with the pinned word'),
  });
  private readonly waiting = element('p', {
    className: 'waiting',
    textContent: l10n.t('Looking for its neighbours…'),
  });
  private readonly note = element('p', { className: 'absent' });
  private readonly metadata = element('dl', { hidden: true });
  private readonly list = element('ol');
  private readonly body = element('div');
  private readonly fold = new Fold(l10n.t('Fold or unfold what is known of the word'), this.body);

  constructor(actions: DetailActions) {
    this.actions = actions;
    this.root.setAttribute('aria-label', l10n.t('Selected word'));
    this.list.setAttribute('aria-label', l10n.t('Nearest neighbours by cosine similarity'));
    this.pin.addEventListener('click', () => actions.pin());
    const heading = element('h3', { textContent: l10n.t('Nearest by cosine similarity') });
    const find = element('button', { className: 'link', textContent: l10n.t('Find in the Workspace') });
    find.addEventListener('click', () => actions.occurrences());
    this.body.append(this.note, this.metadata, heading, this.waiting, this.list, find);
    this.root.append(
      element('header', {}, this.word, this.pin, this.fold.button, this.closeButton()),
      this.body,
    );
    this.setPinned(false);
  }

  /**
   * Shows a word whose neighbours are still being looked for.
   *
   * @param note on why it does not lie where others do; '' for none
   */
  show(word: string, note: string, canBePinned: boolean): void {
    const hadFocus = this.list.contains(document.activeElement);
    this.root.hidden = false;
    this.root.setAttribute('aria-busy', 'true');
    this.word.textContent = word;
    this.word.title = word;
    this.note.textContent = note;
    this.note.hidden = note === '';
    this.pin.hidden = !canBePinned;
    if (hadFocus) this.word.focus();
  }

  showMore(neighbours: readonly Neighbour[], metadata: readonly MetadataValue[]): void {
    this.root.removeAttribute('aria-busy');
    this.metadata.replaceChildren(...metadata.flatMap(metadataLine));
    this.metadata.hidden = metadata.length === 0;
    this.list.replaceChildren(...neighbours.map((neighbour) => this.item(neighbour)));
  }

  setPinned(isPinned: boolean): void {
    this.pin.textContent = isPinned ? l10n.t('Pinned') : l10n.t('Pin');
    this.pin.setAttribute('aria-pressed', String(isPinned));
  }

  /** @returns whether the focus was inside and has nowhere to be now */
  hide(): boolean {
    const hadFocus = this.root.contains(document.activeElement);
    this.root.hidden = true;
    this.list.replaceChildren();
    return hadFocus;
  }

  private closeButton(): HTMLElement {
    const label = l10n.t('Let go of the selected word (Escape)');
    return iconButton('close', label, () => this.actions.close());
  }

  private item({ row, word, cosine }: Neighbour): HTMLLIElement {
    const button = wordLine(word, cosine, cosine);
    button.addEventListener('click', () => this.actions.choose(row));
    for (const event of ['pointerenter', 'focus'])
      button.addEventListener(event, () => this.actions.point(row));
    for (const event of ['pointerleave', 'blur'])
      button.addEventListener(event, () => this.actions.point(-1));
    return element('li', {}, button);
  }
}

function metadataLine({ name, value }: MetadataValue): HTMLElement[] {
  const text = typeof value === 'number' ? value.toLocaleString() : value;
  return [element('dt', { textContent: name }), element('dd', { textContent: text, title: text })];
}
