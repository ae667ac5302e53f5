import assert from 'node:assert/strict';
import * as Arrow from 'apache-arrow';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { UserFault } from '../../../src/engine/faults.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import {
  ENCODERS,
  f32,
  fastText,
  gensimPickle,
  npy,
  npyMatrix,
  npyWords,
  safetensors,
  type Files,
  type Rows,
} from './encoders.ts';
import { temporaryFolder } from './files.ts';

const folder = temporaryFolder();

const ROWS: Rows = {
  words: ['king', 'queen', 'man'],
  vectors: [
    [0.5, 0.25],
    [1, 2],
    [-1, -2],
  ],
};
const KNOWN =
  'GloVe, word2vec, fastText, gensim, NumPy, safetensors, Embedding Projector, Parquet, Arrow, CSV, JSON';
const DATA = f32(ROWS);
const bytes = (text: string) => Buffer.from(text, 'latin1');
const encoded = (name: string): Buffer => {
  const [content] = Object.values(ENCODERS.find((encoder) => encoder.name === name)!.encode(ROWS));
  return Buffer.from(content);
};
const u64 = (value: bigint) => Buffer.from(BigUint64Array.of(value).buffer);
const tensor = (shape: number[], data: Uint8Array, dtype = 'F32') => ({ dtype, shape, data });
const header = (json: unknown, data: Uint8Array = DATA) => {
  const text = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  return Buffer.concat([u64(BigInt(text.length)), text, data]);
};
const at = (shape: number[], offsets: number[], dtype = 'F32') => ({ dtype, shape, data_offsets: offsets });
const parquet = encoded('Parquet, UNCOMPRESSED');
const arrow = encoded('Arrow file, lists of fixed length');
const withInt32 = (source: Buffer, position: number, value: number) => {
  const copy = Buffer.from(source);
  copy.writeInt32LE(value, position < 0 ? copy.length + position : position);
  return copy;
};
/** Bytes of zeros, packed as tightly as zeros can be. */
const bomb = (mebibytes: number) => Buffer.alloc(mebibytes << 20);
const config = (more: object) =>
  JSON.stringify({ embeddings: [{ tensorName: 'a', tensorShape: [3, 2], tensorPath: 'a.bytes', ...more }] });

/** What a user sees for each file that cannot be read. */
const refused: { what: string; files: Files; sentence: string | RegExp }[] = [
  // NumPy
  {
    what: 'npy: nothing but the magic',
    files: { 'a.npy': bytes('\x93NUMPY') },
    sentence: 'a.npy is a broken NumPy array: it ends in its header.',
  },
  {
    what: 'npy: a header longer than the file',
    files: { 'a.npy': bytes("\x93NUMPY\x01\0\xff\x7f{'descr'") },
    sentence: 'a.npy is a broken NumPy array: its header is said to have 32,767 bytes.',
  },
  {
    what: 'npy: a header of 4 GiB',
    files: { 'a.npy': bytes('\x93NUMPY\x02\0\xff\xff\xff\xff{') },
    sentence: 'a.npy is a broken NumPy array: its header is said to have 4,294,967,295 bytes.',
  },
  {
    what: 'npy: a header that says nothing',
    files: { 'a.npy': bytes('\x93NUMPY\x01\0\x04\0{}  ') },
    sentence: 'a.npy is a broken NumPy array: its header does not say type, order and shape.',
  },
  {
    what: 'npy: Python objects',
    files: { 'a.npy': npy('|O', [3], bytes('\x80\x04cos\nsystem\n')) },
    sentence: 'a.npy holds Python objects, not numbers; expected float16, float32 or float64.',
  },
  {
    what: 'npy: whole numbers',
    files: { 'a.npy': npy('<i4', [3, 2], DATA) },
    sentence: 'a.npy holds values of type int32; expected float16, float32 or float64.',
  },
  {
    what: 'npy: a list of numbers',
    files: { 'a.npy': npy('<f4', [6], DATA) },
    sentence: 'a.npy holds an array of shape (6); expected a matrix of words × dimensions.',
  },
  {
    what: 'npy: three axes',
    files: { 'a.npy': npy('<f4', [1, 3, 2], DATA) },
    sentence: 'a.npy holds an array of shape (1, 3, 2); expected a matrix of words × dimensions.',
  },
  {
    what: 'npy: cut off',
    files: { 'a.npy': npy('<f4', [3, 2], DATA.subarray(0, 20)) },
    sentence: 'a.npy: an array of 3 × 2 needs 24 bytes, but 20 follow its header.',
  },
  {
    what: 'npy: a shape beyond all measure',
    files: { 'a.npy': npy('<f4', [2 ** 40, 2 ** 40], DATA) },
    sentence:
      'a.npy: an array of 1,099,511,627,776 × 1,099,511,627,776 needs 4,835,703,278,458,516,698,824,704 bytes, but 24 follow its header.',
  },
  {
    what: 'npy: something behind the numbers',
    files: { 'a.npy': npy('<f4', [2, 2], DATA) },
    sentence: 'a.npy: an array of 2 × 2 needs 16 bytes, but 24 follow its header.',
  },
  // Archives
  {
    what: 'npz: a path that leaves its folder',
    files: { 'a.npz': zipSync({ '../../a.npy': npyMatrix(ROWS, 'f4', '<', false) }) },
    sentence: 'a.npz is a broken zip archive: invalid relative path: ../../a.npy.',
  },
  {
    what: 'npz: an absolute path',
    files: { 'a.npz': zipSync({ '/etc/a.npy': npyMatrix(ROWS, 'f4', '<', false) }) },
    sentence: 'a.npz is a broken zip archive: absolute path: /etc/a.npy.',
  },
  {
    what: 'npz: cut off',
    files: { 'a.npz': zipSync({ 'a.npy': npyMatrix(ROWS, 'f4', '<', false) }).subarray(0, 150) },
    sentence:
      'a.npz is a broken zip archive: End of central directory record signature not found. Either not a zip file, or file is truncated.',
  },
  {
    what: 'npz: no arrays in it',
    files: { 'a.npz': zipSync({ 'a.txt': bytes('king') }) },
    sentence: 'a.npz is a zip archive without NumPy arrays; expected vectors.',
  },
  {
    what: 'npz: words alone',
    files: { 'a.npz': zipSync({ 'words.npy': npyWords(ROWS.words) }) },
    sentence: 'a.npz/words.npy holds values of type str; expected float16, float32 or float64.',
  },
  {
    what: 'npz: nothing but lists',
    files: { 'a.npz': zipSync({ 'a.npy': npy('<f4', [6], DATA), 'b.npy': npyWords(['a']) }) },
    sentence: 'a.npz holds no matrix of numbers, but a float32 (6); b str (1).',
  },
  {
    what: 'npz: a bomb',
    files: { 'a.npz': zipSync({ 'a.npy': bomb(100) }, { level: 9 }) },
    sentence: 'a.npz/a.npy is said to unpack from 102,340 to 104,857,600 bytes, which vectors cannot.',
  },
  {
    what: 'npz: a member that is not what its archive says',
    files: { 'a.npz': brokenZip() },
    sentence: 'a.npz/a.npy unpacks to 1 bytes, not 152 as its archive says.',
  },
  {
    what: 'gzip: cut off',
    files: { 'a.txt.gz': gzipSync('king 1 2\nqueen 3 4\n').subarray(0, 20) },
    sentence: 'a.txt.gz is broken and cannot be unpacked: unexpected end of file.',
  },
  {
    what: 'gzip: broken',
    files: { 'a.txt.gz': Buffer.concat([gzipSync('king 1 2\n').subarray(0, 12), bytes('\xff\xff\xff\xff')]) },
    sentence: 'a.txt.gz is broken and cannot be unpacked: unexpected end of file.',
  },
  {
    what: 'gzip: a bomb',
    files: { 'a.txt.gz': gzipSync(bomb(300)) },
    sentence:
      'a.txt.gz unpacks to more than 67,108,864 bytes, which is more than vectors can be packed into.',
  },
  {
    what: 'gzip: nothing in it',
    files: { 'a.txt.gz': gzipSync('') },
    sentence: 'a.txt.gz is empty; expected a vector file.',
  },
  {
    what: 'gzip: prose in it',
    files: { 'a.txt.gz': gzipSync('It was night.\n') },
    sentence: `a.txt.gz holds no vectors in a format that is known (${KNOWN}).`,
  },
  // safetensors
  {
    what: 'safetensors: a header of 2^60 bytes',
    files: { 'a.safetensors': Buffer.concat([u64(2n ** 60n), bytes('{}')]) },
    sentence:
      'a.safetensors is a broken safetensors file: its header is said to have 1,152,921,504,606,846,976 bytes, and the file has 10.',
  },
  {
    what: 'safetensors: cut off in its header',
    files: { 'a.safetensors': safetensors({ a: tensor([3, 2], DATA) }).subarray(0, 40) },
    sentence:
      'a.safetensors is a broken safetensors file: its header is said to have 88 bytes, and the file has 40.',
  },
  {
    what: 'safetensors: a header that is no JSON',
    files: { 'a.safetensors': header('{"a": {"dtype" "F32"}}') },
    sentence: 'the header of a.safetensors, byte 15: expected ‘:’, found ‘"’.',
  },
  {
    what: 'safetensors: a tensor beyond the end',
    files: { 'a.safetensors': header({ a: at([3, 2], [8, 32]) }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensor a lies outside of it.',
  },
  {
    what: 'safetensors: a tensor that ends before it begins',
    files: { 'a.safetensors': header({ a: at([3, 2], [24, 0]) }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensor a lies outside of it.',
  },
  {
    what: 'safetensors: a tensor before the beginning',
    files: { 'a.safetensors': header({ a: at([3, 2], [-8, 16]) }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensor a lies outside of it.',
  },
  {
    what: 'safetensors: tensors that overlap',
    files: { 'a.safetensors': header({ a: at([2, 2], [0, 16]), b: at([2, 2], [8, 24]) }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensors a and b overlap.',
  },
  {
    what: 'safetensors: a shape that is not its bytes',
    files: { 'a.safetensors': header({ a: at([300, 2], [0, 24]) }) },
    sentence:
      'a.safetensors is a broken safetensors file: the tensor a (300 × 2, F32) has 24 bytes, not 2,400.',
  },
  {
    what: 'safetensors: a shape of negative length',
    files: { 'a.safetensors': header({ a: at([-3, -2], [0, 24]) }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensor a has the shape -3 × -2.',
  },
  {
    what: 'safetensors: no matrix',
    files: { 'a.safetensors': safetensors({ bias: tensor([6], DATA) }) },
    sentence: 'a.safetensors holds no matrix of F16, BF16, F32 or F64 numbers, but bias F32 (6).',
  },
  {
    what: 'safetensors: whole numbers alone',
    files: { 'a.safetensors': safetensors({ ids: tensor([3, 1], DATA, 'I64') }) },
    sentence: 'a.safetensors holds no matrix of F16, BF16, F32 or F64 numbers, but ids I64 (3, 1).',
  },
  {
    what: 'safetensors: no offsets',
    files: { 'a.safetensors': header({ a: { dtype: 'F32', shape: [3, 2] } }) },
    sentence: 'a.safetensors is a broken safetensors file: the tensor a lies outside of it.',
  },
  // Embedding Projector
  {
    what: 'Projector: tensors outside of the folder',
    files: { 'projector_config.json': config({ tensorPath: '../../../etc/passwd' }) },
    sentence: 'projector_config.json names a file outside of its folder: ../../../etc/passwd.',
  },
  {
    what: 'npy: a matrix without rows',
    files: { 'a.npy': npy('<f4', [0, 2], Buffer.alloc(0)) },
    sentence: 'a.npy holds no vectors: its matrix is 0 × 2.',
  },
  {
    what: 'Projector: tensors that are not there',
    files: { 'projector_config.json': config({}) },
    sentence: 'projector_config.json needs a.bytes, which is missing: both belong into the same folder.',
  },
  {
    what: 'Projector: tensors of another size',
    files: { 'projector_config.json': config({}), 'a.bytes': DATA.subarray(0, 20) },
    sentence: 'a.bytes has 20 bytes; by projector_config.json it is 3 × 2 and needs 24.',
  },
  {
    what: 'Projector: tensors without a shape',
    files: { 'projector_config.json': config({ tensorShape: [] }), 'a.bytes': DATA },
    sentence: 'projector_config.json gives a.bytes no shape of words × dimensions.',
  },
  {
    what: 'Projector: words of another number',
    files: {
      'projector_config.json': config({ metadataPath: 'a.tsv' }),
      'a.bytes': DATA,
      'a.tsv': 'king\nqueen\n',
    },
    sentence: 'a.tsv names 2 words for the 3 vectors of a.bytes.',
  },
  {
    what: 'Projector: no embeddings',
    files: { 'projector_config.json': '{"embeddings": [], "x": "tensorPath", "tensorPath": 1}' },
    sentence: 'projector_config.json names no tensors.',
  },
  {
    what: 'tensors: a line too short',
    files: { 'tensors.tsv': `${'0.5\t0.5\t0.5\n'.repeat(120)}0.5\t0.5\n` },
    sentence: 'tensors.tsv, line 121: expected 3 numbers, found 2.',
  },
  {
    what: 'tensors: something else than a number',
    files: { 'tensors.tsv': `${'0.5\t0.5\t0.5\n'.repeat(120)}0.5\tx\t0.5\n` },
    sentence: 'tensors.tsv, line 121: expected a number, found ‘x’.',
  },
  // JSON
  {
    what: 'JSON: cut off',
    files: { 'a.json': '[{"word": "king", "vector": [1, 2]}, {"word": "que' },
    sentence: 'a.json, byte 46: expected a string, found one without an end.',
  },
  {
    what: 'JSON: cut off in a vector',
    files: { 'a.json': '{"king": [1, 2], "queen": [1, ' },
    sentence: 'a.json is cut off: it ends at byte 30, where a number was expected.',
  },
  {
    what: 'JSON: no vectors',
    files: { 'a.json': '{"name": "package", "version": "1.0.0"}' },
    sentence: 'a.json is JSON, but no vectors were found in it.',
  },
  {
    what: 'JSON: vectors of several lengths',
    files: { 'a.json': '{"king": [1, 2], "queen": [1, 2, 3], "man": [3, 4]}' },
    sentence: 'a.json, row 2: expected 2 numbers in the column vector, found 3.',
  },
  {
    what: 'JSON: a text in a vector',
    files: { 'a.json': '{"king": [1, 2], "queen": [1, "2"]}' },
    sentence: 'a.json, byte 30: expected a number, found ‘"’.',
  },
  {
    what: 'JSON: a comma too many',
    files: { 'a.json': '{"king": [1, 2,], "queen": [1, 2]}' },
    sentence: 'a.json, byte 15: expected a number, found ‘]’.',
  },
  {
    what: 'JSON: something behind its end',
    files: { 'a.json': '{"king": [1, 2]} {"queen": [1, 2]}' },
    sentence: 'a.json, byte 17: expected the end of the file, found ‘{’.',
  },
  {
    what: 'JSON: a thousand arrays deep',
    files: { 'a.json': `{"a": ${'['.repeat(1000)}${']'.repeat(1000)}}` },
    sentence: 'a.json, byte 209: expected vectors, found values nested more than 200 deep.',
  },
  {
    what: 'JSON Lines: a broken line',
    files: { 'a.jsonl': '{"word": "a", "vector": [1, 2]}\n{"word": "b", "vector": [1 2]}\n' },
    sentence: 'a.jsonl, byte 59: expected ‘,’ or ‘]’, found ‘2’.',
  },
  // CSV
  {
    what: 'CSV: a row too short',
    files: { 'a.csv': 'word,x,y\nking,1,2\nqueen,3\nman,1,2\nboy,1,2\nson,1,2\n' },
    sentence: 'a.csv, line 3: expected 3 fields, found 2.',
  },
  {
    what: 'CSV: a text among numbers',
    files: { 'a.csv': `word,x,y\n${'king,1,2\n'.repeat(120)}queen,1,two\n` },
    sentence: 'a.csv, line 122: expected a number in the column y, found ‘two’.',
  },
  {
    what: 'CSV: a list too short',
    files: { 'a.csv': 'word,v\nking,"[1, 2]"\nqueen,"[1, 2, 3]"\nman,"[3, 4]"\n' },
    sentence: 'a.csv, line 3: expected 2 numbers in the column v, found 3.',
  },
  {
    what: 'CSV: a quote without an end',
    files: { 'a.csv': `word,x,y\n${'king,1,2\n'.repeat(120)}"queen,1,2\n` },
    sentence:
      'a.csv is broken CSV: Quote Not Closed: the parsing is finished with an opening quote at line 122.',
  },
  {
    what: 'CSV: a table without numbers',
    files: { 'a.csv': 'name,city\nAnna,Rome\nBert,Oslo\n' },
    sentence: `a.csv holds no vectors in a format that is known (${KNOWN}).`,
  },
  // Parquet and Arrow
  {
    what: 'Parquet: cut off',
    files: { 'a.parquet': parquet.subarray(0, parquet.length - 20) },
    sentence: 'a.parquet is a broken Parquet file: it is cut off.',
  },
  {
    what: 'Parquet: nothing but the magic',
    files: { 'a.parquet': 'PAR1' },
    sentence: 'a.parquet is a broken Parquet file: it is cut off.',
  },
  {
    what: 'Parquet: a footer longer than the file',
    files: { 'a.parquet': withInt32(parquet, -8, 0x7fffffff) },
    sentence: 'a.parquet is a broken Parquet file: its footer is said to have 2,147,483,647 bytes.',
  },
  {
    what: 'Parquet: a footer that is none',
    files: { 'a.parquet': withInt32(parquet, -8, 40) },
    sentence: 'a.parquet is a broken Parquet file: its parts do not fit together.',
  },
  {
    what: 'Parquet: texts alone',
    files: {
      'a.parquet': new Uint8Array(
        parquetWriteBuffer({ columnData: [{ name: 'word', data: ROWS.words, type: 'STRING' }] }),
      ),
    },
    sentence: 'a.parquet has no column of vectors, nor several of numbers; found word.',
  },
  {
    what: 'Arrow: cut off',
    files: { 'a.arrow': arrow.subarray(0, arrow.length - 20) },
    sentence: 'a.arrow is a broken Arrow file: it is cut off.',
  },
  {
    what: 'Arrow: a footer longer than the file',
    files: { 'a.arrow': withInt32(arrow, -10, 0x7fffffff) },
    sentence: 'a.arrow is a broken Arrow file: its footer is said to have 2,147,483,647 bytes.',
  },
  {
    what: 'Arrow: a stream cut off',
    files: { 'a.arrow': encoded('Arrow stream, lists of fixed length').subarray(0, -100) },
    sentence: 'a.arrow is a broken Arrow file: Expected to read 232 metadata bytes, but only read 196.',
  },
  {
    what: 'Arrow: texts alone',
    files: { 'a.arrow': Arrow.tableToIPC(Arrow.tableFromArrays({ word: ROWS.words }), 'stream') },
    sentence: 'a.arrow has no column of vectors, nor several of numbers; found word.',
  },
  {
    what: 'Feather 1',
    files: { 'a.feather': bytes('FEA1\0\0\0\0\0\0\0\0FEA1') },
    sentence: 'a.feather is in the first version of Feather; expected Feather 2 or Arrow.',
  },
  // fastText
  {
    what: 'fastText: nothing but the magic',
    files: { 'a.bin': bytes('\xba\x16\x4f\x2f\x0c\0\0\0') },
    sentence: 'a.bin, byte 0: expected a fastText model, found numbers that make none.',
  },
  {
    what: 'fastText: cut off in its words',
    files: { 'a.bin': fastText(ROWS, false).subarray(0, 110) },
    sentence: 'a.bin is cut off in word 2 of 3.',
  },
  {
    what: 'fastText: cut off in its matrix',
    files: { 'a.bin': fastText(ROWS, false).subarray(0, -4) },
    sentence: 'a.bin is cut off: its matrix of 3 × 2 needs 24 bytes, but 20 follow.',
  },
  {
    what: 'fastText: compressed',
    files: { 'a.bin': quantised() },
    sentence: 'a.bin is a compressed (quantised) fastText model; expected one with its vectors in full.',
  },
  {
    what: 'fastText: dimensions beyond all measure',
    files: { 'a.bin': withInt32(fastText(ROWS, false), 8, 0x7fffffff) },
    sentence: 'a.bin, byte 64: expected a fastText model, found numbers that make none.',
  },
  {
    what: 'fastText: more words than there are',
    files: { 'a.bin': withInt32(fastText(ROWS, false), 64, 0x7fffffff) },
    sentence: 'a.bin, byte 92: expected a fastText model, found numbers that make none.',
  },
  // Pickles
  {
    what: 'pickle: a call of the system',
    files: { 'a.kv': bytes('\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.') },
    sentence:
      'a.kv asks for Python’s posix.system; refused, since only arrays of numbers are read from pickles.',
  },
  {
    what: 'pickle: a call of eval',
    files: { 'a.kv': bytes('\x80\x02cbuiltins\neval\nX\x01\0\0\0a\x85R.') },
    sentence:
      'a.kv asks for Python’s builtins.eval; refused, since only arrays of numbers are read from pickles.',
  },
  {
    what: 'pickle: cut off',
    files: { 'a.kv': gensimPickle(ROWS).subarray(0, -8) },
    sentence: 'a.kv is cut off at byte 309 in the middle of its pickle.',
  },
  {
    what: 'pickle: bytes of 2^63',
    files: { 'a.kv': bytes('\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f') },
    sentence: 'a.kv is cut off at byte 11 in the middle of its pickle.',
  },
  {
    what: 'pickle: no model',
    files: { 'a.kv': bytes('\x80\x04}.') },
    sentence: 'a.kv is a Python pickle without gensim’s vectors.',
  },
  {
    what: 'pickle: an operation that there is not',
    files: { 'a.kv': bytes('\x80\x04\xff.') },
    sentence: 'a.kv, byte 3: expected a Python pickle, found the unknown operation 255.',
  },
  {
    what: 'pickle: a stack that is empty',
    files: { 'a.kv': bytes('\x80\x04R.') },
    sentence: 'a.kv, byte 3: expected a Python pickle, found a value too few.',
  },
  {
    what: 'pickle: arrays that are not there',
    files: { 'a.kv': apart() },
    sentence: 'a.kv needs a.kv.vectors.npy, which is missing: both belong into the same folder.',
  },
];

function brokenZip(): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.npy': npyMatrix(ROWS, 'f4', '<', false) }, { level: 9 }));
  const packed = deflateRawSync('x');
  packed.copy(zip, 30 + 'a.npy'.length);
  return zip;
}

function quantised(): Buffer {
  const model = fastText(ROWS, false);
  // The flag stands before the two lengths of eight bytes and the matrix.
  model[model.length - DATA.length - 17] = 1;
  return model;
}

function apart(): Buffer {
  const text = (value: string) =>
    Buffer.concat([bytes('X'), Buffer.from(Uint32Array.of(value.length).buffer), bytes(value)]);
  return Buffer.concat([
    bytes('\x80\x04cgensim.models.keyedvectors\nKeyedVectors\n)\x81}('),
    ...[
      text('index_to_key'),
      bytes(']'),
      text('king'),
      bytes('a'),
      text('__numpys'),
      bytes(']'),
      text('vectors'),
    ],
    bytes('aub.'),
  ]);
}

for (const { what, files, sentence } of refused) {
  test(`refuses ${what}, in one sentence`, async () => {
    const place = join(folder, 'files');
    await rm(place, { recursive: true, force: true });
    await mkdir(place);
    for (const [name, content] of Object.entries(files)) await writeFile(join(place, name), content);
    await assert.rejects(readVectors(join(place, Object.keys(files)[0])), {
      name: UserFault.name,
      message: sentence,
    });
  });
}
