import * as l10n from '@vscode/l10n';
import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { UserFault } from '../../faults.ts';
import { VectorFile } from '../bytes/vectorFile.ts';
import type { Ask } from '../format.ts';
import { MetadataBuilder } from './metadata.ts';
import { PackedTextBuilder } from './packedText.ts';
import type { RowStore } from './rowStore.ts';
import { readTextTable } from './textTable.ts';
import { readTokens } from './tokens.ts';

/** Words for the rows of a matrix that holds none itself, and what else is said of them. */
export interface WordList {
  /** Where they come from: a file, an array, a column; '' where the rows are numbered. */
  name: string;
  words: PackedTextBuilder;
  /** What else is said, with a text a row. */
  columns: { name: string; texts: PackedTextBuilder }[];
  /** The matrix may have more rows: vocabularies are padded to round sizes. */
  mayBeShort?: boolean;
}

/** What files of words are called: after the vectors' own file, or generally. */
const KINDS = 'words?|vocab|vocabulary|labels?|tokens?|index|names|metadata';
const OWN = new RegExp(`^(?:[-_.]?(?:${KINDS}))?\\.(?:txt|tsv|json|vocab|words)$`, 'i');
const GENERAL = new RegExp(`^(?:(?:${KINDS})\\.(?:txt|tsv|json)|tokenizer\\.json)$`, 'i');
/** What the name of a file of vectors may say beside its own name. */
const VECTORS = /[-_.]?(?:tensors?|vectors?|vecs?|embeddings?|emb|matrix|weights?|model)$/i;
const NUMBERS = 'numbers';
/** The share of a matrix's rows that may be without a word: tables are padded to round sizes. */
const MOST_PADDING = 0.5;
const SHOWN = 5;

/** Words that were found, and sentences on where they come from. */
export interface Words {
  list: WordList;
  remarks: string[];
}

/**
 * Finds the words of a matrix's rows: lists that its own file holds, or files beside it, that have as many; the user
 * chooses where there are several. Where there are none, the rows are numbered, from 0 as NumPy counts.
 *
 * @param inside lists that the file itself holds
 */
export function wordsFor(file: VectorFile, rows: number, ask: Ask, inside: WordList[] = []): Words {
  const remarks: string[] = [];
  const lists = [...inside, ...listsBeside(file, rows, remarks)];
  const fitting = unlike(lists.filter((list) => fits(list, rows)));
  if (fitting.length === 0) {
    remarks.push(nobodyHas(rows, lists));
    return { list: numbered(rows), remarks };
  }
  const choices = fitting.map(({ name, words }) => ({ value: name, label: name, detail: preview(words) }));
  if (choices.length > 1)
    choices.push({ value: NUMBERS, label: l10n.t('None: number the vectors'), detail: '0, 1, 2 …' });
  const prompt = l10n.t('Which words belong to the {0} vectors?', rows.toLocaleString('en'));
  const answer = ask({ key: 'words', prompt, choices });
  const list = fitting.find(({ name }) => name === answer) ?? numbered(rows);
  const isBeside = list.name !== '' && !inside.includes(list);
  if (isBeside) remarks.push(l10n.t('The words come from {0}.', list.name));
  return { list, remarks };
}

/** Takes the rows of a matrix under their words, and what else is said of them. */
export class RowTaker {
  readonly metadata: MetadataBuilder;
  private readonly store: RowStore;
  private readonly list: WordList;

  constructor(store: RowStore, list: WordList) {
    this.store = store;
    this.list = list;
    this.metadata = new MetadataBuilder(list.columns.map(({ name }) => name));
  }

  /** @param from where in the store's vectors row `row` stands */
  take(row: number, from: number): void {
    const { words, columns } = this.list;
    const { bytes, offsets } = words.block;
    const isNamed = row < words.count;
    const [start, end] = isNamed ? [offsets[row], offsets[row + 1]] : [0, 0];
    if (!this.store.take(bytes, start, end, row, from)) return;
    if (columns.length > 0) this.metadata.add(columns.map(({ texts }) => texts.at(row)));
  }
}

/** Reads a file of words: a list or table of text, or JSON. */
export function readWordList(path: string, rows: number): WordList {
  const file = VectorFile.open(path);
  try {
    const isJson = extname(path).toLowerCase() === '.json';
    const list = isJson ? readTokens(file) : readTextTable(file, rows);
    return { ...list, name: file.name };
  } finally {
    file.close();
  }
}

function listsBeside(file: VectorFile, rows: number, remarks: string[]): WordList[] {
  const folder = dirname(file.path);
  return filesBeside(file.path).flatMap((name) => {
    try {
      return [readWordList(join(folder, name), rows)];
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      remarks.push(l10n.t('{0} was passed over: {1}', name, error.message));
      return [];
    }
  });
}

/** The files that may hold words for a file of vectors: those named after it first. */
function filesBeside(path: string): string[] {
  const own = basename(path);
  const stem = own.replace(/(?:\.(?:npy|npz|bytes|tsv|csv|safetensors|gz))+$/i, '');
  const stems = [...new Set([stem, stem.replace(VECTORS, '')])].filter((name) => name !== '');
  const names = readdirSync(dirname(path)).filter((name) => name !== own);
  const ranked = names.map((name) => ({ name, rank: kinship(name, stems) }));
  const kin = ranked.filter(({ rank }) => rank < Infinity).toSorted((a, b) => a.rank - b.rank);
  const others = ranked.filter(({ name, rank }) => rank === Infinity && GENERAL.test(name));
  return [...kin, ...others].map(({ name }) => name);
}

/**
 * How near a file's name is to that of the vectors, 0 for the nearest: king_vectors.txt, then king_vectors_words.txt,
 * king_metadata.tsv, and last king.txt, which may belong to a file king.npy as well. Infinity for a stranger.
 *
 * @param stems the vectors' own name, and where it says that they are vectors, the name without that
 */
function kinship(name: string, stems: string[]): number {
  const ranks = stems.map((stem, i) => {
    const rest = name.startsWith(stem) ? name.slice(stem.length) : '';
    if (!OWN.test(rest)) return Infinity;
    const isBare = rest.startsWith('.') && rest.indexOf('.', 1) < 0;
    return 2 * i + (isBare === (i === 0) ? 0 : 1);
  });
  return Math.min(...ranks);
}

function fits({ words, mayBeShort }: WordList, rows: number): boolean {
  const { count } = words;
  return count === rows || (mayBeShort === true && count < rows && count >= rows * (1 - MOST_PADDING));
}

/** Without those that say the same as an earlier one, as vocab.txt and tokenizer.json do. */
function unlike(lists: WordList[]): WordList[] {
  const isSame = (a: WordList, b: WordList) => {
    const [first, second] = [a.words.finish(), b.words.finish()];
    return (
      Buffer.compare(first.bytes, second.bytes) === 0 &&
      Buffer.compare(bytesOf(first.offsets), bytesOf(second.offsets)) === 0
    );
  };
  return lists.filter((list, i) => lists.findIndex((other) => isSame(other, list)) === i);
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function numbered(rows: number): WordList {
  const words = new PackedTextBuilder();
  for (let row = 0; row < rows; row++) words.add(String(row));
  return { name: '', words, columns: [] };
}

function nobodyHas(rows: number, lists: WordList[]): string {
  const sentence = l10n.t(
    'No words were found for the {0} vectors; they are numbered.',
    rows.toLocaleString('en'),
  );
  const others = lists.map(({ name, words }) =>
    l10n.t('{0} has {1}', name, words.count.toLocaleString('en')),
  );
  return others.length > 0 ? `${sentence} (${others.join(', ')})` : sentence;
}

function preview(words: PackedTextBuilder): string {
  const shown = Array.from({ length: Math.min(SHOWN, words.count) }, (_, row) => words.at(row));
  return `${shown.join(', ')} …`;
}
