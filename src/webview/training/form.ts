import * as l10n from '@vscode/l10n';
import type { CorpusReport, TrainingParams } from '../../protocol/engine.ts';
import type { TrainingDraft } from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { CountedText } from './countedText.ts';
import { checkField, choiceField, explanationOf, numberField, patternField, type Field } from './fields.ts';

/** Milliseconds without a change after which the text is counted anew. */
const PAUSE_MS = 400;

export interface FormActions {
  /** Count the text by these. */
  count(params: TrainingParams): void;
  start(params: TrainingParams): void;
  /** Something else was entered. */
  change(params: TrainingParams): void;
}

/** How will be trained, what the text holds, and Start. */
export class Form {
  readonly root: HTMLElement;
  private readonly actions: FormActions;
  private readonly fields = allFields();
  private readonly explanation = element('p', { className: 'hint', id: 'explanation' });
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private readonly from = element('p', { className: 'notice', hidden: true });
  private readonly counted = new CountedText();
  private readonly start = element('button', {
    className: 'start',
    textContent: l10n.t('Start Training'),
    attributes: { type: 'submit', 'aria-pressed': 'true' },
  });
  private params: TrainingParams | undefined;
  private waiting = 0;

  constructor(actions: FormActions) {
    this.actions = actions;
    this.start.removeAttribute('aria-pressed');
    const { fields } = this;
    fields.algorithm.control.setAttribute('aria-describedby', this.explanation.id);
    fields.algorithm.root.append(this.explanation);
    const model = group(l10n.t('Model'), fields.algorithm, fields.dims, fields.window, fields.negative);
    const course = group(
      l10n.t('Course'),
      fields.epochs,
      fields.rate,
      fields.sample,
      fields.threads,
      fields.seed,
    );
    const words = group(
      l10n.t('Words'),
      ...[fields.tokeniser, fields.pattern, fields.lowerCase, fields.splitIdentifiers],
      ...[fields.minCount, fields.maxVocabulary],
    );
    const form = element(
      'form',
      { noValidate: true },
      this.from,
      model,
      words,
      course,
      this.fault,
      this.start,
    );
    form.addEventListener('input', () => this.changed());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.root = element('div', { className: 'before' }, form, this.counted.root);
  }

  show({ params, from }: TrainingDraft, fault?: string): void {
    this.params = params;
    for (const field of Object.values(this.fields)) field.show(params);
    this.fields.dims.control.disabled = from !== undefined;
    this.from.hidden = from === undefined;
    this.from.textContent = l10n.t(
      'It goes on from what was learned on {0}, with the words of all these texts.',
      from ?? '',
    );
    this.fault.hidden = fault === undefined;
    this.fault.textContent = fault ?? '';
    this.adapt();
    this.count(0);
  }

  showCounting(fraction: number): void {
    this.counted.progress(fraction);
  }

  showCounted(report: CorpusReport): void {
    this.counted.show(report);
    this.start.disabled = false;
  }

  /** The text will not do. */
  refuse(message: string): void {
    this.counted.refuse(message);
    this.start.disabled = true;
  }

  private changed(): void {
    this.adapt();
    const params = this.read();
    if (params) this.actions.change(params);
    if (params) this.count(PAUSE_MS);
  }

  private submit(): void {
    const params = this.read();
    if (params) return this.actions.start(params);
    this.root.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }

  private count(pause: number): void {
    clearTimeout(this.waiting);
    this.counted.wait();
    this.waiting = window.setTimeout(() => {
      const params = this.read();
      if (params) this.actions.count(params);
    }, pause);
  }

  /** Shows what the choices ask for. */
  private adapt(): void {
    const { algorithm, negative, sample, threads, tokeniser, pattern } = this.fields;
    const chosen = algorithm.control.value as TrainingParams['algorithm'];
    this.explanation.textContent = explanationOf(chosen);
    for (const field of [negative, sample, threads]) field.root.hidden = chosen === 'nnlm';
    pattern.root.hidden = tokeniser.control.value !== 'pattern';
  }

  /** Undefined where something will not do. */
  private read(): TrainingParams | undefined {
    if (!this.params) return undefined;
    const parts = Object.values(this.fields).map((field) => field.read());
    if (parts.includes(undefined)) return undefined;
    return Object.assign({}, this.params, ...parts) as TrainingParams;
  }
}

function group(title: string, ...fields: Field[]): HTMLElement {
  const legend = element('legend', {}, title);
  return element('fieldset', {}, legend, ...fields.map((field) => field.root));
}

function allFields() {
  const tokeniser = choiceField('tokeniser', l10n.t('What a word is'), [
    ['words', l10n.t('by the rules of the language')],
    ['whitespace', l10n.t('by spaces')],
    ['pattern', l10n.t('by a regular expression')],
  ]);
  return {
    algorithm: choiceField('algorithm', l10n.t('Algorithm'), [
      ['skip-gram', 'skip-gram'],
      ['cbow', 'CBOW'],
      ['nnlm', 'NNLM'],
    ]),
    dims: numberField('dims', l10n.t('Dimensions'), l10n.t('Numbers a vector.')),
    window: numberField(
      'window',
      l10n.t('Context window'),
      l10n.t('Words on either side; for NNLM, before.'),
    ),
    negative: numberField(
      'negative',
      l10n.t('Negative samples'),
      l10n.t('Words by chance for each true one.'),
    ),
    tokeniser,
    pattern: patternField(() => tokeniser.control.value === 'pattern'),
    lowerCase: checkField('lowerCase', l10n.t('lower-case all words')),
    splitIdentifiers: checkField('splitIdentifiers', l10n.t('split identifiers (camelCase, snake_case)')),
    minCount: numberField('minCount', l10n.t('Minimum count'), l10n.t('Rarer words are left out.')),
    maxVocabulary: numberField(
      'maxVocabulary',
      l10n.t('Maximum vocabulary'),
      l10n.t('The most frequent words; 0: all.'),
    ),
    epochs: numberField(
      'epochs',
      l10n.t('Epochs'),
      l10n.t('Times through the text; 0: as many as it needs.'),
    ),
    rate: numberField(
      'rate',
      l10n.t('Learning rate'),
      l10n.t('At the beginning; 0: what the algorithm needs.'),
    ),
    sample: numberField(
      'sample',
      l10n.t('Subsampling'),
      l10n.t('Words more frequent than this are thinned; 0: none.'),
    ),
    threads: numberField('threads', l10n.t('Threads'), l10n.t('0: all cores. 1: repeatable bit for bit.')),
    seed: numberField('seed', l10n.t('Seed'), l10n.t('Of all that is drawn by chance.')),
  };
}
