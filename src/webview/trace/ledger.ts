import * as l10n from '@vscode/l10n';
import type { GateTerms, TraceCell } from '../../protocol/recurrent.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { strip } from '../strip.ts';
import { largestOf } from '../heat.ts';
import { entryOf, gateSymbols, math, symbol, x } from './symbols.ts';
import { termsList, type Terms } from './terms.ts';

/** x_t is drawn as vectors are everywhere, from −2 to 2; tanh gives −1 to 1. */
const INPUT_RANGE = 2;
const STATE_RANGE = 1;

/** Where a ledger belongs. */
export interface LedgerPlace {
  cell: TraceCell;
  /** The index of the state before: t − 1, or t + 1 in the reverse direction. */
  before: number;
  /** What W_hh meets at a gate: that state, or what the reset gate has left of it. */
  previous: (gate: string) => HTMLElement;
  /** The function that makes the gate of its sum. */
  squash: string;
  /** Why x_t, or the state before, is what it is. */
  inputNotes: HTMLElement[];
  hiddenNotes: HTMLElement[];
}

/** Makes a part foldable that stays open from cell to cell. */
export type Foldable = (name: string, details: HTMLDetailsElement) => HTMLDetailsElement;

/** The numbers of a gate line by line, as one adds on paper. */
export function ledger(gate: GateTerms, place: LedgerPlace, foldable: Foldable): HTMLElement {
  const { cell, squash, inputNotes, hiddenNotes } = place;
  const t = cell.step + 1;
  const row = `[${cell.unit + 1}]`;
  const input = inputTerms(gate, cell);
  const hidden = hiddenTerms(gate, place);
  const { weightIh, weightHh, biasIh, biasHh } = gateSymbols(gate.gate);
  const isScaled = gate.gate === 'n' && gate.factor !== 1;
  const lines = [
    line('', product(math('(', weightIh(), ' ', x(t), ')', row), input), gate.inputTerm),
    beneath(...inputNotes, ...strips(input), foldable('input', termsList(input))),
    line('+', math(biasIh(), row), gate.biasIh),
    line(
      isScaled ? '' : '+',
      product(math('(', weightHh(), ' ', place.previous(gate.gate), ')', row), hidden),
      gate.hiddenTerm,
    ),
    beneath(...hiddenNotes, ...strips(hidden), foldable('hidden', termsList(hidden))),
    line(isScaled ? '' : '+', math(biasHh(), row), gate.biasHh),
    ...(isScaled ? [scaledLine(gate, t, row)] : []),
  ];
  const results = [
    line('=', l10n.t('sum'), gate.sum),
    line('', math(symbol(gate.gate, t), `${row} = ${squash}(${format(gate.sum)})`), gate.value),
  ];
  const parts = [element('tbody', {}, ...lines), element('tfoot', {}, ...results)];
  return element('table', { className: 'ledger' }, ...parts);
}

export function line(sign: string, term: Node | string, value: number): HTMLElement {
  return element(
    'tr',
    {},
    element('td', { className: 'sign' }, sign),
    element('th', { scope: 'row' }, term),
    element('td', { className: 'number' }, format(value)),
  );
}

/** What a GRU's reset gate leaves of the state before. */
function scaledLine({ factor, hiddenTerm, biasHh }: GateTerms, t: number, row: string): HTMLElement {
  const term = math(symbol('r', t), `${row} · (${format(hiddenTerm)} + ${format(biasHh)})`);
  return line('+', term, factor * (hiddenTerm + biasHh));
}

function inputTerms({ gate, weightIh, inputTerm }: GateTerms, { step, unit, x: vector }: TraceCell): Terms {
  const { weightIh: name, nameIh } = gateSymbols(gate);
  return {
    index: 'j',
    weights: {
      numbers: weightIh,
      symbol: () => entryOf(name(), `${unit + 1}, `, 'j'),
      name: `${nameIh}[${unit + 1}]`,
    },
    vector: { numbers: vector, symbol: () => entryOf(x(step + 1), '', 'j'), name: `x_${step + 1}` },
    vectorRange: INPUT_RANGE,
    sum: inputTerm,
  };
}

function hiddenTerms(
  { gate, weightHh, previous, hiddenTerm }: GateTerms,
  { cell: { unit }, before, previous: symbolOf }: LedgerPlace,
): Terms {
  const { weightHh: name, nameHh } = gateSymbols(gate);
  return {
    index: 'k',
    weights: {
      numbers: weightHh,
      symbol: () => entryOf(name(), `${unit + 1}, `, 'k'),
      name: `${nameHh}[${unit + 1}]`,
    },
    vector: { numbers: previous, symbol: () => entryOf(symbolOf(gate), '', 'k'), name: `h_${before}` },
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
  const range = largestOf(vector);
  return part(name, strip(vector, range, spoken), range);
}
