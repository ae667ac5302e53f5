import { format } from '../common/numbers.ts';
import { element } from './dom.ts';

/**
 * A word with its cosine, to be chosen.
 *
 * @param share the length of its bar, 0 … 1
 */
export function wordLine(word: string, cosine: number, share: number): HTMLButtonElement {
  const bar = element('span', { className: 'bar', attributes: { 'aria-hidden': 'true' } });
  bar.style.inlineSize = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return element(
    'button',
    { className: 'word-line' },
    bar,
    element('span', { className: 'word', textContent: word, title: word }),
    element('span', { className: 'cosine', textContent: format(cosine) }),
  );
}
