/** Less progress than this is not worth a message. */
const LEAST = 0.01;

/** Hands on how far something has come where that is a hundredth farther than before, and its end. */
export function steadily(report: (fraction: number) => void): (fraction: number) => void {
  let last = 0;
  return (fraction) => {
    if (fraction - last < LEAST && fraction < 1) return;
    last = fraction;
    report(fraction);
  };
}
