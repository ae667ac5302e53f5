import type { Size } from './camera.ts';
import { rectangle, type Place } from './polygon.ts';

/** What a hand on the map does: moves it, or draws a region around words. */
export type Tool = 'move' | 'rectangle' | 'lasso';

/** Pixels between two corners of a lasso at least. */
const STEP = 3;

/** A region that is being drawn, in pixels of the view: by the pointer as a line, by the keys corner by corner. */
export class Region {
  readonly tool: Exclude<Tool, 'move'>;
  /** Where the keys are; undefined where the pointer draws. */
  cursor: Place | undefined;
  private readonly points: Place[];

  constructor(tool: Exclude<Tool, 'move'>, ...points: Place[]) {
    this.tool = tool;
    this.points = points;
  }

  /** One that the keys draw, from the middle of the view. */
  static byKeys(tool: Exclude<Tool, 'move'>, { width, height }: Size): Region {
    const region = new Region(tool);
    region.cursor = { x: width / 2, y: height / 2 };
    return region;
  }

  /** The outline as it would be closed now. */
  get corners(): Place[] {
    const points = this.cursor ? [...this.points, this.cursor] : this.points;
    if (this.tool === 'lasso') return points;
    return points.length > 1 ? rectangle(points[0], points[points.length - 1]) : points;
  }

  /** The pointer goes on to a place. */
  extend(to: Place): void {
    const last = this.points[this.points.length - 1];
    if (this.tool === 'rectangle') this.points[1] = to;
    else if (Math.hypot(to.x - last.x, to.y - last.y) >= STEP) this.points.push(to);
  }

  /** The keys move on, inside the view. */
  moveBy(dx: number, dy: number, { width, height }: Size): void {
    if (!this.cursor) return;
    const { x, y } = this.cursor;
    this.cursor = {
      x: Math.min(width, Math.max(0, x + dx)),
      y: Math.min(height, Math.max(0, y + dy)),
    };
  }

  /** The keys set a corner where they are; a rectangle has but its first. */
  setCorner(): void {
    if (!this.cursor) return;
    if (this.tool === 'rectangle') this.points.length = 0;
    this.points.push(this.cursor);
  }
}
