/** Where the map is looked at: the point of the layout in the middle of the view, and pixels a unit of the layout. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

/** How much of a view is covered on each side, in pixels. */
export interface Insets {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const NO_INSETS: Insets = { left: 0, top: 0, right: 0, bottom: 0 };

export interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Space around the points when all of them are shown, in pixels. */
const MARGIN = 48;
/** Pixels a unit where there is nothing to measure by. */
const POINT_SCALE = 100;
/** How far one may zoom, against the view that shows everything. */
const MOST_ZOOM = 2000;
const LEAST_ZOOM = 0.2;

/** The bounds of positions [n × 2]; places that are no numbers are passed over. */
export function boundsOf(positions: Float32Array): Bounds {
  const bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < positions.length; i += 2) {
    const x = positions[i];
    const y = positions[i + 1];
    if (!Number.isFinite(x + y)) continue;
    if (x < bounds.left) bounds.left = x;
    if (x > bounds.right) bounds.right = x;
    if (y < bounds.bottom) bounds.bottom = y;
    if (y > bounds.top) bounds.top = y;
  }
  return bounds.left <= bounds.right ? bounds : { left: -1, right: 1, bottom: -1, top: 1 };
}

/** The camera that shows all of the bounds in what is free of a view. */
export function fit(bounds: Bounds, size: Size, insets: Insets = NO_INSETS): Camera {
  const { width, height } = freeOf(size, insets);
  const wide = bounds.right - bounds.left;
  const high = bounds.top - bounds.bottom;
  const room = Math.min(Math.max(width - 2 * MARGIN, 10) / wide, Math.max(height - 2 * MARGIN, 10) / high);
  // A single point has no extent to divide by.
  const scale = Number.isFinite(room) ? room : POINT_SCALE;
  return lookAt((bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2, scale, insets);
}

/** The camera that has a place of the layout in the middle of what is free of a view. */
export function lookAt(x: number, y: number, scale: number, insets: Insets): Camera {
  const [right, down] = [(insets.left - insets.right) / 2, (insets.top - insets.bottom) / 2];
  return { x: x - right / scale, y: y + down / scale, scale };
}

/** What is free of a view. */
export function freeOf({ width, height }: Size, { left, top, right, bottom }: Insets): Size {
  return { width: width - left - right, height: height - top - bottom };
}

/** The pixel at which a place of the layout is seen; NaN where the place is no number. */
export function toScreen(camera: Camera, { width, height }: Size, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.scale + width / 2, height / 2 - (y - camera.y) * camera.scale];
}

/** The place of the layout that is seen at a pixel. */
export function toWorld(camera: Camera, { width, height }: Size, sx: number, sy: number): [number, number] {
  return [(sx - width / 2) / camera.scale + camera.x, (height / 2 - sy) / camera.scale + camera.y];
}

/** Moves the map by pixels, as a hand drags it. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y + dy / camera.scale };
}

/**
 * Zooms by a factor; the point under the given pixel stays where it is.
 *
 * @param whole the camera that shows everything: how far one may zoom is measured against it
 */
export function zoom(
  camera: Camera,
  size: Size,
  factor: number,
  sx: number,
  sy: number,
  whole: Camera,
): Camera {
  const scale = Math.min(whole.scale * MOST_ZOOM, Math.max(whole.scale * LEAST_ZOOM, camera.scale * factor));
  const [x, y] = toWorld(camera, size, sx, sy);
  return {
    x: x - (sx - size.width / 2) / scale,
    y: y - (size.height / 2 - sy) / scale,
    scale,
  };
}

/** Between two cameras: evenly in place, geometrically in scale. */
export function between(from: Camera, to: Camera, share: number): Camera {
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    scale: from.scale * (to.scale / from.scale) ** share,
  };
}
