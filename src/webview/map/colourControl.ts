import * as l10n from '@vscode/l10n';
import type { Measure } from '../../protocol/engine.ts';
import type { ColourBy, MapState } from '../../protocol/map.ts';
import { onThemeChange } from '../theme.ts';
import { colouringOfClusters, colouringOfGroups } from './colourings.ts';
import type { ChosenColouring } from './colours.ts';
import type { Desk } from './desk.ts';
import { Legend } from './legend.ts';
import type { Group } from './picks.ts';

/** What can always be chosen, before the columns of the set. */
const OWN: readonly ColourBy[] = [
  { kind: 'clusters' },
  { kind: 'groups' },
  { kind: 'measure', measure: { kind: 'rank' } },
  { kind: 'measure', measure: { kind: 'norm' } },
  { kind: 'measure', measure: { kind: 'cosine', row: -1 } },
];

/** By what the points are coloured: asks for the colours, makes those that need no asking, and keeps the legend. */
export class ColourControl {
  readonly legend = new Legend({
    colourBy: (choice) => this.choose(choice === undefined ? undefined : this.choices[choice], []),
    filter: (off) => this.filter(off),
  });
  private readonly desk: Desk;
  private choices: readonly ColourBy[] = OWN;
  private colours: MapState['colours'];
  private colouring: ChosenColouring | undefined;
  private groups: readonly Group[] = [];
  private clusters: Int32Array | undefined;
  private clusterNames: readonly string[] = [];
  private selected = -1;

  constructor(desk: Desk) {
    this.desk = desk;
    this.legend.offer(this.choices.map(nameOf));
    // After the view's own listener: the legend shows the view's colours.
    onThemeChange(() => this.colouring && this.show(this.colouring));
  }

  /** What is to outlive the page. */
  get stored(): MapState['colours'] {
    return this.colours;
  }

  /** Another set: its columns can be chosen, and what was chosen in an earlier life of the page is. */
  begin(columns: readonly string[], kept: MapState['colours']): void {
    this.clusters = undefined;
    this.choices = [...OWN, ...columns.map((column): ColourBy => ({ kind: 'column', column }))];
    this.legend.offer(this.choices.map(nameOf));
    const known = kept?.by && this.choices.some((choice) => isAlike(choice, kept.by)) ? kept : undefined;
    this.choose(known?.by, known?.off ?? []);
    this.setSelected(this.selected);
  }

  /** Another word is selected, or none (−1): the cosines are those to it. */
  setSelected(row: number): void {
    this.selected = row;
    const cosine = this.choices.findIndex(isCosine);
    this.legend.setEnabled(cosine, row >= 0);
    if (row >= 0 && this.colours && isCosine(this.colours.by)) this.choose(this.choices[cosine], []);
  }

  /** Groups were made or changed: the first one colours the map where nothing else does. */
  setGroups(groups: readonly Group[]): void {
    const isFirst = this.groups.length === 0 && groups.length > 0;
    const hasChanged = groups !== this.groups;
    this.groups = groups;
    if (isFirst && !this.colours) return this.choose({ kind: 'groups' }, []);
    if (hasChanged && this.colours?.by.kind === 'groups') this.choose(this.colours.by, this.colours.off);
  }

  /** Clusters were found, [words], or are not known any more. */
  setClusters(clusters: Int32Array | undefined, names: readonly string[]): void {
    this.clusters = clusters;
    this.clusterNames = names;
    if (this.colours?.by.kind === 'clusters') this.choose(this.colours.by, this.colours.off);
  }

  /** The colours that were asked for, where they are still wanted. */
  receive(by: string | Measure, colouring: ChosenColouring): void {
    if (JSON.stringify(by) === JSON.stringify(this.asked)) this.show(colouring);
  }

  private choose(by: ColourBy | undefined, off: number[]): void {
    const { view } = this.desk;
    const wanted = by && isCosine(by) ? this.cosine : by;
    this.colours = wanted && { by: wanted, off };
    this.colouring = undefined;
    this.legend.choose(wanted && this.indexOf(wanted));
    const made = wanted && this.make(wanted);
    const { asked } = this;
    if (made) this.show(made);
    else if (asked !== undefined) this.desk.post({ type: 'colouring', by: asked });
    else view.setColouring(undefined);
    this.desk.store();
  }

  private get cosine(): ColourBy | undefined {
    return this.selected < 0
      ? undefined
      : { kind: 'measure', measure: { kind: 'cosine', row: this.selected } };
  }

  /** What the host is asked for. */
  private get asked(): string | Measure | undefined {
    const by = this.colours?.by;
    if (by?.kind === 'column') return by.column;
    return by?.kind === 'measure' ? by.measure : undefined;
  }

  /** Colours that are made here. */
  private make(by: ColourBy): ChosenColouring | undefined {
    const { count } = this.desk;
    if (by.kind === 'groups') return colouringOfGroups(this.groups, count);
    if (by.kind === 'clusters' && this.clusters) return colouringOfClusters(this.clusters, this.clusterNames);
    return undefined;
  }

  private show(colouring: ChosenColouring): void {
    const { view } = this.desk;
    this.colouring = colouring;
    const off = new Set(this.colours?.off);
    view.setColouring(colouring, off);
    this.legend.show(colouring, off, (entry) => view.colourOf(entry));
  }

  private filter(off: ReadonlySet<number>): void {
    if (this.colours) this.colours.off = [...off];
    this.desk.view.filter(off);
    this.desk.store();
  }

  private indexOf(by: ColourBy): number | undefined {
    const index = this.choices.findIndex((choice) => isAlike(choice, by));
    return index < 0 ? undefined : index;
  }
}

/** Whether two are one choice of the list: the same thing, whatever the word that it is measured by. */
function isAlike(a: ColourBy, b: ColourBy): boolean {
  return a.kind === b.kind && nameOf(a) === nameOf(b);
}

function isCosine(by: ColourBy): boolean {
  return by.kind === 'measure' && by.measure.kind === 'cosine';
}

function nameOf(by: ColourBy): string {
  switch (by.kind) {
    case 'column':
      return by.column;
    case 'groups':
      return l10n.t('Group');
    case 'clusters':
      return l10n.t('Cluster');
    case 'measure':
      return {
        rank: l10n.t('Frequency (rank)'),
        norm: l10n.t('Length of the vector'),
        cosine: l10n.t('Cosine to the selected word'),
      }[by.measure.kind];
  }
}
