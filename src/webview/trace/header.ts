import * as l10n from '@vscode/l10n';
import { ARTICLE_SENTENCES } from '../../common/articleSentences.ts';
import { MOST_LAYERS, MOST_SEED, MOST_UNITS } from '../../common/traceLimits.ts';
import type { NetworkDirection, NetworkKind, TraceParams } from '../../protocol/recurrent.ts';
import type { KnownNetwork, TraceView } from '../../protocol/trace.ts';
import { element } from '../dom.ts';
import { shownText, unknownIs, unknownOf } from './describe.ts';
import { NumberField, SelectField, type Options } from './fields.ts';
import { InitialField } from './initialField.ts';
import { networkName, type Scene } from './scene.ts';
import { kindName } from './states.ts';

export interface HeaderActions {
  change(view: TraceView): void;
  traceText(text: string): void;
  openNetwork(): void;
  saveWeights(): void;
  /** Begin with states that are read from a file. */
  openStates(): void;
  trainLanguage(): void;
}

const KINDS: readonly NetworkKind[] = ['rnn_tanh', 'rnn_relu', 'lstm', 'gru'];
/** Before the id of an open network, among the kinds. */
const OPEN = 'open:';
/** Characters of a text that a list shows. */
const SHOWN = 22;

/** Says what is traced, and lets text and network be changed. */
export class Header {
  readonly root: HTMLElement;
  private readonly actions: HeaderActions;
  private readonly name = element('h1');
  private readonly summary = element('p', { className: 'summary' });
  private readonly text = new SelectField(l10n.t('Text'), (text) => this.actions.traceText(text));
  private readonly network = new SelectField(l10n.t('Network'), (value) => this.changeNetwork(value));
  private readonly hiddenSize: NumberField;
  private readonly layers: NumberField;
  private readonly seed: NumberField;
  private readonly direction = new SelectField(l10n.t('Direction'), (direction) =>
    this.change({ direction: direction as NetworkDirection }),
  );
  private readonly bias = element('input', { type: 'checkbox' });
  private readonly biasLabel = element('label', {}, this.bias, l10n.t('Bias'));
  private readonly unknown = new SelectField(l10n.t('Unknown words'), (unknown) =>
    this.change({ unknown: unknown as 'zeros' | 'random' }),
  );
  private readonly initial: InitialField;
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private scene: Scene | undefined;

  /** @param exports the buttons that export */
  constructor(actions: HeaderActions, exports: HTMLElement) {
    this.actions = actions;
    const changeNumbers = () => this.changeNumbers();
    this.hiddenSize = new NumberField(l10n.t('Hidden units'), 1, MOST_UNITS, changeNumbers);
    this.layers = new NumberField(l10n.t('Layers'), 1, MOST_LAYERS, changeNumbers);
    this.seed = new NumberField(l10n.t('Seed'), 0, MOST_SEED, changeNumbers);
    this.initial = new InitialField({
      change: (initial) => this.change({ initial }),
      open: () => actions.openStates(),
    });
    this.bias.addEventListener('change', () => this.change({ bias: this.bias.checked }));
    const open = button(l10n.t('Open Weights…'), () => actions.openNetwork());
    const save = button(l10n.t('Save Weights…'), () => actions.saveWeights());
    const train = button(l10n.t('Train Language Model…'), () => actions.trainLanguage());
    const fields = element('div', { className: 'fields' }, this.text.root, this.network.root);
    const options = element(
      'div',
      { className: 'fields' },
      this.hiddenSize.root,
      this.layers.root,
      this.direction.root,
      this.biasLabel,
      this.seed.root,
      this.unknown.root,
      this.initial.root,
      open,
      save,
      train,
    );
    const title = element('summary', {}, l10n.t('Options'));
    const folded = element('details', { className: 'options' }, title, options);
    folded.open = matchMedia('(min-width: 880px)').matches;
    const parts = [this.name, exports, this.summary, fields, folded, this.fault];
    this.root = element('header', { className: 'head' }, ...parts);
  }

  show(scene: Scene): void {
    this.scene = scene;
    const { view, first, setName } = scene;
    const { trace } = view;
    this.name.textContent = this.name.title = setName;
    this.summary.textContent = summaryOf(scene);
    this.text.show(textOptions(view), trace.text);
    const isOpen = trace.networkId !== undefined;
    this.network.show(
      networkOptions(scene),
      isOpen ? `${OPEN}${trace.networkId}` : (trace.kind ?? 'rnn_tanh'),
    );
    this.hiddenSize.show(trace.hiddenSize);
    this.layers.show(trace.layers ?? 1);
    this.seed.show(trace.seed);
    this.direction.show(directionOptions(), trace.direction ?? 'forward');
    this.bias.checked = trace.bias ?? true;
    this.unknown.show(unknownOptions(), trace.unknown ?? 'zeros');
    this.initial.show(trace.initial, first);
    const ofSeed = [this.hiddenSize, this.layers, this.seed, this.direction].map(({ root }) => root);
    for (const field of [...ofSeed, this.biasLabel]) field.hidden = isOpen;
    // What a language model reads in place of an unknown word is its own.
    this.unknown.root.hidden = first.tokens.every(({ row }) => row >= 0);
    this.checkNumbers();
  }

  setNetworks(networks: KnownNetwork[]): void {
    if (this.scene) this.show({ ...this.scene, networks });
  }

  /** What was asked for cannot be; what is shown stays. */
  refuse(sentence: string): void {
    if (this.scene) this.show(this.scene);
    this.fault.textContent = sentence;
    this.fault.hidden = false;
  }

  private changeNetwork(value: string): void {
    const { scene } = this;
    if (!scene) return;
    const id = value.startsWith(OPEN) ? value.slice(OPEN.length) : undefined;
    const setId = scene.networks.find((each) => each.id === id)?.setId ?? scene.view.ownSetId;
    const kind = id === undefined ? { kind: value as NetworkKind } : {};
    this.change({ setId, networkId: id, ...kind });
  }

  private changeNumbers(): void {
    if (!this.checkNumbers()) return;
    this.change({
      hiddenSize: this.hiddenSize.input.valueAsNumber,
      layers: this.layers.input.valueAsNumber,
      seed: this.seed.input.valueAsNumber,
    });
  }

  private change(changes: Partial<TraceParams>): void {
    const { view } = this.scene ?? {};
    if (view) this.actions.change({ ...view, trace: { ...view.trace, ...changes }, variant: undefined });
  }

  /** Whether the numbers can be; where one of them is wrong, it says so. */
  private checkNumbers(): boolean {
    const inputs = [this.hiddenSize, this.layers, this.seed].map(({ input }) => input);
    const wrong = inputs.find((input) => !input.checkValidity());
    for (const input of inputs) input.setAttribute('aria-invalid', String(input === wrong));
    this.fault.hidden = !wrong;
    if (wrong)
      this.fault.textContent = l10n.t('A whole number from {0} to {1}, please.', wrong.min, wrong.max);
    return !wrong;
  }
}

function button(textContent: string, press: () => void): HTMLButtonElement {
  const made = element('button', { textContent });
  made.addEventListener('click', press);
  return made;
}

function textOptions({ texts, trace: { text } }: TraceView): Options {
  const own = texts.map((each) => [each, shortened(each)] as const);
  const article = ARTICLE_SENTENCES.filter((each) => !texts.includes(each));
  const isOther = ![...texts, ...article].includes(text);
  const others = article.map((each) => [each, shortened(each)] as const);
  return [
    ...own,
    ...(isOther ? [[text, shortened(text)] as const] : []),
    ...(others.length > 0 ? [{ group: l10n.t('Near and far dependencies'), options: others }] : []),
  ];
}

function networkOptions({ networks, view: { trace } }: Scene): Options {
  const seeded = KINDS.map((kind) => [kind, kindName(kind)] as const);
  const names = new Map(networks.map(({ id, name }) => [id, name]));
  const traced = networkName({ params: trace, networks });
  // One that was closed stays, though no more can be asked of it.
  if (trace.networkId !== undefined && traced !== undefined) names.set(trace.networkId, traced);
  if (names.size === 0) return seeded;
  const open = Array.from(names, ([id, name]) => [`${OPEN}${id}`, name] as const);
  return [
    { group: l10n.t('Random weights'), options: seeded },
    { group: l10n.t('Open networks'), options: open },
  ];
}

function directionOptions(): Options {
  return [
    ['forward', l10n.t('forward')],
    ['reverse', l10n.t('reverse')],
    ['bidirectional', l10n.t('both')],
  ];
}

function unknownOptions(): Options {
  return [
    ['zeros', l10n.t('zeros')],
    ['random', l10n.t('random vectors')],
  ];
}

export function shortened(text: string): string {
  const line = shownText(text).replace(/\s+/g, ' ');
  const characters = [...line];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : line;
}

function summaryOf(scene: Scene): string {
  const { tokens, dims, hiddenSize, kind, layers, directions } = scene.first;
  const count =
    tokens.length === 1 ? l10n.t('1 token') : l10n.t('{0} tokens', tokens.length.toLocaleString());
  const units = hiddenSize === 1 ? l10n.t('1 hidden unit') : l10n.t('{0} hidden units', hiddenSize);
  const parts = [l10n.t('{0} × {1} inputs → {2}', count, dims, units)];
  const name = networkName({ ...scene, params: scene.view.trace });
  if (name !== undefined) {
    const depth = layers.length / directions.length;
    const size = [
      kindName(kind),
      ...(depth > 1 ? [l10n.t('{0} layers', depth)] : []),
      ...(directions.length > 1 ? [l10n.t('both directions')] : []),
    ];
    parts.push(`${name}: ${size.join(', ')}`);
  }
  const { language } = scene.first;
  const [unknown, ...more] = unknownOf(tokens);
  if (unknown)
    parts.push(
      language ? `${more.length + 1} ${unknownIs(unknown)}` : l10n.t('{0} not in the set', more.length + 1),
    );
  if (language && !Number.isNaN(language.perplexity))
    parts.push(l10n.t('perplexity {0}', language.perplexity.toFixed(1)));
  return parts.join(' · ');
}
