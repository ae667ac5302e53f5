import * as l10n from '@vscode/l10n';
import { BATCH, FEATURES, HIDDEN, LARGEST_INPUT, TIME } from '../../common/recurrentLesson.ts';
import type {
  BatchPlace,
  RecurrentForward,
  RecurrentReference,
  SmallBatch,
} from '../../protocol/recurrentLessons.ts';
import { UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';
import { seededRandom } from '../random.ts';
import type { CellWeights } from '../recurrent/cells.ts';
import { run, type Network } from '../recurrent/network.ts';
import { seededNetwork } from '../recurrent/prepare.ts';
import { cellOf } from '../recurrent/trace.ts';
import { transposed } from '../recurrent/transposed.ts';
import { forwardByColumns, forwardByRows, greatestDifference, product } from './rnnForward.ts';

/** Of the second text: it is always the same one. */
const SECOND_SEED = 7;
const SECOND_RANGE = 2;

/**
 * The tutorial's RNN over its batch, by hand and by the engine's network.
 *
 * @throws UserFault where the numbers of the first text will not do
 */
export function recurrentForward({
  first,
  seed,
  place,
}: SmallBatch & { place: BatchPlace }): RecurrentForward {
  const { input, network, weights } = prepared({ first, seed });
  const handWritten = { input, weights, batch: BATCH, time: TIME };
  const [columns, rows] = [forwardByColumns(handWritten), forwardByRows(handWritten)];
  const texts = Array.from({ length: BATCH }, (_, text) => {
    return run(network, input.subarray(text * TIME * FEATURES, (text + 1) * TIME * FEATURES));
  });
  const output = Float32Array.from(texts.flatMap((text) => [...text.output]));
  const text = texts[place.text];
  if (!text) throw new RangeError(`The batch has no text ${place.text}.`);
  const x = text.layers[0][0].input.subarray(place.step * FEATURES, (place.step + 1) * FEATURES);
  return {
    shape: [BATCH, TIME, FEATURES],
    hiddenSize: HIDDEN,
    input,
    ...weights,
    ...{ columns, rows, network: output },
    difference: Math.max(
      greatestDifference(columns, rows),
      greatestDifference(columns, output),
      greatestDifference(rows, output),
    ),
    cell: cellOf({ network, run: text }, place.step, place.unit),
    product: {
      column: product(weights.weightIh, x, HIDDEN, FEATURES, 1),
      row: product(x, transposed(weights.weightIh, HIDDEN), 1, FEATURES, HIDDEN),
    },
  };
}

/** The same by TensorFlow.js, in a thread of its own. */
export async function recurrentReference(
  batch: SmallBatch,
  tfjsNodePath: string | undefined,
  following: Following<never>,
): Promise<RecurrentReference> {
  const { input, weights } = prepared(batch);
  const byHand = forwardByColumns({ input, weights, batch: BATCH, time: TIME });
  const { hidden, name } = await runJob(
    'referenceRnn',
    { input, weights, batch: BATCH, tfjsNodePath },
    following,
  );
  return { hidden, name, difference: greatestDifference(byHand, hidden) };
}

function prepared({ first, seed }: SmallBatch): {
  input: Float32Array;
  network: Network;
  weights: CellWeights;
} {
  const isFit = (value: number) => Math.abs(value) <= LARGEST_INPUT;
  if (first.length !== TIME * FEATURES || !first.every(isFit)) {
    throw new UserFault(l10n.t('Expected {0} numbers from −{1} to {1}.', TIME * FEATURES, LARGEST_INPUT));
  }
  const random = seededRandom(SECOND_SEED);
  const second = Array.from({ length: TIME * FEATURES }, () => (2 * random() - 1) * SECOND_RANGE);
  const network = seededNetwork(FEATURES, { hiddenSize: HIDDEN, seed });
  return { input: Float32Array.from([...first, ...second]), network, weights: network.layers[0][0] };
}
