import type { PickMode } from './picks.ts';
import type { Place } from './polygon.ts';
import { modeOf, type RegionTools } from './regionTools.ts';
import type { MapView } from './view.ts';

/** Pixels that a pressed pointer may stray before it is a drag and no click. */
const CLICK_REACH = 4;
const PAN_STEP = 60;
const ZOOM_STEP = 1.4;
/** Pixels that a wheel means which counts in lines. */
const LINE = 16;

export interface InputActions {
  /** The pointer stands on a row, or on none (−1). */
  hover(row: number): void;
  /** The keys have brought another row into the middle. */
  pass(row: number): void;
  select(row: number): void;
  /** A single word is picked, beside others. */
  pick(row: number, mode: PickMode): void;
  search(): void;
  /** A key that may be a tool's. Returns whether it is. */
  press(event: KeyboardEvent): boolean;
}

/**
 * Turns what hands do on the map into what the map does: pointer, wheel, two fingers, keys.
 *
 * @param regions what draws on the map, where it has such tools
 */
export function listen(view: MapView, regions: RegionTools | undefined, actions: InputActions): void {
  const { canvas } = view;
  const pointers = new Pointers(view, regions, actions);
  canvas.addEventListener('pointerdown', (event) => pointers.down(event));
  canvas.addEventListener('pointermove', (event) => pointers.move(event));
  canvas.addEventListener('pointerup', (event) => pointers.up(event));
  canvas.addEventListener('pointercancel', (event) => pointers.cancel(event));
  canvas.addEventListener('pointerleave', () => actions.hover(-1));
  canvas.addEventListener('wheel', (event) => onWheel(event, view, actions), { passive: false });
  canvas.addEventListener('keydown', (event) => onKey(event, view, regions, actions));
}

/** Follows the pointers that are down: one drags or clicks, two pinch. */
class Pointers {
  private readonly view: MapView;
  private readonly regions: RegionTools | undefined;
  private readonly actions: InputActions;
  private readonly held = new Map<number, Place>();
  private start: Place = { x: 0, y: 0 };
  private isDrag = false;
  private draws = false;

  constructor(view: MapView, regions: RegionTools | undefined, actions: InputActions) {
    this.view = view;
    this.regions = regions;
    this.actions = actions;
  }

  down(event: PointerEvent): void {
    // The other buttons are the editor's, for its menus.
    if (event.button !== 0) return;
    if (event.altKey) keepFromMenuBar(this.view.canvas);
    this.view.canvas.setPointerCapture(event.pointerId);
    this.start = placeOf(event);
    this.isDrag = this.held.size > 0;
    // A second finger moves the map, whatever the tool.
    if (this.isDrag) this.stopDrawing();
    else this.draws = this.regions?.begin(this.start) ?? false;
    this.held.set(event.pointerId, this.start);
  }

  move(event: PointerEvent): void {
    const last = this.held.get(event.pointerId);
    const now = placeOf(event);
    if (!last) return this.actions.hover(this.view.rowAt(now.x, now.y));
    this.isDrag ||= Math.hypot(now.x - this.start.x, now.y - this.start.y) > CLICK_REACH;
    if (!this.isDrag) return;
    this.actions.hover(-1);
    if (this.draws) return this.regions?.extend(now);
    const other = [...this.held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(this.view, other, last, now);
    else this.view.panBy(now.x - last.x, now.y - last.y);
    this.held.set(event.pointerId, now);
  }

  up(event: PointerEvent): void {
    if (!this.held.delete(event.pointerId)) return;
    const { x, y } = placeOf(event);
    if (this.draws && this.isDrag) this.regions?.finish(event);
    else this.click(this.view.rowAt(x, y), modeOf(event));
    this.stopDrawing();
    // A finger that is gone hovers nowhere.
    if (event.pointerType === 'mouse') this.actions.hover(this.view.rowAt(x, y));
  }

  cancel(event: PointerEvent): void {
    this.held.delete(event.pointerId);
    this.stopDrawing();
  }

  private click(row: number, mode: PickMode | undefined): void {
    if (this.isDrag) return;
    if (mode && row >= 0) this.actions.pick(row, mode);
    else if (!mode) this.actions.select(row);
  }

  private stopDrawing(): void {
    if (this.draws) this.regions?.abandon();
    this.draws = false;
  }
}

/**
 * VS Code takes Alt, pressed and released with no other key between, for the way to its menu bar, and sees keys of a webview but no
 * pointer. So it is told of another key.
 */
function keepFromMenuBar(canvas: HTMLElement): void {
  canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'Unidentified', altKey: true, bubbles: true }));
}

function placeOf({ offsetX, offsetY }: PointerEvent): Place {
  return { x: offsetX, y: offsetY };
}

/** One of two fingers moves: what lies between them moves and grows with them. */
function pinch(view: MapView, other: Place, last: Place, now: Place): void {
  view.panBy((now.x - last.x) / 2, (now.y - last.y) / 2);
  const spread = (point: Place) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
  view.zoomBy(spread(now) / spread(last), (now.x + other.x) / 2, (now.y + other.y) / 2);
}

function onWheel(event: WheelEvent, view: MapView, actions: InputActions): void {
  event.preventDefault();
  const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
  // Two fingers on a trackpad arrive as a wheel with Ctrl, in small steps.
  const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002));
  view.zoomBy(factor, event.offsetX, event.offsetY);
  actions.hover(view.rowAt(event.offsetX, event.offsetY));
}

function onKey(
  event: KeyboardEvent,
  view: MapView,
  regions: RegionTools | undefined,
  actions: InputActions,
): void {
  // What is drawn by keys is subtracted by Alt; all other combinations belong to the editor.
  const isEditors = event.ctrlKey || event.metaKey || (event.altKey && event.key !== 'Enter');
  if (isEditors) return;
  if (regions?.onKey(event) || actions.press(event)) return event.preventDefault();
  if (event.altKey) return;
  const move = MOVES[event.key];
  const act = ACTS[event.key];
  if (!move && !act) return;
  event.preventDefault();
  act?.(view, actions);
  if (!move) return;
  move(view);
  actions.pass(view.rowInMiddle());
}

/** Keys that move the map. */
const MOVES: Partial<Record<string, (view: MapView) => void>> = {
  ArrowLeft: (view) => view.panBy(PAN_STEP, 0),
  ArrowRight: (view) => view.panBy(-PAN_STEP, 0),
  ArrowUp: (view) => view.panBy(0, PAN_STEP),
  ArrowDown: (view) => view.panBy(0, -PAN_STEP),
  '+': (view) => view.zoomBy(ZOOM_STEP),
  '=': (view) => view.zoomBy(ZOOM_STEP),
  '-': (view) => view.zoomBy(1 / ZOOM_STEP),
};

const ACTS: Partial<Record<string, (view: MapView, actions: InputActions) => void>> = {
  '0': (view) => view.showAll(),
  Enter: (view, actions) => {
    const { hovered, selected } = view.marks;
    actions.select(hovered >= 0 ? hovered : view.isInView(selected) ? selected : view.rowInMiddle());
  },
  '/': (_, actions) => actions.search(),
};
