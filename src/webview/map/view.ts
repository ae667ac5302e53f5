import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Colouring, PackedWords } from '../../protocol/engine.ts';
import { onThemeChange, prefersReducedMotion, readTheme } from '../theme.ts';
import {
  boundsOf,
  fit,
  pan,
  toScreen,
  toWorld,
  zoom,
  type Bounds,
  type Camera,
  type Size,
} from './camera.ts';
import { CloudLayer, type CloudStyle } from './cloud.ts';
import { Colours } from './colours.ts';
import { MARGIN } from './labels.ts';
import { Motion } from './motion.ts';
import { Overlay, type Marks } from './overlay.ts';
import { PointIndex } from './pointIndex.ts';
import { Viewpoint } from './viewpoint.ts';

/** How close the map comes to a word that it flies to: about so many words are in view, … */
const WORDS_AROUND = 60;
/** … but no closer than so many times the view of everything. */
const MOST_CLOSE_UP = 12;
/** Pixels within which the mouse finds a point. */
const REACH = 12;
/** Up to so many words in view are sorted by frequency; of more, the first ones of the set fill the view anyway. */
const MOST_SORTED = 20_000;

const NO_WORDS: PackedWords = { bytes: new Uint8Array(0), offsets: new Uint32Array(1) };
const NO_POSITIONS = new Float32Array(0);
const NO_MARKS: Marks = { selected: -1, neighbours: [], pinned: -1, hovered: -1 };

/** The drawn map: the cloud, its labels, and the camera that looks at them. Knows nothing of where words come from. */
export class MapView {
  marks = NO_MARKS;
  /** The row that the camera stays with; −1 where it shows everything. */
  followed = -1;
  /** Called when the user has moved the camera, or sent it off. */
  onCamera: () => void = () => undefined;
  /** Called after each frame. */
  onDraw: () => void = () => undefined;
  private readonly cloud = new CloudLayer(() => this.redraw());
  private readonly overlay = new Overlay((row) => wordAtRow(this.words, row));
  private readonly motion = new Motion();
  private readonly viewpoint = new Viewpoint();
  private readonly colours = new Colours();
  private words = NO_WORDS;
  private bounds = boundsOf(NO_POSITIONS);
  private index: PointIndex | undefined;
  private theme = readTheme();
  private size: Size = { width: 1, height: 1 };
  private requested = 0;

  constructor() {
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.canvas);
    // Tells of another pixel ratio too, as when the window moves to another screen.
    observer.observe(this.canvas, { box: 'device-pixel-content-box' });
    onThemeChange(() => {
      this.theme = readTheme();
      this.overlay.forget();
      this.redraw();
    });
  }

  /** What belongs into the page, the lowest first. */
  get layers(): HTMLElement[] {
    return [this.cloud.root, this.canvas];
  }

  /** The uppermost canvas, which takes the pointer and the keys. */
  get canvas(): HTMLCanvasElement {
    return this.overlay.canvas;
  }

  /** The labels as they stand on the map. */
  get labels() {
    return this.overlay.labels;
  }

  /** How many words have a place. */
  get placed(): number {
    return this.motion.to.length / 2;
  }

  /** Where the user has put the camera; undefined where it follows a word, or shows everything. */
  get camera(): Camera | undefined {
    return this.viewpoint.isTaken ? this.viewpoint.camera : undefined;
  }

  /** @param kept where the camera was in an earlier life of this page */
  setWords(words: PackedWords, { camera, followed = -1 }: { camera?: Camera; followed?: number }): void {
    this.words = words;
    this.followed = followed;
    this.overlay.forget();
    this.setPositions(NO_POSITIONS);
    this.setColouring(undefined);
    this.marks = NO_MARKS;
    this.viewpoint.isTaken = camera !== undefined;
    if (camera) this.viewpoint.put(camera);
  }

  /** The next frame of the layout, [n × 2]: the points glide there. */
  setPositions(positions: Float32Array): void {
    const isFirst = this.placed === 0;
    this.motion.go(positions, performance.now(), !isFirst && !prefersReducedMotion());
    this.cloud.setPositions(this.motion.from, this.motion.to);
    this.bounds = boundsOf(positions);
    this.index = undefined;
    if (isFirst && !this.viewpoint.isTaken) this.viewpoint.put(this.goal(1));
    this.redraw();
  }

  /** @param off entries of the legend whose points are to be grey */
  setColouring(colouring: Colouring | undefined, off: ReadonlySet<number> = new Set()): void {
    this.colours.use(colouring);
    this.filter(off);
  }

  filter(off: ReadonlySet<number>): void {
    this.colours.off = off;
    this.cloud.setCodes(this.colours.inks());
    this.redraw();
  }

  /** The colour of an entry of the legend. */
  colourOf(entry: number): string {
    return this.colours.css(entry, this.theme);
  }

  panBy(dx: number, dy: number): void {
    this.take(pan(this.viewpoint.camera, dx, dy));
  }

  zoomBy(factor: number, sx = this.size.width / 2, sy = this.size.height / 2): void {
    this.take(zoom(this.viewpoint.camera, this.size, factor, sx, sy, this.whole));
  }

  /** Shows everything, and follows the layout again. */
  showAll(): void {
    this.follow(-1);
  }

  /** Flies to a word, close enough to see what is around it, and stays with it while the layout moves. */
  showRow(row: number): void {
    this.follow(row);
  }

  /** The row under a pixel, of those that are not switched off; or −1. */
  rowAt(sx: number, sy: number, reach = REACH): number {
    const [x, y] = toWorld(this.viewpoint.camera, this.size, sx, sy);
    return this.points.nearest(x, y, reach / this.viewpoint.camera.scale, (row) => this.colours.isOn(row));
  }

  /** The row nearest to the middle of the view, or −1. */
  rowInMiddle(): number {
    const { width, height } = this.size;
    return this.rowAt(width / 2, height / 2, Math.max(width, height) / 2);
  }

  /** Where a row is seen, in view or not; undefined where it has no place. */
  pixelOf(row: number, share = this.motion.share(performance.now())): [number, number] | undefined {
    if (row < 0 || row >= this.placed) return undefined;
    const at = toScreen(this.viewpoint.camera, this.size, ...this.motion.place(row, share));
    return Number.isFinite(at[0] + at[1]) ? at : undefined;
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

  /** Where a camera goes that nobody has taken: to the word that it follows, or to where everything is seen. */
  private goal(share: number): Camera {
    const { whole, followed } = this;
    if (followed < 0 || !this.pixelOf(followed, share)) return whole;
    const [x, y] = this.motion.place(followed, share);
    const closeUp = Math.min(MOST_CLOSE_UP, Math.max(1, Math.sqrt(this.placed / WORDS_AROUND)));
    return { x, y, scale: whole.scale * closeUp };
  }

  private get whole(): Camera {
    return fit(this.bounds, this.size);
  }

  /** How much nearer the camera is than the view of everything. */
  private get magnification(): number {
    return this.viewpoint.camera.scale / this.whole.scale;
  }

  private get points(): PointIndex {
    return (this.index ??= new PointIndex(this.motion.to, this.bounds));
  }

  private take(camera: Camera): void {
    this.followed = -1;
    this.viewpoint.take(camera);
    this.onCamera();
    this.redraw();
  }

  private follow(row: number): void {
    this.followed = row;
    this.viewpoint.setOut(performance.now());
    this.onCamera();
    this.redraw();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    if (!this.viewpoint.isTaken) this.viewpoint.put(this.goal(1));
    // At once, and not in the next frame: a resized canvas is blank.
    this.draw(performance.now());
  }

  private draw(now: number): void {
    const share = this.motion.share(now);
    const isTravelling =
      this.placed > 0 && this.viewpoint.step(now, this.goal(share), !prefersReducedMotion());
    const isMoving = this.motion.isMoving(now);
    const { size, theme, marks } = this;
    const style = this.pointStyle();
    this.cloud.draw(this.viewpoint.camera, size, devicePixelRatio, share, style);
    this.overlay.draw({
      size,
      pixelRatio: devicePixelRatio,
      theme,
      marks,
      pointRadius: style.size / 2,
      colourOf: (row) => this.colours.ofRow(row, theme),
      rows: this.rowsInView(isMoving),
      air: Math.min(1, Math.sqrt(this.placed / 1000) / this.magnification),
      screen: (row) => this.pixelOf(row, share),
    });
    this.onDraw();
    if (isTravelling || isMoving) this.redraw();
  }

  /** The rows that may be in view, the most frequent first. */
  private rowsInView(isMoving: boolean): Iterable<number> {
    const count = Math.min(this.placed, wordCount(this.words));
    const { colours } = this;
    // An index of points on their way would be wrong, and made anew for every frame of the layout.
    const inView = isMoving ? undefined : this.points.rowsIn(this.boundsInView(), MOST_SORTED);
    return inView?.filter((row) => row < count && colours.isOn(row)) ?? firstRows(count, colours);
  }

  /** What part of the layout is in view, or so near that its labels may be. */
  private boundsInView(): Bounds {
    const { width, height } = this.size;
    const [left, top] = toWorld(this.viewpoint.camera, this.size, -MARGIN.x, -MARGIN.y);
    const [right, bottom] = toWorld(this.viewpoint.camera, this.size, width + MARGIN.x, height + MARGIN.y);
    return { left, right, bottom, top };
  }

  /** Small and faint where points crowd, growing gently as one zooms in; paler around a selection. */
  private pointStyle(): CloudStyle {
    const crowd = Math.max(1, this.placed) ** 0.16;
    const size = Math.min(12, Math.max(1.5, (14 / crowd) * Math.max(0.8, this.magnification) ** 0.3));
    return { colours: this.colours.of(this.theme, this.marks.selected >= 0), size };
  }
}

function* firstRows(count: number, colours: Colours): Generator<number> {
  for (let row = 0; row < count; row++) if (colours.isOn(row)) yield row;
}
