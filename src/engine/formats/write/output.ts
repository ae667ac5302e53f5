import * as l10n from '@vscode/l10n';
import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { metadataAt } from '../../embeddings/metadata.ts';
import type { Vocabulary } from '../../embeddings/vocabulary.ts';
import { UserFault } from '../../faults.ts';
import { excerpt } from '../bytes/excerpt.ts';

/** A file to be written: its bytes, some at a time, made as they are wanted. */
export interface OutputFile {
  path: string;
  chunks: Iterable<OutputChunk>;
  /** How many words are written otherwise than the set has them. */
  changedWords?: number;
}

export interface OutputChunk {
  bytes: Buffer;
  /** How much of the file is written with it: 0 … 1. */
  share: number;
}

/** Bytes encoded between two chances for other requests: a few milliseconds of work. */
const CHUNK = 1 << 16;

/** The rows of a set, encoded one by one, behind what stands before them. */
export function* encodedRows(
  set: EmbeddingSet,
  header: string | Buffer,
  encode: (row: number) => Buffer,
): Generator<OutputChunk> {
  let pending: Buffer[] = [Buffer.from(header)];
  let size = 0;
  for (let row = 0; row < set.size; row++) {
    const bytes = encode(row);
    pending.push(bytes);
    size += bytes.length;
    if (size < CHUNK && row < set.size - 1) continue;
    yield { bytes: Buffer.concat(pending), share: (row + 1) / set.size };
    pending = [];
    size = 0;
  }
}

/** The matrix as little-endian float32. */
export function encodedMatrix(set: EmbeddingSet, header: Buffer): Generator<OutputChunk> {
  return encodedRows(set, header, (row) => bytesOf(set.vector(row)));
}

/** A copy in memory that is not shared, as a file's write wants it. */
export function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.slice().buffer);
}

/** The words a line each; parted by tabs, what else is said of them, under a line of names. */
export function* encodedWords(set: EmbeddingSet, format: string): Generator<OutputChunk> {
  const { metadata } = set;
  const names = ['word', ...metadata.map(({ name }) => plain(name))];
  const header = metadata.length > 0 ? `${names.join('\t')}\n` : '';
  yield* encodedRows(set, header, (row) => {
    const more = metadata.map((column) => plain(textOf(metadataAt(column, row))));
    return Buffer.from(`${[lineWord(set, row, format), ...more].join('\t')}\n`);
  });
}

/** A word that may stand on a line of its own. */
function lineWord(set: EmbeddingSet, row: number, format: string): string {
  const word = set.vocabulary.word(row);
  if (word === '' || /[\t\r\n]/.test(word)) throw cannotHold(set, row, format);
  return word;
}

export function cannotHold({ vocabulary }: EmbeddingSet, row: number, format: string): UserFault {
  return new UserFault(l10n.t('{0} cannot hold the word {1}.', format, shownWord(vocabulary, row)));
}

/** A word as a sentence shows it, with its row as a reader counts. */
export function shownWord(vocabulary: Vocabulary, row: number): string {
  const bytes = Buffer.from(vocabulary.word(row));
  const shown = JSON.stringify(excerpt(bytes, 0, bytes.length));
  return l10n.t('{0} (row {1})', shown, row + 1);
}

function textOf(value: string | number): string {
  return typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
}

function plain(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
