import type { NetworkKind, Trace } from '../../protocol/recurrent.ts';
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
export const c = (t: number | string) => symbol('c', t);

/** What the weights and biases of a gate are called; an RNN's are W_ih, W_hh, b_ih, b_hh. */
export interface GateSymbols {
  weightIh: () => HTMLElement;
  weightHh: () => HTMLElement;
  biasIh: () => HTMLElement;
  biasHh: () => HTMLElement;
  /** 'W_ih' in plain text. */
  nameIh: string;
  nameHh: string;
}

/** @param gate its letter; 'h' is the one of an RNN */
export function gateSymbols(gate: string): GateSymbols {
  const [input, hidden] = [`i${gate}`, `h${gate}`];
  return {
    weightIh: () => symbol('W', input),
    weightHh: () => symbol('W', hidden),
    biasIh: () => symbol('b', input),
    biasHh: () => symbol('b', hidden),
    nameIh: `W_${input}`,
    nameHh: `W_${hidden}`,
  };
}

/** Symbols and text side by side, not to be broken. */
export function math(...parts: (Node | string)[]): HTMLElement {
  return element('span', { className: 'math' }, ...parts);
}

/** One number of a vector or of a row of a matrix, such as W_ih[5, j]. */
export function entryOf(name: Node, row: string, column: string): HTMLElement {
  return math(name, `[${row}`, element('var', {}, column), ']');
}

/** The function that makes a gate of its sum. */
export function squashOf(kind: NetworkKind, gate: string): string {
  if (kind === 'rnn_relu') return 'relu';
  return kind === 'rnn_tanh' || gate === 'g' || gate === 'n' ? 'tanh' : 'σ';
}

/**
 * The formulas of a cell, a line each, with breaks where a narrow panel may have them.
 *
 * @param before the index of the state before: t−1, or t+1 in the reverse direction
 */
export function formulas(
  { kind, gates, resetsFirst }: Pick<Trace, 'kind' | 'gates' | 'resetsFirst'>,
  before: string,
): HTMLElement {
  const lines = gates.map((gate) => gateFormula(kind, gate, before, resetsFirst));
  if (kind === 'lstm') {
    lines.push(
      line(c('t'), ' = ', gateAt('f'), ' ⊙ ', c(before), ' + ', gateAt('i'), ' ⊙ ', gateAt('g')),
      line(h('t'), ' = ', gateAt('o'), ' ⊙ tanh(', c('t'), ')'),
    );
  }
  if (kind === 'gru')
    lines.push(
      line(h('t'), ' = (1 − ', gateAt('z'), ') ⊙ ', gateAt('n'), ' + ', gateAt('z'), ' ⊙ ', h(before)),
    );
  return element('div', { className: 'formulas' }, ...lines);
}

/** What a GRU's candidate is made of where the reset gate comes first: r_t ⊙ h_{t−1} */
export function resetState(t: string | number, before: string | number): HTMLElement {
  return math('(', symbol('r', t), ' ⊙ ', h(before), ')');
}

/** i_t = σ(W_ii x_t + b_ii + W_hi h_{t−1} + b_hi) */
function gateFormula(kind: NetworkKind, gate: string, before: string, resetsFirst: boolean): HTMLElement {
  const { weightIh, weightHh, biasIh, biasHh } = gateSymbols(gate);
  const isCandidate = gate === 'n';
  const isScaled = isCandidate && !resetsFirst;
  const state = isCandidate && resetsFirst ? resetState('t', before) : h(before);
  return line(
    math(symbol(gate, 't'), ` = ${squashOf(kind, gate)}(`, weightIh(), ' ', x('t')),
    ' ',
    math('+ ', biasIh()),
    ' ',
    math('+ ', ...(isScaled ? [gateAt('r'), ' ⊙ ('] : []), weightHh(), ' ', state),
    ' ',
    math('+ ', biasHh(), isScaled ? '))' : ')'),
  );
}

function gateAt(gate: string): HTMLElement {
  return symbol(gate, 't');
}

function line(...parts: (Node | string)[]): HTMLElement {
  return element('p', { className: 'formula' }, ...parts);
}
