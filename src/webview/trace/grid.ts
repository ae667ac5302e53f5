import * as l10n from '@vscode/l10n';
import type { Trace } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { moved } from '../gridKeys.ts';
import { onThemeChange, readTheme } from '../theme.ts';
import { describeCell, describeToken } from './describe.ts';
import { cellAt, extentOf, layOut, scrollTo, type Cell, type Geometry, type Viewport } from './geometry.ts';
import { Painter, type Marks } from './painter.ts';

export interface GridActions {
  /** The keyboard is on a cell. */
  focus(cell: Cell): void;
  select(cell: Cell): void;
}

/** The hidden states as a coloured grid, tokens across and units down: scrolls, and draws only what is in view. */
export class Grid {
  readonly root: HTMLElement;
  private readonly canvas = element('canvas', { attributes: { 'aria-hidden': 'true' } });
  private readonly extent = element('div', { className: 'extent' }, this.canvas);
  private readonly scroller = element(
    'div',
    { className: 'scroller', tabIndex: 0, attributes: { role: 'application' } },
    this.extent,
  );
  private readonly tooltip = element('div', {
    className: 'tooltip',
    hidden: true,
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly painter = new Painter(this.canvas);
  private readonly actions: GridActions;
  private readonly marks: Marks = { hovered: undefined, focused: undefined, selected: undefined };
  /** Where the keyboard is, or will be when it comes back. */
  private cursor: Cell = { step: 0, unit: 0 };
  private pointer: { x: number; y: number } | undefined;
  private trace: Trace | undefined;
  private geometry: Geometry | undefined;
  private theme = readTheme();
  private requested = 0;

  constructor(actions: GridActions) {
    this.actions = actions;
    this.root = element('div', { className: 'grid' }, this.scroller, this.tooltip);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.scroller);
    onThemeChange(() => {
      this.theme = readTheme();
      this.resize();
    });
  }

  /** Shows a trace, with a cell selected where there is one. */
  setTrace(trace: Trace, selected: Cell | undefined): void {
    this.trace = trace;
    this.painter.setTrace(trace);
    this.cursor = selected ?? clamped(this.cursor, trace);
    this.marks.selected = selected;
    this.scroller.setAttribute(
      'aria-label',
      l10n.t(
        'Hidden states of {0} tokens × {1} units. Arrow keys move, Enter shows the formula of a cell.',
        trace.tokens.length,
        trace.hiddenSize,
      ),
    );
    this.resize();
    this.point();
    if (selected) this.reveal(selected);
  }

  /** Marks a cell as the one whose formula is shown. */
  select(cell: Cell | undefined): void {
    this.marks.selected = cell;
    if (cell) this.cursor = cell;
    this.redraw();
  }

  private get view(): Viewport {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    return { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight };
  }

  private listen(): void {
    const { scroller } = this;
    scroller.addEventListener('scroll', () => {
      this.point();
      this.redraw();
    });
    scroller.addEventListener('pointermove', (event) => {
      this.pointer = this.within(event);
      this.point();
    });
    scroller.addEventListener('pointerleave', () => {
      this.pointer = undefined;
      this.point();
    });
    scroller.addEventListener('click', (event) => this.click(event));
    scroller.addEventListener('keydown', (event) => this.press(event));
    scroller.addEventListener('focus', () => {
      // A click says itself where it is.
      if (scroller.matches(':focus-visible')) this.moveTo(this.cursor);
    });
    scroller.addEventListener('blur', () => this.mark({ focused: undefined }));
  }

  /** Names what is under the pointer. */
  private point(): void {
    const { trace, geometry, pointer, tooltip } = this;
    const hovered = geometry && pointer && cellAt(geometry, this.view, pointer.x, pointer.y);
    this.mark({ hovered });
    tooltip.hidden = !trace || !pointer || !hovered || hovered.step < 0;
    if (tooltip.hidden || !trace || !pointer || !hovered) return;
    tooltip.textContent =
      hovered.unit < 0 ? describeToken(trace, hovered.step) : describeCell(trace, hovered);
    const isFarRight = pointer.x > this.root.clientWidth / 2;
    tooltip.style.translate = `calc(${pointer.x}px + ${isFarRight ? '-100% - 12px' : '12px'}) ${pointer.y + 16}px`;
  }

  private click(event: MouseEvent): void {
    const { x, y } = this.within(event);
    const cell = this.geometry && cellAt(this.geometry, this.view, x, y);
    if (!cell || cell.step < 0 || cell.unit < 0) return;
    this.cursor = cell;
    this.mark({ focused: undefined });
    this.actions.select(cell);
  }

  private within({ clientX, clientY }: MouseEvent): { x: number; y: number } {
    const { left, top } = this.scroller.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  private press(event: KeyboardEvent): void {
    const { trace, geometry } = this;
    if (!trace || !geometry || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.actions.select(this.cursor);
      return;
    }
    const page = Math.max(1, Math.floor((this.view.height - geometry.head) / geometry.row) - 1);
    const to = moved({ column: this.cursor.step, row: this.cursor.unit }, event, page);
    if (!to) return;
    event.preventDefault();
    this.moveTo(clamped({ step: to.column, unit: to.row }, trace));
  }

  private moveTo(cell: Cell): void {
    if (!this.trace) return;
    this.cursor = cell;
    this.mark({ focused: cell });
    this.reveal(cell);
    this.actions.focus(cell);
  }

  private reveal(cell: Cell): void {
    if (!this.geometry) return;
    const { left, top } = scrollTo(this.geometry, this.view, cell);
    this.scroller.scrollTo({ left, top, behavior: 'instant' });
  }

  private mark(marks: Partial<Marks>): void {
    Object.assign(this.marks, marks);
    this.redraw();
  }

  private resize(): void {
    const { trace, scroller, canvas, extent } = this;
    if (!trace) return;
    const fontSize = this.fontSize();
    const widths = this.painter.measure(trace, this.theme.font, fontSize);
    this.geometry = layOut(trace.tokens.length, trace.hiddenSize, { ...widths, width: scroller.clientWidth });
    const { width, height } = extentOf(this.geometry);
    extent.style.width = `${width}px`;
    extent.style.height = `${height}px`;
    canvas.style.width = `${scroller.clientWidth}px`;
    canvas.style.height = `${scroller.clientHeight}px`;
    canvas.width = Math.round(scroller.clientWidth * devicePixelRatio);
    canvas.height = Math.round(scroller.clientHeight * devicePixelRatio);
    // At once, and not in the next frame: a resized canvas is blank.
    this.paint();
  }

  private redraw(): void {
    this.requested ||= requestAnimationFrame(() => {
      this.requested = 0;
      this.paint();
    });
  }

  private paint(): void {
    const { geometry, view, marks, theme } = this;
    if (geometry) this.painter.paint({ geometry, view, marks, theme, fontSize: this.fontSize() });
  }

  private fontSize(): number {
    return parseFloat(getComputedStyle(this.root).fontSize);
  }
}

/** The nearest cell that the trace has. */
export function clamped({ step, unit }: Cell, { tokens, hiddenSize }: Trace): Cell {
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { step: within(step, tokens.length), unit: within(unit, hiddenSize) };
}
