import * as l10n from '@vscode/l10n';
import type { OpenAnswers, OpenQuestion } from '../../../protocol/engine.ts';
import { UserFault } from '../../faults.ts';
import { startsWith } from '../../formats/bytes/head.ts';
import { unmetered } from '../../formats/bytes/meter.ts';
import { gunzipped } from '../../formats/bytes/unpack.ts';
import { VectorFile } from '../../formats/bytes/vectorFile.ts';
import type { Ask } from '../../formats/format.ts';
import { LANGUAGE_MODEL } from '../../formats/languageModel.ts';
import { Answers, Unanswered } from '../../formats/questions.ts';
import { hasFloats, readFloats, readHeader, readMetadata, safetensors } from '../../formats/safetensors.ts';
import type { LanguageState } from '../language/model.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { jsonNetwork } from './json.ts';
import { languageStateOf } from './languageFile.ts';
import { isOnnx, onnxNetwork } from './onnxFile.ts';
import { networkAmong } from './stateDict.ts';
import { notFloats, type WeightTensor } from './tensors.ts';
import { legacyTorchTensors, torchTensors } from './torch.ts';

const ZIP_MAGIC = Buffer.from('PK\x03\x04', 'latin1');
const PICKLE_PROTOCOL = 0x80;
const BRACE = 123;

/** A network, or a language model as it was saved here. */
export type Opened = Omit<OpenNetwork, 'name'> | { state: LanguageState; format: string };

/**
 * Reads the weights of a network: a PyTorch state dict (.safetensors, .pt, .pth), a Keras model of TensorFlow.js
 * (model.json), a model of ONNX, or JSON. What it is is found by what the file holds.
 *
 * @throws UserFault with one sentence that names file, tensor and what was expected
 */
export async function openNetwork(
  path: string,
  answers: OpenAnswers,
): Promise<Opened | { question: OpenQuestion }> {
  const file = VectorFile.open(path);
  try {
    const opened = await read(await gunzipped(file, unmetered()), new Answers(answers).ask);
    file.checkUnchanged();
    return opened;
  } catch (error) {
    if (error instanceof Unanswered) return { question: error.question };
    throw error;
  } finally {
    file.close();
  }
}

async function read(file: VectorFile, ask: Ask): Promise<Opened> {
  const { bytes } = file.head;
  if (file.size === 0) throw new UserFault(l10n.t('{0} is empty.', file.name));
  if (await safetensors.recognises(file)) return fromSafetensors(file, ask);
  const torch = startsWith(bytes, ZIP_MAGIC)
    ? await torchTensors(file)
    : bytes[0] === PICKLE_PROTOCOL
      ? legacyTorchTensors(file)
      : undefined;
  if (torch) return { ...networkAmong(file.name, torch, ask), format: 'PyTorch' };
  if (bytes[firstByte(bytes)] === BRACE) return jsonNetwork(file, ask);
  if (isOnnx(file)) return onnxNetwork(file, ask);
  throw new UserFault(
    l10n.t(
      '{0} holds no weights in a format that is known (PyTorch, safetensors, ONNX, Keras’ model.json, JSON).',
      file.name,
    ),
  );
}

function fromSafetensors(file: VectorFile, ask: Ask): Opened {
  const tensors = readHeader(file).map((tensor): WeightTensor => {
    const { name, shape, dtype } = tensor;
    return {
      name,
      shape,
      read: () => {
        if (!hasFloats(tensor)) throw notFloats(file.name, name, dtype);
        return readFloats(tensor);
      },
    };
  });
  const metadata = readMetadata(file);
  if (metadata.has(LANGUAGE_MODEL))
    return { state: languageStateOf(file.name, metadata, tensors), format: 'safetensors' };
  return { ...networkAmong(file.name, tensors, ask), format: 'safetensors' };
}

/** Behind white space. */
function firstByte(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte > 32);
}
