import * as l10n from '@vscode/l10n';
import type { StoredPicks } from '../../protocol/map.ts';
import type { ColourControl } from './colourControl.ts';
import type { Desk } from './desk.ts';
import { countSentence, GroupPanel } from './groupPanel.ts';
import { Picks, type Group } from './picks.ts';
import { hasRow } from './rowSets.ts';
import { RegionTools } from './regionTools.ts';

export interface PickingActions {
  /** The tool in hand, or what can be undone, has changed. */
  changed(): void;
  /** Lays the picked words out on their own. */
  layOut(): void;
}

/** Everything about picking words: the regions that pick them, the groups made of them, and what shows both. */
export class Picking {
  readonly picks = new Picks();
  readonly regions: RegionTools;
  readonly panel: GroupPanel;
  private readonly desk: Desk;
  private readonly colours: ColourControl;
  private readonly actions: PickingActions;

  constructor(desk: Desk, colours: ColourControl, actions: PickingActions) {
    this.desk = desk;
    this.colours = colours;
    this.actions = actions;
    this.regions = new RegionTools(desk.view, {
      pick: (rows, mode) => this.picks.pick(rows, mode),
      changed: () => actions.changed(),
      speak: (sentence) => desk.speak(sentence),
    });
    this.panel = new GroupPanel(this.picks, {
      setMode: (mode) => (this.regions.mode = mode),
      invert: () => this.invert(),
      mark: (group) => this.mark(group),
      layOut: () => actions.layOut(),
    });
  }

  /** Begins anew with what an earlier life of the page stored. */
  begin(stored: StoredPicks | undefined): void {
    this.picks.onChange = () => undefined;
    this.picks.restore(stored, this.desk.count);
    this.show();
    this.picks.onChange = () => this.changed();
  }

  /** Picks a word beside others, or no longer. */
  toggle(row: number): void {
    this.picks.pick(Int32Array.of(row), hasRow(this.picks.rows, row) ? 'subtract' : 'add');
  }

  invert(): void {
    this.picks.invert(this.desk.count);
  }

  private changed(): void {
    this.show();
    this.desk.speak(countSentence(this.picks.rows.length));
    this.desk.store();
  }

  private show(): void {
    const { rows, groups } = this.picks;
    this.desk.view.setPicked(rows);
    this.colours.setGroups(groups);
    this.panel.update();
    this.actions.changed();
  }

  private mark(group: Group | undefined): void {
    const { desk } = this;
    const words = Array.from(group?.rows ?? [], (row) => desk.wordAt(row));
    desk.post({ type: 'mark', colour: group?.colour ?? 0, words });
    if (group) desk.speak(l10n.t('The words of {0} are highlighted in the text editors.', group.name));
  }
}
