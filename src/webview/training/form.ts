import * as l10n from '@vscode/l10n';
import type { CorpusReport } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { CountedText } from './countedText.ts';
import type { Field } from './fields.ts';

/** Milliseconds without a change after which the text is counted anew. */
const PAUSE_MS = 400;

export interface FormActions<Params> {
  /** Count the text by these. */
  count(params: Params): void;
  start(params: Params): void;
  /** Something else was entered. */
  change(params: Params): void;
}

/** What is asked before a training of some kind. */
export interface FormFields<Params> {
  groups: [string, Field<Params>[]][];
  /** Those that are as they are in a model that goes on. */
  ofModel: Field<Params>[];
  fromSentence(from: string): string;
  /** Shows what the choices ask for. */
  adapt(): void;
}

/** How will be trained, what the text holds, and Start. */
export class Form<Params extends object> {
  readonly root: HTMLElement;
  private readonly actions: FormActions<Params>;
  private readonly asked: FormFields<Params>;
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private readonly from = element('p', { className: 'notice', hidden: true });
  private readonly counted: CountedText;
  private readonly start = element('button', {
    className: 'start',
    textContent: l10n.t('Start Training'),
    attributes: { type: 'submit', 'aria-pressed': 'true' },
  });
  private params: Params | undefined;
  private waiting = 0;

  constructor(asked: FormFields<Params>, counted: CountedText, actions: FormActions<Params>) {
    this.asked = asked;
    this.counted = counted;
    this.actions = actions;
    this.start.removeAttribute('aria-pressed');
    const groups = asked.groups.map(([title, fields]) => group(title, fields));
    const form = element('form', { noValidate: true }, this.from, ...groups, this.fault, this.start);
    form.addEventListener('input', () => this.changed());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.root = element('div', { className: 'before' }, form, this.counted.root);
  }

  show(params: Params, from: string | undefined, fault?: string): void {
    const { asked } = this;
    this.params = params;
    for (const field of this.fields) field.show(params);
    for (const { control } of asked.ofModel) control.disabled = from !== undefined;
    this.from.hidden = from === undefined;
    this.from.textContent = asked.fromSentence(from ?? '');
    this.fault.hidden = fault === undefined;
    this.fault.textContent = fault ?? '';
    asked.adapt();
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
    this.asked.adapt();
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

  private get fields(): Field<Params>[] {
    return this.asked.groups.flatMap(([, fields]) => fields);
  }

  /** Undefined where something will not do. */
  private read(): Params | undefined {
    if (!this.params) return undefined;
    const parts = this.fields.map((field) => field.read());
    if (parts.includes(undefined)) return undefined;
    return Object.assign({}, this.params, ...parts) as Params;
  }
}

function group<Params>(title: string, fields: Field<Params>[]): HTMLElement {
  const legend = element('legend', {}, title);
  return element('fieldset', {}, legend, ...fields.map((field) => field.root));
}
