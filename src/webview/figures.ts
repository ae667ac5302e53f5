import { element } from './dom.ts';

/** The few numbers that matter, large. */
export function figures(items: readonly (readonly [name: string, value: string])[]): HTMLElement {
  const pairs = items.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
  return element('dl', { className: 'figures' }, ...pairs);
}
