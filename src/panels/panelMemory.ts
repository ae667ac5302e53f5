import type * as vscode from 'vscode';
import type { PanelState } from '../protocol/panel.ts';

/** Panels of a kind that are remembered; those of the longest ago are forgotten first. */
const MOST_PANELS = 20;

/** A panel's title, by which VS Code brings it back in any case, and what it is about. */
type Remembered<Params> = [title: string, state: PanelState<Params>];

/** What the open panels of a kind are about: VS Code stores it too, but not where a window closes in a hurry. */
export class PanelMemory<Params> {
  private readonly memento: vscode.Memento;
  private readonly key: string;

  /** @param kind names the panels' kind */
  constructor(memento: vscode.Memento, kind: string) {
    this.memento = memento;
    this.key = `panels.${kind}`;
  }

  /** What the panel of a title is about; undefined where it could be one of several, since no panel may become another. */
  of(title: string): PanelState<Params> | undefined {
    const found = this.all.filter(([known]) => known === title);
    return found.length === 1 ? found[0][1] : undefined;
  }

  keep(title: string, state: PanelState<Params>): void {
    const remembered = [...this.without(title, state), [title, state]].slice(-MOST_PANELS);
    void this.memento.update(this.key, remembered);
  }

  forget(title: string, state: PanelState<Params>): void {
    void this.memento.update(this.key, this.without(title, state));
  }

  private without(title: string, state: PanelState<Params>): Remembered<Params>[] {
    const same = JSON.stringify([title, state]);
    return this.all.filter((remembered) => JSON.stringify(remembered) !== same);
  }

  /** The longest ago first. */
  private get all(): Remembered<Params>[] {
    return this.memento.get<Remembered<Params>[]>(this.key, []);
  }
}
