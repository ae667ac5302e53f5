import { between, type Camera } from './camera.ts';

const FLIGHT_MS = 450;
/** Milliseconds in which a camera that follows a layout comes to a third of its distance. */
const FOLLOW_MS = 130;
/** Longer pauses between two frames count as this: the map was at rest. */
const LONGEST_FRAME_MS = 50;

/** The camera in time: it flies to words, follows a layout that settles, and stays where the user takes it. */
export class Viewpoint {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  /** The user has moved or zoomed: the camera follows nothing any more. */
  isTaken = false;
  private flight: { from: Camera; start: number } | undefined;
  private last = 0;

  /** The user's own hand puts the camera somewhere. */
  take(camera: Camera): void {
    this.isTaken = true;
    this.put(camera);
  }

  /** There at once. */
  put(camera: Camera): void {
    this.flight = undefined;
    this.camera = camera;
  }

  /**
   * Sets out for what it follows from now on.
   *
   * @param now in milliseconds
   */
  setOut(now: number): void {
    this.isTaken = false;
    this.flight = { from: this.camera, start: now };
  }

  /**
   * Moves the camera on.
   *
   * @param goal what an untaken camera follows
   * @param glides false: it is there at once
   * @returns whether it has further to go
   */
  step(now: number, goal: Camera, glides: boolean): boolean {
    const elapsed = Math.min(LONGEST_FRAME_MS, now - this.last);
    this.last = now;
    if (this.flight && glides) return this.fly(this.flight, goal, now);
    this.flight = undefined;
    if (this.isTaken) return false;
    if (!glides || isClose(this.camera, goal)) {
      this.camera = goal;
      return false;
    }
    this.camera = between(this.camera, goal, 1 - Math.exp(-elapsed / FOLLOW_MS));
    return true;
  }

  private fly({ from, start }: { from: Camera; start: number }, goal: Camera, now: number): boolean {
    const t = Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
    // Eases in and out.
    this.camera = between(from, goal, t * t * (3 - 2 * t));
    if (t === 1) this.flight = undefined;
    return t < 1;
  }
}

/** Less than half a pixel apart. */
function isClose(a: Camera, b: Camera): boolean {
  const isSameScale = Math.abs(Math.log(b.scale / a.scale)) < 0.0005;
  return isSameScale && Math.hypot(b.x - a.x, b.y - a.y) * b.scale < 0.5;
}
