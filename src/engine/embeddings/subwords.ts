import type { PackedWords } from '../../protocol/engine.ts';

/** Vectors of the parts of words, as fastText has them (Bojanowski et al. 2017, 'Enriching Word Vectors with Subword Information'). */
export interface Subwords extends PartLengths {
  /** Parts share a row where their hashes are the same: [buckets × dims], row-major, in shared memory. */
  vectors: Float32Array;
}

/** The shortest and the longest part, in characters. */
export interface PartLengths {
  least: number;
  most: number;
}

/** What a word is put between, so that its first and last parts are parts of their own: '<' and '>'. */
const BEGIN = 60;
const END = 62;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The mean of the vectors of a word's parts, as fastText gives it for words that it was not trained on.
 *
 * @returns [dims]; undefined where the word has no part of the right length
 */
export function subwordVector(subwords: Subwords, word: string, dims: number): Float32Array | undefined {
  const { vectors } = subwords;
  const buckets = partBuckets(Buffer.from(word), subwords, vectors.length / dims);
  if (buckets.length === 0) return undefined;
  const sum = new Float64Array(dims);
  for (const bucket of buckets) addRow(sum, vectors, bucket, dims);
  return Float32Array.from(sum, (value) => value / buckets.length);
}

/**
 * Makes the vectors of words what fastText gives for them: the mean of a word's own row and those of its parts.
 *
 * @param vectors [words × dims], row-major: the words' own rows, which become the means
 * @param isWhole whether a word has no parts
 */
export function addParts(
  vectors: Float32Array,
  words: PackedWords,
  subwords: Subwords,
  dims: number,
  isWhole: (word: Uint8Array) => boolean = () => false,
): void {
  const sum = new Float64Array(dims);
  const buckets = subwords.vectors.length / dims;
  for (let row = 0, at = 0; at < vectors.length; row++, at += dims) {
    const word = words.bytes.subarray(words.offsets[row], words.offsets[row + 1]);
    if (isWhole(word)) continue;
    sum.set(vectors.subarray(at, at + dims));
    const found = partBuckets(word, subwords, buckets);
    for (const bucket of found) addRow(sum, subwords.vectors, bucket, dims);
    for (let i = 0; i < dims; i++) vectors[at + i] = sum[i] / (found.length + 1);
  }
}

/** sum += vectors[row] */
function addRow(sum: Float64Array, vectors: Float32Array, row: number, dims: number): void {
  for (let i = 0, at = row * dims; i < dims; i++) sum[i] += vectors[at + i];
}

/**
 * The rows of a word's parts: all substrings of '<word>' of `least` to `most` characters, hashed (as
 * Dictionary::computeSubwords in fastText's source).
 *
 * @param word UTF-8
 */
export function partBuckets(word: Uint8Array, { least, most }: PartLengths, buckets: number): number[] {
  const bytes = Uint8Array.of(BEGIN, ...word, END);
  const found: number[] = [];
  if (buckets === 0) return found;
  for (let start = 0; start < bytes.length; start++) {
    if (isContinuation(bytes[start])) continue;
    let hash = FNV_OFFSET;
    for (let at = start, characters = 1; at < bytes.length && characters <= most; characters++) {
      do hash = hashOn(hash, bytes[at++]);
      while (at < bytes.length && isContinuation(bytes[at]));
      // '<' and '>' alone are no parts.
      const isMark = characters === 1 && (start === 0 || at === bytes.length);
      if (characters >= least && !isMark) found.push((hash >>> 0) % buckets);
    }
  }
  return found;
}

/** Whether a byte of UTF-8 goes on with a character that has begun. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** FNV-1a with fastText's slip, which its files have fixed for good: bytes from 128 on count as negative numbers. */
function hashOn(hash: number, byte: number): number {
  return Math.imul(hash ^ ((byte << 24) >> 24), FNV_PRIME);
}
