import * as l10n from '@vscode/l10n';
import type { AddedWord, NamedSet } from '../../protocol/map.ts';
import { element, replaceItems } from '../dom.ts';
import { iconButton } from '../icons.ts';
import type { ToolPanel } from './drawer.ts';

export interface AddActions {
  /** @param set whose vectors they have; without it the map's */
  add(words: string[], set: NamedSet | undefined): void;
  remove(words: readonly AddedWord[]): void;
  /** Flies to one. */
  show(word: AddedWord): void;
}

/** Words that are placed into the map as it is, and what they are typed into. */
export class AddPanel implements ToolPanel {
  readonly name = 'add';
  readonly title = l10n.t('Add Words');
  readonly root = element('div', { className: 'add-words' });
  private readonly actions: AddActions;
  private readonly words = element('textarea', {
    rows: 3,
    placeholder: l10n.t('Words, between commas or lines'),
  });
  private readonly set = element('select');
  private readonly ofSet: HTMLElement;
  private readonly place = element('button', {
    className: 'primary',
    textContent: l10n.t('Place on the Map'),
  });
  private readonly report = element('div', { className: 'report', attributes: { role: 'status' } });
  private readonly list = element('ul', { attributes: { 'aria-label': l10n.t('Added words') } });
  private readonly all = element('button', { textContent: l10n.t('Remove All') });
  private others: readonly NamedSet[] = [];
  private added: readonly AddedWord[] = [];
  private isReady = false;
  private isBusy = false;

  constructor(actions: AddActions) {
    this.actions = actions;
    this.words.setAttribute('aria-label', this.words.placeholder);
    this.words.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.words.addEventListener('input', () => this.enable());
    this.ofSet = element(
      'label',
      { className: 'field', hidden: true },
      element('span', { className: 'field-name', textContent: l10n.t('Vectors of') }),
      this.set,
    );
    const form = element('form', {}, this.words, this.ofSet, this.place);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.all.addEventListener('click', () => actions.remove(this.added));
    const hint = l10n.t(
      'They come among their neighbours as diamonds, and no other word moves: words that the file has and the map does not, and words outside the vocabulary where the set has vectors of subwords.',
    );
    this.root.append(
      element('p', { className: 'hint', textContent: hint }),
      form,
      this.report,
      this.list,
      this.all,
    );
    this.update([], new Map());
    this.setOthers([]);
  }

  setReady(isReady: boolean): void {
    this.isReady = isReady;
    this.isBusy &&= isReady;
    this.enable();
  }

  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    if (!isBusy) this.words.value = '';
    this.enable();
  }

  /** Other sets whose vectors have as many numbers: their words can be placed, too. */
  setOthers(sets: readonly NamedSet[]): void {
    const chosen = this.others[this.set.selectedIndex - 1] as NamedSet | undefined;
    this.others = sets;
    const names = [l10n.t('this set'), ...sets.map(({ name }) => name)];
    this.set.replaceChildren(...names.map((textContent) => element('option', { textContent })));
    this.set.selectedIndex = 1 + sets.findIndex(({ id }) => id === chosen?.id);
    this.ofSet.hidden = sets.length === 0;
  }

  setReport(sentences: readonly string[]): void {
    this.report.replaceChildren(...sentences.map((textContent) => element('p', { textContent })));
  }

  /** @param faults why words have no place, by their rows */
  update(added: readonly AddedWord[], faults: ReadonlyMap<number, string>): void {
    this.added = added;
    this.all.hidden = added.length < 2;
    replaceItems(
      this.list,
      added.map((word) => this.item(word, faults.get(word.row))),
    );
  }

  private enable(): void {
    this.place.disabled = !this.isReady || this.isBusy || this.typed.length === 0;
    this.place.title = this.isReady ? '' : l10n.t('Once the layout has settled');
  }

  private get typed(): string[] {
    const words = this.words.value.split(/[,;\n]/).map((word) => word.trim());
    return words.filter((word) => word !== '');
  }

  private submit(): void {
    if (!this.place.disabled) this.actions.add(this.typed, this.others[this.set.selectedIndex - 1]);
  }

  private item(added: AddedWord, fault: string | undefined): HTMLElement {
    const { word, set } = added;
    const go = element('button', { className: 'link', textContent: word, disabled: fault !== undefined });
    go.addEventListener('click', () => this.actions.show(added));
    const remove = iconButton('close', l10n.t('Remove {0}', word), () => this.actions.remove([added]));
    const item = element('li', {}, element('div', { className: 'line' }, go, remove));
    const note = fault ?? set?.name;
    if (note) item.append(element('span', { className: 'hint', textContent: note }));
    return item;
  }
}
