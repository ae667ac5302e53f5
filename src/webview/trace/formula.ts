import * as l10n from '@vscode/l10n';
import { COLOUR_RANGE } from '../../common/colours.ts';
import { stripSvg } from '../../common/strip.ts';
import type { Trace, TraceCell } from '../../protocol/engine.ts';
import { element, format } from '../dom.ts';

const STRIP_WIDTH = 320;
const STRIP_HEIGHT = 18;

/** The formula of one cell, term by term, with its numbers. */
export function formulaOf(trace: Trace, cell: TraceCell): HTMLElement {
  const { step, unit } = cell;
  const token = trace.tokens[step];
  const t = step + 1;
  const before =
    step === 0
      ? l10n.t('zeros: nothing came before')
      : l10n.t('hidden state after ‘{0}’', trace.tokens[step - 1].text);
  const x =
    token.row < 0
      ? l10n.t('‘{0}’ is not in the set: zeros', token.text)
      : l10n.t('vector of ‘{0}’', token.word);
  return element(
    'div',
    { className: 'formula' },
    element('h2', {
      textContent: `h_${t}[${unit}] = tanh(W_ih x_${t} + b_ih + W_hh h_${t - 1} + b_hh)[${unit}]`,
    }),
    element(
      'div',
      { className: 'lines', attributes: { role: 'list' } },
      vectorLine(`x_${t}`, x, cell.x),
      vectorLine(`W_ih[${unit}]`, l10n.t('row {0} of the input weights', unit), cell.weightIh),
      productLine(`W_ih[${unit}] · x_${t}`, cell.weightIh, cell.x, cell.inputTerm),
      numberLine(`b_ih[${unit}]`, cell.biasIh),
      vectorLine(`h_${t - 1}`, before, cell.previous),
      vectorLine(`W_hh[${unit}]`, l10n.t('row {0} of the hidden weights', unit), cell.weightHh),
      productLine(`W_hh[${unit}] · h_${t - 1}`, cell.weightHh, cell.previous, cell.hiddenTerm),
      numberLine(`b_hh[${unit}]`, cell.biasHh),
      numberLine(l10n.t('sum'), cell.sum, sumOf(cell)),
      numberLine(`h_${t}[${unit}] = tanh(${format(cell.sum)})`, cell.value),
    ),
  );
}

function sumOf({ inputTerm, biasIh, hiddenTerm, biasHh }: TraceCell): string {
  return [inputTerm, biasIh, hiddenTerm, biasHh]
    .map((value) => (value < 0 ? `(${format(value)})` : format(value)))
    .join(' + ');
}

function line(name: string, content: (Node | string)[], result: string): HTMLElement {
  return element(
    'div',
    { className: 'line', attributes: { role: 'listitem' } },
    element('code', { textContent: name }),
    element('div', { className: 'content' }, ...content),
    element('span', { className: 'result', textContent: result }),
  );
}

function vectorLine(name: string, meaning: string, vector: Float32Array): HTMLElement {
  const strip = element('img', {
    src: `data:image/svg+xml;base64,${btoa(stripSvg(vector, STRIP_WIDTH, STRIP_HEIGHT))}`,
    alt: l10n.t('{0} numbers, coloured from −{1} blue over 0 white to {1} red', vector.length, COLOUR_RANGE),
  });
  const caption = element('span', { className: 'meaning', textContent: `${meaning} [${vector.length}]` });
  return line(name, [strip, caption, numbersOf(vector)], '');
}

/** All numbers of a vector, for those who open them. */
function numbersOf(vector: Float32Array): HTMLElement {
  const numbers = element('p', {
    className: 'numbers',
    textContent: `[${Array.from(vector, (value) => format(value)).join(', ')}]`,
  });
  return element('details', {}, element('summary', { textContent: l10n.t('numbers') }), numbers);
}

function productLine(name: string, weights: Float32Array, vector: Float32Array, result: number): HTMLElement {
  const terms = Array.from(weights, (weight, i) => `${format(weight)} × ${format(vector[i])}`).join('  +  ');
  const numbers = element('p', { className: 'numbers', textContent: terms });
  const details = element(
    'details',
    {},
    element('summary', { textContent: l10n.t('{0} products', weights.length) }),
    numbers,
  );
  return line(name, [details], format(result));
}

function numberLine(name: string, value: number, how = ''): HTMLElement {
  return line(name, how ? [element('span', { className: 'meaning', textContent: how })] : [], format(value));
}
