import * as l10n from '@vscode/l10n';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { CorpusSource, TrainingParams } from '../../protocol/engine.ts';
import { Vocabulary } from '../embeddings/vocabulary.ts';
import { UserFault } from '../faults.ts';
import { wordsOf } from './words.ts';

/** Stands between two sentences: no context window reaches across. */
export const SENTENCE_END = -1;

/** A corpus as rows of its vocabulary. */
export interface Corpus {
  vocabulary: Vocabulary;
  /** How often each word occurs: [vocabulary], falling. */
  counts: Uint32Array;
  /** The words of the vocabulary in the order of the text, {@link SENTENCE_END} between sentences. */
  ids: Int32Array;
  /** Words of the vocabulary in the text: the length of `ids` without the sentence ends. */
  tokens: number;
  /** All words of the text, the too rare ones too. */
  words: number;
}

export type Tokeniser = TrainingParams['tokeniser'];

/**
 * Reads a corpus and counts its vocabulary: the most frequent word first, among equals the one that came first.
 *
 * @throws UserFault where a file cannot be read, is no text, or too few words occur often enough
 */
export async function readCorpus(
  source: CorpusSource,
  tokeniser: Tokeniser,
  minCount: number,
): Promise<Corpus> {
  const counter = new Counter();
  for (const path of source.paths) {
    for await (const block of blocksOf(path)) counter.add(block, tokeniser);
  }
  for (const text of source.texts) counter.add(text, tokeniser);
  return counter.finish(minCount);
}

/** The text of a file, some whole lines at a time; a text is never held in one piece. */
export async function* blocksOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const text = rest + String(chunk);
      if (text.includes('\0'))
        throw new UserFault(l10n.t('{0} is no text file; expected UTF-8 text.', basename(path)));
      const border = text.lastIndexOf('\n') + 1;
      rest = text.slice(border);
      if (border > 0) yield text.slice(0, border);
    }
  } catch (error) {
    if (error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be read: {1}', basename(path), (error as Error).message));
  }
  if (rest) yield rest;
}

/** Sentence ends by punctuation, and blank lines; a single line end is none, since prose is often wrapped. */
const SENTENCES = /(?<=[.!?…])[\p{Pe}\p{Pf}"']*\s|(?<=[。！？])|\n\s*\n/u;

export function* sentencesOf(text: string, tokeniser: Tokeniser): Generator<Iterable<string>> {
  // As gensim reads a corpus file: a sentence a line.
  if (tokeniser === 'whitespace') {
    for (const line of text.split('\n')) yield line.split(/\s+/).filter((word) => word.length > 0);
  } else {
    for (const sentence of text.split(SENTENCES)) yield lowerCased(sentence);
  }
}

function* lowerCased(sentence: string): Generator<string> {
  for (const { text } of wordsOf(sentence)) yield text.toLowerCase();
}

/** Counts words as they come, and remembers their order. */
class Counter {
  private readonly rows = new Map<string, number>();
  private readonly counts: number[] = [];
  private ids = new Int32Array(1 << 16);
  private length = 0;

  add(text: string, tokeniser: Tokeniser): void {
    for (const sentence of sentencesOf(text, tokeniser)) {
      const before = this.length;
      for (const word of sentence) this.push(this.count(word));
      if (this.length > before) this.push(SENTENCE_END);
    }
  }

  finish(minCount: number): Corpus {
    const words = [...this.rows.keys()];
    const kept = words
      .map((_, row) => row)
      .filter((row) => this.counts[row] >= minCount)
      .sort((a, b) => this.counts[b] - this.counts[a] || a - b);
    if (kept.length < 2) throw new UserFault(tooFew(words.length, minCount));
    const newRows = new Int32Array(words.length).fill(SENTENCE_END);
    kept.forEach((row, i) => (newRows[row] = i));
    const ids = this.renumbered(newRows);
    const counts = Uint32Array.from(kept, (row) => this.counts[row]);
    const tokens = counts.reduce((sum, count) => sum + count, 0);
    const all = this.counts.reduce((sum, count) => sum + count, 0);
    return { vocabulary: Vocabulary.of(kept.map((row) => words[row])), counts, ids, tokens, words: all };
  }

  private count(word: string): number {
    const known = this.rows.get(word);
    if (known !== undefined) {
      this.counts[known]++;
      return known;
    }
    this.rows.set(word, this.counts.length);
    return this.counts.push(1) - 1;
  }

  private push(id: number): void {
    if (this.length === this.ids.length) {
      const grown = new Int32Array(this.ids.length * 2);
      grown.set(this.ids);
      this.ids = grown;
    }
    this.ids[this.length++] = id;
  }

  /** The text in the rows of the vocabulary; what is too rare falls out, and its neighbours move together. */
  private renumbered(newRows: Int32Array): Int32Array {
    let length = 0;
    for (let i = 0; i < this.length; i++) {
      const id = this.ids[i];
      const row = id === SENTENCE_END ? SENTENCE_END : newRows[id];
      if (id === SENTENCE_END || row !== SENTENCE_END) this.ids[length++] = row;
    }
    return this.ids.subarray(0, length);
  }
}

function tooFew(words: number, minCount: number): string {
  if (words === 0) return l10n.t('The text holds no words to train on.');
  return l10n.t(
    'The text is too short to train on: of its {0} different words, fewer than 2 occur {1} times or more.',
    words,
    minCount,
  );
}
