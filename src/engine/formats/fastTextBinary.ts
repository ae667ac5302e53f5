import * as l10n from '@vscode/l10n';
import { addParts, type PartLengths } from '../embeddings/subwords.ts';
import { UserFault } from '../faults.ts';
import { sharedFloat32 } from '../shared.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { startsWith } from './bytes/head.ts';
import { unmetered, type Meter } from './bytes/meter.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Format, Plan } from './format.ts';
import { planMatrix } from './rows/matrix.ts';
import { bytesOfShape } from './rows/numberType.ts';
import { PackedTextBuilder } from './rows/packedText.ts';

const MAGIC = Buffer.from([0xba, 0x16, 0x4f, 0x2f]);
/** Magic number and version, which the files of before 2017 lack. */
const PREFIX = 8;
/** Twelve whole numbers and the sampling threshold. */
const ARGUMENTS = 56;
const SUPERVISED = 3;
const WORD = 0;
const END_OF_SENTENCE = Buffer.from('</s>');
const BYTES_A_NUMBER = 4;
/** Count and type behind the end of each word. */
const ENTRY_TAIL = 9;

interface Arguments extends PartLengths {
  dims: number;
  /** Where the dictionary begins. */
  end: number;
  isOld: boolean;
}

interface Model extends Arguments {
  words: PackedTextBuilder;
  /** Rows of the matrix: the words, then the buckets of their parts. */
  rows: number;
  /** Where the matrix begins. */
  position: number;
}

/**
 * fastText's own format (FastText::saveModel): arguments, dictionary, and the matrix of words and of their parts. A
 * word's vector is the mean of its own row and those of its parts. https://github.com/facebookresearch/fastText
 */
export const fastTextBinary: Format = {
  get name() {
    return l10n.t('fastText binary');
  },
  recognises: (file) => startsWith(file.head.bytes, MAGIC) || argumentsOf(file) !== undefined,
  plan: (file) => planModel(file, readModel(file)),
};

/** The arguments that a model was trained with; undefined where these are none. */
function argumentsOf({ head: { bytes }, size }: VectorFile): Arguments | undefined {
  const isOld = !startsWith(bytes, MAGIC);
  const start = isOld ? 0 : PREFIX;
  const end = start + ARGUMENTS;
  if (bytes.length < end) return undefined;
  const numbers = Array.from({ length: 12 }, (_, i) => bytes.readInt32LE(start + 4 * i));
  const [dims, window, epochs, , , , loss, model, , least, most] = numbers;
  if (isOld) {
    const threshold = bytes.readDoubleLE(start + 48);
    const isLikely = [dims, window, epochs].every((number) => number > 0 && number < 100_000);
    const areKinds = loss >= 1 && loss <= 4 && model >= 1 && model <= 3 && threshold >= 0 && threshold <= 1;
    if (!isLikely || !areKinds || least < 0 || most < least || dims * BYTES_A_NUMBER > size) return undefined;
  }
  // Classifiers of version 11 say that they have parts, and have none.
  const hasParts = isOld || bytes.readInt32LE(4) !== 11 || model !== SUPERVISED;
  return { dims, least, most: hasParts ? most : 0, end, isOld };
}

function readModel(file: VectorFile): Model {
  const args = argumentsOf(file);
  if (!args) throw broken(file, 0);
  const { dims, least, most, isOld } = args;
  if (dims <= 0 || least < 0 || most < 0 || dims * BYTES_A_NUMBER > file.size) throw broken(file, args.end);
  const source = new ByteSource(file, args.end, unmetered());
  const words = readDictionary(source, file, isOld);
  if (!isOld && int(source, file, 1) !== 0) {
    throw new UserFault(
      l10n.t(
        '{0} is a compressed (quantised) fastText model; expected one with its vectors in full.',
        file.name,
      ),
    );
  }
  const rows = int(source, file, 8);
  const columns = int(source, file, 8);
  const { position } = source;
  if (columns !== dims || rows < words.count) throw broken(file, position);
  const wanted = bytesOfShape([rows, dims], BYTES_A_NUMBER);
  if (wanted > file.size - position) {
    throw new UserFault(
      l10n.t(
        '{0} is cut off: its matrix of {1} × {2} needs {3} bytes, but {4} follow.',
        file.name,
        rows.toLocaleString('en'),
        dims.toLocaleString('en'),
        wanted.toLocaleString('en'),
        (file.size - position).toLocaleString('en'),
      ),
    );
  }
  return { ...args, words, rows, position };
}

/** The words; labels, which stand behind them, have no vectors here. */
function readDictionary(source: ByteSource, file: VectorFile, isOld: boolean): PackedTextBuilder {
  const size = int(source, file, 4);
  const wordCount = int(source, file, 4);
  const labels = int(source, file, 4);
  int(source, file, 8);
  const pruned = isOld ? 0 : int(source, file, 8);
  if (size !== wordCount + labels) throw broken(file, source.position);
  const words = new PackedTextBuilder();
  for (let i = 0; i < size; i++) {
    const end = source.find(0);
    if (end < 0 || !source.need(end - source.start + 1 + ENTRY_TAIL)) throw cutOff(file, i + 1, size);
    const { bytes, start } = source;
    const wordEnd = source.find(0);
    if (bytes[wordEnd + ENTRY_TAIL] === WORD) words.addBytes(bytes, start, wordEnd);
    source.start = wordEnd + 1 + ENTRY_TAIL;
  }
  if (words.count !== wordCount) throw broken(file, source.position);
  for (let i = 0; i < pruned; i++) int(source, file, 8);
  return words;
}

/** Reads the words' own rows, and adds to each those of its parts. */
function planModel(file: VectorFile, { words, rows, dims, position, least, most }: Model): Plan {
  const type = { kind: 'f32' as const };
  const list = { name: '', words, columns: [] };
  const plan = planMatrix({ file, position, type, rows: words.count, dims }, fastTextBinary.name, {
    list,
    remarks: [],
  });
  const buckets = rows - words.count;
  if (buckets === 0 || most === 0) return plan;
  const bytes = buckets * dims * BYTES_A_NUMBER;
  return {
    ...plan,
    moreBytes: bytes,
    bytes: (plan.bytes ?? 0) + bytes,
    read: async (choice, meter) => {
      const subwords = { least, most, vectors: sharedFloat32(buckets * dims) };
      readFloats(file, position + words.count * dims * BYTES_A_NUMBER, subwords.vectors, meter);
      const set = await plan.read(choice, meter);
      addParts(set.vectors, set.words, subwords, dims, isEndOfSentence);
      return { ...set, subwords };
    },
  };
}

/** What ends a sentence has no parts. */
function isEndOfSentence(word: Uint8Array): boolean {
  return Buffer.compare(word, END_OF_SENTENCE) === 0;
}

function readFloats(file: VectorFile, position: number, into: Float32Array, meter: Meter): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let at = 0; at < bytes.length; at += file.chunk) {
    const block = bytes.subarray(at, at + file.chunk);
    file.read(block, position + at);
    meter.add(block.length);
  }
}

/** A whole number of so many bytes, little-endian. */
function int(source: ByteSource, file: VectorFile, length: 1 | 4 | 8): number {
  if (!source.need(length)) throw broken(file, source.position);
  const { bytes, start } = source;
  source.start += length;
  if (length === 8) return Number(bytes.readBigInt64LE(start));
  return length === 4 ? bytes.readInt32LE(start) : bytes[start];
}

function broken({ name }: VectorFile, position: number): UserFault {
  return new UserFault(
    l10n.t('{0}, byte {1}: expected a fastText model, found numbers that make none.', name, position),
  );
}

function cutOff({ name }: VectorFile, word: number, words: number): UserFault {
  return new UserFault(l10n.t('{0} is cut off in word {1} of {2}.', name, word, words));
}
