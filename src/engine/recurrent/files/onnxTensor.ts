import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { VectorFile } from '../../formats/bytes/vectorFile.ts';
import { BYTES_OF, bytesOfShape, decodeNumbers, type NumberKind } from '../../formats/rows/numberType.ts';
import { tensorHead, type TensorHead } from './onnxGraph.ts';
import { varintsOf } from './protobuf.ts';
import { notFloats, shapeText, type WeightTensor } from './tensors.ts';

/** Of TensorProto.DataType. */
const KINDS: ReadonlyMap<number, NumberKind> = new Map([
  [1, 'f32'],
  [10, 'f16'],
  [11, 'f64'],
  [16, 'bf16'],
]);

/** A TensorProto of a file, whose numbers stand in it or in a file beside it. */
export function onnxTensor(file: VectorFile, name: string, message: Buffer): WeightTensor {
  const head = tensorHead(message);
  return { name, shape: head.shape, read: () => read(file, name, head) };
}

function read(file: VectorFile, name: string, head: TensorHead): Float32Array {
  const kind = KINDS.get(head.dataType);
  if (!kind) throw notFloats(file.name, name, l10n.t('type {0} of ONNX', head.dataType));
  const bytes = bytesOf(file, head, kind);
  const expected = bytesOfShape(head.shape, BYTES_OF[kind]);
  if (BigInt(bytes.length) !== expected)
    throw new UserFault(
      l10n.t(
        '{0}: the tensor {1} {2} has {3} bytes of numbers; expected {4}.',
        file.name,
        name,
        shapeText(head.shape),
        bytes.length,
        String(expected),
      ),
    );
  const values = new Float32Array(bytes.length / BYTES_OF[kind]);
  decodeNumbers(bytes, { kind }, values, 0);
  return values;
}

/** In memory of their own: inside of a message they begin anywhere. */
function bytesOf(
  file: VectorFile,
  { raw, floats, int32s, doubles, external }: TensorHead,
  kind: NumberKind,
): Buffer {
  const location = external.get('location');
  if (location !== undefined) {
    const weights = file.beside(location);
    const offset = Number(external.get('offset') ?? 0);
    const length = Number(external.get('length') ?? weights.size - offset);
    const isThere = [offset, length].every((each) => Number.isSafeInteger(each) && each >= 0);
    if (!isThere || offset + length > weights.size)
      throw new UserFault(
        l10n.t(
          '{0} has {1} bytes; {2} expects {3} bytes from {4} on.',
          ...[weights.name, weights.size, file.name, length, offset],
        ),
      );
    return weights.bytes(offset, length);
  }
  if (raw) return owned([raw]);
  if (kind === 'f32') return owned(floats);
  if (kind === 'f64') return owned(doubles);
  return halves(int32s);
}

function owned(pieces: Buffer[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) at += piece.copy(bytes, at);
  return bytes;
}

/** Numbers of 16 bits, each as a varint. */
function halves(pieces: (Buffer | bigint)[]): Buffer {
  const most = pieces.reduce((sum, piece) => sum + (typeof piece === 'bigint' ? 1 : piece.length), 0);
  const numbers = new Uint16Array(most);
  let count = 0;
  for (const piece of pieces)
    for (const number of typeof piece === 'bigint' ? [piece] : varintsOf(piece))
      numbers[count++] = Number(number);
  return Buffer.from(numbers.buffer, 0, 2 * count);
}
