import * as l10n from '@vscode/l10n';
import { divergingColour, inkOn, COLOUR_RANGE } from '../common/colours.ts';
import type { SteppedRow, TrainingWindow } from '../protocol/watch.ts';
import { format } from '../common/numbers.ts';
import { element } from './dom.ts';
import { strip } from './strip.ts';

/** One window of the text: its pairs with their dot products, and what a step does to the rows of both tables. */
export class WindowView {
  readonly root = element('section', { className: 'window' });
  private readonly ask: (number: number) => void;
  private readonly body = element('div');
  private readonly place = element('span', { className: 'place' });
  private readonly buttons: HTMLElement;
  private number = 0;

  /** @param ask wants another window of the text, by its number */
  constructor(ask: (number: number) => void) {
    this.ask = ask;
    const title = element('h2', { id: 'window' }, l10n.t('One step'));
    this.root.setAttribute('aria-labelledby', title.id);
    const button = (label: string, by: number) => {
      const made = element('button', { textContent: label });
      made.addEventListener('click', () => this.ask(this.number + by));
      return made;
    };
    this.buttons = element(
      'div',
      { className: 'buttons' },
      button(l10n.t('Previous'), -1),
      this.place,
      button(l10n.t('Next window'), 1),
      button(l10n.t('Look again'), 0),
    );
    this.root.append(element('div', { className: 'title' }, title, this.buttons), this.body);
  }

  /** @param window null where the training draws no negative samples */
  show(window: TrainingWindow | null): void {
    this.buttons.hidden = window === null;
    if (!window) {
      const sentence = l10n.t(
        'NNLM predicts by a softmax over the words, and has no pairs with negative samples.',
      );
      this.body.replaceChildren(element('p', { className: 'hint' }, sentence));
      return;
    }
    this.number = window.number;
    this.place.textContent = l10n.t(
      '{0} of {1}',
      (window.number + 1).toLocaleString(),
      window.windows.toLocaleString(),
    );
    this.body.replaceChildren(...windowParts(window));
  }
}

/** One step, whichever window of the text it is for. */
type Step = Omit<TrainingWindow, 'number' | 'windows'>;

/** A step in a sentence, its dot products, and what it does to the rows of both tables. */
export function windowParts(step: Step): HTMLElement[] {
  return [hint(sentenceFor(step)), hint(legend()), products(step), ...tables(step)];
}

/** What a screen reader says of a window. */
export function sentenceFor({ inputs, targets, lossBefore, lossAfter }: Step): string {
  const [centre, ...negatives] = targets.map(({ word }) => word);
  const around = inputs.map(({ word }) => word).join(', ');
  return l10n.t(
    'Around {0}: {1}. Drawn by chance: {2}. The step takes the loss from {3} to {4}.',
    ...[centre, around, negatives.join(', '), lossBefore.toFixed(4), lossAfter.toFixed(4)],
  );
}

function hint(sentence: string): HTMLElement {
  return element('p', { className: 'hint' }, sentence);
}

function legend(): string {
  return l10n.t(
    'Dot products before the step: that of the pair with + shall be high, those with − low. Blue −{0}, white 0, red {0}.',
    COLOUR_RANGE,
  );
}

/** The dot products: words around across to the true word and those drawn by chance. */
function products({ inputs, targets, products: values }: Step): HTMLElement {
  const count = targets.length;
  const isMean = values.length === count && inputs.length > 1;
  const heads = targets.map(({ word }, i) =>
    element(
      'th',
      { scope: 'col', className: i === 0 ? 'positive' : 'negative', title: word },
      `${i === 0 ? '+' : '−'} ${word}`,
    ),
  );
  const names = isMean ? [l10n.t('mean of {0} words', inputs.length)] : inputs.map(({ word }) => word);
  const rows = names.map((name, row) => {
    const cells = targets.map((_, column) => {
      const value = values[row * count + column];
      const colour = divergingColour(value);
      const cell = element('td', {}, format(value, 3));
      cell.style.background = `rgb(${colour.join(',')})`;
      cell.style.color = inkOn(colour);
      return cell;
    });
    return element('tr', {}, element('th', { scope: 'row', title: name }, name), ...cells);
  });
  const head = element('tr', {}, element('td', {}), ...heads);
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
  const attributes = { role: 'group', 'aria-label': l10n.t('Dot products') };
  return element('div', { className: 'products', tabIndex: 0, attributes }, table);
}

function tables(window: Step): HTMLElement[] {
  const all = [...window.inputs, ...window.targets];
  const range = largest(all.map(({ before }) => before));
  const changeRange = largest(all.map(changeOf));
  const scales = l10n.t(
    'Each row before the step, behind it, and its change. Full colour at ±{0}; of the changes at ±{1}.',
    ...[range, changeRange].map((value) => String(Number(value.toPrecision(2)))),
  );
  const rows = (title: string, stepped: readonly SteppedRow[]) =>
    element(
      'div',
      { className: 'table' },
      element('h3', {}, title),
      ...stepped.map((row) => steppedRow(row, range, changeRange)),
    );
  return [
    hint(scales),
    rows(l10n.t('Embedding table: the words around'), window.inputs),
    rows(l10n.t('Context table: the word in the middle, and those drawn by chance'), window.targets),
  ];
}

function steppedRow(row: SteppedRow, range: number, changeRange: number): HTMLElement {
  const { word, before, after } = row;
  return element(
    'div',
    { className: 'row' },
    element('span', { className: 'word', title: word }, word),
    strip(before, range, l10n.t('{0} before', word)),
    strip(after, range, l10n.t('{0} behind', word)),
    strip(changeOf(row), changeRange, l10n.t('change of {0}', word)),
  );
}

function changeOf({ before, after }: SteppedRow): Float32Array {
  return after.map((value, i) => value - before[i]);
}

/** Of all numbers, without their signs; never 0, as it is divided by. */
function largest(vectors: readonly Float32Array[]): number {
  let most = 0;
  for (const vector of vectors) for (const value of vector) most = Math.max(most, Math.abs(value));
  return most || 1;
}
