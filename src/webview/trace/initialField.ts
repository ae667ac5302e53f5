import * as l10n from '@vscode/l10n';
import { MOST_SEED } from '../../common/traceLimits.ts';
import type { InitialStates, Trace } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { NumberField, SelectField } from './fields.ts';

export interface InitialActions {
  /** Without one, as usual. */
  change(initial: InitialStates | undefined): void;
  /** Read numbers from a file. */
  open(): void;
}

type Way = 'usual' | 'zeros' | 'seed' | 'json';

/** With which states the network begins: h_0, and c_0 of an LSTM. */
export class InitialField {
  readonly root: HTMLElement;
  private readonly actions: InitialActions;
  private readonly way = new SelectField(l10n.t('Initial states'), (way) => this.choose(way as Way));
  private readonly seed: NumberField;
  private readonly json = element('textarea', { rows: 3, spellcheck: false });
  private readonly jsonLabel = element('span');
  private readonly given: HTMLElement;
  private trace: Trace | undefined;
  /** As it was last shown: what is typed in its place stays while it is refused. */
  private shownJson: string | undefined;

  constructor(actions: InitialActions) {
    this.actions = actions;
    this.seed = new NumberField(l10n.t('Seed of the states'), 0, MOST_SEED, () => {
      if (this.seed.input.checkValidity()) actions.change({ seed: this.seed.input.valueAsNumber });
    });
    this.json.addEventListener('change', () => actions.change({ json: this.json.value }));
    const open = element('button', { textContent: l10n.t('Open JSON…') });
    open.addEventListener('click', () => actions.open());
    const label = element('label', {}, this.jsonLabel, this.json);
    this.given = element('span', { className: 'given' }, label, open);
    this.root = element('span', { className: 'fields' }, this.way.root, this.seed.root, this.given);
  }

  show(initial: InitialStates | undefined, trace: Trace): void {
    this.trace = trace;
    const way = wayOf(initial);
    this.way.show(
      [
        ...(trace.language ? [['usual', l10n.t('after the end of a sentence')] as const] : []),
        ['zeros', l10n.t('zeros')],
        ['seed', l10n.t('random numbers')],
        ['json', l10n.t('numbers as JSON')],
      ],
      way === 'usual' && !trace.language ? 'zeros' : way,
    );
    this.seed.root.hidden = way !== 'seed';
    this.jsonLabel.textContent = trace.kind === 'lstm' ? l10n.t('h₀ and c₀ as JSON') : l10n.t('h₀ as JSON');
    this.given.hidden = way !== 'json';
    if (typeof initial !== 'object') return;
    if ('seed' in initial) this.seed.show(initial.seed);
    else if (initial.json !== this.shownJson) this.json.value = this.shownJson = initial.json;
  }

  private choose(way: Way): void {
    const { actions, trace } = this;
    if (way === 'zeros') actions.change(trace?.language ? 'zeros' : undefined);
    else if (way === 'seed') actions.change({ seed: 1 });
    else if (way === 'json' && trace) actions.change({ json: jsonOf(trace) });
    else actions.change(undefined);
  }
}

function wayOf(initial: InitialStates | undefined): Way {
  if (typeof initial !== 'object') return initial ?? 'usual';
  return 'seed' in initial ? 'seed' : 'json';
}

/** The states that a trace began with, to be changed. */
function jsonOf({ initial: { hidden, cell }, hiddenSize }: Trace): string {
  const rows = (values: Float32Array) =>
    Array.from({ length: values.length / hiddenSize }, (_, row) =>
      Array.from(values.subarray(row * hiddenSize, (row + 1) * hiddenSize), (value) =>
        Number(value.toPrecision(SINGLE)),
      ),
    );
  return JSON.stringify({ h_0: rows(hidden), ...(cell.length > 0 ? { c_0: rows(cell) } : {}) });
}

/** Digits that tell every float32 from every other. */
const SINGLE = 9;
