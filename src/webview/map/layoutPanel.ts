import * as l10n from '@vscode/l10n';
import type { LayoutParams } from '../../protocol/engine.ts';
import type { LayoutChoice } from '../../protocol/map.ts';
import { element } from '../dom.ts';
import { AxisFields } from './axisFields.ts';
import type { ToolPanel } from './drawer.ts';
import { numberField, selectField, type Field } from './fields.ts';
import type { Group } from './picks.ts';

type Method = LayoutParams['method'];
type Metric = 'cosine' | 'euclidean' | 'dot';

export interface LayoutActions {
  layOut(params: LayoutParams, isSelectionAlone: boolean): void;
}

/** How the words are laid out: the method, and each of its parameters with a sentence. */
export class LayoutPanel implements ToolPanel {
  readonly name = 'layout';
  readonly title = l10n.t('Layout');
  readonly root = element('form', { className: 'layout' });
  private readonly actions: LayoutActions;
  private readonly method = selectField<Method>(
    l10n.t('Method'),
    {
      umap: 'UMAP',
      tsne: 't-SNE',
      pca: l10n.t('Principal components'),
      axes: l10n.t('Axes of your own'),
    },
    '',
  );
  private readonly about = element('p', { className: 'hint' });
  private readonly metric = selectField<Metric>(
    l10n.t('Words are near by'),
    {
      cosine: l10n.t('cosine'),
      euclidean: l10n.t('Euclidean distance'),
      dot: l10n.t('dot product'),
    },
    l10n.t('Cosine: the angle between two vectors. Dot product: long vectors are near to many others.'),
  );
  private readonly neighbours = numberField(
    l10n.t('Neighbours'),
    { min: 2, max: 200, step: 1 },
    l10n.t(
      'How many neighbours a word is laid out by. Few keep small groups apart, many show the large shape.',
    ),
  );
  private readonly minDist = numberField(
    l10n.t('Smallest distance'),
    { min: 0, max: 1, step: 0.01 },
    l10n.t('How close together words may stand. 0 packs groups tightly.'),
  );
  private readonly perplexity = numberField(
    l10n.t('Perplexity'),
    { min: 2, max: 100, step: 1 },
    l10n.t('About how many neighbours a word has. Low values show small groups, high ones the large shape.'),
  );
  private readonly seed = numberField(
    l10n.t('Seed'),
    { min: 0, max: 0xffffffff, step: 1 },
    l10n.t('Where chance begins. The same seed gives the same map.'),
  );
  private readonly x = new AxisFields(l10n.t('Across: from … to …'));
  private readonly y = new AxisFields(l10n.t('Upwards: from … to …'));
  private readonly alone = element('input', { type: 'checkbox' });
  private readonly aloneText = element('span');
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private engine: 'auto' | 'fast' | 'umap-js' = 'auto';

  constructor(actions: LayoutActions) {
    this.actions = actions;
    const submit = element('button', { className: 'primary', textContent: l10n.t('Lay Out') });
    this.root.append(
      this.method.root,
      this.about,
      ...[this.metric, this.neighbours, this.minDist, this.perplexity, this.seed].map(({ root }) => root),
      this.x.root,
      this.y.root,
      element('label', { className: 'check' }, this.alone, this.aloneText),
      this.fault,
      submit,
    );
    this.method.onChange = () => this.showFields();
    this.root.addEventListener('submit', (event) => this.submit(event));
    this.seed.value = 42;
    this.neighbours.value = 15;
    this.minDist.value = 0.1;
    this.perplexity.value = 30;
    this.setPicked(0);
    this.showFields();
  }

  /** What is laid out now: its parameters are those that one begins with. */
  setChoice({ params, rows }: LayoutChoice): void {
    this.method.value = params.method;
    this.alone.checked = rows !== undefined;
    if ('metric' in params) this.metric.value = params.metric;
    if ('seed' in params) this.seed.value = params.seed;
    if (params.method === 'umap') {
      this.neighbours.value = params.neighbours;
      this.minDist.value = params.minDist;
      this.engine = params.engine;
    }
    if (params.method === 'tsne') this.perplexity.value = params.perplexity;
    this.showFields();
  }

  /** @param count of words that are picked */
  setPicked(count: number): void {
    this.alone.disabled = count < 3;
    if (this.alone.disabled) this.alone.checked = false;
    this.aloneText.textContent = l10n.t('Only the selected words ({0})', count.toLocaleString());
  }

  /** The groups that an axis may lead from and to. */
  setGroups(groups: readonly Group[], wordAt: (row: number) => string): void {
    this.x.setGroups(groups, wordAt);
    this.y.setGroups(groups, wordAt);
  }

  private showFields(): void {
    const method = this.method.value;
    this.about.textContent = ABOUT[method]();
    const shown: Record<Method, readonly Field[]> = {
      umap: [this.metric, this.neighbours, this.minDist, this.seed],
      tsne: [this.metric, this.perplexity, this.seed],
      pca: [],
      axes: [],
    };
    for (const field of [this.metric, this.neighbours, this.minDist, this.perplexity, this.seed])
      field.root.hidden = !shown[method].includes(field);
    this.x.root.hidden = this.y.root.hidden = method !== 'axes';
    this.fault.hidden = true;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const params = this.read();
    this.fault.hidden = params !== undefined;
    this.fault.textContent = l10n.t('Name a word at either end of the first axis.');
    if (params) this.actions.layOut(params, this.alone.checked);
  }

  /** What is wanted; undefined where an axis lacks an end. */
  private read(): LayoutParams | undefined {
    const method = this.method.value;
    const [metric, seed] = [this.metric.value, this.seed.value];
    switch (method) {
      case 'umap': {
        const { engine, neighbours, minDist } = this;
        return { method, engine, metric, neighbours: neighbours.value, minDist: minDist.value, seed };
      }
      case 'tsne':
        return { method, metric, perplexity: this.perplexity.value, seed };
      case 'pca':
        return { method, components: 2 };
      case 'axes': {
        const [x, y] = [this.x.value, this.y.value];
        return x && { method, x, ...(y && { y }) };
      }
    }
  }
}

const ABOUT: Record<Method, () => string> = {
  umap: () =>
    l10n.t('Keeps neighbours together and shows how groups lie to each other (McInnes et al. 2018).'),
  tsne: () =>
    l10n.t(
      'Keeps neighbours together; distances between groups mean little (van der Maaten and Hinton 2008).',
    ),
  pca: () =>
    l10n.t(
      'The two directions in which the vectors differ most. Distances keep their meaning, groups may overlap.',
    ),
  axes: () =>
    l10n.t(
      'How far each word lies along a direction of your own, such as from he to she. Words are separated by commas; a group’s name stands for its words.',
    ),
};
