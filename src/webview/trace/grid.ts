import * as l10n from '@vscode/l10n';
import type { Trace } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { moved } from '../gridKeys.ts';
import { onThemeChange, readTheme } from '../theme.ts';
import type { Bars } from './bars.ts';
import { describeCell, describeToken, describeUnit } from './describe.ts';
import {
  cellAt,
  clamped,
  extentOf,
  layOut,
  placeOf,
  scrollTo,
  type Cell,
  type Geometry,
  type Viewport,
} from './geometry.ts';
import { Overview } from './overview.ts';
import { NO_MARKS, Painter, type Marks, type Picture } from './painter.ts';
import { gridPng } from './picture.ts';
import type { States } from './states.ts';

export interface GridActions {
  /** The keyboard is on a cell. */
  focus(cell: Cell): void;
  select(cell: Cell): void;
  /** Pointer or keyboard is on a token, or on none any more. */
  light(step: number | undefined): void;
}

/** The states as a coloured grid, tokens across and units down: scrolls, and draws only what is in view. */
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
  private readonly overview = new Overview((share) => this.centre(share));
  private readonly painter = new Painter(this.canvas);
  private readonly actions: GridActions;
  private readonly marks: Marks = { ...NO_MARKS };
  /** Where the keyboard is, or will be when it comes back: in rows, as all marks. */
  private cursor: Cell = { step: 0, unit: 0 };
  private pointer: { x: number; y: number } | undefined;
  private trace: Trace | undefined;
  private picture: Picture | undefined;
  private geometry: Geometry | undefined;
  private lit: number | undefined;
  private theme = readTheme();
  private requested = 0;

  constructor(actions: GridActions) {
    this.actions = actions;
    this.root = element('div', { className: 'grid' }, this.overview.root, this.scroller, this.tooltip);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.scroller);
    onThemeChange(() => {
      this.theme = readTheme();
      this.resize();
    });
  }

  /**
   * Shows states of a trace.
   *
   * @param order the unit of each row
   * @param selected the cell whose formula is shown, by its unit
   * @param isReverse whether the states go from the last token to the first
   */
  show(
    trace: Trace,
    states: States,
    order: Uint32Array,
    selected: Cell | undefined,
    isReverse: boolean,
  ): void {
    const cursor = this.toUnit(this.cursor);
    this.trace = trace;
    this.picture = { tokens: trace.tokens, states, order, bars: this.picture?.bars ?? [] };
    this.painter.setPicture(this.picture);
    this.cursor = this.toRow(selected ?? clamped(cursor, trace));
    this.marks.isReverse = isReverse;
    this.marks.selected = selected && this.toRow(selected);
    this.marks.pointed = this.marks.played = undefined;
    this.scroller.setAttribute(
      'aria-label',
      l10n.t(
        'Hidden states of {0} tokens × {1} units. Arrow keys move, Enter shows the formula of a cell, P plays the steps.',
        trace.tokens.length,
        trace.hiddenSize,
      ),
    );
    this.resize();
    this.point();
    if (selected) this.reveal(this.cursor);
  }

  /** Shows numbers of the tokens as bars under them. */
  setBars(bars: readonly Bars[]): void {
    if (!this.picture) return;
    this.picture = { ...this.picture, bars };
    this.painter.setPicture(this.picture);
    this.resize();
    this.point();
  }

  get bars(): readonly Bars[] {
    return this.picture?.bars ?? [];
  }

  /** Marks a cell as the one whose formula is shown. */
  select(cell: Cell | undefined): void {
    this.marks.selected = cell && this.toRow(cell);
    if (this.marks.selected) this.cursor = this.marks.selected;
    if (this.marks.selected) this.reveal(this.marks.selected);
    this.redraw();
  }

  /** Marks and names a step that is pointed at elsewhere. */
  pointAt(step: number | undefined): void {
    this.mark({ pointed: step });
    const { trace, geometry, picture, pointer } = this;
    if (!pointer) this.tooltip.hidden = true;
    if (step === undefined || !trace || !geometry || !picture) return;
    this.reveal({ step, unit: this.cursor.unit });
    if (pointer) return;
    const { x, y } = placeOf(geometry, this.view, { step, unit: 0 });
    this.showTooltip(describeToken(trace, picture.bars, step), x + geometry.column, y);
  }

  /** Shows the steps up to one as those that have happened; without one, all. */
  play(step: number | undefined): void {
    this.mark({ played: step });
  }

  /** The whole of it, black on white. */
  png(): Promise<Uint8Array> {
    if (!this.picture) throw new Error('There is no trace yet.');
    return gridPng(this.picture, this.theme.font);
  }

  private get view(): Viewport {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    return { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight };
  }

  private toRow({ step, unit }: Cell): Cell {
    return { step, unit: this.picture?.order.indexOf(unit) ?? unit };
  }

  private toUnit({ step, unit }: Cell): Cell {
    return { step, unit: this.picture?.order[unit] ?? unit };
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
    scroller.addEventListener('blur', () => {
      this.mark({ focused: undefined });
      this.light(undefined);
    });
  }

  /** Names what is under the pointer. */
  private point(): void {
    const { geometry, pointer, tooltip } = this;
    const hovered = geometry && pointer && cellAt(geometry, this.view, pointer.x, pointer.y);
    this.mark({ hovered });
    const text = hovered && this.describe(hovered);
    tooltip.hidden = text === undefined;
    if (hovered && hovered.step >= 0) this.light(hovered.step);
    else if (!this.marks.focused) this.light(undefined);
    if (text !== undefined && pointer) this.showTooltip(text, pointer.x, pointer.y);
  }

  /** Names something at a place of the view. */
  private showTooltip(text: string, x: number, y: number): void {
    const { tooltip } = this;
    tooltip.textContent = text;
    tooltip.hidden = false;
    const isFarRight = x > this.root.clientWidth / 2;
    const top = y + 16 + this.scroller.offsetTop;
    tooltip.style.translate = `calc(${x}px + ${isFarRight ? '-100% - 12px' : '12px'}) ${top}px`;
  }

  private describe(hovered: Cell): string | undefined {
    const { trace, picture } = this;
    if (!trace || !picture) return undefined;
    const { step, unit } = this.toUnit(hovered);
    if (hovered.step < 0) return hovered.unit < 0 ? undefined : describeUnit(trace, picture.states, unit);
    return hovered.unit < 0
      ? describeToken(trace, picture.bars, step)
      : describeCell(trace, picture.states, { step, unit });
  }

  private light(step: number | undefined): void {
    if (step === this.lit) return;
    this.lit = step;
    this.actions.light(step);
  }

  private click(event: MouseEvent): void {
    const { x, y } = this.within(event);
    const cell = this.geometry && cellAt(this.geometry, this.view, x, y);
    if (!cell || cell.step < 0) return;
    // A click on a token keeps to the unit that is looked at.
    this.cursor = { step: cell.step, unit: cell.unit < 0 ? this.cursor.unit : cell.unit };
    this.mark({ focused: undefined });
    this.actions.select(this.toUnit(this.cursor));
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
      this.actions.select(this.toUnit(this.cursor));
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
    this.light(cell.step);
    this.actions.focus(this.toUnit(cell));
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
    const { trace, picture, scroller, canvas, extent } = this;
    if (!trace || !picture) return;
    const widths = this.painter.measure(this.theme.font, this.fontSize());
    this.geometry = layOut(trace.tokens.length, trace.hiddenSize, {
      ...widths,
      bars: picture.bars.length,
      width: scroller.clientWidth,
    });
    this.overview.fit(this.geometry, scroller.clientWidth);
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
    if (!geometry) return;
    this.painter.paint({ geometry, view, marks, theme, fontSize: this.fontSize(), scale: devicePixelRatio });
    if (this.painter.image) this.overview.paint(this.painter.image, geometry, view, theme);
  }

  /** Scrolls so that a place of the text, as a share of it, is in the middle. */
  private centre(share: number): void {
    const { geometry, scroller, view } = this;
    if (!geometry) return;
    const middle = (view.width - geometry.gutter) / 2;
    scroller.scrollTo({ left: share * geometry.steps * geometry.column - middle, behavior: 'instant' });
  }

  private fontSize(): number {
    return parseFloat(getComputedStyle(this.root).fontSize);
  }
}
