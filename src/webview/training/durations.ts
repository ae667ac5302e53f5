import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../../protocol/engine.ts';

/** A time as one says it: '8 s', '3 min 20 s', '2 h 5 min'. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return l10n.t('{0} s', whole);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return l10n.t('{0} min {1} s', minutes, whole % 60);
  return l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/**
 * How long a training will go on, by how fast it went since it was begun, or was gone on with.
 *
 * @param reports in their order
 */
export function secondsLeft(reports: readonly TrainingProgress[]): number | undefined {
  let first = reports.length - 1;
  while (first > 0 && reports[first - 1].seconds < reports[first].seconds) first--;
  const [from, last] = [reports[first], reports.at(-1)];
  // Where it has begun, and not been gone on with, it has begun at 0.
  const start = first === 0 ? { fraction: 0, seconds: 0 } : from;
  if (!last || last.fraction <= start.fraction) return undefined;
  return ((last.seconds - start.seconds) * (1 - last.fraction)) / (last.fraction - start.fraction);
}
