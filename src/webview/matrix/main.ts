import * as l10n from '@vscode/l10n';
import type {
  FromMatrix,
  MatrixParams,
  MatrixSettings,
  MatrixState,
  ToMatrix,
} from '../../protocol/matrix.ts';
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
  private params: MatrixParams | undefined;
  private matrix: Matrix = { texts: [], cosines: new Float32Array(), words: [] };
  private order: number[] = [];
  private isSorted = this.host.getState()?.isSorted ?? false;
  private pair = this.host.getState()?.pair;

  constructor() {
    const exports = exportButtons(
      {
        csv: () => matrixCsv(this.matrix, this.order),
        svg: () => matrixSvg(this.matrix, this.order),
        png: () => pngOf(matrixSvg(this.matrix, this.order)),
      },
      (file) => this.host.post({ type: 'save', file }),
    );
    this.header = new Header(
      { change: (settings) => this.change(settings), sort: (isSorted) => this.sort(isSorted) },
      exports,
    );
    const { root: grid } = this.grid;
    const body = element('div', { className: 'matrix' }, this.header.root, grid, this.pairView.root);
    this.stage = new Stage(body, () => this.host.post({ type: 'ready' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToMatrix): void {
    if (message.type === 'gone') return this.stage.lose(message.message);
    const { params, setName, compared } = message;
    this.params = params;
    this.matrix = { ...compared, texts: params.texts };
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
    this.stage.speak(l10n.t('Text {0} and text {1}: {2}', a + 1, b + 1, cosine));
    this.store();
  }

  private showPair(a: number, b: number): void {
    this.grid.select(a, b);
    this.pairView.show(this.matrix, a, b);
  }

  private store(): void {
    const { params, isSorted, pair } = this;
    if (params) this.host.setState({ params, isSorted, ...(pair && { pair }) });
  }
}

configureL10n();
new MatrixPage().start();
