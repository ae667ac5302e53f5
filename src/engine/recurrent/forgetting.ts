import type { ForgettingCurve } from '../../protocol/recurrent.ts';
import { costOf, influence } from './influence.ts';
import { run, type Network } from './network.ts';

/** Multiplications that the mean of one network may cost: about two seconds. */
const MOST_COST = 2e10;

/**
 * How influence falls with distance: the mean of ‖∂h_s/∂x_{s−d}‖ over steps s, for every distance d up to `reach`. Over
 * all steps where that is quick, else over so many that lie evenly in the text; the last one is always among them.
 *
 * @param input [time × input]
 */
export function forgetting(
  network: Network,
  input: Float32Array,
  reach: number,
  report: (fraction: number) => void,
): ForgettingCurve {
  const record = run(network, input);
  const far = Math.min(reach, record.time - 1);
  const sums = new Float64Array(far + 1);
  const steps = new Uint32Array(far + 1);
  const count = Math.max(1, Math.min(record.time, Math.floor(MOST_COST / costOf(network, far + 1))));
  for (let i = 0; i < count; i++) {
    const at = record.time - 1 - Math.floor((i * record.time) / count);
    const norms = influence(network, record, at, { reach: far });
    for (let distance = 0; distance <= Math.min(at, far); distance++) {
      sums[distance] += norms[at - distance];
      steps[distance]++;
    }
    report((i + 1) / count);
  }
  const { kind, hiddenSize } = network;
  return { kind, hiddenSize, influence: sums.map((sum, distance) => sum / steps[distance]), steps };
}
