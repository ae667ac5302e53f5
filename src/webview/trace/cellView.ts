import * as l10n from '@vscode/l10n';
import type { Trace, TraceCell } from '../../protocol/engine.ts';
import { element, format } from '../dom.ts';
import { strip } from '../strip.ts';
import { notInTheSet, quoted } from './describe.ts';
import { biasHh, biasIh, elmanFormula, entryOf, h, math, symbol, weightHh, weightIh, x } from './symbols.ts';
import { termsList, type Terms } from './terms.ts';

/** x_t is drawn as vectors are everywhere, from −2 to 2; tanh gives −1 to 1. */
const INPUT_RANGE = 2;
const STATE_RANGE = 1;

/** The formula of the network and, for a selected cell, its numbers line by line, as one adds on paper. */
export class CellView {
  readonly root = element('section', { className: 'cell', tabIndex: 0 });
  /** Which folded parts are open: they stay so from cell to cell. */
  private readonly open = { input: false, hidden: false, symbols: false };

  constructor() {
    this.root.setAttribute('aria-label', l10n.t('Formula'));
  }

  /** Before a cell is selected. */
  explain(trace: Trace, seed: number): void {
    const how = l10n.t(
      'Select a cell to see its numbers: click it, or go there with the arrow keys and press Enter.',
    );
    this.root.replaceChildren(elmanFormula(), element('p', {}, how), meaningOfSymbols(trace, seed));
  }

  /** All numbers of a cell. */
  show(trace: Trace, seed: number, cell: TraceCell): void {
    const token = trace.tokens[cell.step];
    const t = cell.step + 1;
    const unit = cell.unit + 1;
    const symbols = element('summary', {}, l10n.t('What the symbols mean'));
    this.root.replaceChildren(
      element('h2', {}, `${quoted(token)} · t = ${t} · ${l10n.t('unit {0}', unit)}`),
      elmanFormula(),
      substituted(cell),
      this.ledger(cell, token.row < 0),
      element(
        'p',
        { className: 'note' },
        l10n.t('Rounded to four decimals. Tokens, units and terms count from 1.'),
      ),
      this.foldable('symbols', element('details', {}, symbols, meaningOfSymbols(trace, seed))),
    );
  }

  private ledger(cell: TraceCell, isUnknown: boolean): HTMLElement {
    const t = cell.step + 1;
    const row = `[${cell.unit + 1}]`;
    const input = inputTerms(cell);
    const hidden = hiddenTerms(cell);
    const inputNotes = isUnknown ? [note(hatched(), `${notInTheSet()}:`, math(x(t), ' = 0'))] : [];
    const hiddenNotes = t === 1 ? [note(l10n.t('before the first token:'), math(h(0), ' = 0'))] : [];
    const lines = [
      line('', product(math('(', weightIh(), ' ', x(t), ')', row), input), cell.inputTerm),
      beneath(...inputNotes, ...strips(input), this.foldable('input', termsList(input))),
      line('+', math(biasIh(), row), cell.biasIh),
      line('+', product(math('(', weightHh(), ' ', h(t - 1), ')', row), hidden), cell.hiddenTerm),
      beneath(...hiddenNotes, ...strips(hidden), this.foldable('hidden', termsList(hidden))),
      line('+', math(biasHh(), row), cell.biasHh),
    ];
    const results = [
      line('=', l10n.t('sum'), cell.sum),
      line('', math(h(t), `${row} = tanh(${format(cell.sum)})`), cell.value),
    ];
    const parts = [element('tbody', {}, ...lines), element('tfoot', {}, ...results)];
    return element('table', { className: 'ledger' }, ...parts);
  }

  private foldable(name: keyof typeof this.open, details: HTMLDetailsElement): HTMLDetailsElement {
    details.open = this.open[name];
    details.addEventListener('toggle', () => (this.open[name] = details.open));
    return details;
  }
}

function inputTerms({ step, unit, weightIh: weights, x: vector, inputTerm }: TraceCell): Terms {
  return {
    index: 'j',
    weights: {
      numbers: weights,
      symbol: () => entryOf(weightIh(), `${unit + 1}, `, 'j'),
      name: `W_ih[${unit + 1}]`,
    },
    vector: { numbers: vector, symbol: () => entryOf(x(step + 1), '', 'j'), name: `x_${step + 1}` },
    vectorRange: INPUT_RANGE,
    sum: inputTerm,
  };
}

function hiddenTerms({ step, unit, weightHh: weights, previous, hiddenTerm }: TraceCell): Terms {
  return {
    index: 'k',
    weights: {
      numbers: weights,
      symbol: () => entryOf(weightHh(), `${unit + 1}, `, 'k'),
      name: `W_hh[${unit + 1}]`,
    },
    vector: { numbers: previous, symbol: () => entryOf(h(step), '', 'k'), name: `h_${step}` },
    vectorRange: STATE_RANGE,
    sum: hiddenTerm,
  };
}

/** (W v)[unit] = Σ_j W[unit, j] · v[j] */
function product(name: Node, { index, weights, vector }: Terms): HTMLElement {
  return element(
    'span',
    {},
    name,
    ' = ',
    math(symbol('Σ', index), ' ', weights.symbol(), ' · ', vector.symbol()),
  );
}

function strips({ weights, vector, vectorRange }: Terms): HTMLElement[] {
  const products = weights.numbers.map((weight, i) => weight * vector.numbers[i]);
  const label = l10n.t('product');
  return [
    part(vector.symbol(), strip(vector.numbers, vectorRange, vector.name), vectorRange),
    scaledPart(weights.symbol(), weights.numbers, weights.name),
    scaledPart(label, products, label),
  ];
}

function meaningOfSymbols({ dims, hiddenSize }: Trace, seed: number): HTMLElement {
  const meaning = (symbols: (Node | string)[], text: string) => [
    element('dt', {}, math(...symbols)),
    element('dd', {}, text),
  ];
  const random = l10n.t('random, from the seed {0}', seed);
  return element(
    'dl',
    {},
    ...meaning([x('t')], l10n.t('the vector of token t: {0} numbers', dims)),
    ...meaning([h('t')], l10n.t('the hidden state after token t: {0} numbers from −1 to 1', hiddenSize)),
    ...meaning([h(0)], l10n.t('the state before the first token: zeros')),
    ...meaning([weightIh()], l10n.t('weights, {0} × {1}: {2}', hiddenSize, dims, random)),
    ...meaning([weightHh()], l10n.t('weights, {0} × {1}: {2}', hiddenSize, hiddenSize, random)),
    ...meaning([biasIh(), ', ', biasHh()], l10n.t('biases, {0} numbers each: {1}', hiddenSize, random)),
  );
}

/** The same for a screen reader, in one sentence. */
export function speakFormula({ inputTerm, biasIh, hiddenTerm, biasHh, sum, value }: TraceCell): string {
  const [input, ih, hidden, hh, total, result] = [inputTerm, biasIh, hiddenTerm, biasHh, sum, value].map(
    (n) => format(n),
  );
  return l10n.t(
    'From the input {0}, bias {1}, from the state before {2}, bias {3}, sum {4}, tanh {5}',
    input,
    ih,
    hidden,
    hh,
    total,
    result,
  );
}

/** The formula once more, with the numbers in the places of its terms. */
function substituted({
  step,
  unit,
  inputTerm,
  biasIh,
  hiddenTerm,
  biasHh,
  sum,
  value,
}: TraceCell): HTMLElement {
  const added = (term: number) => `${term < 0 ? '−' : '+'} ${format(Math.abs(term))}`;
  return element(
    'p',
    { className: 'formula' },
    math(h(step + 1), `[${unit + 1}] = tanh(${format(inputTerm)}`),
    ...[biasIh, hiddenTerm].flatMap((term) => [' ', math(added(term))]),
    ' ',
    math(`${added(biasHh)})`),
    ' ',
    math(`= tanh(${format(sum)})`),
    ' ',
    element('strong', {}, math(`= ${format(value)}`)),
  );
}

function line(sign: string, term: Node | string, value: number): HTMLElement {
  return element(
    'tr',
    {},
    element('td', { className: 'sign' }, sign),
    element('th', { scope: 'row' }, term),
    element('td', { className: 'number' }, format(value)),
  );
}

/** Why a vector is zero. */
function note(...parts: (Node | string)[]): HTMLElement {
  return element('p', { className: 'zero' }, ...parts);
}

/** The mark that unknown tokens have in the grid. */
function hatched(): HTMLElement {
  return element('span', { className: 'mark hatched' });
}

/** What a line of the ledger is made of. */
function beneath(...parts: Node[]): HTMLElement {
  return element('tr', {}, element('td'), element('td', { className: 'parts', colSpan: 2 }, ...parts));
}

/** A vector with its name, and the numbers at which its colours are full. */
function part(name: Node | string, vector: HTMLElement, range: number): HTMLElement {
  const limit = `±${Number(range.toPrecision(2))}`;
  return element(
    'div',
    { className: 'part' },
    element('span', { className: 'name' }, name),
    vector,
    element('span', { className: 'range', title: l10n.t('The colours are full at {0}.', limit) }, limit),
  );
}

/** A vector whose largest number has the full colour. */
function scaledPart(name: Node | string, vector: Float32Array, spoken: string): HTMLElement {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const range = largest > 0 ? largest : 1;
  return part(name, strip(vector, range, spoken), range);
}
