import * as l10n from '@vscode/l10n';
import { element, format } from '../dom.ts';

/** One product of a row of weights and a vector, number by number. */
export interface Terms {
  /** [n] */
  weights: Float32Array;
  /** [n] */
  vector: Float32Array;
  /** The heads of their columns, and the letter that counts. */
  heads: { index: string; weight: () => Node; value: () => Node };
  /** Σ weights·vector, as the engine has it. */
  sum: number;
}

/** A list that opens: every term of a product, with the sum so far. */
export function termsList(terms: Terms, isOpen: boolean, onToggle: (isOpen: boolean) => void): HTMLElement {
  const count = terms.weights.length;
  const title = count === 1 ? l10n.t('The one term') : l10n.t('All {0} terms', count);
  const details = element('details', { className: 'terms', open: isOpen }, element('summary', {}, title));
  // Hundreds of rows are made only for who wants to see them.
  const fill = () => {
    if (details.open && details.childElementCount === 1) details.append(table(terms));
  };
  fill();
  details.addEventListener('toggle', () => {
    fill();
    onToggle(details.open);
  });
  return details;
}

function table({ weights, vector, heads, sum }: Terms): HTMLTableElement {
  let soFar = 0;
  const rows = Array.from(weights, (weight, i) => {
    const product = weight * vector[i];
    soFar += product;
    const cells = [format(weight), format(vector[i]), format(product), format(soFar)].map((text) => element('td', {}, text));
    return element('tr', {}, element('th', { scope: 'row' }, String(i + 1)), ...cells);
  });
  const columns = [element('var', {}, heads.index), heads.weight(), heads.value(), l10n.t('product'), l10n.t('sum so far')];
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)));
  const total = element('tr', {}, element('th', { scope: 'row' }, 'Σ'), element('td', { colSpan: 4 }, format(sum)));
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows), element('tfoot', {}, total));
}
