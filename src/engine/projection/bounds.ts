/** The smallest box around all points. */
export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** @param positions [n × 2] */
export function boundsOf(positions: Float32Array): Bounds {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 2) {
    left = Math.min(left, positions[i]);
    right = Math.max(right, positions[i]);
    top = Math.min(top, positions[i + 1]);
    bottom = Math.max(bottom, positions[i + 1]);
  }
  return { left, right, top, bottom };
}
