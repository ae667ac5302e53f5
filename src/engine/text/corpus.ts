import * as l10n from '@vscode/l10n';
import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { CorpusOptions, CorpusSource } from '../../protocol/engine.ts';
import { UserFault } from '../faults.ts';
import { isNotebook, notebookTexts } from './notebook.ts';
import { PhraseFinder } from './phrases.ts';
import { tokeniserFor } from './tokenisers.ts';
import { readTokens, SENTENCE_END, type Tokens } from './tokens.ts';
import { LEFT_OUT, WordCounter, type Counted } from './wordCounter.ts';

/** A corpus as rows of its vocabulary. */
export interface Corpus extends Counted {
  /** Words of the vocabulary in the text. */
  known: number;
  /** SHA-256 of what was read, hexadecimal. */
  hash: string;
}

/**
 * Reads a corpus and counts its vocabulary: the most frequent word first, among equals the one that came first.
 *
 * @throws UserFault where a file cannot be read, is no text, or too few words occur often enough
 */
export function readCorpus(source: CorpusSource, options: CorpusOptions): Corpus {
  const tokenise = tokeniserFor(options, phrasesOf(source, options));
  const counter = new WordCounter(options);
  const hash = createHash('sha256');
  const add = (block: Buffer) => {
    hash.update(block);
    tokenise(valid(block), counter);
  };
  for (const blocks of textsOf(source)) {
    for (const block of blocks) add(block);
    counter.endSentence();
  }
  const counted = counter.finish(options);
  if (counted.vocabulary.size < 2) throw new UserFault(tooFew(counted.different, options.minCount));
  const known = counted.counts.reduce((sum, count) => sum + count, 0);
  return { ...counted, known, hash: hash.digest('hex') };
}

/** Every text of a corpus, each as blocks of whole lines. */
export function* textsOf({ paths, texts, passesOver }: CorpusSource): Generator<Iterable<Buffer>> {
  for (const path of paths) {
    if (passesOver && !isText(path)) continue;
    if (isNotebook(path)) for (const text of notebookTexts(path)) yield [Buffer.from(text)];
    else yield blocksOf(path);
  }
  for (const text of texts) yield [Buffer.from(text)];
}

/** Words of scripts without spaces that are to be joined; where a text has such, it is read once more. */
function phrasesOf(source: CorpusSource, { tokeniser }: CorpusOptions): ReadonlySet<string> {
  const finder = new PhraseFinder();
  if (tokeniser !== 'words') return finder.finish();
  for (const blocks of textsOf(source)) {
    for (const block of blocks) if (!isAscii(block)) finder.add(valid(block).toString());
  }
  return finder.finish();
}

/** All of a corpus at once: rows of the vocabulary, SENTENCE_END between sentences. What is left out is not there. */
export function allTokens({ tokens, rows }: { tokens: Tokens; rows: Int32Array }): Int32Array {
  const ids = new Int32Array(tokens.length);
  readTokens(tokens, 0, tokens.length, ids);
  let length = 0;
  for (const id of ids) {
    const row = id === SENTENCE_END ? id : rows[id];
    if (row !== LEFT_OUT) ids[length++] = row;
  }
  return ids.subarray(0, length);
}

/** So much of a file tells whether it is text. */
const LOOKED_AT = 8192;

/** Whether a file can be read as text: nobody has to name every picture of a folder. */
function isText(path: string): boolean {
  try {
    if (isNotebook(path)) return notebookTexts(path).length > 0;
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(LOOKED_AT);
      return !start.subarray(0, readSync(file, start)).includes(0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** Text whose bytes are all UTF-8: what is none becomes U+FFFD. */
function valid(text: Buffer): Buffer {
  return isUtf8(text) ? text : Buffer.from(text.toString());
}

/** Bytes that are read at a time. */
const BLOCK = 1 << 22;
/** A word is not longer: where nothing else parts a text, it is cut. */
const LONGEST = 1 << 16;

/** The text of a file, some whole lines at a time where it has lines; a text is never held in one piece. */
function* blocksOf(path: string): Generator<Buffer> {
  const name = basename(path);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.allocUnsafe(BLOCK + LONGEST);
    let kept = 0;
    for (;;) {
      const end = kept + readSync(file, buffer, kept, BLOCK, null);
      const isLast = end === kept;
      const border = isLast ? end : borderOf(buffer, end);
      const block = buffer.subarray(0, border);
      if (block.includes(0)) throw new UserFault(l10n.t('{0} is no text file; expected UTF-8 text.', name));
      if (border > 0) yield block;
      if (isLast) return;
      buffer.copyWithin(0, border, end);
      kept = end - border;
    }
  } catch (error) {
    if (error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be read: {1}', name, (error as Error).message));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Where to part what was read: behind its last line, else its last space, so that no word is cut that is none too long. */
function borderOf(buffer: Buffer, end: number): number {
  const least = Math.max(0, end - LONGEST);
  for (const byte of [0x0a, 0x20]) {
    const at = buffer.lastIndexOf(byte, end - 1) + 1;
    if (at > least) return at;
  }
  // In front of the last character that begins there: its rest may not be read yet.
  let at = end - 1;
  while (at > least && (buffer[at] & 0xc0) === 0x80) at--;
  return at;
}

function tooFew(words: number, minCount: number): string {
  if (words === 0) return l10n.t('The text holds no words to train on.');
  return l10n.t(
    'The text is too short to train on: of its {0} different words, fewer than 2 occur {1} times or more.',
    words,
    minCount,
  );
}
