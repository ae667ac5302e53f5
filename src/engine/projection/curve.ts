/** Nearness in the plane: 1 / (1 + a d^2b) for points at distance d. */
export interface Curve {
  a: number;
  b: number;
}

const SAMPLES = 300;
const MOST_STEPS = 100;

/**
 * The curve that comes nearest, in least squares, to one that is 1 up to `minDist` and falls by e each `spread` behind it: as
 * umap-learn fits it (scipy's curve_fit), by Levenberg and Marquardt's method.
 */
export function fitCurve(minDist: number, spread = 1): Curve {
  const xs = Array.from({ length: SAMPLES }, (_, i) => (3 * spread * i) / (SAMPLES - 1));
  const ys = xs.map((x) => (x < minDist ? 1 : Math.exp(-(x - minDist) / spread)));
  let curve = { a: 1, b: 1 };
  let error = squaredError(curve, xs, ys);
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < 1e10; step++) {
    const next = stepFrom(curve, xs, ys, damping);
    const nextError = squaredError(next, xs, ys);
    if (nextError < error) {
      [curve, error, damping] = [next, nextError, damping / 10];
    } else damping *= 10;
  }
  return curve;
}

function valueAt({ a, b }: Curve, x: number): number {
  return 1 / (1 + a * x ** (2 * b));
}

function squaredError(curve: Curve, xs: number[], ys: number[]): number {
  if (!(curve.a > 0 && curve.b > 0)) return Infinity;
  return xs.reduce((sum, x, i) => sum + (valueAt(curve, x) - ys[i]) ** 2, 0);
}

/** One step: solves (JᵀJ + damping diag JᵀJ) δ = Jᵀr for two parameters. */
function stepFrom(curve: Curve, xs: number[], ys: number[], damping: number): Curve {
  const { a, b } = curve;
  let [aa, ab, bb, ar, br] = [0, 0, 0, 0, 0];
  xs.forEach((x, i) => {
    if (x === 0) return;
    const value = valueAt(curve, x);
    const byA = -value * value * x ** (2 * b);
    const byB = byA * a * 2 * Math.log(x);
    const rest = ys[i] - value;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ar += byA * rest;
    br += byB * rest;
  });
  aa *= 1 + damping;
  bb *= 1 + damping;
  const determinant = aa * bb - ab * ab;
  return { a: a + (ar * bb - br * ab) / determinant, b: b + (br * aa - ar * ab) / determinant };
}
