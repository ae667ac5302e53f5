import { between, type Camera } from './camera.ts';

const FLIGHT_MS = 450;
/** Milliseconds in which a camera that follows a layout comes to a third of its distance. */
const FOLLOW_MS = 130;
/** Longer pauses between two frames count as this: the map was at rest. */
const LONGEST_FRAME_MS = 50;

/** The camera in time: it flies to words, follows a layout that settles, and stays where the user takes it. */
export class Viewpoint {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  /** The user has moved or zoomed: the camera follows the layout no more. */
  isTaken = false;
  private flight: { from: Camera; to: Camera; start: number } | undefined;
  private last = 0;

  /** Where the map is looked at, or will be when the camera has arrived. */
  get destination(): Camera {
    return this.flight?.to ?? this.camera;
  }

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

  /** @param now in milliseconds */
  flyTo(to: Camera, now: number): void {
    this.flight = { from: this.camera, to, start: now };
  }

  /**
   * Moves the camera on.
   *
   * @param whole the camera that shows everything, which an untaken one follows
   * @param glides false: it is there at once
   * @returns whether it has further to go
   */
  step(now: number, whole: Camera, glides: boolean): boolean {
    const elapsed = Math.min(LONGEST_FRAME_MS, now - this.last);
    this.last = now;
    if (this.flight) return this.fly(this.flight, now);
    if (this.isTaken) return false;
    if (!glides || isClose(this.camera, whole)) {
      this.camera = whole;
      return false;
    }
    this.camera = between(this.camera, whole, 1 - Math.exp(-elapsed / FOLLOW_MS));
    return true;
  }

  private fly({ from, to, start }: { from: Camera; to: Camera; start: number }, now: number): boolean {
    const t = Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
    // Eases in and out.
    this.camera = between(from, to, t * t * (3 - 2 * t));
    if (t === 1) this.put(to);
    return t < 1;
  }
}

/** Less than half a pixel apart. */
function isClose(a: Camera, b: Camera): boolean {
  const isSameScale = Math.abs(Math.log(b.scale / a.scale)) < 0.0005;
  return isSameScale && Math.hypot(b.x - a.x, b.y - a.y) * b.scale < 0.5;
}
