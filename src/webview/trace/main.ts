import * as l10n from '@vscode/l10n';
import type { Trace, TraceCell, TraceParams } from '../../protocol/engine.ts';
import type { PanelState } from '../../protocol/panel.ts';
import type { FromTrace, ToTrace, TraceState } from '../../protocol/trace.ts';
import { element } from '../dom.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { CellView, speakFormula } from './cellView.ts';
import { speakCell } from './describe.ts';
import type { Cell } from './geometry.ts';
import { clamped, Grid } from './grid.ts';
import { Header, type Settings } from './header.ts';
import { Legend } from './legend.ts';

/** The trace's page: one text, its hidden states, and the formula of one of them. */
class TracePage {
  private readonly host = new Host<FromTrace, ToTrace, TraceState>();
  private readonly header = new Header((settings) => this.change(settings));
  private readonly grid = new Grid({
    focus: (cell) => this.trace && this.stage.speak(speakCell(this.trace, cell)),
    select: (cell) => this.select(cell),
  });
  private readonly legend = new Legend();
  private readonly cellView = new CellView();
  private readonly stage: Stage;
  /** What this is about, for a later life of the page. */
  private kept: PanelState<TraceParams> | undefined;
  private params: TraceParams | undefined;
  private trace: Trace | undefined;
  private selected: Cell | undefined = this.host.getState()?.cell;
  /** What was asked for and has not come yet. */
  private awaited: Settings | undefined;
  private request = 0;

  constructor() {
    const states = element('section', { className: 'states' }, this.grid.root, this.legend.root);
    states.setAttribute('aria-label', l10n.t('Hidden states'));
    const body = element('div', { className: 'trace' }, this.header.root, states, this.cellView.root);
    this.stage = new Stage(body, () => this.host.post({ type: 'retry' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToTrace): void {
    switch (message.type) {
      case 'trace':
        return this.show(message.setName, message.trace, message.params);
      case 'remember':
        this.kept = message.state;
        return this.store();
      case 'cell':
        return message.request === this.request ? this.showCell(message.cell) : undefined;
      case 'gone':
        this.awaited = undefined;
        return this.stage.lose(message);
    }
  }

  private show(setName: string, trace: Trace, params: TraceParams): void {
    const { awaited } = this;
    const isStale = awaited && (awaited.hiddenSize !== params.hiddenSize || awaited.seed !== params.seed);
    if (isStale) return;
    this.awaited = undefined;
    this.trace = trace;
    this.params = params;
    this.stage.show();
    this.header.show(setName, trace, params);
    this.selected = this.selected && clamped(this.selected, trace);
    this.grid.setTrace(trace, this.selected);
    if (!this.selected) this.cellView.explain(trace, params.seed);
    this.select(this.selected);
  }

  private select(cell: Cell | undefined): void {
    const { trace, params } = this;
    if (!trace || !params) return;
    this.selected = cell;
    this.grid.select(cell);
    const hasUnknown = trace.tokens.some(({ row }) => row < 0);
    this.legend.show({ hasUnknown, hasBefore: cell !== undefined && cell.step > 0 });
    this.store();
    // The host answers for the network that was asked for last; until it is here, a cell of this one is not to be had.
    if (cell && !this.awaited) this.host.post({ type: 'cell', request: ++this.request, ...cell });
  }

  private store(): void {
    const { kept, selected } = this;
    if (kept) this.host.setState({ ...kept, ...(selected && { cell: selected }) });
  }

  private showCell(cell: TraceCell): void {
    const { trace, params } = this;
    if (!trace || !params) return;
    this.cellView.show(trace, params.seed, cell);
    this.stage.speak(speakFormula(cell));
  }

  private change(settings: Settings): void {
    this.awaited = settings;
    // Answers that are under way belong to the network before.
    this.request++;
    this.host.post({ type: 'change', ...settings });
  }
}

configureL10n();
new TracePage().start();
