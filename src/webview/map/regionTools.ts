import * as l10n from '@vscode/l10n';
import type { PickMode } from './picks.ts';
import type { Place } from './polygon.ts';
import { Region, type Tool } from './region.ts';
import type { Rows } from './rowSets.ts';
import type { MapView } from './view.ts';

/** Pixels that a key moves by, and with Shift. */
const KEY_STEP = 24;
const FINE_STEP = 4;
const DIRECTIONS: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface RegionActions {
  pick(rows: Rows, mode: PickMode): void;
  /** Another tool is in hand. */
  changed(): void;
  speak(sentence: string): void;
}

/** Which tool is in hand, and the region that it draws: by the pointer, or by the keys. */
export class RegionTools {
  tool: Tool = 'move';
  /** What becomes of what was picked before. */
  mode: PickMode = 'replace';
  private readonly view: MapView;
  private readonly actions: RegionActions;
  private region: Region | undefined;

  constructor(view: MapView, actions: RegionActions) {
    this.view = view;
    this.actions = actions;
  }

  use(tool: Tool): void {
    this.tool = tool;
    this.draw(undefined);
    this.view.canvas.classList.toggle('draws', tool !== 'move');
    this.actions.changed();
  }

  /** The pointer goes down. Returns whether it draws. */
  begin(at: Place): boolean {
    if (this.tool === 'move') return false;
    this.draw(new Region(this.tool, at));
    return true;
  }

  extend(to: Place): void {
    this.region?.extend(to);
    this.draw(this.region);
  }

  /** What is drawn is done: the words in it are picked. */
  finish(modifiers: Modifiers): void {
    const { region } = this;
    this.draw(undefined);
    if (region) this.actions.pick(this.view.rowsInside(region.corners), modeOf(modifiers) ?? this.mode);
  }

  /** What is drawn is dropped. Returns whether there was anything. */
  abandon(): boolean {
    const wasDrawing = this.region !== undefined;
    this.draw(undefined);
    return wasDrawing;
  }

  /** A key on the map. Returns whether it was meant for a region. */
  onKey(event: KeyboardEvent): boolean {
    if (this.tool === 'move') return false;
    const direction = DIRECTIONS[event.key];
    if (direction) this.moveCursor(direction, event.shiftKey ? FINE_STEP : KEY_STEP);
    else if (event.key === ' ') this.setCorner();
    else if (event.key === 'Enter' && this.region?.cursor) this.finish(event);
    else if (event.key === 'Escape') return this.abandon();
    else return false;
    return true;
  }

  private moveCursor([x, y]: readonly [number, number], by: number): void {
    const { view } = this;
    if (!this.region?.cursor && this.tool !== 'move') this.region = Region.byKeys(this.tool, view.extent);
    this.region?.moveBy(x * by, y * by, view.extent);
    this.draw(this.region);
  }

  private setCorner(): void {
    if (!this.region?.cursor && this.tool !== 'move')
      this.region = Region.byKeys(this.tool, this.view.extent);
    this.region?.setCorner();
    this.draw(this.region);
    this.actions.speak(l10n.t('Corner set. Enter selects the words inside.'));
  }

  private draw(region: Region | undefined): void {
    this.region = region;
    this.view.setRegion(region);
  }
}

type Modifiers = Pick<MouseEvent, 'shiftKey' | 'altKey'>;

/** What Shift and Alt make of a gesture: add, subtract; undefined without them. */
export function modeOf({ shiftKey, altKey }: Modifiers): PickMode | undefined {
  return altKey ? 'subtract' : shiftKey ? 'add' : undefined;
}
