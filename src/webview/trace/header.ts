import * as l10n from '@vscode/l10n';
import { MOST_SEED, MOST_UNITS } from '../../common/traceLimits.ts';
import type { Trace, TraceParams } from '../../protocol/engine.ts';
import { element } from '../dom.ts';

/** What of a trace can be changed in its panel. */
export type Settings = Pick<TraceParams, 'hiddenSize' | 'seed'>;

/** Says what is traced, and lets its network be changed. */
export class Header {
  readonly root: HTMLElement;
  private readonly name = element('h1');
  private readonly summary = element('p', { className: 'summary' });
  private readonly hiddenSize = numberInput(1, MOST_UNITS);
  private readonly seed = numberInput(0, MOST_SEED);
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });

  constructor(change: (settings: Settings) => void) {
    const fields = element(
      'div',
      { className: 'fields' },
      element('label', {}, l10n.t('Hidden units'), this.hiddenSize),
      element('label', {}, l10n.t('Seed'), this.seed),
    );
    this.root = element('header', { className: 'head' }, this.name, fields, this.summary, this.fault);
    for (const input of [this.hiddenSize, this.seed]) {
      input.addEventListener('change', () => {
        const settings = this.read();
        if (settings) change(settings);
      });
    }
  }

  show(setName: string, trace: Trace, { hiddenSize, seed }: Settings): void {
    this.name.textContent = setName;
    this.name.title = setName;
    this.summary.textContent = summaryOf(trace);
    write(this.hiddenSize, hiddenSize);
    write(this.seed, seed);
    this.read();
  }

  /** What the two inputs say; where one of them is wrong, undefined, and it says so. */
  private read(): Settings | undefined {
    const wrong = [this.hiddenSize, this.seed].find((input) => !input.checkValidity());
    for (const input of [this.hiddenSize, this.seed])
      input.setAttribute('aria-invalid', String(input === wrong));
    this.fault.hidden = !wrong;
    if (wrong)
      this.fault.textContent = l10n.t('A whole number from {0} to {1}, please.', wrong.min, wrong.max);
    return wrong ? undefined : { hiddenSize: this.hiddenSize.valueAsNumber, seed: this.seed.valueAsNumber };
  }
}

/** Leaves an input alone in which somebody may be typing. */
function write(input: HTMLInputElement, value: number): void {
  if (input !== document.activeElement) input.value = String(value);
}

function numberInput(min: number, max: number): HTMLInputElement {
  return element('input', { type: 'number', min: String(min), max: String(max), step: '1', required: true });
}

function summaryOf({ tokens, dims, hiddenSize }: Trace): string {
  const count = tokens.length === 1 ? l10n.t('1 token') : l10n.t('{0} tokens', tokens.length);
  const units = hiddenSize === 1 ? l10n.t('1 hidden unit') : l10n.t('{0} hidden units', hiddenSize);
  const sizes = l10n.t('{0} × {1} inputs → {2}', count, dims, units);
  const unknown = tokens.filter(({ row }) => row < 0).length;
  return unknown === 0 ? sizes : `${sizes} · ${l10n.t('{0} not in the set', unknown)}`;
}
