import type { MetadataValue, Neighbour } from '../../protocol/engine.ts';
import { metadataAt, type MetadataColumn } from './metadata.ts';
import { dot } from '../kernels/plainKernels.ts';
import type { Matrix } from '../kernels/matrixMemory.ts';
import { Searcher } from '../search/searcher.ts';
import { subwordVector, type Subwords } from './subwords.ts';
import { Vocabulary, type VocabularyBuffers } from './vocabulary.ts';

/**
 * What a reader or a training hands over: words, and a matrix [words × dims]. Every buffer is shared, so that it crosses
 * threads without a copy.
 */
export interface SetBuffers extends Matrix {
  words: VocabularyBuffers;
  /** To be shown: 'GloVe text', 'word2vec binary', 'skip-gram', … */
  format: string;
  /** One sentence each on what was left out, or read in another way than a reader may expect. */
  notes: string[];
  /** One sentence each on what is good to know and nothing is lost by, such as where the words come from. */
  remarks?: string[];
  /** What the file says of each word beside its vector. */
  metadata?: MetadataColumn[];
  /** By which words outside the vocabulary have vectors too. */
  subwords?: Subwords;
}

/** Words and their vectors, and the questions they answer. */
export class EmbeddingSet {
  readonly vocabulary: Vocabulary;
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly format: string;
  readonly notes: readonly string[];
  readonly remarks: readonly string[];
  readonly metadata: readonly MetadataColumn[];
  /** Searches the vectors. */
  readonly searcher: Searcher;
  private readonly subwords: Subwords | undefined;

  constructor(buffers: SetBuffers) {
    this.vocabulary = new Vocabulary(buffers.words);
    this.vectors = buffers.vectors;
    this.dims = buffers.dims;
    this.format = buffers.format;
    this.notes = buffers.notes;
    this.remarks = buffers.remarks ?? [];
    this.metadata = buffers.metadata ?? [];
    this.subwords = buffers.subwords;
    const { vectors, dims, memory } = buffers;
    this.searcher = new Searcher({ vectors, dims, memory });
  }

  get size(): number {
    return this.vocabulary.size;
  }

  /** The vector of a row: a view, not a copy. */
  vector(row: number): Float32Array {
    return this.vectors.subarray(row * this.dims, (row + 1) * this.dims);
  }

  /** What is said of a row beside its vector: only what is said. */
  metadataOf(row: number): MetadataValue[] {
    const values = this.metadata.map((column) => ({ name: column.name, value: metadataAt(column, row) }));
    return values.filter(({ value }) => value !== '' && !Number.isNaN(value));
  }

  /** Whether words outside the vocabulary have vectors, too. */
  get hasSubwords(): boolean {
    return this.subwords !== undefined;
  }

  /** The vector of any word: its row's, or one from its parts where the set has those; undefined where it has neither. */
  vectorOf(word: string): Float32Array | undefined {
    const row = this.vocabulary.find(word);
    if (row >= 0) return this.vector(row);
    return this.subwords && subwordVector(this.subwords, word, this.dims);
  }

  /** Cosine similarity of two rows, −1 … 1; 0 where one of them is the zero vector. */
  similarity(a: number, b: number): number {
    return cosine(this.vector(a), this.vector(b));
  }

  /** The `count` rows of highest cosine to a row, itself left out, best first. */
  async neighbours(row: number, count: number): Promise<Neighbour[]> {
    const scorer = { kind: 'single', metric: 'cosine', query: this.vector(row).slice() } as const;
    const { rows, scores } = await this.searcher.nearest(scorer, count + 1);
    const found = Array.from(rows, (row, i) => ({ row, word: this.vocabulary.word(row), cosine: scores[i] }));
    return found.filter((item) => item.row !== row).slice(0, count);
  }

  /** It will not be asked any more. */
  dispose(): void {
    this.searcher.dispose();
  }
}

/** Cosine similarity of two vectors, −1 … 1; 0 where one of them is the zero vector. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const square = dot(a, 0, a, 0, a.length) * dot(b, 0, b, 0, b.length);
  return square > 0 ? dot(a, 0, b, 0, a.length) / Math.sqrt(square) : 0;
}
