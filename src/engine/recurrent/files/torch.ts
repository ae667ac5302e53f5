import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import { ByteSource } from '../../formats/bytes/byteSource.ts';
import { unmetered } from '../../formats/bytes/meter.ts';
import type { VectorFile } from '../../formats/bytes/vectorFile.ts';
import { Unpickler } from '../../formats/pickle/unpickler.ts';
import { PERSISTENT, PickleName, PickleObject, type PickleValue } from '../../formats/pickle/values.ts';
import { BYTES_OF, decodeNumbers, type NumberKind } from '../../formats/rows/numberType.ts';
import { notFloats, shapeText, type WeightTensor } from './tensors.ts';

/** What tensors are made of, and nothing else. */
const ALLOWED =
  /^(?:collections OrderedDict|torch Size|torch\._utils _rebuild_(?:tensor_v2|parameter)|torch (?:Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Storage)$/;
const KINDS: ReadonlyMap<string, NumberKind> = new Map([
  ['torch HalfStorage', 'f16'],
  ['torch BFloat16Storage', 'bf16'],
  ['torch FloatStorage', 'f32'],
  ['torch DoubleStorage', 'f64'],
]);
/** Bytes of a number, where it is none of those. */
const OTHER_SIZES: ReadonlyMap<string, number> = new Map([
  ['torch LongStorage', 8],
  ['torch IntStorage', 4],
  ['torch ShortStorage', 2],
]);
/** Begins a file of before PyTorch 1.6. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const LEGACY_PROTOCOL = 1001;
/** { model: { encoder: { … } } }: dictionaries inside each other, at most. */
const MOST_DEPTH = 8;

/** Numbers that tensors are views of. */
interface Storage {
  /** 'torch FloatStorage' */
  type: string;
  /** By which the file calls it. */
  key: string;
  count: number;
}

/** Where the numbers of a storage lie. */
type Locate = (storage: Storage) => { file: VectorFile; position: number };

/**
 * The tensors of what `torch.save` wrote: a zip archive of a pickle and a file for each storage. Its pickle is never run.
 *
 * @returns undefined where the archive is something else
 */
export async function torchTensors(file: VectorFile): Promise<WeightTensor[] | undefined> {
  const { Archive } = await import('../../formats/bytes/zip.ts');
  const archive = await Archive.open(file);
  const name = archive.names.find((each) => each === 'data.pkl' || each.endsWith('/data.pkl'));
  if (name === undefined) return undefined;
  const folder = name.slice(0, -'data.pkl'.length);
  if (archive.names.includes(`${folder}byteorder`))
    await checkByteOrder(file, await archive.read(`${folder}byteorder`));
  const root = unpickle(new ByteSource(await archive.read(name), 0, unmetered()));
  const storages = new Map<string, VectorFile>();
  for (const { key } of storagesOf(root)) {
    if (!storages.has(key)) storages.set(key, await archive.read(`${folder}data/${key}`));
  }
  return tensorsOf(file, root, ({ key }) => {
    const storage = storages.get(key);
    if (!storage) throw broken(file, l10n.t('it holds no storage {0}', key));
    return { file: storage, position: 0 };
  });
}

/** The tensors of a file of before PyTorch 1.6: five pickles, and the storages behind them. */
export function legacyTorchTensors(file: VectorFile): WeightTensor[] {
  const source = new ByteSource(file, 0, unmetered());
  const [magic, protocol, system] = [unpickle(source), unpickle(source), unpickle(source)];
  if (magic !== LEGACY_MAGIC || protocol !== LEGACY_PROTOCOL)
    throw new UserFault(l10n.t('{0} is a Python pickle, but not of PyTorch’s tensors.', file.name));
  if (system instanceof Map && system.get('little_endian') !== true) throw bigEndian(file);
  const root = unpickle(source);
  const keys = unpickle(source);
  const sizes = new Map(storagesOf(root).map(({ key, type }) => [key, sizeOf(type)]));
  const places = new Map<string, { position: number; count: number }>();
  let position = source.position;
  for (const key of Array.isArray(keys) ? keys : []) {
    const size = sizes.get(textOf(key));
    if (size === undefined || position + 8 > file.size)
      throw broken(file, l10n.t('it holds no storage {0}', textOf(key)));
    const count = Number(file.bytes(position, 8).readBigInt64LE());
    if (count < 0 || position + 8 + count * size > file.size)
      throw broken(file, l10n.t('it ends before the storage {0}', textOf(key)));
    places.set(textOf(key), { position: position + 8, count });
    position += 8 + count * size;
  }
  return tensorsOf(file, root, ({ key, count }) => {
    const place = places.get(key);
    if (!place || place.count !== count) throw broken(file, l10n.t('it holds no storage {0}', key));
    return { file, position: place.position };
  });
}

function unpickle(source: ByteSource): PickleValue {
  return new Unpickler(source, (name) => ALLOWED.test(name), true).read();
}

/** Every tensor that a value holds, by its path through the dictionaries. */
function tensorsOf(file: VectorFile, root: PickleValue, locate: Locate): WeightTensor[] {
  return entriesOf(root).flatMap(([name, value]) => {
    const view = viewOf(file, name, value);
    return view ? [{ name, shape: view.shape, read: () => readView(file, name, view, locate) }] : [];
  });
}

function* dictionaryEntries(map: Map<PickleValue, PickleValue>): Generator<[string, PickleValue]> {
  for (const [key, value] of map) yield [textOf(key), value];
}

function entriesOf(value: PickleValue, path: string[] = []): [string, PickleObject][] {
  if (value instanceof PickleObject) return [[path.join('.'), value]];
  if (!(value instanceof Map) || path.length > MOST_DEPTH) return [];
  return [...dictionaryEntries(value)].flatMap(([key, inner]) => entriesOf(inner, [...path, key]));
}

function storagesOf(root: PickleValue): Storage[] {
  return entriesOf(root).flatMap(([, value]) => {
    const storage = storageOf(tensorOf(value).args[0] ?? null);
    return storage ? [storage] : [];
  });
}

/** What is inside of a parameter. */
function tensorOf(value: PickleObject): PickleObject {
  const [inner] = value.args;
  return value.name.endsWith('_rebuild_parameter') && inner instanceof PickleObject ? inner : value;
}

/** ('storage', type, key, location, count, …) */
function storageOf(value: PickleValue): Storage | undefined {
  if (!(value instanceof PickleObject) || value.name !== PERSISTENT || !Array.isArray(value.args[0]))
    return undefined;
  const [tag, type, key, , count] = value.args[0];
  const isStorage = tag === 'storage' && type instanceof PickleName && isLength(count);
  return isStorage ? { type: type.name, key: textOf(key), count } : undefined;
}

/** A tensor: numbers of a storage from `offset` on, so many numbers from one to the next along each axis. */
interface View {
  storage: Storage;
  offset: number;
  shape: number[];
  strides: number[];
}

/** _rebuild_tensor_v2(storage, offset, shape, strides, …) */
function viewOf(file: VectorFile, name: string, value: PickleObject): View | undefined {
  const tensor = tensorOf(value);
  if (!tensor.name.endsWith('_rebuild_tensor_v2')) return undefined;
  const [stored, offset, size, strides] = tensor.args;
  const storage = storageOf(stored ?? null);
  const shape = size instanceof PickleObject ? size.args[0] : size;
  const isView =
    storage && isLength(offset) && isLengths(shape) && isLengths(strides) && shape.length === strides.length;
  if (!isView) throw broken(file, l10n.t('the tensor {0} does not say where its numbers lie', name));
  return { storage, offset, shape, strides };
}

function readView(file: VectorFile, name: string, view: View, locate: Locate): Float32Array {
  const { storage, offset, shape, strides } = view;
  const kind = KINDS.get(storage.type);
  if (!kind) throw notFloats(file.name, name, storage.type.replace(' ', '.'));
  const count = shape.reduce((product, length) => product * length, 1);
  if (count === 0) return new Float32Array(0);
  const span = shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis], 1);
  // A stride of 0 repeats numbers: with it a few bytes could claim to be a tensor of any size.
  const place = locate(storage);
  const bytes = BYTES_OF[kind];
  const isInside =
    offset + span <= storage.count &&
    count <= storage.count &&
    place.position + storage.count * bytes <= place.file.size;
  if (!isInside)
    throw broken(file, l10n.t('the tensor {0} ({1}) lies outside of its storage', name, shapeText(shape)));
  const numbers = new Float32Array(span);
  decodeNumbers(place.file.bytes(place.position + offset * bytes, span * bytes), { kind }, numbers, 0);
  return rowMajor(numbers, shape, strides, count);
}

/** The numbers of a view in the order of its axes. */
function rowMajor(numbers: Float32Array, shape: number[], strides: number[], count: number): Float32Array {
  const out = new Float32Array(count);
  const index = shape.map(() => 0);
  for (let i = 0, at = 0; i < count; i++) {
    out[i] = numbers[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

async function checkByteOrder(file: VectorFile, entry: VectorFile): Promise<void> {
  if (entry.bytes(0, entry.size).toString('latin1').trim() !== 'little') throw bigEndian(file);
}

function sizeOf(type: string): number {
  const kind = KINDS.get(type);
  return kind ? BYTES_OF[kind] : (OTHER_SIZES.get(type) ?? 1);
}

/** A key of a dictionary or of a storage. */
function textOf(value: PickleValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isLength(value: PickleValue | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isLengths(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(isLength);
}

function bigEndian({ name }: VectorFile): UserFault {
  return new UserFault(l10n.t('{0} was written by a big-endian machine, whose numbers are not read.', name));
}

function broken({ name }: VectorFile, why: string): UserFault {
  return new UserFault(l10n.t('{0} is a broken PyTorch file: {1}.', name, why));
}
