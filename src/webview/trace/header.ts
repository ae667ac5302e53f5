import * as l10n from '@vscode/l10n';
import { divergingCss } from '../../common/colours.ts';
import type { Trace, TraceParams } from '../../protocol/engine.ts';
import { element } from '../dom.ts';

/** What is traced, and what can be changed of it: hidden size and seed. */
export class Header {
  readonly root = element('header', { className: 'head' });
  private readonly title = element('p', { className: 'title' });
  private readonly hiddenSize = numberInput(l10n.t('Hidden units'), 1, 512);
  private readonly seed = numberInput(l10n.t('Seed'), 0, 4_294_967_295);

  constructor(change: (hiddenSize: number, seed: number) => void) {
    for (const input of [this.hiddenSize, this.seed]) {
      input.addEventListener('change', () => {
        if (!this.hiddenSize.checkValidity() || !this.seed.checkValidity()) return;
        change(Number(this.hiddenSize.value), Number(this.seed.value));
      });
    }
    const labelled = (input: HTMLInputElement) => element('label', {}, `${input.ariaLabel ?? ''} `, input);
    this.root.append(this.title, labelled(this.hiddenSize), labelled(this.seed), legend());
  }

  show(setName: string, params: TraceParams, trace: Trace): void {
    const unknown = trace.tokens.filter(({ row }) => row < 0).length;
    const shape = l10n.t(
      '{0} tokens × {1} inputs → {2} hidden units',
      trace.tokens.length,
      trace.dims,
      trace.hiddenSize,
    );
    const missing = unknown > 0 ? ` · ${l10n.t('{0} not in the set (struck through, x = 0)', unknown)}` : '';
    this.title.textContent = `${l10n.t('RNN (tanh), seeded weights')} · ${setName} · ${shape}${missing}`;
    this.hiddenSize.value = String(params.hiddenSize);
    this.seed.value = String(params.seed);
  }
}

function numberInput(label: string, least: number, most: number): HTMLInputElement {
  return element('input', {
    type: 'number',
    min: String(least),
    max: String(most),
    step: '1',
    required: true,
    ariaLabel: label,
  });
}

/** −1 … 0 … 1, as the grid colours them. */
function legend(): HTMLElement {
  const steps = 41;
  const cells = Array.from({ length: steps }, (_, i) => {
    const cell = element('span');
    cell.style.backgroundColor = divergingCss(((2 * i) / (steps - 1)) * 2 - 2);
    return cell;
  });
  const bar = element('span', { className: 'bar' }, ...cells);
  return element(
    'div',
    {
      className: 'legend',
      attributes: { role: 'img', 'aria-label': l10n.t('Colours: −1 blue, 0 white, 1 red') },
    },
    '−1',
    bar,
    '1',
  );
}
