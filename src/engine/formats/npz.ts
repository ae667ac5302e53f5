import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { startsWith } from './bytes/head.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Ask, Format } from './format.ts';
import {
  isNpy,
  matrixOf,
  numberTypeOf,
  readNpyHeader,
  isTexts,
  readTexts,
  typeName,
  type NpyArray,
} from './numpy/npyArray.ts';
import { planMatrix } from './rows/matrix.ts';
import { shapeText } from './rows/numberType.ts';
import { wordsFor, type WordList } from './rows/wordList.ts';

const ZIP_MAGIC = Buffer.from('PK\x03\x04', 'latin1');

/** Arrays as `numpy.savez` writes them: a zip archive of .npy files. One is the matrix, another may hold its words. */
export const npz: Format = {
  name: 'NumPy .npz',
  recognises: ({ head }) => startsWith(head.bytes, ZIP_MAGIC),
  plan: async (file, ask) => {
    const arrays = await readArrays(file);
    const matrix = matrixOf(chooseMatrix(file, arrays, ask));
    return planMatrix(matrix, npz.name, wordsFor(file, matrix.rows, ask, wordLists(arrays, matrix.rows)));
  },
};

/** The arrays by their names. */
async function readArrays(file: VectorFile): Promise<Map<string, NpyArray>> {
  const { Archive } = await import('./bytes/zip.ts');
  const archive = await Archive.open(file);
  const arrays = new Map<string, NpyArray>();
  for (const name of archive.names.filter((each) => each.endsWith('.npy'))) {
    const entry = await archive.read(name);
    if (isNpy(entry.head.bytes)) arrays.set(name.slice(0, -'.npy'.length), readNpyHeader(entry));
  }
  if (arrays.size > 0) return arrays;
  throw new UserFault(l10n.t('{0} is a zip archive without NumPy arrays; expected vectors.', file.name));
}

function chooseMatrix({ name }: VectorFile, arrays: Map<string, NpyArray>, ask: Ask): NpyArray {
  const matrices = [...arrays].filter(([, array]) => array.shape.length === 2 && numberTypeOf(array));
  const [first] = arrays.values();
  // The one that there is says itself what is wrong with it.
  if (matrices.length === 0 && arrays.size === 1) return first;
  if (matrices.length === 0) {
    const found = [...arrays]
      .map(([key, array]) => `${key} ${typeName(array)} (${array.shape.join(', ')})`)
      .join('; ');
    throw new UserFault(l10n.t('{0} holds no matrix of numbers, but {1}.', name, found));
  }
  // A matrix with words is the likelier one; of two, the one of more words.
  const lengths = new Set([...arrays.values()].filter(isTexts).map(({ shape }) => shape[0]));
  const rank = ({ shape: [rows] }: NpyArray) => (lengths.has(rows) ? Infinity : rows);
  const sorted = matrices.toSorted(([, a], [, b]) => rank(b) - rank(a) || 0);
  const chosen = ask({
    key: 'vectors',
    prompt: l10n.t('Which array holds the vectors?'),
    choices: sorted.map(([key, array]) => ({
      value: key,
      label: key,
      description: `${shapeText(array.shape)}, ${typeName(array)}`,
    })),
  });
  return arrays.get(chosen) ?? first;
}

/** The arrays of texts that have one for each row. */
function wordLists(arrays: Map<string, NpyArray>, rows: number): WordList[] {
  return [...arrays].flatMap(([name, array]) => {
    const words = array.shape[0] === rows ? readTexts(array) : undefined;
    return words ? [{ name, words, columns: [] }] : [];
  });
}
