import * as l10n from '@vscode/l10n';
import type { Axis, LayoutParams, MapClusters } from '../../protocol/engine.ts';
import type { LayoutChoice, ToMap } from '../../protocol/map.ts';
import type { ColourControl } from './colourControl.ts';
import type { Desk } from './desk.ts';
import { labelText } from './labels.ts';
import { LayoutPanel } from './layoutPanel.ts';
import { LayoutStatus } from './layoutStatus.ts';
import type { Rows } from './rowSets.ts';
import type { AxisEnds } from './view.ts';

/** Clusters are coloured by the coarsest level that has so many of them. */
const FEW_CLUSTERS = 6;
/** So few words no method lays out: they stand around a middle. */
const FEW_WORDS = 3;

/** Everything about where the words lie: what the host says of the layout, and what the user wants of it. */
export class LayoutControl {
  readonly status: LayoutStatus;
  readonly panel: LayoutPanel;
  /** Which words are picked. */
  picked: Rows = new Int32Array(0);
  /** Each word's cluster on the level by which words are coloured, [words]; empty before clusters are found. */
  clusters: Int32Array = new Int32Array(0);
  /** The names of those clusters. */
  clusterNames: readonly string[] = [];
  private readonly desk: Desk;
  private readonly colours: ColourControl;
  private choice: LayoutChoice | undefined;
  private levels: readonly MapClusters[] = [];
  /** Whether the words have places that they keep. */
  isStill = false;

  constructor(desk: Desk, colours: ColourControl) {
    this.desk = desk;
    this.colours = colours;
    this.status = new LayoutStatus({
      speak: (sentence) => desk.speak(sentence),
      act: (type) => desk.post({ type }),
      pause: (isPaused) => desk.post({ type: 'pause', isPaused }),
      showAll: () => this.choice && this.layOut({ params: this.choice.params }),
    });
    this.panel = new LayoutPanel({
      layOut: (params, isAlone) => this.layOut({ params, rows: isAlone ? this.picked : undefined }),
    });
  }

  /** What is laid out now, and how. */
  get chosen(): LayoutChoice | undefined {
    return this.choice;
  }

  /** Another set. */
  begin(): void {
    this.choice = undefined;
    this.isStill = false;
    this.setClusters([]);
  }

  receive({ positions, state, choice, sample }: Extract<ToMap, { type: 'layout' }>): void {
    const before = this.choice;
    this.choice = choice;
    if (!before || !isSame(before, choice)) {
      this.panel.setChoice(choice);
      // Another layout lies elsewhere than where the user has put the camera; a selected word is stayed with.
      const { view } = this.desk;
      if (before && (view.camera || view.marks.selected < 0)) view.showAll();
    }
    this.status.show(state, choice, this.planeOf(choice), sample);
    const isMoving = state.kind === 'graph' || state.kind === 'settling';
    if (isMoving && this.levels.length > 0) this.setClusters([]);
    this.isStill = positions.length > 0 && (state.kind === 'settled' || state.kind === 'stopped');
    if (positions.length === 0) return;
    this.desk.view.setAxes(axisEnds(choice));
    this.desk.view.setPositions(this.spread(positions));
  }

  /** The picked words as they lie, on their own. */
  layOutPicked(): void {
    if (this.choice) this.layOut({ params: this.choice.params, rows: this.picked });
  }

  setClusters(levels: readonly MapClusters[]): void {
    const { desk, choice } = this;
    this.levels = levels;
    const { coarsest, finest } = usefulLevels(levels);
    // What is seen as a whole has the names of the legend; their parts are named as one comes nearer.
    desk.view.setClusters(levels.slice(coarsest, finest + 1));
    const level = levels[coarsest] as MapClusters | undefined;
    this.clusters = level ? spreadClusters(level.clusters, choice?.rows, desk.count) : new Int32Array(0);
    this.clusterNames = (level?.names ?? []).map((names) => names.slice(0, 2).join(', '));
    this.colours.setClusters(level && this.clusters, this.clusterNames);
  }

  /** The names of the cluster that a word belongs to; '' where it belongs to none. */
  clusterOf(row: number): string {
    return this.clusterNames[this.clusters[row] ?? -1] ?? '';
  }

  /** What stands in for the method where there is nothing to reduce. */
  private planeOf({ params, rows }: LayoutChoice): string | undefined {
    const { count, dims } = this.desk;
    if (params.method === 'axes') return undefined;
    if (dims <= 2) return l10n.t('As in the file');
    return (rows?.length ?? count) <= FEW_WORDS ? l10n.t('Too few words for a method') : undefined;
  }

  private layOut(choice: LayoutChoice): void {
    const params: LayoutParams = choice.params;
    this.desk.post({ type: 'layOut', choice: choice.rows ? { params, rows: choice.rows } : { params } });
  }

  /** Places for all words: those that are not laid out have none. */
  private spread(positions: Float32Array): Float32Array {
    const rows = this.choice?.rows;
    if (!rows) return positions;
    const all = new Float32Array(2 * this.desk.count).fill(NaN);
    rows.forEach((row, i) => {
      if (row < this.desk.count) all.set(positions.subarray(2 * i, 2 * i + 2), 2 * row);
    });
    return all;
  }
}

function axisEnds({ params }: LayoutChoice): AxisEnds | undefined {
  if (params.method !== 'axes') return undefined;
  const ends = ({ from, to }: Axis) => ({ from: labelText(from.join(', ')), to: labelText(to.join(', ')) });
  return { x: ends(params.x), y: params.y && ends(params.y) };
}

/** From the coarsest level by which words are coloured to the finest: of few words the last ones have hardly any clusters. */
function usefulLevels(levels: readonly MapClusters[]): { coarsest: number; finest: number } {
  const counts = levels.map(({ names }) => names.length);
  const most = Math.max(0, ...counts);
  return {
    coarsest: counts.findIndex((count) => count >= Math.min(FEW_CLUSTERS, most)),
    finest: counts.lastIndexOf(most),
  };
}

function isSame(a: LayoutChoice, b: LayoutChoice): boolean {
  const hasSameRows =
    a.rows?.length === b.rows?.length && (a.rows ?? []).every((row, i) => row === b.rows?.[i]);
  return hasSameRows && JSON.stringify(a.params) === JSON.stringify(b.params);
}

/** Clusters of all words, −1 for those that are not laid out. */
function spreadClusters(clusters: Int32Array, rows: Int32Array | undefined, count: number): Int32Array {
  if (!rows) return clusters;
  const all = new Int32Array(count).fill(-1);
  rows.forEach((row, i) => (all[row] = clusters[i]));
  return all;
}
