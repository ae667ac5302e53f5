import * as l10n from '@vscode/l10n';
import { element } from './dom.ts';
import { strip } from './strip.ts';

const SHADES = 101;

/** What the colours from −1 to 1 mean. */
export function colourScale(): HTMLElement {
  const ramp = Float32Array.from({ length: SHADES }, (_, i) => (2 * i) / (SHADES - 1) - 1);
  const ticks = element('span', { className: 'ticks', attributes: { 'aria-hidden': 'true' } });
  ticks.append(...['−1', '0', '1'].map((tick) => element('span', {}, tick)));
  const colours = strip(ramp, 1, l10n.t('colours from −1, blue, over 0, white, to 1, red'));
  return element('span', { className: 'scale' }, colours, ticks);
}
