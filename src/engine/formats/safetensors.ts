import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { unmetered } from './bytes/meter.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Ask, Format, Plan } from './format.ts';
import { JsonSource } from './json/jsonSource.ts';
import { planMatrix, type Matrix } from './rows/matrix.ts';
import { wordsFor } from './rows/wordList.ts';
import { BYTES_OF, bytesOfShape, decodeNumbers, shapeText, type NumberKind } from './rows/numberType.ts';

/** The length of the header, in 8 bytes. */
const PREFIX = 8;
const BRACE = 123;
/** As Hugging Face's own reader has it. */
const LONGEST_HEADER = 100_000_000;
const NUMBERS: ReadonlyMap<string, NumberKind> = new Map([
  ['F16', 'f16'],
  ['BF16', 'bf16'],
  ['F32', 'f32'],
  ['F64', 'f64'],
]);
/** What a model's table of word vectors is called, and what is not that table though it sounds so. */
const LIKELY = /(?:word_embeddings|embed_tokens|tok_embeddings|wte|shared|token_embedding)/i;
const EMBEDDING = /emb/i;
const UNLIKELY = /(?:position|wpe|type|norm|bias|layer)/i;

export interface Tensor {
  file: VectorFile;
  name: string;
  dtype: string;
  shape: number[];
  /** Its first byte and the one behind its last, in the file. */
  start: number;
  end: number;
}

/**
 * Tensors as Hugging Face stores them: 8 bytes for the length of a JSON header, the header, the numbers, little-endian.
 * https://huggingface.co/docs/safetensors/index#format
 */
export const safetensors: Format = {
  name: 'safetensors',
  recognises: ({ head: { bytes }, name, size }) => {
    if (bytes.length <= PREFIX || bytes[PREFIX] !== BRACE) return false;
    return bytes.readBigUInt64LE(0) <= size - PREFIX || name.toLowerCase().endsWith('.safetensors');
  },
  plan: (file, ask) => planTensor(file, readHeader(file), ask),
};

/** The header of a model in several such files: which tensor lies in which. */
export const safetensorsIndex: Format = {
  get name() {
    return l10n.t('safetensors index');
  },
  recognises: ({ head: { bytes } }) => bytes[0] === BRACE && bytes.includes('"weight_map"'),
  plan: (file, ask) => {
    const tensors = filesOf(file).flatMap((name) => readHeader(file.beside(name)));
    return planTensor(file, tensors, ask);
  },
};

function planTensor(file: VectorFile, tensors: Tensor[], ask: Ask): Plan {
  const matrix = chooseMatrix(file, tensors, ask);
  return planMatrix(matrix, safetensors.name, wordsFor(file, matrix.rows, ask));
}

function chooseMatrix(file: VectorFile, tensors: Tensor[], ask: Ask): Matrix {
  const matrices = tensors.filter(
    ({ dtype, shape }) => NUMBERS.has(dtype) && shape.length === 2 && shape[1] > 0,
  );
  if (matrices.length === 0) throw noMatrix(file, tensors);
  const rank = ({ name }: Tensor) =>
    UNLIKELY.test(name) ? 3 : LIKELY.test(name) ? 0 : EMBEDDING.test(name) ? 1 : 2;
  const sorted = matrices.toSorted((a, b) => rank(a) - rank(b) || b.shape[0] - a.shape[0]);
  const answer = ask({
    key: 'vectors',
    prompt: l10n.t('Which tensor holds the word vectors, one row for each word?'),
    choices: sorted.map(({ name, shape, dtype }) => ({
      value: name,
      label: name,
      description: `${shapeText(shape)}, ${dtype}`,
    })),
  });
  const chosen = sorted.find(({ name }) => name === answer) ?? sorted[0];
  const kind = NUMBERS.get(chosen.dtype) ?? 'f32';
  const [rows, dims] = chosen.shape;
  return { file: chosen.file, position: chosen.start, type: { kind }, rows, dims };
}

/** @throws UserFault where the header is broken, or a tensor lies where it cannot */
export function readHeader(file: VectorFile): Tensor[] {
  const { json, data } = headerOf(file);
  const tensors: Tensor[] = [];
  json.object((name) => {
    if (name === '__metadata__') json.skip();
    else tensors.push(readTensor(json, file, name, data));
  });
  json.end();
  checkPlaces(file, tensors, data);
  return tensors;
}

/** What the file says of itself: texts by their names. */
export function readMetadata(file: VectorFile): ReadonlyMap<string, string> {
  const { json } = headerOf(file);
  const texts = new Map<string, string>();
  json.object((name) => {
    if (name === '__metadata__') json.object((key) => texts.set(key, json.string()));
    else json.skip();
  });
  return texts;
}

/** The numbers of a tensor that {@link hasFloats}. */
export function readFloats({ file, dtype, start, end }: Tensor): Float32Array {
  const kind = NUMBERS.get(dtype) ?? 'f32';
  const numbers = new Float32Array((end - start) / BYTES_OF[kind]);
  decodeNumbers(file.bytes(start, end - start), { kind }, numbers, 0);
  return numbers;
}

export function hasFloats({ dtype }: Tensor): boolean {
  return NUMBERS.has(dtype);
}

/** The header, and where the numbers of all tensors begin. */
function headerOf(file: VectorFile): { json: JsonSource; data: number } {
  // It may claim more than a double counts exactly.
  const claimed = file.size < PREFIX ? 0n : file.bytes(0, PREFIX).readBigUInt64LE(0);
  if (claimed === 0n || claimed > Math.min(LONGEST_HEADER, file.size - PREFIX))
    throw broken(
      file,
      l10n.t(
        'its header is said to have {0} bytes, and the file has {1}',
        claimed.toLocaleString('en'),
        file.size.toLocaleString('en'),
      ),
    );
  const length = Number(claimed);
  const header = file.part(l10n.t('the header of {0}', file.name), PREFIX, length);
  const json = new JsonSource(new ByteSource(header, 0, unmetered()));
  return { json, data: PREFIX + length };
}

/** { dtype: 'F32', shape: [3, 4], data_offsets: [0, 48] } */
function readTensor(json: JsonSource, file: VectorFile, name: string, data: number): Tensor {
  const tensor: Tensor = { file, name, dtype: '', shape: [], start: NaN, end: NaN };
  json.object((key) => {
    if (key === 'dtype') tensor.dtype = json.string();
    else if (key === 'shape') json.array(() => tensor.shape.push(json.number()));
    else if (key === 'data_offsets') {
      const offsets: number[] = [];
      json.array(() => offsets.push(json.number()));
      [tensor.start, tensor.end] = [data + offsets[0], data + offsets[1]];
    } else json.skip();
  });
  return tensor;
}

/** @param data where the numbers of all tensors begin */
function checkPlaces(file: VectorFile, tensors: Tensor[], data: number): void {
  for (const { name, dtype, shape, start, end } of tensors) {
    const isInside =
      Number.isSafeInteger(start) &&
      Number.isSafeInteger(end) &&
      start >= data &&
      start <= end &&
      end <= file.size;
    if (!isInside) throw broken(file, l10n.t('the tensor {0} lies outside of it', name));
    if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0))
      throw broken(file, l10n.t('the tensor {0} has the shape {1}', name, shape.join(' × ')));
    const kind = NUMBERS.get(dtype);
    const wanted = kind && bytesOfShape(shape, BYTES_OF[kind]);
    if (wanted !== undefined && wanted !== BigInt(end - start)) {
      const size = `${shapeText(shape)}, ${dtype}`;
      throw broken(
        file,
        l10n.t(
          'the tensor {0} ({1}) has {2} bytes, not {3}',
          name,
          size,
          (end - start).toLocaleString('en'),
          wanted.toLocaleString('en'),
        ),
      );
    }
  }
  const sorted = tensors.toSorted((a, b) => a.start - b.start || a.end - b.end);
  sorted.forEach(({ name, start }, i) => {
    const before = sorted[i - 1];
    if (before && before.end > start)
      throw broken(file, l10n.t('the tensors {0} and {1} overlap', before.name, name));
  });
}

/** The files that an index names. */
function filesOf(file: VectorFile): string[] {
  const json = new JsonSource(new ByteSource(file, file.head.start, unmetered()));
  const names = new Set<string>();
  json.object((key) => {
    if (key === 'weight_map') json.object(() => names.add(json.string()));
    else json.skip();
  });
  json.end();
  return [...names];
}

function noMatrix({ name }: VectorFile, tensors: Tensor[]): UserFault {
  const found = tensors
    .slice(0, 5)
    .map((tensor) => `${tensor.name} ${tensor.dtype} (${tensor.shape.join(', ')})`);
  return new UserFault(
    l10n.t(
      '{0} holds no matrix of F16, BF16, F32 or F64 numbers, but {1}.',
      name,
      found.join('; ') || l10n.t('nothing'),
    ),
  );
}

function broken({ name }: VectorFile, why: string): UserFault {
  return new UserFault(l10n.t('{0} is a broken safetensors file: {1}.', name, why));
}
