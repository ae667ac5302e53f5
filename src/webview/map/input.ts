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
  search(): void;
}

interface Point {
  x: number;
  y: number;
}

/** Turns what hands do on the map into what the map does: pointer, wheel, two fingers, keys. */
export function listen(view: MapView, actions: InputActions): void {
  const { canvas } = view;
  const pointers = new Pointers(view, actions);
  canvas.addEventListener('pointerdown', (event) => pointers.down(event));
  canvas.addEventListener('pointermove', (event) => pointers.move(event));
  canvas.addEventListener('pointerup', (event) => pointers.up(event));
  canvas.addEventListener('pointercancel', (event) => pointers.cancel(event));
  canvas.addEventListener('pointerleave', () => actions.hover(-1));
  canvas.addEventListener('wheel', (event) => onWheel(event, view, actions), { passive: false });
  canvas.addEventListener('keydown', (event) => onKey(event, view, actions));
}

/** Follows the pointers that are down: one drags or clicks, two pinch. */
class Pointers {
  private readonly view: MapView;
  private readonly actions: InputActions;
  private readonly held = new Map<number, Point>();
  private start: Point = { x: 0, y: 0 };
  private isDrag = false;

  constructor(view: MapView, actions: InputActions) {
    this.view = view;
    this.actions = actions;
  }

  down(event: PointerEvent): void {
    // The other buttons are the editor's, for its menus.
    if (event.button !== 0) return;
    this.view.canvas.setPointerCapture(event.pointerId);
    this.start = placeOf(event);
    this.isDrag = this.held.size > 0;
    this.held.set(event.pointerId, this.start);
  }

  move(event: PointerEvent): void {
    const last = this.held.get(event.pointerId);
    const now = placeOf(event);
    if (!last) return this.actions.hover(this.view.rowAt(now.x, now.y));
    this.isDrag ||= Math.hypot(now.x - this.start.x, now.y - this.start.y) > CLICK_REACH;
    if (!this.isDrag) return;
    this.actions.hover(-1);
    const other = [...this.held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(this.view, other, last, now);
    else this.view.panBy(now.x - last.x, now.y - last.y);
    this.held.set(event.pointerId, now);
  }

  up(event: PointerEvent): void {
    if (!this.held.delete(event.pointerId)) return;
    const { x, y } = placeOf(event);
    if (!this.isDrag) this.actions.select(this.view.rowAt(x, y));
    // A finger that is gone hovers nowhere.
    if (event.pointerType === 'mouse') this.actions.hover(this.view.rowAt(x, y));
  }

  cancel(event: PointerEvent): void {
    this.held.delete(event.pointerId);
  }
}

function placeOf({ offsetX, offsetY }: PointerEvent): Point {
  return { x: offsetX, y: offsetY };
}

/** One of two fingers moves: what lies between them moves and grows with them. */
function pinch(view: MapView, other: Point, last: Point, now: Point): void {
  view.panBy((now.x - last.x) / 2, (now.y - last.y) / 2);
  const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
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

function onKey(event: KeyboardEvent, view: MapView, actions: InputActions): void {
  // Combinations belong to the editor.
  if (event.ctrlKey || event.metaKey || event.altKey) return;
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
  Enter: (view, actions) => actions.select(view.marks.hovered >= 0 ? view.marks.hovered : view.rowInMiddle()),
  '/': (_, actions) => actions.search(),
};
