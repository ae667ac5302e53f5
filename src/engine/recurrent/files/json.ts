import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { VectorFile } from '../../formats/bytes/vectorFile.ts';
import type { Ask } from '../../formats/format.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { kerasNetwork } from './keras.ts';
import { isRecord, tensorsIn, type JsonObject } from './jsonValues.ts';
import { fromOnnx } from './onnx.ts';
import { networkAmong, type Known } from './stateDict.ts';

/** Weights as text are ten times as long as they need be: a larger file is no small network. */
const MOST_BYTES = 512 << 20;

/**
 * Weights as JSON:
 * - Keras' `model.json`;
 * - `{"op_type": "LSTM", "attributes": {…}, "W": […], "R": […], "B": […]}`, as ONNX has a node;
 * - `{"state_dict": {"weight_ih_l0": [[…], …], …}, "args": {"nonlinearity": "relu"}}`, or the tensors alone.
 *
 * @throws UserFault where it is none of these
 */
export function jsonNetwork(file: VectorFile, ask: Ask): Omit<OpenNetwork, 'name'> {
  const root = parse(file);
  const { name } = file;
  if ('weightsManifest' in root) return { ...kerasNetwork(file, root, ask), format: 'Keras' };
  if (typeof root.op_type === 'string') {
    const inputs = new Map(tensorsIn(name, root).map((tensor) => [tensor.name, tensor]));
    const attributes = isRecord(root.attributes) ? root.attributes : {};
    return { ...fromOnnx(name, { opType: root.op_type, attributes, inputs }), format: 'ONNX' };
  }
  const dict = isRecord(root.state_dict) ? root.state_dict : root;
  return { ...networkAmong(name, tensorsIn(name, dict), ask, knownOf(root)), format: 'JSON' };
}

/** PyTorch's argument; where only the class is named, it is tanh. */
function knownOf({ kind, args }: JsonObject): Known {
  const { nonlinearity } = isRecord(args) ? args : {};
  if (nonlinearity === 'relu' || nonlinearity === 'tanh') return { nonlinearity };
  return kind === 'RNN' ? { nonlinearity: 'tanh' } : {};
}

function parse(file: VectorFile): JsonObject {
  if (file.size > MOST_BYTES)
    throw new UserFault(
      l10n.t('{0} has more than {1} MiB, which is no JSON of weights.', file.name, MOST_BYTES >> 20),
    );
  let root: unknown;
  try {
    root = JSON.parse(file.bytes(file.head.start, file.size - file.head.start).toString('utf8'));
  } catch (error) {
    throw new UserFault(l10n.t('{0} is no JSON: {1}', file.name, (error as Error).message.split('\n')[0]));
  }
  if (!isRecord(root)) throw new UserFault(l10n.t('{0} is JSON, but holds no weights.', file.name));
  return root;
}
