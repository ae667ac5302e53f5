import * as l10n from '@vscode/l10n';
import type { Trace, TraceParams } from '../../protocol/engine.ts';
import type { FromTrace, ToTrace, TraceState } from '../../protocol/trace.ts';
import { element, root } from '../dom.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { formulaOf } from './formula.ts';
import { describeCell, Grid, type Cell } from './grid.ts';
import { Header } from './header.ts';

/** The trace's page: the hidden states of one text, and the formula of the chosen cell. */
class TracePage {
  private readonly host = new Host<FromTrace, ToTrace, TraceState>();
  private readonly header = new Header((hiddenSize, seed) =>
    this.host.post({ type: 'change', hiddenSize, seed }),
  );
  private readonly grid = new Grid({
    hover: (cell) => this.hover(cell),
    select: (cell) => this.select(cell),
  });
  private readonly reading = element('p', { className: 'reading', attributes: { 'aria-live': 'polite' } });
  private readonly formula = element('section', { className: 'cell' });
  private readonly gone = element('p', { className: 'gone', hidden: true, attributes: { role: 'alert' } });
  private trace: Trace | undefined;
  private params: TraceParams | undefined;
  private request = 0;

  start(): void {
    this.formula.setAttribute('aria-label', l10n.t('Formula of the chosen cell'));
    root().append(this.header.root, this.grid.root, this.reading, this.formula, this.gone);
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToTrace): void {
    switch (message.type) {
      case 'trace':
        return this.show(message);
      case 'cell':
        if (message.request === this.request && this.trace) {
          this.formula.replaceChildren(formulaOf(this.trace, message.cell));
        }
        return;
      case 'gone':
        this.gone.textContent = message.message;
        this.gone.hidden = false;
    }
  }

  private show({ params, setName, trace }: Extract<ToTrace, { type: 'trace' }>): void {
    const kept = this.host.getState()?.cell;
    this.gone.hidden = true;
    this.trace = trace;
    this.params = params;
    this.header.show(setName, params, trace);
    this.grid.show(trace);
    this.reading.textContent = l10n.t('Point at a cell for its value; click it for its formula.');
    const isThere = kept && kept.step < trace.tokens.length && kept.unit < trace.hiddenSize;
    // Something to read from the start: the last word's first unit has all of the formula.
    const cell = isThere ? kept : { step: trace.tokens.length - 1, unit: 0 };
    this.grid.mark(cell);
    this.select(cell);
  }

  private hover(cell: Cell | undefined): void {
    if (cell && this.trace) this.reading.textContent = describeCell(this.trace, cell);
  }

  private select(cell: Cell): void {
    if (!this.params) return;
    this.request++;
    this.host.post({ type: 'cell', request: this.request, ...cell });
    this.host.setState({ params: this.params, cell });
    this.hover(cell);
  }
}

configureL10n();
new TracePage().start();
