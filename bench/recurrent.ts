import { parseArgs } from 'node:util';
import type { CellKind } from '../src/engine/recurrent/cells.ts';
import { influence } from '../src/engine/recurrent/influence.ts';
import { run } from '../src/engine/recurrent/network.ts';
import { randomNetwork } from '../src/engine/recurrent/weights.ts';
import { seededRandom } from '../src/engine/random.ts';
import { median } from './statistics.ts';

const RUNS = 10;

/** `--kind lstm --steps 200 --hidden 256 --input 300`: seconds (wall and CPU) of a trace and of the influence of all its inputs. */
export function recurrent(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      kind: { type: 'string', default: 'lstm' },
      steps: { type: 'string', default: '200' },
      hidden: { type: 'string', default: '256' },
      input: { type: 'string', default: '300' },
    },
  });
  const [steps, hiddenSize, inputSize] = [values.steps, values.hidden, values.input].map(Number);
  const random = seededRandom(1);
  const kind = values.kind as CellKind;
  const directions = ['forward'] as const;
  const network = randomNetwork(
    { kind, inputSize, hiddenSize, numLayers: 1, directions, bias: true },
    random,
  );
  const input = Float32Array.from({ length: steps * inputSize }, () => 2 * random() - 1);
  const trace = timed(() => run(network, input));
  const traced = run(network, input);
  const influenced = timed(() => influence(network, traced, steps - 1));
  return Promise.resolve({
    kind,
    trace_s: trace.wall,
    trace_cpu_s: trace.cpu,
    influence_s: influenced.wall,
    influence_cpu_s: influenced.cpu,
  });
}

/** The median of some runs, after one that is not counted. */
function timed(work: () => unknown): { wall: number; cpu: number } {
  work();
  const runs = Array.from({ length: RUNS }, () => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    return { wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  });
  return { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) };
}
