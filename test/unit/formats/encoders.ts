/** Writes sets in every format that is read: as other tools do, and none of it by the code that is tested. */
import * as Arrow from 'apache-arrow';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';

/** A set as a test thinks of it. */
export interface Rows {
  words: string[];
  /** A vector a word, of float32. */
  vectors: number[][];
}

/** A file, and those that belong beside it, by their names. */
export type Files = Record<string, Uint8Array | string>;

export interface Encoder {
  /** What a test calls it. */
  name: string;
  /** The format that must be found. */
  format: string;
  /** The first file is the one to open. */
  encode: (rows: Rows) => Files;
  /** Whether the format can hold a word. */
  holds: (word: string) => boolean;
  /** What has to be answered, where the file leaves it open. */
  answers?: Record<string, string>;
  /** Numbers that survive. */
  round?: (value: number) => number;
}

type FloatType = 'f2' | 'f4' | 'f8';

const anyWord = (word: string) => word !== '';
const lineWord = (word: string) => word !== '' && !/[\t\r\n]/.test(word);
const spaceless = (word: string) => word !== '' && !/[\s\0]/.test(word);
/** JavaScript writes both zeros alike. */
const oneZero = (value: number) => value + 0;
const words = ({ words: list }: Rows) => `${list.join('\n')}\n`;

export function f32(rows: Rows): Buffer {
  return Buffer.from(Float32Array.from(rows.vectors.flat()).buffer);
}

/** The nearest half-precision number, by the definition: 11 significant bits, exponents from −14. */
export function toHalf(value: number): number {
  const size = Math.abs(value);
  if (size === 0) return value;
  const step = 2 ** (Math.max(-14, Math.floor(Math.log2(size))) - 10);
  const quotient = size / step;
  const floor = Math.floor(quotient);
  const rest = quotient - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return Math.sign(value) * Math.min(65504, rounded * step);
}

function halfBits(value: number): number {
  const half = toHalf(value);
  const sign = Object.is(half, -0) || half < 0 ? 0x8000 : 0;
  const size = Math.abs(half);
  if (size < 2 ** -14) return sign | (size / 2 ** -24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | (size / 2 ** (exponent - 10) - 1024);
}

export function numbers(values: number[], type: FloatType, isBigEndian = false): Buffer {
  const size = Number(type[1]);
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, i) => {
    if (type === 'f2') bytes.writeUInt16LE(halfBits(value), i * 2);
    else if (type === 'f4') bytes.writeFloatLE(value, i * 4);
    else bytes.writeDoubleLE(value, i * 8);
  });
  if (!isBigEndian) return bytes;
  return size === 2 ? bytes.swap16() : size === 4 ? bytes.swap32() : bytes.swap64();
}

/** As numpy.save writes an array. */
export function npy(descr: string, shape: number[], data: Uint8Array, isFortranOrder = false): Buffer {
  const list = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const text = `{'descr': '${descr}', 'fortran_order': ${isFortranOrder ? 'True' : 'False'}, 'shape': ${list}, }`;
  const header = `${text}${' '.repeat(63 - ((10 + text.length) % 64))}\n`;
  const prefix = Buffer.from('\x93NUMPY\x01\x00\0\0', 'latin1');
  prefix.writeUInt16LE(header.length, 8);
  return Buffer.concat([prefix, Buffer.from(header, 'latin1'), data]);
}

export function npyMatrix(
  { vectors }: Rows,
  type: FloatType,
  order: '<' | '>',
  isFortranOrder: boolean,
): Buffer {
  const [rows, dims] = [vectors.length, vectors[0].length];
  const values = isFortranOrder
    ? Array.from({ length: rows * dims }, (_, i) => vectors[i % rows][Math.floor(i / rows)])
    : vectors.flat();
  return npy(`${order}${type}`, [rows, dims], numbers(values, type, order === '>'), isFortranOrder);
}

/** As numpy.save writes an array of strings. */
export function npyWords(list: string[], order: '<' | '>' = '<'): Buffer {
  const length = Math.max(1, ...list.map((word) => [...word].length));
  const bytes = Buffer.alloc(list.length * length * 4);
  list.forEach((word, row) =>
    [...word].forEach((character, i) =>
      bytes.writeUInt32LE(character.codePointAt(0) ?? 0, (row * length + i) * 4),
    ),
  );
  return npy(`${order}U${length}`, [list.length], order === '>' ? bytes.swap32() : bytes);
}

export function safetensors(
  tensors: Record<string, { dtype: string; shape: number[]; data: Uint8Array }>,
): Buffer {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
      const offsets = [at, (at += data.length)];
      return [name, { dtype, shape, data_offsets: offsets }];
    }),
  );
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([prefix, json, ...Object.values(tensors).map(({ data }) => data)]);
}

function brain(values: number[]): Buffer {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  return Buffer.from(Uint16Array.from(bits, (word) => word >>> 16).buffer);
}

/** fastText's own file of a model without parts: every word's vector is its row. */
export function fastText({ words: list, vectors }: Rows, isOld: boolean): Buffer {
  const dims = vectors[0].length;
  const ints = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
  const long = (value: number) => Buffer.from(BigInt64Array.of(BigInt(value)).buffer);
  const threshold = Buffer.alloc(8);
  threshold.writeDoubleLE(1e-4);
  const entries = list.flatMap((word) => [Buffer.from(`${word}\0`), long(7), Buffer.of(0)]);
  return Buffer.concat([
    ...(isOld ? [] : [ints(793712314, 12)]),
    ints(dims, 5, 5, 1, 5, 1, 2, 2, 0, 0, 0, 100),
    threshold,
    ints(list.length, list.length, 0),
    long(list.length * 7),
    ...(isOld ? [] : [long(-1)]),
    ...entries,
    ...(isOld ? [] : [Buffer.of(0)]),
    long(list.length),
    long(dims),
    f32({ words: list, vectors }),
  ]);
}

/** gensim's KeyedVectors as Python pickles it, by the protocol 4. */
export function gensimPickle({ words: list, vectors }: Rows): Buffer {
  const uint = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
  const text = (value: string) =>
    Buffer.concat([Buffer.from('X'), uint(Buffer.byteLength(value)), Buffer.from(value)]);
  const int = (value: number) => Buffer.concat([Buffer.from('J'), uint(value)]);
  const code = (value: string) => Buffer.from(value, 'latin1');
  const name = (module: string, item: string) => Buffer.concat([text(module), text(item), code('\x93')]);
  const data = f32({ words: list, vectors });
  return Buffer.concat([
    code('\x80\x04'),
    name('gensim.models.keyedvectors', 'KeyedVectors'),
    code(')\x81}('),
    text('vector_size'),
    int(vectors[0].length),
    text('index_to_key'),
    code(']('),
    ...list.map(text),
    code('e'),
    text('vectors'),
    name('numpy.core.multiarray', '_reconstruct'),
    name('numpy', 'ndarray'),
    code('K\0\x85C\x01b\x87R(K\x01'),
    int(list.length),
    int(vectors[0].length),
    code('\x86'),
    name('numpy', 'dtype'),
    text('f4'),
    code('\x89\x88\x87R(K\x03'),
    text('<'),
    code('NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89B'),
    uint(data.length),
    data,
    code('tbub.'),
  ]);
}

function csvOf({ words: list, vectors }: Rows, delimiter: string, hasHeader: boolean): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const header = ['word', ...vectors[0].map((_, i) => `x${i}`)].join(delimiter);
  const lines = list.map((word, i) => [quoted(word), ...vectors[i]].join(delimiter));
  return `${[...(hasHeader ? [header] : []), ...lines].join('\n')}\n`;
}

function arrowTable({ words: list, vectors }: Rows, isFixed: boolean): Arrow.Table {
  const item = new Arrow.Field('item', new Arrow.Float32());
  const type = isFixed ? new Arrow.FixedSizeList(vectors[0].length, item) : new Arrow.List(item);
  return new Arrow.Table({
    word: Arrow.vectorFromArray(list, new Arrow.Utf8()),
    vector: Arrow.vectorFromArray(vectors, type),
  });
}

function parquetOf({ words: list, vectors }: Rows, codec: 'SNAPPY' | 'UNCOMPRESSED'): Uint8Array {
  const columns = vectors[0].map((_, i) => ({
    name: `x${i}`,
    data: vectors.map((vector) => vector[i]),
    type: 'FLOAT' as const,
  }));
  const columnData = [{ name: 'word', data: list, type: 'STRING' as const }, ...columns];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec }));
}

const objects = ({ words: list, vectors }: Rows) => list.map((word, i) => ({ word, vector: vectors[i] }));
const entries = ({ words: list, vectors }: Rows) =>
  Object.fromEntries(list.map((word, i) => [word, vectors[i]]));
/** JavaScript puts such keys in front. */
const isKey = (word: string) => word !== '' && !/^\d+$/.test(word) && word !== '__proto__';

export const ENCODERS: Encoder[] = [
  ...(['f2', 'f4', 'f8'] as const).flatMap((type) =>
    (['<', '>'] as const).flatMap((order) =>
      [false, true].map((isFortran) => ({
        name: `.npy, ${order}${type}, ${isFortran ? 'Fortran' : 'C'} order`,
        format: 'NumPy .npy',
        encode: (rows: Rows): Files => ({
          'a.npy': npyMatrix(rows, type, order, isFortran),
          'a.txt': words(rows),
        }),
        holds: lineWord,
        round: type === 'f2' ? toHalf : undefined,
      })),
    ),
  ),
  ...(['stored', 'deflated'] as const).map((method) => ({
    name: `.npz, ${method}`,
    format: 'NumPy .npz',
    encode: (rows: Rows): Files => ({
      'a.npz': zipSync(
        { 'vectors.npy': npyMatrix(rows, 'f4', '<', false), 'words.npy': npyWords(rows.words) },
        { level: method === 'stored' ? 0 : 6 },
      ),
    }),
    // NumPy fills its strings up with zeros.
    holds: (word: string) => word !== '' && !word.includes('\0'),
  })),
  ...(['F16', 'BF16', 'F32', 'F64'] as const).map((dtype) => ({
    name: `.safetensors, ${dtype}`,
    format: 'safetensors',
    encode: (rows: Rows): Files => {
      const values = rows.vectors.flat();
      const type = { F16: 'f2', F32: 'f4', F64: 'f8' } as const;
      const data = dtype === 'BF16' ? brain(values) : numbers(values, type[dtype]);
      const shape = [rows.words.length, rows.vectors[0].length];
      return {
        'a.safetensors': safetensors({ embedding: { dtype, shape, data } }),
        'vocab.txt': words(rows),
      };
    },
    holds: lineWord,
    round: dtype === 'F16' ? toHalf : dtype === 'BF16' ? (value: number) => brainRound(value) : undefined,
  })),
  {
    name: 'Embedding Projector, .tsv',
    format: 'Embedding Projector tensors',
    encode: (rows) => ({
      'tensors.tsv': `${rows.vectors.map((vector) => vector.map(withPoint).join('\t')).join('\n')}\n`,
      'metadata.tsv': words(rows),
    }),
    round: oneZero,
    holds: lineWord,
  },
  {
    name: 'Embedding Projector, .bytes by its configuration',
    format: 'Embedding Projector',
    encode: (rows) => ({
      'projector_config.json': JSON.stringify({
        embeddings: [
          {
            tensorName: 'a',
            tensorShape: [rows.words.length, rows.vectors[0].length],
            tensorPath: 'a.bytes',
            metadataPath: 'a.tsv',
          },
        ],
      }),
      'a.bytes': f32(rows),
      'a.tsv': words(rows),
    }),
    holds: lineWord,
  },
  {
    name: 'GloVe text',
    format: 'GloVe text',
    encode: (rows) => ({
      'a.txt': `${rows.words.map((word, i) => `${word} ${rows.vectors[i].map(withPoint).join(' ')}`).join('\n')}\n`,
    }),
    round: oneZero,
    holds: (word) => spaceless(word) && Number.isNaN(Number(word)),
  },
  {
    name: 'word2vec text',
    format: 'word2vec text',
    encode: (rows) => {
      const lines = rows.words.map((word, i) => `${word} ${rows.vectors[i].join(' ')}`);
      return { 'a.vec': `${rows.words.length} ${rows.vectors[0].length}\n${lines.join('\n')}\n` };
    },
    round: oneZero,
    holds: spaceless,
  },
  {
    name: 'word2vec binary',
    format: 'word2vec binary',
    encode: (rows) => {
      const parts = rows.words.flatMap((word, i) => [
        `${word} `,
        f32({ words: [], vectors: [rows.vectors[i]] }),
      ]);
      const header = `${rows.words.length} ${rows.vectors[0].length}\n`;
      return { 'a.bin': Buffer.concat([header, ...parts].map((part) => Buffer.from(part as string))) };
    },
    holds: spaceless,
  },
  ...[false, true].map((isOld) => ({
    name: `fastText binary, ${isOld ? 'old' : 'new'}`,
    format: 'fastText binary',
    encode: (rows: Rows): Files => ({ 'a.bin': fastText(rows, isOld) }),
    holds: (word: string) => word !== '' && !word.includes('\0'),
  })),
  {
    name: 'gensim',
    format: 'gensim',
    encode: (rows) => ({ 'a.kv': gensimPickle(rows) }),
    holds: anyWord,
  },
  ...[',', '\t', ';', '|'].flatMap((delimiter) =>
    [true, false].map((hasHeader) => ({
      name: `CSV by ${JSON.stringify(delimiter)}, ${hasHeader ? 'with' : 'without'} names`,
      format: delimiter === '\t' ? 'TSV' : 'CSV',
      encode: (rows: Rows): Files => ({ 'a.csv': csvOf(rows, delimiter, hasHeader) }),
      round: oneZero,
      // A word that is a number makes its column look like another.
      holds: (word: string) =>
        /^[^\s\d[({]/.test(word) &&
        !/\p{Cc}/u.test(word) &&
        Number.isNaN(Number(word)) &&
        !/nan|inf/i.test(word),
    })),
  ),
  {
    name: 'CSV with a column of lists',
    format: 'CSV',
    encode: ({ words: list, vectors }) => ({
      'a.csv': `text,embedding\n${list.map((word, i) => `"${word.replaceAll('"', '""')}","[${vectors[i].join(', ')}]"`).join('\n')}\n`,
    }),
    round: oneZero,
    holds: (word) => /^[^\s\d[({]/.test(word) && !/\p{Cc}/u.test(word) && Number.isNaN(Number(word)),
  },
  {
    name: 'JSON, objects',
    format: 'JSON',
    encode: (rows) => ({ 'a.json': JSON.stringify(objects(rows)) }),
    round: oneZero,
    holds: anyWord,
  },
  {
    name: 'JSON, objects inside of one, indented',
    format: 'JSON',
    encode: (rows) => ({ 'a.json': JSON.stringify({ model: 'm', data: objects(rows) }, undefined, 2) }),
    round: oneZero,
    holds: anyWord,
  },
  {
    name: 'JSON, words as keys',
    format: 'JSON',
    encode: (rows) => ({ 'a.json': JSON.stringify(entries(rows)) }),
    round: oneZero,
    holds: isKey,
  },
  {
    name: 'JSON, pairs',
    format: 'JSON',
    encode: ({ words: list, vectors }) => ({
      'a.json': JSON.stringify(list.map((word, i) => [word, vectors[i]])),
    }),
    round: oneZero,
    holds: anyWord,
  },
  {
    name: 'JSON, lists side by side',
    format: 'JSON',
    encode: ({ words: list, vectors }) => ({ 'a.json': JSON.stringify({ vectors, words: list }) }),
    round: oneZero,
    holds: anyWord,
  },
  {
    name: 'JSON Lines',
    format: 'JSON Lines',
    encode: (rows) => ({
      'a.jsonl': `${objects(rows)
        .map((row) => JSON.stringify(row))
        .join('\n')}\n`,
    }),
    round: oneZero,
    holds: anyWord,
  },
  ...(['SNAPPY', 'UNCOMPRESSED'] as const).map((codec) => ({
    name: `Parquet, ${codec}`,
    format: 'Parquet',
    encode: (rows: Rows): Files => ({ 'a.parquet': parquetOf(rows, codec) }),
    holds: anyWord,
  })),
  ...(['file', 'stream'] as const).flatMap((kind) =>
    [true, false].map((isFixed) => ({
      name: `Arrow ${kind}, lists of ${isFixed ? 'fixed' : 'any'} length`,
      format: 'Arrow',
      encode: (rows: Rows): Files => ({ 'a.arrow': Arrow.tableToIPC(arrowTable(rows, isFixed), kind) }),
      holds: anyWord,
    })),
  ),
];

/** The same, gzipped. */
export function gzipped(encoder: Encoder): Encoder {
  return {
    ...encoder,
    name: `${encoder.name}, gzipped`,
    encode: (rows) => {
      const [[name, content], ...beside] = Object.entries(encoder.encode(rows));
      return { [`${name}.gz`]: gzipSync(content), ...Object.fromEntries(beside) };
    },
  };
}

function brainRound(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0];
  return new Float32Array(Uint32Array.of((bits >>> 16) << 16).buffer)[0];
}

/** A number that no row of whole numbers can be taken for. */
function withPoint(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
