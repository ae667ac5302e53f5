import type { MetadataValue, Neighbour } from '../../protocol/engine.ts';
import { metadataAt, type MetadataColumn } from './metadata.ts';
import { dot, inverseNorms, nearest } from './nearest.ts';
import { subwordVector, type Subwords } from './subwords.ts';
import { Vocabulary, type VocabularyBuffers } from './vocabulary.ts';

/** What a reader or a training hands over; every buffer is shared, so that it crosses threads without a copy. */
export interface SetBuffers {
  words: VocabularyBuffers;
  /** [words × dims], row-major. */
  vectors: Float32Array;
  dims: number;
  /** To be shown: 'GloVe text', 'word2vec binary', 'skip-gram', … */
  format: string;
  /** One sentence each on what was read in another way than a reader may expect. */
  notes: string[];
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
  readonly notes: string[];
  readonly metadata: readonly MetadataColumn[];
  private readonly subwords: Subwords | undefined;
  private norms: Float32Array | undefined;

  constructor(buffers: SetBuffers) {
    this.vocabulary = new Vocabulary(buffers.words);
    this.vectors = buffers.vectors;
    this.dims = buffers.dims;
    this.format = buffers.format;
    this.notes = buffers.notes;
    this.metadata = buffers.metadata ?? [];
    this.subwords = buffers.subwords;
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

  /** The vector of any word: its row's, or one from its parts where the set has those; undefined where it has neither. */
  vectorOf(word: string): Float32Array | undefined {
    const row = this.vocabulary.find(word);
    if (row >= 0) return this.vector(row);
    return this.subwords && subwordVector(this.subwords, word, this.dims);
  }

  /** Cosine similarity of two rows, −1 … 1; 0 where one of them is the zero vector. */
  similarity(a: number, b: number): number {
    const { vectors, dims } = this;
    return dot(vectors, a * dims, vectors, b * dims, dims) * this.inverseNorms[a] * this.inverseNorms[b];
  }

  /** The `count` rows of highest cosine to a row, itself left out, best first. */
  neighbours(row: number, count: number): Neighbour[] {
    const found = nearest(this.vectors, this.inverseNorms, this.vector(row), count, new Set([row]));
    return found.map((item) => ({ ...item, word: this.vocabulary.word(item.row) }));
  }

  private get inverseNorms(): Float32Array {
    return (this.norms ??= inverseNorms(this.vectors, this.dims));
  }
}
