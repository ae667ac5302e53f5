import type * as vscode from 'vscode';
import type { MapState } from '../protocol/map.ts';

const KEY = 'maps';
/** Maps whose state is remembered; those of the longest ago are forgotten first. */
const MOST_MAPS = 20;

/** What the maps of sets showed last: VS Code stores it too, but not where a page is reloaded in a hurry. */
export class MapMemory {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  of(setId: string): MapState | undefined {
    return this.all.find((kept) => kept.setId === setId);
  }

  keep(state: MapState): void {
    const others = this.all.filter(({ setId }) => setId !== state.setId);
    void this.state.update(KEY, [...others, state].slice(-MOST_MAPS));
  }

  /** The longest ago first. */
  private get all(): MapState[] {
    return this.state.get<MapState[]>(KEY, []);
  }
}
