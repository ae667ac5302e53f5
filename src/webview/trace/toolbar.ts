import * as l10n from '@vscode/l10n';
import type { ShownStates, WhichTrace } from '../../protocol/trace.ts';
import { element } from '../dom.ts';
import { indexed } from './describe.ts';
import { SelectField } from './fields.ts';
import { stepOf, type Scene } from './scene.ts';
import { canDiffer, isBounded, layerName, partName, partsOf } from './states.ts';

export interface ToolbarActions {
  /** Show other states of the same traces. */
  show(changes: Partial<ShownStates>): void;
  /** Influence on the last state, or on that of the step that is looked at. */
  influence(ofSelected: boolean): void;
}

/** What of the trace the grid shows, and in which order. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly which: SelectField;
  private readonly what: SelectField;
  private readonly layer: SelectField;
  private readonly order: SelectField;
  private readonly colours: SelectField;
  private readonly influence: SelectField;
  private readonly bars: SelectField;
  private isOfSelected = false;

  /** @param player the buttons that play the steps */
  constructor(actions: ToolbarActions, player: HTMLElement) {
    this.which = new SelectField(l10n.t('Trace'), (which) => actions.show({ which: which as WhichTrace }));
    this.what = new SelectField(l10n.t('Shows'), (what) => actions.show({ what }));
    this.layer = new SelectField(l10n.t('Of'), (layer) => actions.show({ layer: Number(layer) }));
    this.order = new SelectField(l10n.t('Units'), (order) =>
      actions.show({ order: order as ShownStates['order'] }),
    );
    this.influence = new SelectField(l10n.t('Influence on'), (of) => {
      this.isOfSelected = of === 'selected';
      actions.influence(this.isOfSelected);
    });
    this.colours = new SelectField(l10n.t('Colours'), (colours) =>
      actions.show({ colours: colours as 'bound' | 'largest' }),
    );
    this.bars = new SelectField(l10n.t('Bars'), (bars) => actions.show({ bars: bars as 'linear' | 'log' }));
    const { which, what, layer, order, colours, influence, bars } = this;
    const selects = [which, what, layer, order, colours, influence, bars].map(({ root }) => root);
    this.root = element('div', { className: 'toolbar fields' }, player, ...selects);
  }

  show(scene: Scene): void {
    const { trace, first, compared, shown } = scene;
    const second = compared?.second;
    const parts = [...partsOf(trace), ...(second && canDiffer(first, second) ? ['difference'] : [])];
    this.which.show(
      second
        ? [
            ['first', l10n.t('first')],
            ['second', l10n.t('second')],
          ]
        : [],
      shown.which,
    );
    this.what.show(
      parts.map((part) => [part, partName(part)]),
      shown.what,
    );
    this.layer.show(
      trace.layers.map((_, i) => [String(i), layerName(trace, i)]),
      String(shown.layer),
    );
    this.order.show(
      [
        ['number', l10n.t('by number')],
        ['cluster', l10n.t('alike together')],
        ['mean', l10n.t('by their mean')],
        ['change', l10n.t('by their change')],
      ],
      shown.order,
    );
    this.colours.show(
      isBounded(trace, shown.what)
        ? [
            ['bound', l10n.t('up to ±1')],
            ['largest', l10n.t('up to the largest')],
          ]
        : [],
      shown.colours ?? 'bound',
    );
    this.bars.show(
      [
        ['linear', l10n.t('linear')],
        ['log', l10n.t('logarithmic')],
      ],
      shown.bars ?? 'linear',
    );
    this.select(scene);
  }

  select(scene: Scene): void {
    const step = stepOf(scene);
    this.influence.show(
      [
        ['last', l10n.t('the end')],
        ['selected', l10n.t('{0}, selected', indexed('h', step + 1))],
      ],
      this.isOfSelected ? 'selected' : 'last',
    );
  }
}
