import * as l10n from '@vscode/l10n';
import type { NetworkKind, TraceParams } from '../../protocol/recurrent.ts';
import type { TraceVariant, TraceView } from '../../protocol/trace.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { heat, heatCanvas } from '../heat.ts';
import { quoted } from './describe.ts';
import { SelectField } from './fields.ts';
import { shortened } from './header.ts';
import { unknownInput } from './meaning.ts';
import { statesOf, stepOf, type Scene, type SceneView } from './scene.ts';
import { kindName } from './states.ts';

const KINDS: readonly NetworkKind[] = ['rnn_tanh', 'rnn_relu', 'lstm', 'gru'];

/** Changes something of the trace, and shows the difference: a word, a unit, the network, the text. */
export class ChangeView implements SceneView {
  readonly root = element('section', { className: 'change' });
  private readonly change: (view: TraceView) => void;
  private readonly result = element('div', { className: 'difference' });
  private readonly wordLabel = element('span');
  private readonly word = element('input', { type: 'text', required: true });
  private readonly silence = element('button');
  private readonly network = new SelectField(l10n.t('Another network'), (value) =>
    this.compareNetwork(value),
  );
  private readonly text = element('input', { type: 'text', required: true });
  private scene: Scene | undefined;

  constructor(change: (view: TraceView) => void) {
    this.change = change;
    const replace = form(l10n.t('Replace'), [element('label', {}, this.wordLabel, this.word)], () =>
      this.replaceWord(),
    );
    this.silence.addEventListener('click', () => this.silenceUnit());
    const compare = form(l10n.t('Compare'), [element('label', {}, l10n.t('Another text'), this.text)], () =>
      this.vary({ text: this.text.value }),
    );
    const what = l10n.t(
      'Change something and see what becomes of the states: the first trace stays beside it.',
    );
    this.root.append(
      element('p', { className: 'note' }, what),
      replace,
      element('div', { className: 'fields' }, this.silence),
      element('div', { className: 'fields' }, this.network.root),
      compare,
      this.result,
    );
  }

  show(scene: Scene): void {
    this.select(scene);
    const { trace, variant } = scene.view;
    const isSeeded = trace.networkId === undefined;
    const own = isSeeded ? (trace.kind ?? 'rnn_tanh') : `open:${trace.networkId}`;
    const seeded = KINDS.map((kind) => [kind, kindName(kind)] as const);
    const fits = scene.networks.filter(({ info }) => !info || info.inputSize === scene.first.dims);
    const open = fits.map(({ id, name }) => [`open:${id}`, name] as const);
    const none = ['', l10n.t('choose…')] as const;
    this.network.show([none, ...[...seeded, ...open].filter(([value]) => value !== own)], networkOf(variant));
    this.showResult(scene);
  }

  select(scene: Scene): void {
    this.scene = scene;
    const token = scene.first.tokens[stepOf(scene)];
    const { layer } = statesOf(scene);
    this.wordLabel.textContent = token ? l10n.t('Instead of {0}', quoted(token)) : '';
    this.silence.disabled = !scene.cell;
    this.silence.textContent = scene.cell
      ? l10n.t('Silence unit {0} of layer {1}', scene.cell.unit + 1, layer + 1)
      : l10n.t('Silence a unit: select one of its cells');
  }

  private replaceWord(): void {
    const { scene } = this;
    if (!scene) return;
    const step = stepOf(scene);
    const others = (scene.view.variant?.replaced ?? []).filter((each) => each.step !== step);
    this.vary({ ...this.changes, replaced: [...others, { step, word: this.word.value.trim() }] });
    this.word.value = '';
  }

  private silenceUnit(): void {
    const { scene } = this;
    if (!scene?.cell) return;
    const place = { ...statesOf(scene), unit: scene.cell.unit };
    const silenced = scene.view.variant?.silenced ?? [];
    this.vary({ ...this.changes, silenced: [...silenced, place] });
  }

  /** Words and units that are changed already. */
  private get changes(): TraceVariant {
    const { replaced, silenced } = this.scene?.view.variant ?? {};
    return { ...(replaced ? { replaced } : {}), ...(silenced ? { silenced } : {}) };
  }

  private compareNetwork(value: string): void {
    const { scene } = this;
    if (!scene || value === '') return this.vary(undefined);
    const { hiddenSize, layers, direction, bias, seed }: TraceParams = scene.view.trace;
    const network = value.startsWith('open:')
      ? { networkId: value.slice('open:'.length) }
      : { kind: value as NetworkKind, hiddenSize, layers, direction, bias, seed };
    this.vary({ network });
  }

  private vary(variant: TraceVariant | undefined): void {
    const { view } = this.scene ?? {};
    if (view) this.change({ ...view, variant });
  }

  private showResult(scene: Scene): void {
    const { compared, view } = scene;
    if (!compared || !view.variant) return this.result.replaceChildren();
    const undo = element('button', { textContent: l10n.t('Compare No More') });
    undo.addEventListener('click', () => this.vary(undefined));
    this.result.replaceChildren(
      element('h2', {}, l10n.t('The second trace')),
      element('ul', {}, ...this.changeLines(scene, view.variant)),
      undo,
      ...differenceOf(scene),
    );
  }

  /** What is changed, a line each with a way to take it back. */
  private changeLines({ first, compared, networks, params }: Scene, variant: TraceVariant): HTMLElement[] {
    const { replaced = [], silenced = [], text, network } = variant;
    const line = (sentence: string, without: TraceVariant, ...notes: HTMLElement[]) => {
      const undo = element('button', { className: 'link', textContent: l10n.t('Undo') });
      undo.setAttribute('aria-label', l10n.t('Undo: {0}', sentence));
      const isEmpty = [without.replaced, without.silenced].every((list) => !list?.length);
      undo.addEventListener('click', () => this.vary(isEmpty ? undefined : without));
      return element('li', {}, `${sentence} `, undo, ...notes);
    };
    const unknown = (step: number) => {
      const token = compared?.second.tokens[step];
      return token && !token.isKnown
        ? [element('p', { className: 'note' }, unknownInput(token, params, step + 1))]
        : [];
    };
    const name =
      network && 'networkId' in network
        ? networks.find(({ id }) => id === network.networkId)?.name
        : undefined;
    return [
      ...replaced.map((each) =>
        line(
          l10n.t('“{0}” instead of {1}', each.word, quoted(first.tokens[each.step])),
          { ...this.changes, replaced: replaced.filter((other) => other !== each) },
          ...unknown(each.step),
        ),
      ),
      ...silenced.map((each) =>
        line(l10n.t('unit {0} of layer {1} is held at 0', each.unit + 1, each.layer + 1), {
          ...this.changes,
          silenced: silenced.filter((other) => other !== each),
        }),
      ),
      ...(text === undefined ? [] : [element('li', {}, quoted({ text: shortened(text) }))]),
      ...(network
        ? [
            element(
              'li',
              {},
              name ?? kindName(('kind' in network && network.kind) || params.kind || 'rnn_tanh'),
            ),
          ]
        : []),
    ];
  }
}

/** How far the second trace is from the first. */
function differenceOf({ first, compared }: Scene): HTMLElement[] {
  if (!compared) return [];
  const { distance, similarity, second } = compared;
  const [rows, columns] = [first.tokens.length, second.tokens.length];
  if (distance.length > 0) {
    const end = distance[distance.length - 1];
    const width = first.hidden.length / rows;
    const norm = Math.hypot(...first.hidden.subarray((rows - 1) * width));
    const share = norm > 0 ? ` (${percentOf(end / norm)})` : '';
    const sentence = l10n.t(
      'At the end the states are {0} apart{1}, of a length of {2}.',
      format(end),
      share,
      format(norm),
    );
    const bars = l10n.t('The bars under the tokens show ‖h − h′‖; the grid can show the difference itself.');
    return [element('p', {}, sentence), element('p', { className: 'note' }, bars)];
  }
  if (similarity.length === 0)
    return [
      element(
        'p',
        {},
        l10n.t('The two have states of different sizes: look at one, then at the other, in the grid.'),
      ),
    ];
  const image = heat(rows, columns, 1, (a, b) => similarity[a * columns + b]);
  const label = l10n.t(
    'Cosines of the states of the first text, down, and of the second, across: {0} × {1}',
    rows,
    columns,
  );
  const cosine = similarity[similarity.length - 1];
  return [
    element('p', {}, l10n.t('The cosine of their last states is {0}.', format(cosine))),
    heatCanvas(image, label),
    element('p', { className: 'note' }, label),
  ];
}

/** A share that is small may not look like none. */
function percentOf(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function networkOf(variant: TraceVariant | undefined): string {
  const { network } = variant ?? {};
  if (!network) return '';
  return 'networkId' in network ? `open:${network.networkId}` : (network.kind ?? 'rnn_tanh');
}

/** A line of inputs with a button that takes them. */
function form(label: string, inputs: HTMLElement[], take: () => void): HTMLFormElement {
  const made = element('form', { className: 'fields' }, ...inputs, element('button', { textContent: label }));
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    take();
  });
  return made;
}
