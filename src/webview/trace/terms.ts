import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';

/** The factors of a product, Σ_j weights[j] · vector[j]. */
export interface Terms {
  /** The letter that counts the terms. */
  index: string;
  weights: Factor;
  vector: Factor;
  /** The number at which the vector's colours are full. */
  vectorRange: number;
  /** The product, as the engine has it. */
  sum: number;
}

export interface Factor {
  /** [n] */
  numbers: Float32Array;
  /** Makes its symbol, which stands in several places. */
  symbol: () => Node;
  /** The same in plain text. */
  name: string;
}

/** A list that opens: every term of a product, with the sum so far. */
export function termsList(terms: Terms): HTMLDetailsElement {
  const count = terms.weights.numbers.length;
  const title = count === 1 ? l10n.t('The one term') : l10n.t('All {0} terms', count);
  const details = element('details', { className: 'terms' }, element('summary', {}, title));
  details.addEventListener('toggle', () => {
    // Hundreds of rows are made only for who wants to see them.
    if (details.open && details.childElementCount === 1) details.append(table(terms));
  });
  return details;
}

function table({ index, weights, vector, sum }: Terms): HTMLTableElement {
  let soFar = 0;
  const rows = Array.from(weights.numbers, (weight, i) => {
    const product = weight * vector.numbers[i];
    soFar += product;
    const numbers = [weight, vector.numbers[i], product, soFar];
    return element(
      'tr',
      {},
      rowHead(String(i + 1)),
      ...numbers.map((number) => element('td', {}, format(number))),
    );
  });
  const counter = element('var', {}, index);
  const heads = [counter, weights.symbol(), vector.symbol(), l10n.t('product'), l10n.t('sum so far')];
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  const total = element('tr', {}, rowHead('Σ'), element('td', { colSpan: 4 }, format(sum)));
  return element(
    'table',
    {},
    element('thead', {}, head),
    element('tbody', {}, ...rows),
    element('tfoot', {}, total),
  );
}

function rowHead(text: string): HTMLElement {
  return element('th', { scope: 'row' }, text);
}
