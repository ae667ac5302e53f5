import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import { addParts } from '../embeddings/subwords.ts';
import { UserFault } from '../faults.ts';
import { sharedFloat32 } from '../shared.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { unmetered } from './bytes/meter.ts';
import { spill } from './bytes/unpack.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Ask, Format, Plan } from './format.ts';
import { matrixOf, readNpyHeader, type NpyArray } from './numpy/npyArray.ts';
import { arrayOf, type PickledArray } from './pickle/ndarray.ts';
import { Unpickler } from './pickle/unpickler.ts';
import { PickleObject, type PickleValue } from './pickle/values.ts';
import { planMatrix, readNumbers, type Matrix } from './rows/matrix.ts';
import { PackedTextBuilder } from './rows/packedText.ts';
import type { WordList } from './rows/wordList.ts';

/** Begins pickles of the protocols 2 to 5, and of 0. */
const PROTOCOL = 0x80;
const OLDEST = 'ccopy_reg\n';

/** What may stand in a model: NumPy's arrays, gensim's own classes, and a few plain things of Python. */
const ALLOWED = [
  /^gensim\.[\w.]+ \w+$/,
  /^numpy (?:ndarray|dtype)$/,
  /^numpy\._?core\.multiarray (?:_reconstruct|scalar)$/,
  /^numpy\._?core\.numeric _frombuffer$/,
  /^numpy\.random(?:\._pickle|\._mt19937|\.mtrand)? (?:__randomstate_ctor|__RandomState_ctor|__bit_generator_ctor|MT19937|RandomState)$/,
  /^_codecs encode$/,
  /^collections (?:OrderedDict|defaultdict)$/,
  /^copy_?reg _reconstructor$/,
  /^(?:builtins|__builtin__) (?:object|int|float|str|bool|list|dict|tuple|set|frozenset|hash|range)$/,
];

/** One of the tables of a model: words, or the documents of Doc2Vec. */
interface Table {
  state: State;
  /** What its side files are called after. */
  prefix: string;
}

type State = Map<PickleValue, PickleValue>;

/**
 * gensim's own files (`KeyedVectors.save`, `Word2Vec.save`, …): a pickle, and beside it .npy files where the arrays are
 * large. https://radimrehurek.com/gensim/utils.html#gensim.utils.SaveLoad
 */
export const gensim: Format = {
  name: 'gensim',
  recognises: ({ head: { bytes } }) =>
    (bytes[0] === PROTOCOL && bytes[1] >= 2 && bytes[1] <= 5) || bytes.toString('latin1', 0, 10) === OLDEST,
  plan: (file, ask) => {
    const source = new ByteSource(file, 0, unmetered());
    const root = new Unpickler(source, (name) => ALLOWED.some((allowed) => allowed.test(name))).read();
    return planTable(file, chooseTable(file, root, ask));
  },
};

function planTable(file: VectorFile, { state, prefix }: Table): Plan {
  const words = wordsOf(state);
  // FastText's own vectors are left out of its files: they are made of those of the words and of their parts.
  const whole = matrixNamed(file, state, prefix, ['vectors', 'syn0']);
  const matrix = whole ?? matrixNamed(file, state, prefix, ['vectors_vocab']);
  if (!words || !matrix) throw noVectors(file);
  const list: WordList = { name: '', words, columns: countColumns(file, state, words) };
  const plan = planMatrix(matrix, gensim.name, { list, remarks: [] });
  const ngrams = matrixNamed(file, state, prefix, ['vectors_ngrams']);
  if (ngrams?.dims !== matrix.dims) return plan;
  return withSubwords(plan, ngrams, state, whole !== undefined);
}

/** FastText's vectors of the parts of words come along. */
function withSubwords(plan: Plan, ngrams: Matrix, state: State, areWhole: boolean): Plan {
  const [least, most] = [Number(state.get('min_n')), Number(state.get('max_n'))];
  if (!(least > 0 && most >= least)) return plan;
  return {
    ...plan,
    moreBytes: ngrams.rows * ngrams.dims * 4,
    read: async (choice, meter) => {
      const vectors = sharedFloat32(ngrams.rows * ngrams.dims);
      readNumbers(ngrams, vectors);
      const set = await plan.read(choice, meter);
      const subwords = { least, most, vectors };
      if (!areWhole) addParts(set.vectors, set.words, subwords, set.dims);
      return { ...set, subwords };
    },
  };
}

function chooseTable(file: VectorFile, root: PickleValue, ask: Ask): Table {
  const state = stateOf(root);
  if (!state) throw noVectors(file);
  const tables = [
    { name: 'wv', label: l10n.t('Words') },
    { name: 'dv', label: l10n.t('Documents') },
  ].flatMap(({ name, label }) => {
    const inner = stateOf(state.get(name) ?? null);
    const count = inner && wordsOf(inner)?.count;
    return inner && count ? [{ name, label, count, table: { state: inner, prefix: `${name}.` } }] : [];
  });
  if (tables.length === 0) return { state, prefix: '' };
  const answer = ask({
    key: 'vectors',
    prompt: l10n.t('Which vectors of the model should be opened?'),
    choices: tables.map(({ name, label, count }) => ({
      value: name,
      label,
      description: count.toLocaleString('en'),
    })),
  });
  return (tables.find(({ name }) => name === answer) ?? tables[0]).table;
}

/** The attributes of an object. */
function stateOf(value: PickleValue): State | undefined {
  return value instanceof PickleObject && value.state instanceof Map ? value.state : undefined;
}

/** The keys in the order of their rows; in files of before 2021 under older names. */
function wordsOf(state: State): PackedTextBuilder | undefined {
  const keys = ['index_to_key', 'index2word', 'index2entity']
    .map((name) => state.get(name))
    .find(Array.isArray);
  if (!keys) return undefined;
  const words = new PackedTextBuilder();
  for (const key of keys) words.add(typeof key === 'object' ? '' : String(key));
  return words;
}

/** A matrix by the first of its names that there is: in the pickle, or in a file beside it. */
function matrixNamed(file: VectorFile, state: State, prefix: string, names: string[]): Matrix | undefined {
  for (const name of names) {
    const array = arrayOf(state.get(name));
    if (array) return matrixOf(npyArrayOf(file, `${file.name} (${prefix}${name})`, array));
    const apart = state.get('__numpys');
    if (Array.isArray(apart) && apart.includes(name))
      return matrixOf(readNpyHeader(file.beside(`${basename(file.path)}.${prefix}${name}.npy`)));
  }
  return undefined;
}

function npyArrayOf(file: VectorFile, name: string, { data, ...array }: PickledArray): NpyArray {
  const part = data.memory ? spill(file, name, data.memory) : file.part(name, data.position, data.length);
  return { ...array, file: part, position: 0 };
}

/** How often each word occurred in the corpus. */
function countColumns(file: VectorFile, state: State, words: PackedTextBuilder): WordList['columns'] {
  const counts = countsOf(file, state, words);
  if (!counts) return [];
  const texts = new PackedTextBuilder();
  for (const count of counts) texts.add(count);
  return [{ name: 'count', texts }];
}

function countsOf(file: VectorFile, state: State, words: PackedTextBuilder): string[] | undefined {
  const expandos = state.get('expandos');
  const array = expandos instanceof Map ? arrayOf(expandos.get('count')) : undefined;
  if (array?.descr === '<i8' && array.data.length === 8 * words.count) {
    const { memory, position, length } = array.data;
    const bytes = memory ?? file.bytes(position, length);
    return Array.from({ length: words.count }, (_, i) => String(bytes.readBigInt64LE(8 * i)));
  }
  const vocab = state.get('vocab');
  if (!(vocab instanceof Map)) return undefined;
  return Array.from({ length: words.count }, (_, i) => {
    const count = stateOf(vocab.get(words.at(i)) ?? null)?.get('count');
    return typeof count === 'number' ? String(count) : '';
  });
}

function noVectors({ name }: VectorFile): UserFault {
  return new UserFault(l10n.t('{0} is a Python pickle without gensim’s vectors.', name));
}
