import { wordAtRow, wordCount } from '../../common/words.ts';
import type { MapClusters, PackedWords } from '../../protocol/engine.ts';
import type { Analogy } from '../../protocol/map.ts';
import { element } from '../dom.ts';
import { onThemeChange, prefersReducedMotion, readTheme } from '../theme.ts';
import {
  boundsOf,
  fit,
  freeOf,
  lookAt,
  NO_INSETS,
  pan,
  toScreen,
  toWorld,
  zoom,
  type Bounds,
  type Camera,
  type Insets,
  type Size,
} from './camera.ts';
import { CanvasCloud } from './canvasCloud.ts';
import { CloudLayer, type CloudStyle } from './cloud.ts';
import { Colours, type ChosenColouring } from './colours.ts';
import { LabelPyramid } from './labelPyramid.ts';
import { labelText, MARGIN } from './labels.ts';
import { mapSvg } from './mapSvg.ts';
import { Motion } from './motion.ts';
import { Overlay, type Marks, type Scene } from './overlay.ts';
import { PointIndex } from './pointIndex.ts';
import type { Place } from './polygon.ts';
import type { Region } from './region.ts';
import type { Rows } from './rowSets.ts';
import { Viewpoint } from './viewpoint.ts';

/** A frame that takes longer is followed by a pause as long, in milliseconds: keys and hovers must not wait for many of them. */
const LONG_FRAME_MS = 25;

/** How close the map comes to a word that it flies to: about so many words are in view, … */
const WORDS_AROUND = 60;
/** … but no closer than so many times the view of everything. */
const MOST_CLOSE_UP = 12;
/** Pixels within which the mouse finds a point. */
const REACH = 12;
/** Up to so many words in view all may have labels; of more, the most frequent of every part. */
const MOST_SORTED = 20_000;

/** Pixels from the border of the view within which a word is brought further in. */
const EDGE = 90;
/** So many words of a cluster's name are drawn. */
const WORDS_OF_NAME = 2;

const NO_WORDS: PackedWords = { bytes: new Uint8Array(0), offsets: new Uint32Array(1) };
const NO_POSITIONS = new Float32Array(0);
const NO_MARKS: Marks = { selected: -1, neighbours: [], pinned: -1, hovered: -1, linked: -1, cursor: -1 };

/** Less than this is no room for a map beside a panel, in pixels. */
const LEAST_ROOM = 200;
/** Less than this is no room to show everything beside the panels on the right, which cover little. */
const COMFORTABLE_ROOM = 400;
/** The width that the tools along the left side take, in pixels. */
const TOOLBAR = 50;
/** Pixels between the names of axes and the borders of the view. */
const AXIS_GAP = { side: 70, top: 20, bottom: 50 };

/** The names of the ends of axes. */
export interface AxisEnds {
  x: { from: string; to: string };
  y?: { from: string; to: string } | undefined;
}

/** A word that was added to a layout, and its place there. */
export interface Added {
  word: string;
  at: [number, number];
}

/** The drawn map: the cloud, its labels, and the camera that looks at them. Knows nothing of where words come from. */
export class MapView {
  marks = NO_MARKS;
  /** The row that the camera stays with; −1 where it shows everything. */
  followed = -1;
  /** Called when the user has moved the camera, or sent it off. */
  onCamera: () => void = () => undefined;
  /** The layout is not where it will be: what would have to be found anew for every frame of it waits. */
  isSettling = false;
  /** Called after each frame. */
  onDraw: () => void = () => undefined;
  private readonly cloud = new CloudLayer(() => this.redraw());
  private readonly overlay = new Overlay((row) => this.wordOf(row));
  private readonly motion = new Motion();
  private readonly viewpoint = new Viewpoint();
  private readonly colours = new Colours();
  private words = NO_WORDS;
  private bounds = boundsOf(NO_POSITIONS);
  private index: PointIndex | undefined;
  private labelled: LabelPyramid | undefined;
  private analogies: readonly Analogy[] = [];
  /** Where words lie that were added to the layout, by their rows. */
  private added: ReadonlyMap<number, Added> = new Map();
  private theme = readTheme();
  private size: Size = { width: 1, height: 1 };
  private region: Region | undefined;
  private clusters: readonly MapClusters[] = [];
  private hasClusterNames = true;
  private axes: AxisEnds | undefined;
  private covered = NO_INSETS;
  /** What of it everything is shown beside. */
  private insets = NO_INSETS;
  /** What of it a word lands beside that is flown to. */
  private landing = NO_INSETS;
  private requested = 0;
  /** Until then the page's other work has its turn, in milliseconds. */
  private restsUntil = 0;

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

  /** The view, in CSS pixels. */
  get extent(): Size {
    return this.size;
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
    this.setAnalogies([]);
    this.setAdded(new Map());
    this.axes = undefined;
    this.marks = NO_MARKS;
    this.viewpoint.isTaken = camera !== undefined;
    if (camera) this.viewpoint.put(camera);
  }

  /** The next frame of the layout, [n × 2]: the points glide there. */
  setPositions(positions: Float32Array): void {
    // The host tells again where they are whenever it tells anything of a layout.
    if (this.placed > 0 && isSame(positions, this.motion.to)) return;
    const isFirst = this.placed === 0;
    const hasOtherCount = 2 * this.placed !== positions.length;
    this.motion.go(positions, performance.now(), !isFirst && !prefersReducedMotion());
    this.cloud.setPositions(this.motion.from, this.motion.to);
    this.bounds = boundsOf(positions);
    this.index = this.labelled = undefined;
    if (hasOtherCount) this.paint();
    if (isFirst && !this.viewpoint.isTaken) this.viewpoint.put(this.goal(1));
    this.redraw();
  }

  /** @param off entries of the legend whose points are to be grey */
  setColouring(colouring: ChosenColouring | undefined, off: ReadonlySet<number> = new Set()): void {
    this.colours.use(colouring);
    this.filter(off);
  }

  filter(off: ReadonlySet<number>): void {
    this.colours.off = off;
    this.paint();
  }

  /** All other points turn grey; where none are picked, all have their colours. */
  setPicked(rows: Rows): void {
    this.colours.picked = rows;
    this.paint();
  }

  /** Draws a region around words, or none any more. */
  setRegion(region: Region | undefined): void {
    this.region = region;
    this.redraw();
  }

  /** The clusters of the layout, from the coarsest level to the finest. */
  setClusters(levels: readonly MapClusters[]): void {
    this.clusters = levels;
    this.redraw();
  }

  /** Names the ends of axes of the user's own; where the layout has others, none. */
  setAxes(axes: AxisEnds | undefined): void {
    this.axes = axes;
    this.redraw();
  }

  /**
   * What is covered by panels: everything, and words that are flown to, are shown beside them, where there is room.
   *
   * @param covered by the panel that is open, and by the small ones on the right
   */
  setInsets(covered: Insets): void {
    this.covered = covered;
    this.makeRoom();
    this.redraw();
  }

  private makeRoom(): void {
    this.insets = this.besides(COMFORTABLE_ROOM);
    this.landing = this.besides(LEAST_ROOM);
  }

  /** What is covered, as far as that leaves room: those on the right are the first to be drawn under. */
  private besides(least: number): Insets {
    const { covered } = this;
    const hasRoom = (insets: Insets, wide: number) => {
      const { width, height } = freeOf(this.size, insets);
      return width >= wide && height >= LEAST_ROOM;
    };
    if (hasRoom(covered, least)) return covered;
    const rest = { ...covered, right: 0 };
    return hasRoom(rest, LEAST_ROOM) ? rest : NO_INSETS;
  }

  /** Whether the names of clusters are drawn. */
  showClusterNames(areShown: boolean): void {
    this.hasClusterNames = areShown;
    this.redraw();
  }

  /** The rows whose points lie inside a polygon, by its corners in pixels; those that are switched off stay outside. */
  rowsInside(corners: readonly Place[]): Rows {
    const world = corners.map(({ x, y }) => {
      const [wx, wy] = toWorld(this.viewpoint.camera, this.size, x, y);
      return { x: wx, y: wy };
    });
    const count = this.shown;
    return this.points.inside(world).filter((row) => row < count && this.colours.isOn(row));
  }

  /** The colour of an entry of the legend. */
  colourOf(entry: number): string {
    return this.colours.css(entry, this.theme);
  }

  panBy(dx: number, dy: number): void {
    this.take(pan(this.viewpoint.camera, dx, dy));
  }

  zoomBy(factor: number, sx = this.middle.x, sy = this.middle.y): void {
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
    const radius = reach / this.viewpoint.camera.scale;
    const row = this.points.nearest(x, y, radius, (each) => this.colours.isOn(each));
    return this.addedAt(x, y, Math.min(radius, this.distance(row, x, y))) ?? row;
  }

  /** The row nearest to the middle of the view, or −1. */
  rowInMiddle(): number {
    const { width, height } = freeOf(this.size, this.insets);
    return this.rowAt(this.middle.x, this.middle.y, Math.max(width, height) / 2);
  }

  /** Whether a row is seen, and no panel covers it. */
  isInView(row: number): boolean {
    const [x, y] = this.pixelOf(row) ?? [NaN, NaN];
    const { left, top, right, bottom } = this.insets;
    return x >= left && y >= top && x <= this.size.width - right && y <= this.size.height - bottom;
  }

  /** Where a row is seen, in view or not; undefined where it has no place. */
  pixelOf(row: number, share = this.motion.share(performance.now())): [number, number] | undefined {
    return this.screenOf(row, this.size, share);
  }

  /** Where a row lies in the layout; undefined where it has no place. */
  placeOf(row: number): [number, number] | undefined {
    return this.at(row, 1);
  }

  /** Words that were added to the layout, and where they lie. */
  setAdded(added: ReadonlyMap<number, Added>): void {
    this.added = added;
    this.overlay.forget();
    this.redraw();
  }

  setAnalogies(analogies: readonly Analogy[]): void {
    this.analogies = analogies;
    this.redraw();
  }

  /** What is in view as a picture of another size, in pixels. */
  picture({ width, height }: Size): HTMLCanvasElement {
    const { size, ratio } = this.enlarged({ width, height });
    const cloud = new CanvasCloud();
    cloud.setPositions(this.motion.to, this.motion.to);
    cloud.setCodes(this.colours.inks(this.placed));
    cloud.draw(this.viewpoint.camera, size, ratio, 1, this.pointStyle());
    const overlay = new Overlay((row) => this.wordOf(row));
    overlay.draw(this.sceneOf(size, ratio, 1));
    const canvas = element('canvas', { width, height });
    const context = canvas.getContext('2d');
    if (!context) return canvas;
    context.fillStyle = this.theme.background;
    context.fillRect(0, 0, width, height);
    context.drawImage(cloud.canvas, 0, 0);
    context.drawImage(overlay.canvas, 0, 0);
    return canvas;
  }

  /** What is in view as SVG. */
  svg(): string {
    const { size, theme } = this;
    return mapSvg({
      scene: this.sceneOf(size, 1, 1),
      labels: this.overlay.labels,
      inks: this.colours.inks(this.placed),
      colours: this.pointStyle().colours,
      count: this.shown,
      wordAt: (row) => this.wordOf(row),
      theme,
    });
  }

  /** A view that shows the same in so many pixels, and how many of them a CSS pixel has. */
  private enlarged({ width, height }: Size): { size: Size; ratio: number } {
    const ratio = Math.min(width / this.size.width, height / this.size.height);
    return { size: { width: width / ratio, height: height / ratio }, ratio };
  }

  private screenOf(row: number, size: Size, share: number): [number, number] | undefined {
    const at = this.at(row, share);
    return at && toScreen(this.viewpoint.camera, size, ...at);
  }

  /** Where a row lies, `share` of the way; undefined where it has no place. */
  private at(row: number, share: number): [number, number] | undefined {
    if (row >= 0 && row < this.placed) {
      const at = this.motion.place(row, share);
      if (Number.isFinite(at[0] + at[1])) return at;
    }
    return this.added.get(row)?.at;
  }

  private wordOf(row: number): string {
    return this.added.get(row)?.word ?? wordAtRow(this.words, row);
  }

  /** How far a row is from a place of the layout. */
  private distance(row: number, x: number, y: number): number {
    const at = this.at(row, 1);
    return at ? Math.hypot(at[0] - x, at[1] - y) : Infinity;
  }

  /** The added word that is nearest to a place, and no farther than others. */
  private addedAt(x: number, y: number, reach: number): number | undefined {
    let [best, least]: [number | undefined, number] = [undefined, reach];
    for (const row of this.added.keys()) {
      const distance = this.distance(row, x, y);
      if (distance <= least) [best, least] = [row, distance];
    }
    return best;
  }

  /** Moves the map so far that a word is in view; a camera that goes where it will be is not held up. */
  bringIntoView(row: number): void {
    const { insets, size, viewpoint } = this;
    const place = this.at(row, 1);
    const showsAll = !viewpoint.isTaken && this.followed < 0;
    if (!place || showsAll) return;
    const camera = viewpoint.isTaken ? viewpoint.camera : this.goal(1);
    const [x, y] = toScreen(camera, size, ...place);
    const over = (at: number, least: number, most: number) =>
      Math.min(0, at - least - EDGE) + Math.max(0, at - most + EDGE);
    const dx = over(x, insets.left, size.width - insets.right);
    const dy = over(y, insets.top, size.height - insets.bottom);
    if (dx !== 0 || dy !== 0) this.take(pan(camera, -dx, -dy));
  }

  setMarks(marks: Partial<Marks>): void {
    this.marks = { ...this.marks, ...marks };
    this.redraw();
  }

  redraw(): void {
    this.requested ||= requestAnimationFrame((now) => {
      this.requested = 0;
      if (now < this.restsUntil) return this.redraw();
      this.draw(now);
      const end = performance.now();
      if (end - now > LONG_FRAME_MS) this.restsUntil = end + (end - now);
    });
  }

  /** Where a camera goes that nobody has taken: to the word that it follows, or to where everything is seen. */
  private goal(share: number): Camera {
    const { whole, followed } = this;
    const at = this.at(followed, share);
    if (!at) return whole;
    const [x, y] = at;
    const closeUp = Math.min(MOST_CLOSE_UP, Math.max(1, Math.sqrt(this.placed / WORDS_AROUND)));
    return lookAt(x, y, whole.scale * closeUp, this.landing);
  }

  private get whole(): Camera {
    return fit(including(this.bounds, this.added.values()), this.size, this.insets);
  }

  /** The pixel in the middle of what is free. */
  private get middle(): Place {
    const { insets, size } = this;
    const { width, height } = freeOf(size, insets);
    return { x: insets.left + width / 2, y: insets.top + height / 2 };
  }

  /** How much nearer the camera is than the view of everything. */
  private get magnification(): number {
    return this.viewpoint.camera.scale / this.whole.scale;
  }

  private get points(): PointIndex {
    return (this.index ??= new PointIndex(this.motion.to, this.bounds));
  }

  private get pyramid(): LabelPyramid {
    return (this.labelled ??= new LabelPyramid(this.motion.to, this.bounds));
  }

  /** How many words there are to be seen. */
  private get shown(): number {
    return Math.min(this.placed, wordCount(this.words));
  }

  private paint(): void {
    this.cloud.setCodes(this.colours.inks(this.placed));
    this.redraw();
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
    this.makeRoom();
    if (!this.viewpoint.isTaken) this.viewpoint.put(this.goal(1));
    // At once, and not in the next frame: a resized canvas is blank.
    this.draw(performance.now());
  }

  private draw(now: number): void {
    const share = this.motion.share(now);
    const isTravelling =
      this.placed > 0 && this.viewpoint.step(now, this.goal(share), !prefersReducedMotion());
    const isMoving = this.motion.isMoving(now);
    const { size } = this;
    this.cloud.draw(this.viewpoint.camera, size, devicePixelRatio, share, this.pointStyle());
    this.overlay.draw(this.sceneOf(size, devicePixelRatio, share));
    this.onDraw();
    if (isTravelling || isMoving) this.redraw();
  }

  /** All that is drawn over the cloud, in a view of some size. */
  private sceneOf(size: Size, pixelRatio: number, share: number): Scene {
    const { theme, marks, analogies, region } = this;
    const isMoving = share < 1 || this.isSettling;
    return {
      size,
      pixelRatio,
      theme,
      isMoving,
      marks,
      analogies,
      region,
      added: [...this.added.keys()],
      pointRadius: this.pointStyle().size / 2,
      colourOf: (row) => this.colours.ofRow(row, theme),
      titles: [...this.axisTitles(size), ...(isMoving || !this.hasClusterNames ? [] : this.titlesIn(size))],
      axes: this.axisMiddles(size),
      taken: Math.max(TOOLBAR, this.insets.left),
      rows: this.rowsIn(size, isMoving),
      air: Math.min(1, Math.sqrt(this.placed / 1000) / this.magnification),
      screen: (row) => this.screenOf(row, size, share),
    };
  }

  /** The names of the ends of axes, at the borders of what is free. */
  private axisTitles(size: Size): Scene['titles'] {
    const { axes, insets } = this;
    if (!axes) return [];
    const [left, right] = [Math.max(TOOLBAR, insets.left), size.width - insets.right];
    const [top, bottom] = [insets.top + AXIS_GAP.top, size.height - insets.bottom - AXIS_GAP.bottom];
    const { x, y } = this.middle;
    const ends: Scene['titles'][number][] = [
      { text: `← ${axes.x.from}`, at: [left + AXIS_GAP.side, y], isFixed: true },
      { text: `${axes.x.to} →`, at: [right - AXIS_GAP.side, y], isFixed: true },
    ];
    if (axes.y) {
      ends.push({ text: `↓ ${axes.y.from}`, at: [x, bottom], isFixed: true });
      ends.push({ text: `↑ ${axes.y.to}`, at: [x, top], isFixed: true });
    }
    return ends;
  }

  /** Where the middles between the ends of axes are seen. */
  private axisMiddles(size: Size): Scene['axes'] {
    const [x, y] = toScreen(this.viewpoint.camera, size, 0, 0);
    return this.axes ? { x, y: this.axes.y && y } : {};
  }

  /** The names of the clusters in view: the nearer the camera, the finer the level. */
  private titlesIn(size: Size): { text: string; at: [number, number] }[] {
    const { clusters } = this;
    const fitting = Math.round(Math.log2(this.magnification));
    const level = clusters.at(Math.min(clusters.length - 1, Math.max(0, fitting)));
    if (!level) return [];
    const titles = level.names.map((names, i) => ({
      text: names.slice(0, WORDS_OF_NAME).map(labelText).join(', '),
      at: toScreen(this.viewpoint.camera, size, level.centres[2 * i], level.centres[2 * i + 1]),
    }));
    return titles.filter(({ at: [x, y] }) => x > 0 && y > 0 && x < size.width && y < size.height);
  }

  /** The rows that may be in view, the most frequent first. */
  private rowsIn(size: Size, isMoving: boolean): Iterable<number> {
    const count = this.shown;
    const { colours } = this;
    // Indices of points on their way would be wrong, and made anew for every frame of the layout.
    if (isMoving) return firstRows(Math.min(count, MOST_SORTED), colours);
    const { picked } = colours;
    const bounds = this.boundsIn(size);
    const few = picked.length > 0 && picked.length <= MOST_SORTED ? picked : undefined;
    const rows = few ?? this.points.rowsIn(bounds, MOST_SORTED) ?? this.pyramid.rowsIn(bounds);
    return rows.filter((row) => row < count && colours.isBright(row));
  }

  /** What part of the layout is in view, or so near that its labels may be. */
  private boundsIn(size: Size): Bounds {
    const { camera } = this.viewpoint;
    const [left, top] = toWorld(camera, size, -MARGIN.x, -MARGIN.y);
    const [right, bottom] = toWorld(camera, size, size.width + MARGIN.x, size.height + MARGIN.y);
    return { left, right, bottom, top };
  }

  /** Small and faint where points crowd, growing gently as one zooms in; paler around a selection. */
  private pointStyle(): CloudStyle {
    const crowd = Math.max(1, this.placed) ** 0.16;
    const size = Math.min(12, Math.max(1.5, (14 / crowd) * Math.max(0.8, this.magnification) ** 0.3));
    return { colours: this.colours.of(this.theme, this.marks.selected >= 0), size };
  }
}

/** Whether all points are where they were; those without a place still have none. */
function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]) || value === b[i]);
}

/** Bounds that added words lie in, too: along axes they may be far out. */
function including(bounds: Bounds, added: Iterable<Added>): Bounds {
  let { left, right, bottom, top } = bounds;
  for (const {
    at: [x, y],
  } of added) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  return { left, right, bottom, top };
}

function* firstRows(count: number, colours: Colours): Generator<number> {
  for (let row = 0; row < count; row++) if (colours.isBright(row)) yield row;
}
