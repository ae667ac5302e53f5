import * as l10n from '@vscode/l10n';
import type { Axis } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import type { Field } from './fields.ts';
import type { Group } from './picks.ts';

/** So many words of a group give its mean. */
const MOST_WORDS = 1000;
let lists = 0;

/** The two ends of an axis: words, or the names of groups, between commas. */
export class AxisFields implements Field {
  readonly root: HTMLElement;
  private readonly list = element('datalist', { id: `groups-${lists++}` });
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private groups: readonly Group[] = [];
  private wordAt: (row: number) => string = String;

  constructor(label: string) {
    this.from = this.input(l10n.t('from'));
    this.to = this.input(l10n.t('to'));
    const legend = element('legend', { textContent: label });
    const line = element('div', { className: 'line' }, this.from, this.to);
    this.root = element('fieldset', { className: 'axis' }, legend, line, this.list);
  }

  setGroups(groups: readonly Group[], wordAt: (row: number) => string): void {
    this.groups = groups;
    this.wordAt = wordAt;
    this.list.replaceChildren(...groups.map(({ name }) => element('option', { value: name })));
  }

  /** Undefined where an end is missing. */
  get value(): Axis | undefined {
    const [from, to] = [this.from, this.to].map((input) => this.wordsOf(input.value));
    return from.length > 0 && to.length > 0 ? { from, to } : undefined;
  }

  private input(label: string): HTMLInputElement {
    const input = element('input', { type: 'text', placeholder: label, spellcheck: false });
    input.setAttribute('aria-label', label);
    input.setAttribute('list', this.list.id);
    return input;
  }

  private wordsOf(text: string): string[] {
    const parts = text.split(',').map((part) => part.trim());
    return parts.flatMap((part) => {
      const group = this.groups.find(({ name }) => name === part);
      if (group) return Array.from(group.rows.subarray(0, MOST_WORDS), this.wordAt);
      return part === '' ? [] : [part];
    });
  }
}
