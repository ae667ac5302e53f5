import * as l10n from '@vscode/l10n';
import { element } from './dom.ts';
import { strip } from './strip.ts';

const SHADES = 101;

/** What the colours from −range to range mean. */
export function colourScale(range = 1): HTMLElement {
  const ramp = Float32Array.from({ length: SHADES }, (_, i) => ((2 * i) / (SHADES - 1) - 1) * range);
  const ticks = element('span', { className: 'ticks', attributes: { 'aria-hidden': 'true' } });
  const end = String(Number(range.toPrecision(3)));
  ticks.append(...[`−${end}`, '0', end].map((tick) => element('span', {}, tick)));
  const colours = strip(ramp, range, l10n.t('colours from −{0}, blue, over 0, white, to {0}, red', end));
  return element('span', { className: 'scale' }, colours, ticks);
}
