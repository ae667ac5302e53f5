import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import type { MatrixParams, MatrixSettings } from '../../protocol/matrix.ts';
import type { Pooling } from '../../protocol/queries.ts';
import { element } from '../dom.ts';

/** What all texts have in common can be told from three on. */
const FEWEST_WITHOUT_COMMON = 3;

export interface HeaderActions {
  change(settings: MatrixSettings): void;
  sort(isSorted: boolean): void;
}

/** Says what is compared, and lets it be compared and ordered in another way. */
export class Header {
  readonly root: HTMLElement;
  private readonly name = element('h1');
  private readonly summary = element('p', { className: 'summary' });
  private readonly pooling = choice<Pooling>([
    ['mean', l10n.t('mean of the words')],
    ['sif', l10n.t('mean weighted by rarity (SIF)')],
  ]);
  private readonly withoutCommon = element('input', { type: 'checkbox' });
  private readonly order = choice<'given' | 'similar'>([
    ['given', l10n.t('as given')],
    ['similar', l10n.t('by similarity')],
  ]);
  private readonly explanation = element('p', { className: 'summary', id: 'explanation' });

  /** @param exports the buttons that export */
  constructor(actions: HeaderActions, exports: HTMLElement) {
    const common = l10n.t('take out what all texts have in common');
    const fields = element(
      'div',
      { className: 'fields' },
      element('label', {}, l10n.t('A text is the'), this.pooling),
      element('label', {}, this.withoutCommon, common),
      element('label', {}, l10n.t('Order'), this.order),
      exports,
    );
    for (const input of [this.pooling, this.withoutCommon]) {
      input.setAttribute('aria-describedby', this.explanation.id);
      input.addEventListener('change', () => actions.change(this.settings));
    }
    this.order.addEventListener('change', () => actions.sort(this.order.value === 'similar'));
    this.root = element('header', { className: 'head' }, this.name, this.summary, fields, this.explanation);
  }

  show(setName: string, { source, texts, found, pooling, withoutCommon }: MatrixParams): void {
    this.name.textContent = this.name.title = source;
    const count = l10n.t('{0} texts', texts.length);
    const rest = l10n.t('the first {0} of {1} texts', texts.length, found.toLocaleString());
    this.summary.textContent = `${texts.length === found ? count : rest} · ${setName}`;
    this.pooling.value = pooling;
    this.withoutCommon.checked = withoutCommon;
    this.withoutCommon.disabled = texts.length < FEWEST_WITHOUT_COMMON;
    this.explanation.textContent = explanationOf({ pooling, withoutCommon }, this.withoutCommon.disabled);
  }

  /** What is compared and how, for a picture that stands alone. */
  get lines(): string[] {
    const how = [this.pooling.selectedOptions[0].text];
    if (this.withoutCommon.checked) how.push(l10n.t('without what all texts have in common'));
    return [this.name.textContent, this.summary.textContent, how.join(' · ')];
  }

  setSorted(isSorted: boolean): void {
    this.order.value = isSorted ? 'similar' : 'given';
  }

  private get settings(): MatrixSettings {
    return { pooling: this.pooling.value as Pooling, withoutCommon: this.withoutCommon.checked };
  }
}

function choice<Value extends string>(options: [Value, string][]): HTMLSelectElement {
  return element(
    'select',
    {},
    ...options.map(([value, textContent]) => element('option', { value, textContent })),
  );
}

function explanationOf({ pooling, withoutCommon }: MatrixSettings, areTooFew: boolean): string {
  const how =
    pooling === 'mean'
      ? l10n.t('Every word of a text counts the same.')
      : l10n.t('Words that are frequent in the language count little, rare ones much (Arora et al. 2017).');
  const common = l10n.t(
    'The direction in which all texts point is removed from each, so that what is left tells them apart.',
  );
  const few = l10n.t('What texts have in common can be taken out from three texts on.');
  return joinSentences(how, areTooFew ? few : withoutCommon ? common : '');
}
