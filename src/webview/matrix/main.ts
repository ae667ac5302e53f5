import * as l10n from '@vscode/l10n';
import type {
  FromMatrix,
  MatrixParams,
  MatrixSettings,
  MatrixState,
  ToMatrix,
} from '../../protocol/matrix.ts';
import type { PanelState } from '../../protocol/panel.ts';
import { element } from '../dom.ts';
import { exportButtons } from '../exportButtons.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { Grid, spoken } from './grid.ts';
import { Header } from './header.ts';
import { cosineOf, matrixCsv, type Matrix } from './matrix.ts';
import { orderBySimilarity } from './order.ts';
import { PairView } from './pairView.ts';
import { matrixSvg, pngOf } from './picture.ts';

/** The matrix's page: texts, how similar each is to each, and two of them in full. */
class MatrixPage {
  private readonly host = new Host<FromMatrix, ToMatrix, MatrixState>();
  private readonly header: Header;
  private readonly grid = new Grid((a, b) => this.choose(a, b));
  private readonly pairView = new PairView();
  private readonly stage: Stage;
  /** What this is about, for a later life of the page. */
  private kept: PanelState<MatrixParams> | undefined;
  private matrix: Matrix = { texts: [], numbers: [], cosines: new Float32Array(), words: [] };
  private order: number[] = [];
  private isSorted = this.host.getState()?.isSorted ?? false;
  private pair = this.host.getState()?.pair;

  constructor() {
    const exports = exportButtons(
      {
        csv: () => matrixCsv(this.matrix, this.order),
        svg: () => this.picture(),
        png: () => pngOf(this.picture()),
      },
      (file) => this.host.post({ type: 'save', file }),
    );
    this.header = new Header(
      { change: (settings) => this.change(settings), sort: (isSorted) => this.sort(isSorted) },
      exports,
    );
    const { root: grid } = this.grid;
    const body = element('div', { className: 'matrix' }, this.header.root, grid, this.pairView.root);
    this.stage = new Stage(body, () => this.host.post({ type: 'retry' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToMatrix): void {
    switch (message.type) {
      case 'matrix':
        return this.show(message);
      case 'remember':
        this.kept = message.state;
        return this.store();
      case 'gone':
        return this.stage.lose(message);
    }
  }

  private show({ params, setName, compared }: Extract<ToMatrix, { type: 'matrix' }>): void {
    const { texts, numbers } = params;
    this.matrix = { ...compared, texts, numbers };
    this.stage.show();
    this.header.show(setName, params);
    this.sort(this.isSorted);
    if (!this.pair) this.pairView.explain();
  }

  private change(settings: MatrixSettings): void {
    this.host.post({ type: 'change', settings });
  }

  private sort(isSorted: boolean): void {
    this.isSorted = isSorted;
    const { cosines, texts } = this.matrix;
    this.order = isSorted ? orderBySimilarity(cosines, texts.length) : texts.map((_, i) => i);
    this.header.setSorted(isSorted);
    this.grid.show(this.matrix, this.order);
    if (this.pair) this.showPair(...this.pair);
    this.store();
  }

  private choose(a: number, b: number): void {
    this.pair = [a, b];
    this.showPair(a, b);
    const cosine = spoken(cosineOf(this.matrix, a, b));
    const [first, second] = [this.matrix.numbers[a], this.matrix.numbers[b]];
    this.stage.speak(l10n.t('Text {0} and text {1}: {2}', first, second, cosine));
    this.store();
  }

  private picture(): string {
    return matrixSvg(this.matrix, this.order, this.header.lines);
  }

  private showPair(a: number, b: number): void {
    this.grid.select(a, b);
    this.pairView.show(this.matrix, a, b);
  }

  private store(): void {
    const { kept, isSorted, pair } = this;
    if (kept) this.host.setState({ ...kept, isSorted, ...(pair && { pair }) });
  }
}

configureL10n();
new MatrixPage().start();
