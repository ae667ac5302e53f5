import type { MapView } from './view.ts';

/** Pixels that a pressed pointer may stray before it is a drag and no click. */
const CLICK_REACH = 4;
const PAN_STEP = 60;
const ZOOM_STEP = 1.4;

export interface InputActions {
  /** The pointer stands on a row, or on none (−1), at a pixel of the map. */
  hover(row: number, x: number, y: number): void;
  select(row: number): void;
  search(): void;
}

/** Turns what hands do into what the map does: pointer, wheel, two fingers, keys. */
export function listen(view: MapView, actions: InputActions): void {
  const target = view.overlayCanvas;
  const pointers = new Map<number, { x: number; y: number }>();
  let pressed: { x: number; y: number; isDrag: boolean } | undefined;

  target.addEventListener('pointerdown', (event) => {
    target.setPointerCapture(event.pointerId);
    target.focus();
    pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    pressed = { x: event.offsetX, y: event.offsetY, isDrag: pointers.size > 1 };
  });
  target.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!last || !pressed) return actions.hover(view.rowAt(now.x, now.y), now.x, now.y);
    pressed.isDrag ||= Math.hypot(now.x - pressed.x, now.y - pressed.y) > CLICK_REACH;
    if (pointers.size === 2) pinch(view, pointers, event.pointerId, now);
    else if (pressed.isDrag) view.panBy(now.x - last.x, now.y - last.y);
    if (pressed.isDrag) pointers.set(event.pointerId, now);
  });
  target.addEventListener('pointerup', (event) => {
    pointers.delete(event.pointerId);
    if (pressed && !pressed.isDrag) actions.select(view.rowAt(event.offsetX, event.offsetY));
    if (pointers.size === 0) pressed = undefined;
  });
  target.addEventListener('pointercancel', (event) => pointers.delete(event.pointerId));
  target.addEventListener('pointerleave', () => actions.hover(-1, 0, 0));
  target.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      view.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), event.offsetX, event.offsetY);
    },
    { passive: false },
  );
  target.addEventListener('keydown', (event) => onKey(event, view, actions));
}

function pinch(
  view: MapView,
  pointers: ReadonlyMap<number, { x: number; y: number }>,
  moved: number,
  now: { x: number; y: number },
): void {
  const last = pointers.get(moved);
  const other = [...pointers].find(([id]) => id !== moved)?.[1];
  if (!last || !other) return;
  const factor =
    Math.hypot(now.x - other.x, now.y - other.y) /
    Math.max(1, Math.hypot(last.x - other.x, last.y - other.y));
  view.zoomBy(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
}

function onKey(event: KeyboardEvent, view: MapView, actions: InputActions): void {
  // Combinations belong to the editor.
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act(view, actions);
}

const keys: Record<string, (view: MapView, actions: InputActions) => void> = {
  ArrowLeft: (view) => view.panBy(PAN_STEP, 0),
  ArrowRight: (view) => view.panBy(-PAN_STEP, 0),
  ArrowUp: (view) => view.panBy(0, PAN_STEP),
  ArrowDown: (view) => view.panBy(0, -PAN_STEP),
  '+': (view) => view.zoomBy(ZOOM_STEP),
  '=': (view) => view.zoomBy(ZOOM_STEP),
  '-': (view) => view.zoomBy(1 / ZOOM_STEP),
  '0': (view) => view.showAll(),
  Enter: (view, actions) => actions.select(view.rowInMiddle()),
  Escape: (_, actions) => actions.select(-1),
  '/': (_, actions) => actions.search(),
};
