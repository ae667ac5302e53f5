import * as l10n from '@vscode/l10n';
import type { PanelState } from '../../protocol/panel.ts';
import type {
  FromTrace,
  ShownStates,
  ToTrace,
  TraceState,
  TraceView,
  WhichTrace,
} from '../../protocol/trace.ts';
import { element } from '../dom.ts';
import { exportButtons } from '../exportButtons.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { Tabs, type Tab } from '../tabs.ts';
import { BatchView } from './batchView.ts';
import { distanceBars, influenceBars, surpriseBars } from './bars.ts';
import { CellView } from './cellView.ts';
import { ChangeView } from './changeView.ts';
import { speakCell, unknownOf } from './describe.ts';
import { traceCsv, traceJson } from './exports.ts';
import { ForgettingView } from './forgettingView.ts';
import { clamped, type Cell } from './geometry.ts';
import { Grid } from './grid.ts';
import { Header } from './header.ts';
import { Legend } from './legend.ts';
import { meaningOfInfluence, unknownInput } from './meaning.ts';
import { PathView } from './pathView.ts';
import { Player } from '../player.ts';
import { PredictionView } from './predictionView.ts';
import { Questions } from './questions.ts';
import { sceneOf, statesOf, stepOf, type Scene, type SceneView, type ShownTrace } from './scene.ts';
import { SimilarityView } from './similarityView.ts';
import { columnRead, statesShown, type States } from './states.ts';
import { Toolbar } from './toolbar.ts';
import { UnrolledView } from './unrolled.ts';

/** How long an answer may take before one says that it comes. */
const WAITING_MS = 300;

/** The trace's page: texts, the states that a network has over them, and views of what they are made of. */
class TracePage {
  private readonly host = new Host<FromTrace, ToTrace, TraceState>();
  private readonly questions = new Questions((message) => this.host.post(message));
  private readonly header: Header;
  private readonly grid = new Grid({
    focus: (cell) => this.speakOf(cell),
    select: (cell) => this.select(cell),
    light: (step) => this.light(step),
  });
  private readonly player = new Player({
    go: (step, isPlaying) => {
      this.grid.play(isPlaying ? step : undefined);
      this.goTo(step);
    },
    end: () => this.grid.play(undefined),
  });
  private readonly toolbar = new Toolbar(
    {
      show: (changes) => this.showStates(changes),
      influence: (ofSelected) => this.showInfluence(ofSelected),
    },
    this.player.root,
  );
  private readonly legend = new Legend();
  private readonly meaning = element('p', { className: 'meaning' });
  private readonly views: (Tab & { view: SceneView; isFor?: (scene: Scene) => boolean })[];
  private readonly tabs: Tabs;
  private readonly stage: Stage;
  /** As the host sent it. */
  private received: ShownTrace | undefined;
  private scene: Scene | undefined;
  private states: States | undefined;
  /** Of which trace, on which step: it is computed once. */
  private influence: { of: ShownTrace; which: WhichTrace; step: number; values: Float64Array } | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** How often it was asked for: the last answer counts. */
  private influences = 0;
  private isOfSelected = false;
  /** What was asked for and has not come yet. */
  private awaited: TraceView | undefined;
  /** What was looked at in an earlier life of the page. */
  private readonly before = this.host.getState();
  /** What this is about, for a later life of the page. */
  private kept: PanelState<TraceView> | undefined;
  private tab = this.before?.tab ?? 'formula';

  constructor() {
    const speak = (sentence: string) => this.stage.speak(sentence);
    const goTo = (step: number) => this.goTo(step);
    const traceText = (text: string) => this.traceText(text);
    const change = (view: TraceView) => this.change(view);
    const tab = (id: string, label: string, view: SceneView, isFor?: (scene: Scene) => boolean) => {
      return { id, label, view, root: view.root, ...(isFor ? { isFor } : {}) };
    };
    this.views = [
      tab('formula', l10n.t('Formula'), new CellView(this.questions, speak)),
      tab('network', l10n.t('Unrolled'), new UnrolledView(goTo)),
      tab(
        'prediction',
        l10n.t('Predictions'),
        new PredictionView(speak),
        ({ trace }) => trace.language !== undefined,
      ),
      tab('similarity', l10n.t('Similarity'), new SimilarityView(this.questions, goTo, speak)),
      tab('path', l10n.t('Path'), new PathView(this.questions, goTo)),
      tab('forgetting', l10n.t('Forgetting'), new ForgettingView(this.questions, traceText)),
      tab('change', l10n.t('Change'), new ChangeView(change)),
      tab(
        'batch',
        l10n.t('Batch'),
        new BatchView(this.questions, traceText),
        ({ view }) => view.texts.length > 1,
      ),
    ];
    this.tabs = new Tabs(l10n.t('Views of the trace'), this.views, (id) => this.openTab(id));
    this.header = new Header(
      {
        change,
        traceText,
        openNetwork: () => this.host.post({ type: 'openNetwork' }),
        saveWeights: () => this.host.post({ type: 'saveWeights' }),
        openStates: () => this.host.post({ type: 'openStates' }),
        trainLanguage: () => this.host.post({ type: 'trainLanguage' }),
      },
      this.exports(),
    );
    const states = element(
      'section',
      { className: 'states' },
      this.toolbar.root,
      this.grid.root,
      this.legend.root,
      this.meaning,
    );
    states.setAttribute('aria-label', l10n.t('Hidden states'));
    const body = element('div', { className: 'trace' }, this.header.root, states, this.tabs.root);
    body.addEventListener('keydown', (event) => this.press(event));
    this.stage = new Stage(body, () => this.host.post({ type: 'retry' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToTrace): void {
    switch (message.type) {
      case 'trace':
        return this.show(message);
      case 'remember':
        this.kept = message.state;
        return this.keep();
      case 'answer':
      case 'noAnswer':
        return this.questions.receive(message);
      case 'networks':
        if (this.scene) this.scene = { ...this.scene, networks: message.networks };
        return this.header.setNetworks(message.networks);
      case 'pointed':
        return this.pointAt(message.offset);
      case 'refused':
        this.awaited = undefined;
        if (this.scene) this.refresh(this.scene);
        return this.header.refuse(message.message);
      case 'gone':
        this.awaited = undefined;
        return this.stage.lose(message);
    }
  }

  private show(received: ShownTrace): void {
    const { awaited } = this;
    if (awaited && JSON.stringify(awaited) !== JSON.stringify(received.params)) return;
    this.awaited = undefined;
    const isFirst = this.received === undefined;
    this.received = received;
    const shown = isFirst ? this.before?.shown : this.scene?.shown;
    const scene = sceneOf(received, shown, isFirst ? this.before?.cell : this.scene?.cell);
    this.stage.show();
    this.header.show(scene);
    this.refresh(scene);
  }

  /** Shows a scene anew, from the grid to the tab that is open. */
  private refresh(scene: Scene): void {
    const { trace, compared, shown, cell } = scene;
    this.scene = scene;
    this.questions.begin(shown.which);
    this.states = statesShown(trace, compared?.second, shown);
    const isReverse = trace.layers[shown.layer].direction === 'reverse';
    const order = Uint32Array.from({ length: trace.hiddenSize }, (_, unit) => unit);
    this.grid.show(trace, this.states, order, cell, isReverse);
    this.player.show(trace.tokens.length, stepOf(scene), isReverse);
    this.toolbar.show(scene);
    this.showInfluence(this.isOfSelected);
    this.showBars();
    this.sort(scene, this.states, isReverse);
    this.selected(scene);
    this.showTab(scene);
  }

  /** Puts the units in the order that is wanted, as soon as it is known. */
  private sort(scene: Scene, states: States, isReverse: boolean): void {
    const { order: by } = scene.shown;
    if (by === 'number') return;
    this.questions.ask('order', { by, ...statesOf(scene) }).then(
      (order) =>
        this.states === states && this.grid.show(scene.trace, states, order, this.scene?.cell, isReverse),
      (fault: Error) => this.header.refuse(fault.message),
    );
  }

  private showStates(changes: Partial<ShownStates>): void {
    const { received, scene } = this;
    if (!received || !scene) return;
    // The difference is that of the first to the second.
    const which = changes.what === 'difference' ? { which: 'first' as const } : {};
    this.refresh(sceneOf(received, { ...scene.shown, ...changes, ...which }, scene.cell));
  }

  private showInfluence(ofSelected: boolean): void {
    const { scene, received } = this;
    if (!scene || !received) return;
    this.isOfSelected = ofSelected;
    const step = ofSelected ? stepOf(scene) : scene.trace.tokens.length - 1;
    const { which } = scene.shown;
    const number = ++this.influences;
    clearTimeout(this.waiting);
    const { influence } = this;
    // Other states of the same trace are looked at.
    if (influence?.of === received && influence.which === which && influence.step === step)
      return this.explainInfluence(scene, step);
    this.waiting = setTimeout(() => this.waitForInfluence(), WAITING_MS);
    this.questions.ask('influence', { step }).then(
      (values) => {
        if (number !== this.influences) return;
        clearTimeout(this.waiting);
        this.influence = { of: received, which, step, values };
        this.explainInfluence(scene, step);
        this.showBars();
      },
      (fault: Error) => {
        clearTimeout(this.waiting);
        this.meaning.textContent = fault.message;
      },
    );
  }

  /** A short wait is not spoken of. */
  private waitForInfluence(): void {
    this.meaning.textContent = l10n.t('Computing the influence of every token…');
    this.meaning.classList.add('busy');
  }

  private explainInfluence({ trace, shown }: Scene, step: number): void {
    this.meaning.classList.remove('busy');
    this.meaning.textContent = meaningOfInfluence(trace, step, shown.bars === 'log');
  }

  private showBars(): void {
    const { trace, compared, shown } = this.scene ?? {};
    const { language } = trace ?? {};
    const isFar = compared && compared.distance.length > 0;
    const { influence, received } = this;
    const isLog = shown?.bars === 'log';
    const isKnown = influence && influence.of === received && influence.which === shown?.which;
    this.grid.setBars([
      ...(isKnown ? [influenceBars(influence.values, influence.step, isLog)] : []),
      ...(language ? [surpriseBars(language.surprise)] : []),
      ...(isFar ? [distanceBars(compared.distance, isLog)] : []),
    ]);
  }

  private select(cell: Cell): void {
    if (!this.scene) return;
    this.scene = { ...this.scene, cell };
    this.grid.select(cell);
    this.player.at(cell.step);
    this.selected(this.scene);
    this.toolbar.select(this.scene);
    if (this.isOfSelected) this.showInfluence(true);
    this.views.find(({ id }) => id === this.tab)?.view.select(this.scene);
  }

  /** What follows from the cell that is chosen. */
  private selected({ trace, shown, cell, params }: Scene): void {
    const { states } = this;
    if (!states) return;
    const isReverse = trace.layers[shown.layer].direction === 'reverse';
    const [unknown] = unknownOf(trace.tokens);
    this.legend.show({
      states,
      unknown: unknown && unknownInput(unknown, params),
      hasBefore: columnRead(states, cell?.step, isReverse) !== undefined,
      isReverse,
    });
    this.keep();
  }

  private goTo(step: number): void {
    const { cell, trace } = this.scene ?? {};
    if (trace) this.select(clamped({ step, unit: cell?.unit ?? 0 }, trace));
  }

  private openTab(id: string): void {
    this.tab = id;
    if (this.scene) this.showTab(this.scene);
    this.keep();
  }

  /** Shows the tab that is open; where there is nothing to see of it, the first one. */
  private showTab(scene: Scene): void {
    const offered = this.views.filter(({ isFor }) => isFor?.(scene) ?? true);
    const open = offered.find(({ id }) => id === this.tab) ?? offered[0];
    this.tabs.show(open.id, new Set(offered.map(({ id }) => id)));
    open.view.show(scene);
  }

  private traceText(text: string): void {
    const { view } = this.scene ?? {};
    if (!view) return;
    // The article's words are hardly in the reader's set; each gets a vector nonetheless.
    const unknown = view.texts.includes(text) ? {} : { unknown: 'random' as const };
    this.change({ ...view, trace: { ...view.trace, text, ...unknown }, variant: undefined });
  }

  private change(view: TraceView): void {
    this.awaited = view;
    // Answers that are under way belong to the trace before.
    this.questions.hold();
    this.light(undefined);
    this.host.post({ type: 'change', params: view });
  }

  private light(step: number | undefined): void {
    const { trace, params, view } = this.scene ?? {};
    const token = step === undefined ? undefined : trace?.tokens[step];
    const isInEditor = token && params?.text === view?.trace.text;
    this.host.post({
      type: 'light',
      ...(isInEditor ? { span: { start: token.start, end: token.end } } : {}),
    });
  }

  private pointAt(offset: number): void {
    const { trace, params, view } = this.scene ?? {};
    if (!trace || params?.text !== view?.trace.text) return;
    const step = trace.tokens.findIndex(({ start, end }) => start <= offset && offset < end);
    this.grid.pointAt(step < 0 ? undefined : step);
  }

  /** P plays and pauses, as in no field that one types in. */
  private press(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isTyping || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'p') this.player.press();
    else if (event.key === ',') this.player.move(-1);
    else if (event.key === '.') this.player.move(1);
  }

  private speakOf(cell: Cell): void {
    if (this.scene && this.states)
      this.stage.speak(speakCell(this.scene.trace, this.states, this.grid.bars, cell));
  }

  private keep(): void {
    const { kept, tab, scene } = this;
    const { shown, cell } = scene ?? this.before ?? {};
    if (kept) this.host.setState({ ...kept, tab, ...(shown && { shown }), ...(cell && { cell }) });
  }

  private exports(): HTMLElement {
    const now = () => {
      const { scene, states } = this;
      if (!scene || !states) throw new Error('There is no trace yet.');
      return { scene, states };
    };
    return exportButtons(
      {
        csv: () => traceCsv(now().scene, now().states, this.grid.bars),
        json: () => traceJson(now().scene, this.grid.bars),
        png: () => this.grid.png(),
      },
      (file) => this.host.post({ type: 'save', file }),
    );
  }
}

configureL10n();
new TracePage().start();
