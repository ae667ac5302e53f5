import { wordAtRow, wordCount } from '../../common/words.ts';
import type { PackedWords } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { onThemeChange, prefersReducedMotion, readTheme } from '../theme.ts';
import { between, boundsOf, fit, pan, toScreen, toWorld, zoom, type Camera, type Size } from './camera.ts';
import { createCloud, type Cloud } from './cloud.ts';
import { Motion } from './motion.ts';
import { Overlay, type Marks } from './overlay.ts';
import { PointIndex } from './pointIndex.ts';

const FLIGHT_MS = 450;
/** How close the map comes to a word that it flies to, in times the view of everything. */
const CLOSE_UP = 12;
/** How much of the way to the whole view the camera follows a settling layout, each frame. */
const FOLLOW = 0.12;
/** Pixels within which the mouse finds a point. */
const REACH = 12;
/** Milliseconds that points take to a new frame of the layout. */
const GLIDE_MS = 120;

const EMPTY: PackedWords = { bytes: new Uint8Array(0), offsets: new Uint32Array(1) };

/** The drawn map: the cloud, its labels, and the camera that looks at them. Knows nothing of where words come from. */
export class MapView {
  readonly canvas = element('canvas', { className: 'cloud', attributes: { 'aria-hidden': 'true' } });
  readonly overlayCanvas = element('canvas', { className: 'overlay' });
  /** The user has moved or zoomed: the camera follows the layout no more. */
  isTaken = false;
  marks: Marks = { selected: -1, neighbours: [], pinned: -1, hovered: -1 };
  /** Called when the camera has moved. */
  onCamera: (camera: Camera) => void = () => undefined;
  private readonly cloud: Cloud;
  private readonly overlay: Overlay;
  private readonly motion = new Motion();
  private words = EMPTY;
  private view: Camera = { x: 0, y: 0, scale: 1 };
  private flight: { from: Camera; to: Camera; start: number } | undefined;
  private bounds = boundsOf(new Float32Array(0));
  private index: PointIndex | undefined;
  private theme = readTheme();
  private size: Size = { width: 1, height: 1 };
  private requested = 0;

  constructor() {
    this.cloud = createCloud(this.canvas, () => this.redraw());
    this.overlay = new Overlay(this.overlayCanvas, (row) => wordAtRow(this.words, row));
    new ResizeObserver(() => this.resize()).observe(this.overlayCanvas);
    onThemeChange(() => {
      this.theme = readTheme();
      this.overlay.forget();
      this.redraw();
    });
  }

  /** Where the map is looked at, or will be when it has arrived. */
  get camera(): Camera {
    return this.flight?.to ?? this.view;
  }

  /** The labels as they stand on the map. */
  get labels() {
    return this.overlay.labels;
  }

  /** How many words have a place. */
  get placed(): number {
    return this.motion.to.length / 2;
  }

  setWords(words: PackedWords): void {
    this.words = words;
    this.overlay.forget();
    this.setPositions(new Float32Array(0), false);
    this.marks = { selected: -1, neighbours: [], pinned: -1, hovered: -1 };
    this.isTaken = false;
  }

  /** @param glides whether the points move to their new places, or are there at once */
  setPositions(positions: Float32Array, glides: boolean): void {
    const isFirst = this.placed === 0;
    const duration = glides && !isFirst && !prefersReducedMotion() ? GLIDE_MS : 0;
    this.motion.go(positions, performance.now(), duration);
    this.cloud.setPositions(this.motion.from, this.motion.to);
    this.bounds = boundsOf(positions);
    this.index = undefined;
    if (isFirst && !this.isTaken) this.view = fit(this.bounds, this.size);
    this.redraw();
  }

  /** Takes a camera over, as it was in an earlier life of this page. */
  restore(camera: Camera): void {
    this.view = camera;
    this.isTaken = true;
  }

  panBy(dx: number, dy: number): void {
    this.take(pan(this.view, dx, dy));
  }

  zoomBy(factor: number, sx = this.size.width / 2, sy = this.size.height / 2): void {
    this.take(zoom(this.view, this.size, factor, sx, sy, fit(this.bounds, this.size)));
  }

  /** Shows everything, and follows the layout again. */
  showAll(): void {
    this.isTaken = false;
    this.flyTo(fit(this.bounds, this.size));
  }

  /** Flies to a word, close enough to see what is around it. */
  showRow(row: number): void {
    if (row >= this.placed) return;
    const [x, y] = this.motion.place(row, 1);
    const whole = fit(this.bounds, this.size);
    this.isTaken = true;
    this.flyTo({ x, y, scale: Math.max(this.view.scale, whole.scale * CLOSE_UP) });
  }

  /** The row under a pixel, or −1. */
  rowAt(sx: number, sy: number): number {
    if (this.placed === 0) return -1;
    this.index ??= new PointIndex(this.motion.to, this.bounds);
    const [x, y] = toWorld(this.view, this.size, sx, sy);
    return this.index.nearest(x, y, REACH / this.view.scale);
  }

  /** The row nearest to the middle of the view, or −1. */
  rowInMiddle(): number {
    if (this.placed === 0) return -1;
    this.index ??= new PointIndex(this.motion.to, this.bounds);
    return this.index.nearest(
      this.view.x,
      this.view.y,
      Math.max(this.size.width, this.size.height) / this.view.scale,
    );
  }

  setMarks(marks: Partial<Marks>): void {
    this.marks = { ...this.marks, ...marks };
    this.redraw();
  }

  redraw(): void {
    this.requested ||= requestAnimationFrame((now) => {
      this.requested = 0;
      this.draw(now);
    });
  }

  private take(camera: Camera): void {
    this.isTaken = true;
    this.flight = undefined;
    this.view = camera;
    this.onCamera(camera);
    this.redraw();
  }

  private flyTo(to: Camera): void {
    if (prefersReducedMotion()) this.view = to;
    else this.flight = { from: this.view, to, start: performance.now() };
    this.onCamera(to);
    this.redraw();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.overlayCanvas;
    const previous = this.size;
    this.size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    for (const canvas of [this.canvas, this.overlayCanvas]) {
      canvas.width = Math.round(this.size.width * devicePixelRatio);
      canvas.height = Math.round(this.size.height * devicePixelRatio);
    }
    const wasUnknown = previous.width <= 1;
    if (!this.isTaken || wasUnknown) this.view = this.isTaken ? this.view : fit(this.bounds, this.size);
    // At once, and not in the next frame: a resized canvas is blank.
    this.draw(performance.now());
  }

  private draw(now: number): void {
    const isFollowing = this.moveCamera(now);
    const share = this.motion.share(now);
    const { size, theme, marks } = this;
    const hasSelection = marks.selected >= 0;
    const faded = hasSelection && !theme.isHighContrast ? 0.35 : 1;
    const style = { colour: theme.point, opacity: 0.75 * faded, size: this.pointSize() };
    this.cloud.draw(this.view, size, devicePixelRatio, share, style);
    const count = Math.min(this.placed, wordCount(this.words));
    this.overlay.draw(count, size, devicePixelRatio, theme, marks, (row, isAnywhere) =>
      this.screen(row, share, isAnywhere),
    );
    if (isFollowing || this.motion.isMoving(now)) this.redraw();
  }

  /** Moves the camera on; whether it has further to go. */
  private moveCamera(now: number): boolean {
    if (this.flight) {
      const { from, to, start } = this.flight;
      const t = Math.min(1, (now - start) / FLIGHT_MS);
      // Eases in and out.
      this.view = between(from, to, t * t * (3 - 2 * t));
      if (t === 1) this.flight = undefined;
      return true;
    }
    if (this.isTaken || this.placed === 0) return false;
    const whole = fit(this.bounds, this.size);
    const isNear = Math.abs(Math.log(whole.scale / this.view.scale)) < 0.002;
    const isHere = Math.hypot(whole.x - this.view.x, whole.y - this.view.y) * whole.scale < 0.5;
    this.view = isNear && isHere ? whole : between(this.view, whole, prefersReducedMotion() ? 1 : FOLLOW);
    return !(isNear && isHere);
  }

  private screen(row: number, share: number, isAnywhere = false): [number, number] | undefined {
    if (row >= this.placed) return undefined;
    const at = toScreen(this.view, this.size, ...this.motion.place(row, share));
    if (isAnywhere) return Number.isFinite(at[0] + at[1]) ? at : undefined;
    const isInView = at[0] >= 0 && at[1] >= 0 && at[0] <= this.size.width && at[1] <= this.size.height;
    return isInView ? at : undefined;
  }

  /** Small where points crowd, growing gently as one zooms in. */
  private pointSize(): number {
    const whole = fit(this.bounds, this.size).scale;
    const crowded = 14 / Math.max(1, this.placed) ** 0.16;
    return Math.min(12, Math.max(2, crowded * Math.max(0.8, this.view.scale / whole) ** 0.3));
  }
}
