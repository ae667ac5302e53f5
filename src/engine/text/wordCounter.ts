import { Vocabulary, VocabularyBuilder } from '../embeddings/vocabulary.ts';
import { partsOf } from './identifiers.ts';
import { TokenWriter, type Tokens } from './tokens.ts';

/** What a word becomes before it is counted. */
export interface WordForm {
  lowerCase: boolean;
  /** Whether the parts of identifiers are words of their own: camelCase, snake_case. */
  splitIdentifiers: boolean;
}

/** Which words make the vocabulary. */
export interface Selection {
  /** Words that occur less often are left out. */
  minCount: number;
  /** So many words at most, the most frequent ones; 0 for all. */
  maxVocabulary: number;
}

/** What was counted: every word has a row of its own, in the order of their first occurrence. */
export interface Counted {
  tokens: Tokens;
  /** Of each row that `tokens` name its row of the vocabulary, or {@link LEFT_OUT}. */
  rows: Int32Array;
  vocabulary: Vocabulary;
  /** [vocabulary] falling; among equals the word that came first stands first. */
  counts: Uint32Array;
  /** Different words and all words of the text, those that are left out too. */
  different: number;
  words: number;
}

/** A word that is not of the vocabulary. */
export const LEFT_OUT = -2;

/** Longer words take the slow way. */
const SCRATCH = 256;

/** Counts words as they come, and remembers their order. Words are UTF-8; JavaScript strings are made of few. */
export class WordCounter {
  private readonly form: WordForm;
  private readonly builder = new VocabularyBuilder();
  private readonly tokens: TokenWriter;
  private readonly scratch = new Uint8Array(SCRATCH);
  private counts = new Uint32Array(1 << 10);
  /** That were added. */
  words = 0;

  constructor(form: WordForm, tokens = new TokenWriter()) {
    this.form = form;
    this.tokens = tokens;
  }

  /** Adds the word bytes[start … end]. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const { lowerCase, splitIdentifiers } = this.form;
    if (!lowerCase && !splitIdentifiers) return this.count(this.builder.rowOf(bytes, start, end));
    const { scratch } = this;
    const length = end - start;
    let isPlain = length <= SCRATCH;
    for (let i = 0; isPlain && i < length; i++) {
      const byte = bytes[start + i];
      const isUpper = byte >= 0x41 && byte <= 0x5a;
      scratch[i] = isUpper && lowerCase ? byte | 0x20 : byte;
      isPlain = byte < 0x80 && !(splitIdentifiers && ((isUpper && i > 0) || byte === 0x5f));
    }
    if (isPlain) this.count(this.builder.rowOf(scratch, 0, length));
    else this.addText(Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString());
  }

  addText(word: string): void {
    if (!this.form.splitIdentifiers) return this.addPart(word);
    for (const part of partsOf(word)) this.addPart(part);
  }

  endSentence(): void {
    this.tokens.endSentence();
  }

  finish({ minCount, maxVocabulary }: Selection): Counted {
    const { counts, builder } = this;
    const different = builder.size;
    const kept = Uint32Array.from({ length: different }, (_, row) => row)
      .filter((row) => counts[row] >= minCount)
      .sort((a, b) => counts[b] - counts[a] || a - b)
      .subarray(0, maxVocabulary || different);
    const all = builder.finish().buffers;
    const vocabulary = new VocabularyBuilder();
    const rows = new Int32Array(new SharedArrayBuffer(4 * different)).fill(LEFT_OUT);
    kept.forEach((row, i) => {
      rows[row] = i;
      vocabulary.add(all.bytes, all.offsets[row], all.offsets[row + 1]);
    });
    return {
      tokens: this.tokens.finish(),
      rows,
      vocabulary: vocabulary.finish(),
      counts: Uint32Array.from(kept, (row) => counts[row]),
      ...{ different, words: this.words },
    };
  }

  private addPart(word: string): void {
    const bytes = Buffer.from(this.form.lowerCase ? word.toLowerCase() : word);
    this.count(this.builder.rowOf(bytes, 0, bytes.length));
  }

  private count(row: number): void {
    if (row === this.counts.length) {
      const grown = new Uint32Array(this.counts.length * 2);
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts[row]++;
    this.words++;
    this.tokens.push(row);
  }
}
