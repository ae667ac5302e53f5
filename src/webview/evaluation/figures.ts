import { element } from '../dom.ts';

/** A number with its name; a note on it where there is something to be said. */
type Figure = readonly [name: string, value: string, note?: string];

/** The few numbers that matter, large. */
export function figures(items: readonly Figure[]): HTMLElement {
  const pairs = items.map(([name, value, note]) => {
    const shown = element('dd', {}, value);
    if (note !== undefined) shown.append(' ', element('span', { className: 'note' }, `(${note})`));
    return element('div', {}, element('dt', {}, name), shown);
  });
  return element('dl', { className: 'figures' }, ...pairs);
}
