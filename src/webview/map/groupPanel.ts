import * as l10n from '@vscode/l10n';
import { nameColour, NAME_COLOURS } from '../../common/palettes.ts';
import { element, replaceItems } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { readTheme } from '../theme.ts';
import type { ToolPanel } from './drawer.ts';
import type { Group, PickMode, Picks } from './picks.ts';

export interface GroupActions {
  setMode(mode: PickMode): void;
  invert(): void;
  /** Marks a group's words in the text editors, or none any more. */
  mark(group: Group | undefined): void;
  /** Lays the picked words out on their own. */
  layOut(): void;
}

const MODES: readonly PickMode[] = ['replace', 'add', 'subtract'];

/** What is picked, what can be done with it, and the groups that were made of it. */
export class GroupPanel implements ToolPanel {
  readonly name = 'groups';
  readonly title = l10n.t('Selection and Groups');
  readonly root = element('div', { className: 'groups' });
  private readonly picks: Picks;
  private readonly actions: GroupActions;
  private readonly count = element('p', { className: 'count-line' });
  private readonly modes: HTMLButtonElement[];
  private readonly invert = element('button', { textContent: l10n.t('Invert') });
  private readonly clear = element('button', { textContent: l10n.t('Select None') });
  private readonly alone = element('button', { textContent: l10n.t('Lay Out on Its Own') });
  private readonly newName = element('input', { type: 'text', placeholder: l10n.t('Name of a new group') });
  private readonly make = element('button', { textContent: l10n.t('Make Group') });
  private readonly list = element('ul');
  private marked: Group | undefined;

  constructor(picks: Picks, actions: GroupActions) {
    this.picks = picks;
    this.actions = actions;
    this.modes = MODES.map((mode) => this.modeButton(mode));
    this.newName.setAttribute('aria-label', this.newName.placeholder);
    this.list.setAttribute('aria-label', l10n.t('Groups'));
    this.invert.addEventListener('click', () => actions.invert());
    this.clear.addEventListener('click', () => picks.pick(new Int32Array(0), 'replace'));
    this.alone.addEventListener('click', () => actions.layOut());
    const form = element('form', { className: 'line' }, this.newName, this.make);
    form.addEventListener('submit', (event) => this.makeGroup(event));
    const hint = l10n.t(
      'Draw around words with the rectangle or the lasso; Shift adds, Alt subtracts. By keys: arrows move the cross, Space sets a corner, Enter selects.',
    );
    const group = { role: 'group', 'aria-label': l10n.t('What a new selection does') };
    this.root.append(
      element('p', { className: 'hint', textContent: hint }),
      element('div', { className: 'line modes', attributes: group }, ...this.modes),
      this.count,
      element('div', { className: 'line' }, this.invert, this.clear, this.alone),
      form,
      this.list,
    );
    this.setMode('replace');
    this.update();
  }

  setMode(mode: PickMode): void {
    this.modes.forEach((button, i) => button.setAttribute('aria-pressed', String(MODES[i] === mode)));
  }

  /** What is picked, or the groups, have changed. */
  update(): void {
    const { rows, groups } = this.picks;
    this.count.textContent = countSentence(rows.length);
    this.clear.disabled = this.make.disabled = this.newName.disabled = rows.length === 0;
    this.alone.disabled = rows.length < 3;
    if (this.marked && !groups.includes(this.marked)) this.follow(this.marked);
    replaceItems(
      this.list,
      groups.map((group) => this.item(group)),
    );
  }

  /** A group that was renamed or coloured anew stays marked in the texts, one that is gone does not. */
  private follow(before: Group): void {
    const now = this.picks.groups.find(({ rows }) => rows === before.rows);
    this.marked = now;
    this.actions.mark(now);
  }

  private modeButton(mode: PickMode): HTMLButtonElement {
    const names = { replace: l10n.t('Replace'), add: l10n.t('Add'), subtract: l10n.t('Subtract') };
    const button = element('button', { textContent: names[mode] });
    button.addEventListener('click', () => {
      this.setMode(mode);
      this.actions.setMode(mode);
    });
    return button;
  }

  private makeGroup(event: Event): void {
    event.preventDefault();
    const { groups } = this.picks;
    const used = new Set(groups.map(({ colour }) => colour));
    const free = Array.from({ length: NAME_COLOURS }, (_, i) => i).find((i) => !used.has(i));
    const name = this.newName.value.trim() || l10n.t('Group {0}', groups.length + 1);
    this.newName.value = '';
    this.picks.addGroup(name, free ?? groups.length % NAME_COLOURS);
  }

  private item(group: Group): HTMLElement {
    const { picks } = this;
    const name = element('input', { type: 'text', value: group.name, className: 'group-name' });
    name.setAttribute('aria-label', l10n.t('Name of the group {0}', group.name));
    name.addEventListener('change', () =>
      picks.changeGroup(group, { name: name.value.trim() || group.name }),
    );
    const count = element('span', { className: 'count', textContent: group.rows.length.toLocaleString() });
    const choose = element('button', { className: 'link', textContent: l10n.t('Select') });
    choose.setAttribute('aria-label', l10n.t('Select the words of {0}', group.name));
    choose.addEventListener('click', () => picks.pick(group.rows, 'replace'));
    return element(
      'li',
      {},
      this.dot(group),
      name,
      count,
      element('div', { className: 'line' }, choose, this.markButton(group), this.removeButton(group)),
    );
  }

  private dot(group: Group): HTMLElement {
    const label = l10n.t('Colour {0} of {1} of {2}: another one', group.colour + 1, NAME_COLOURS, group.name);
    const dot = element('button', { className: 'dot', title: label });
    dot.setAttribute('aria-label', label);
    dot.style.backgroundColor = nameColour(group.colour, readTheme().isDark);
    const next = (group.colour + 1) % NAME_COLOURS;
    dot.addEventListener('click', () => this.picks.changeGroup(group, { colour: next }));
    return dot;
  }

  private markButton(group: Group): HTMLElement {
    const isMarked = group === this.marked;
    const button = element('button', { className: 'link', textContent: l10n.t('Highlight in Texts') });
    if (isMarked) button.textContent = l10n.t('Highlighted: Stop');
    button.setAttribute('aria-pressed', String(isMarked));
    button.setAttribute(
      'aria-label',
      isMarked
        ? l10n.t('Highlighted: Stop ({0})', group.name)
        : l10n.t('Highlight in Texts ({0})', group.name),
    );
    button.addEventListener('click', () => {
      this.marked = isMarked ? undefined : group;
      this.actions.mark(this.marked);
      this.update();
    });
    return button;
  }

  private removeButton(group: Group): HTMLElement {
    const label = l10n.t('Delete the group {0}', group.name);
    return iconButton('close', label, () => this.picks.removeGroup(group));
  }
}

export function countSentence(count: number): string {
  if (count === 0) return l10n.t('No words are selected.');
  return count === 1
    ? l10n.t('1 word is selected.')
    : l10n.t('{0} words are selected.', count.toLocaleString());
}
