import { element } from '../dom.ts';

/** The formula's symbols as textbooks set them: letters slanted, indices lowered. */

export function symbol(letter: string, index: string | number): HTMLElement {
  return element(
    'span',
    { className: 'symbol' },
    element('var', {}, letter),
    element('sub', {}, String(index)),
  );
}

export const x = (t: number | string) => symbol('x', t);
export const h = (t: number | string) => symbol('h', t);
export const weightIh = () => symbol('W', 'ih');
export const weightHh = () => symbol('W', 'hh');
export const biasIh = () => symbol('b', 'ih');
export const biasHh = () => symbol('b', 'hh');

/** Symbols and text side by side, not to be broken. */
export function math(...parts: (Node | string)[]): HTMLElement {
  return element('span', { className: 'math' }, ...parts);
}

/** One number of a vector or of a row of a matrix, such as W_ih[5, j]. */
export function entryOf(name: Node, row: string, column: string): HTMLElement {
  return math(name, `[${row}`, element('var', {}, column), ']');
}

/** h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh), with breaks where a narrow panel may have them. */
export function elmanFormula(): HTMLElement {
  return element(
    'p',
    { className: 'formula' },
    math(h('t'), ' = tanh(', weightIh(), ' ', x('t')),
    ' ',
    math('+ ', biasIh()),
    ' ',
    math('+ ', weightHh(), ' ', h('t−1')),
    ' ',
    math('+ ', biasHh(), ')'),
  );
}
