import * as l10n from '@vscode/l10n';
import { divergingCss } from '../../common/colours.ts';
import type { Trace } from '../../protocol/engine.ts';
import { element, format } from '../dom.ts';
import { onThemeChange, readTheme } from '../theme.ts';

/** One cell of the grid: a step of the sequence (a token) and a hidden unit. */
export interface Cell {
  step: number;
  unit: number;
}

const CELL_WIDTH = 22;
const CELL_HEIGHT = 16;
/** Space for the units' numbers, and for the tokens above the columns, in CSS pixels. */
const LEFT = 56;
const TOP = 84;
/** tanh lies in −1 … 1, the colours in −2 … 2. */
const COLOUR_SCALE = 2;
/** Longer tokens are cut: they would stand in each other's way. */
const LONGEST_TOKEN = 12;

export interface GridActions {
  hover(cell: Cell | undefined): void;
  select(cell: Cell): void;
}

/**
 * Hidden units × tokens as coloured cells. Only what is in view is drawn, so that a text of thousands of tokens stays
 * smooth: the canvas has the size of the view and stands still in it, a spacer gives the scroll bars their length.
 */
export class Grid {
  readonly root = element('div', { className: 'grid' });
  private readonly canvas = element('canvas', { tabIndex: 0, attributes: { role: 'application' } });
  private readonly spacer = element('div', { className: 'spacer' });
  private readonly actions: GridActions;
  private trace: Trace | undefined;
  private focus: Cell = { step: 0, unit: 0 };
  private selected: Cell | undefined;
  private theme = readTheme();
  private requested = 0;

  constructor(actions: GridActions) {
    this.actions = actions;
    this.root.append(this.canvas, this.spacer);
    this.root.addEventListener('scroll', () => this.redraw());
    this.canvas.addEventListener('pointermove', (event) => this.actions.hover(this.cellAt(event)));
    this.canvas.addEventListener('pointerleave', () => this.actions.hover(undefined));
    this.canvas.addEventListener('click', (event) => this.choose(this.cellAt(event)));
    this.canvas.addEventListener('keydown', (event) => this.onKey(event));
    this.canvas.addEventListener('focus', () => this.redraw());
    this.canvas.addEventListener('blur', () => this.redraw());
    new ResizeObserver(() => this.redraw()).observe(this.root);
    onThemeChange(() => {
      this.theme = readTheme();
      this.redraw();
    });
  }

  show(trace: Trace): void {
    this.trace = trace;
    this.selected = undefined;
    this.focus = { step: 0, unit: 0 };
    this.spacer.style.width = `${LEFT + trace.tokens.length * CELL_WIDTH + TOP}px`;
    this.spacer.style.height = `${TOP + trace.hiddenSize * CELL_HEIGHT + 8}px`;
    const label = l10n.t(
      'Hidden states: {0} units by {1} tokens. Arrow keys move between cells, Enter shows the formula of a cell.',
      trace.hiddenSize,
      trace.tokens.length,
    );
    this.canvas.setAttribute('aria-label', label);
    this.redraw();
  }

  /** Marks a cell whose formula is shown. */
  mark(cell: Cell): void {
    this.selected = cell;
    this.focus = cell;
    this.redraw();
  }

  private choose(cell: Cell | undefined): void {
    if (!cell) return;
    this.mark(cell);
    this.actions.select(cell);
  }

  private cellAt(event: MouseEvent): Cell | undefined {
    const { trace, root } = this;
    const step = Math.floor((event.offsetX - LEFT + root.scrollLeft) / CELL_WIDTH);
    const unit = Math.floor((event.offsetY - TOP + root.scrollTop) / CELL_HEIGHT);
    const isBody = event.offsetX >= LEFT && event.offsetY >= TOP;
    return trace && isBody && step < trace.tokens.length && unit < trace.hiddenSize
      ? { step, unit }
      : undefined;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return this.choose(this.focus);
    }
    const move = MOVES[event.key];
    if (!move || !this.trace) return;
    event.preventDefault();
    const next = move(this.focus, this.trace);
    this.focus = {
      step: Math.min(this.trace.tokens.length - 1, Math.max(0, next.step)),
      unit: Math.min(this.trace.hiddenSize - 1, Math.max(0, next.unit)),
    };
    this.scrollTo(this.focus);
    this.actions.hover(this.focus);
    this.redraw();
  }

  private scrollTo({ step, unit }: Cell): void {
    const { root } = this;
    const [x, y] = [step * CELL_WIDTH, unit * CELL_HEIGHT];
    root.scrollLeft = Math.min(x, Math.max(root.scrollLeft, x - root.clientWidth + LEFT + CELL_WIDTH));
    root.scrollTop = Math.min(y, Math.max(root.scrollTop, y - root.clientHeight + TOP + CELL_HEIGHT));
  }

  private redraw(): void {
    this.requested ||= requestAnimationFrame(() => {
      this.requested = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { trace, canvas, root } = this;
    const context = canvas.getContext('2d');
    if (!trace || !context) return;
    const { clientWidth: width, clientHeight: height } = root;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    context.scale(devicePixelRatio, devicePixelRatio);
    const first = {
      step: Math.floor(root.scrollLeft / CELL_WIDTH),
      unit: Math.floor(root.scrollTop / CELL_HEIGHT),
    };
    const last = {
      step: Math.min(trace.tokens.length, first.step + Math.ceil(width / CELL_WIDTH) + 1),
      unit: Math.min(trace.hiddenSize, first.unit + Math.ceil(height / CELL_HEIGHT) + 1),
    };
    this.drawCells(context, trace, first, last);
    this.drawHeads(context, trace, first, last);
  }

  private drawCells(context: CanvasRenderingContext2D, trace: Trace, first: Cell, last: Cell): void {
    for (let step = first.step; step < last.step; step++) {
      for (let unit = first.unit; unit < last.unit; unit++) {
        const [x, y] = this.place(step, unit);
        context.fillStyle = divergingCss(trace.hidden[step * trace.hiddenSize + unit] * COLOUR_SCALE);
        context.fillRect(x, y, CELL_WIDTH - 1, CELL_HEIGHT - 1);
      }
    }
    if (this.selected) this.frame(context, this.selected, this.theme.selected, 3);
    if (document.activeElement === this.canvas) this.frame(context, this.focus, this.theme.focus, 2);
  }

  private frame(
    context: CanvasRenderingContext2D,
    { step, unit }: Cell,
    colour: string,
    width: number,
  ): void {
    const [x, y] = this.place(step, unit);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(x - 0.5, y - 0.5, CELL_WIDTH, CELL_HEIGHT);
  }

  /** The tokens above and the units' numbers at the left, over what scrolls beneath them. */
  private drawHeads(context: CanvasRenderingContext2D, trace: Trace, first: Cell, last: Cell): void {
    const { theme, root } = this;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, root.clientWidth, TOP - 2);
    context.fillRect(0, 0, LEFT - 4, root.clientHeight);
    context.font = `12px ${theme.font}`;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillStyle = theme.faint;
    for (let unit = first.unit; unit < last.unit; unit++) {
      const [, y] = this.place(0, unit);
      if (y >= TOP - 1) context.fillText(`h[${unit}]`, LEFT - 8, y + CELL_HEIGHT / 2);
    }
    for (let step = first.step; step < last.step; step++) this.drawToken(context, trace, step);
    context.fillStyle = theme.background;
    context.fillRect(0, 0, LEFT - 4, TOP - 2);
  }

  /** A token, slanted above its column; one that the set does not know is struck through. */
  private drawToken(context: CanvasRenderingContext2D, trace: Trace, step: number): void {
    const { theme } = this;
    const { text, row } = trace.tokens[step];
    const [x] = this.place(step, 0);
    context.save();
    context.translate(x + CELL_WIDTH / 2, TOP - 8);
    context.rotate(-Math.PI / 4);
    context.textAlign = 'left';
    context.fillStyle = row < 0 ? theme.faint : theme.foreground;
    const shown = text.length > LONGEST_TOKEN ? `${text.slice(0, LONGEST_TOKEN - 1)}…` : text;
    context.fillText(shown, 0, 0);
    if (row < 0) context.fillRect(0, 0, context.measureText(shown).width, 1.5);
    context.restore();
  }

  private place(step: number, unit: number): [number, number] {
    return [LEFT + step * CELL_WIDTH - this.root.scrollLeft, TOP + unit * CELL_HEIGHT - this.root.scrollTop];
  }
}

const PAGE = 10;

const MOVES: Record<string, (cell: Cell, trace: Trace) => Cell> = {
  ArrowLeft: ({ step, unit }) => ({ step: step - 1, unit }),
  ArrowRight: ({ step, unit }) => ({ step: step + 1, unit }),
  ArrowUp: ({ step, unit }) => ({ step, unit: unit - 1 }),
  ArrowDown: ({ step, unit }) => ({ step, unit: unit + 1 }),
  PageUp: ({ step, unit }) => ({ step, unit: unit - PAGE }),
  PageDown: ({ step, unit }) => ({ step, unit: unit + PAGE }),
  Home: ({ unit }) => ({ step: 0, unit }),
  End: ({ unit }, trace) => ({ step: trace.tokens.length - 1, unit }),
};

/** What a cell says when it is pointed at. */
export function describeCell(trace: Trace, { step, unit }: Cell): string {
  const { text, row } = trace.tokens[step];
  const value = format(trace.hidden[step * trace.hiddenSize + unit]);
  const sentence = l10n.t(
    'token {0} of {1} ‘{2}’, unit {3}: {4}',
    step + 1,
    trace.tokens.length,
    text,
    unit,
    value,
  );
  return row < 0 ? l10n.t('{0} (not in the set: x is zero)', sentence) : sentence;
}
