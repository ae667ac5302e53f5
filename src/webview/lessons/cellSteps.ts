import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { RecurrentForward } from '../../protocol/recurrentLessons.ts';
import { element } from '../dom.ts';
import { bold, formula, letter, matrix, number, row, sign, sub, sup } from './mathml.ts';

/** h_t[unit] on paper: each line with the numbers that the network computed by. */
export function cellSteps({ cell }: RecurrentForward): HTMLElement {
  const t = cell.step + 1;
  const unit = cell.unit + 1;
  const terms = (weights: ArrayLike<number>, vector: ArrayLike<number>) =>
    Array.from(weights, (weight, i) => `${inBrackets(weight)} · ${inBrackets(vector[i])}`).join(' + ');
  const { inputTerm, biasIh, hiddenTerm, biasHh } = cell;
  const parts = [inputTerm, biasIh, hiddenTerm, biasHh].map(inBrackets).join(' + ');
  const lines = [
    [
      l10n.t('from the word'),
      `(W_ih x_${t})[${unit}] = ${terms(cell.weightIh, cell.x)} = ${format(inputTerm)}`,
    ],
    [
      l10n.t('from the state before'),
      `(W_hh h_${t - 1})[${unit}] = ${terms(cell.weightHh, cell.previous)} = ${format(hiddenTerm)}`,
    ],
    [l10n.t('with both biases'), `${parts} = ${format(cell.sum)}`],
    [l10n.t('squashed'), `h_${t}[${unit}] = tanh(${format(cell.sum)}) = ${format(cell.value)}`],
  ];
  const items = lines.map(([what, line]) =>
    element(
      'li',
      {},
      element('span', { className: 'what' }, what),
      element('span', {}, ...subscripted(line)),
    ),
  );
  return element('ol', { className: 'steps', attributes: { 'aria-live': 'polite' } }, ...items);
}

/** 'W_ih x_1' with its indices lowered. */
function subscripted(text: string): (HTMLElement | string)[] {
  return text.split(/_(ih|hh|\d+)/).map((part, i) => (i % 2 === 1 ? element('sub', {}, part) : part));
}

/** One below 0 has brackets, as after a sign on paper. */
function inBrackets(value: number): string {
  return value < 0 ? `(${format(value)})` : format(value);
}

/** W_ih x_t, with a column, beside x_t W_ihᵀ, with a row: the same numbers. */
export function bothForms({ weightIh, hiddenSize, cell, product }: RecurrentForward): HTMLElement {
  const { x, step } = cell;
  const features = x.length;
  const written = (value: number) => number(format(value));
  const line = (values: ArrayLike<number>) => Array.from(values, written);
  const column = (values: ArrayLike<number>) => matrix(line(values).map((value) => [value]));
  const weights = Array.from({ length: hiddenSize }, (_, unit) =>
    line(weightIh.subarray(unit * features, (unit + 1) * features)),
  );
  const turned = Array.from({ length: features }, (_, feature) =>
    Array.from({ length: hiddenSize }, (_, unit) => written(weightIh[unit * features + feature])),
  );
  const w = () => sub(bold('W'), letter('ih'));
  const xt = () => sub(bold('x'), number(String(step + 1)));
  const forms = [
    formula(row(w(), xt(), sign('='), matrix(weights), column(x), sign('='), column(product.column))),
    formula(
      row(
        xt(),
        sup(w(), letter('T')),
        sign('='),
        matrix([line(x)]),
        matrix(turned),
        sign('='),
        matrix([line(product.row)]),
      ),
    ),
  ];
  return element(
    'div',
    { className: 'forms' },
    ...forms.map((form) => element('div', { className: 'wide' }, form)),
  );
}
