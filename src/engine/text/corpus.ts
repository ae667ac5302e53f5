import * as l10n from '@vscode/l10n';
import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { CorpusOptions, CorpusSource, FilesRead } from '../../protocol/engine.ts';
import { UserFault } from '../faults.ts';
import { isNotebook, notebookTexts } from './notebook.ts';
import { PhraseFinder } from './phrases.ts';
import { tokeniserFor } from './tokenisers.ts';
import { readTokens, SENTENCE_END, type Tokens } from './tokens.ts';
import { areVectors } from './vectorLines.ts';
import { LEFT_OUT, WordCounter, type Counted } from './wordCounter.ts';

/** A corpus as rows of its vocabulary. */
export interface Corpus extends Counted {
  /** Words of the vocabulary in the text. */
  known: number;
  /** SHA-256 of what was read, hexadecimal. */
  hash: string;
  files: FilesRead;
}

/** Of so many files is said what they are called, and how many words they hold. */
const NAMED_FILES = 1000;

/**
 * Reads a corpus and counts its vocabulary: the most frequent word first, among equals the one that came first.
 *
 * @param report gets the part that is read, 0 … 1
 * @throws UserFault where a file cannot be read, is no text, or too few words occur often enough
 */
export function readCorpus(
  source: CorpusSource,
  options: CorpusOptions,
  report: (fraction: number) => void = () => undefined,
): Corpus {
  const meter = new ReadMeter(source, options.tokeniser === 'words' ? 2 : 1, report);
  const tokenise = tokeniserFor(options, phrasesOf(source, options, meter));
  const counter = new WordCounter(options);
  const hash = createHash('sha256');
  const files: FilesRead = { count: 0, first: [], leftOut: [] };
  for (const { name, texts } of filesOf(source, (leftOut) => files.leftOut.push(leftOut))) {
    const before = counter.words;
    for (const blocks of texts) {
      for (const block of blocks) {
        hash.update(block);
        tokenise(valid(block), counter);
        meter.add(block.length);
      }
      counter.endSentence();
    }
    if (files.count++ < NAMED_FILES) files.first.push({ name, words: counter.words - before });
  }
  const counted = counter.finish(options);
  if (counted.vocabulary.size < 2) throw new UserFault(tooFew(counted.different, options.minCount));
  const known = counted.counts.reduce((sum, count) => sum + count, 0);
  return { ...counted, known, hash: hash.digest('hex'), files };
}

/** Follows how much of a corpus is read. */
class ReadMeter {
  private readonly all: number;
  private readonly report: (fraction: number) => void;
  private done = 0;

  /** @param times that all of it is read */
  constructor({ paths, texts }: CorpusSource, times: number, report: (fraction: number) => void) {
    const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const bytes = [...paths.map(size), ...texts.map((text) => text.length)];
    this.all = Math.max(1, times * bytes.reduce((sum, each) => sum + each, 0));
    this.report = report;
  }

  add(bytes: number): void {
    this.done += bytes;
    this.report(Math.min(1, this.done / this.all));
  }
}

/** A file of a corpus, or a text that is none: what it is called, and its texts, each as blocks of whole lines. */
interface CorpusFile {
  name: string;
  texts: Iterable<Iterable<Buffer>>;
}

function* filesOf(
  { paths, texts, names, passesOver }: CorpusSource,
  leaveOut: (file: { name: string; why: string }) => void,
): Generator<CorpusFile> {
  for (const [i, path] of paths.entries()) {
    const name = names?.[i] ?? basename(path);
    const why = passesOver ? whyNoText(path) : undefined;
    if (why !== undefined) leaveOut({ name, why });
    else if (isNotebook(path)) yield { name, texts: notebookTexts(path).map((text) => [Buffer.from(text)]) };
    else yield { name, texts: [blocksOf(path)] };
  }
  for (const [i, text] of texts.entries()) {
    yield { name: names?.[paths.length + i] ?? '', texts: [[Buffer.from(text)]] };
  }
}

/** Every text of a corpus, each as blocks of whole lines. */
export function* textsOf(source: CorpusSource): Generator<Iterable<Buffer>> {
  for (const { texts } of filesOf(source, () => undefined)) yield* texts;
}

/** Words of scripts without spaces that are to be joined; where a text has such, it is read once more. */
function phrasesOf(
  source: CorpusSource,
  { tokeniser }: CorpusOptions,
  meter: ReadMeter,
): ReadonlySet<string> {
  const finder = new PhraseFinder();
  if (tokeniser !== 'words') return finder.finish();
  for (const blocks of textsOf(source)) {
    for (const block of blocks) {
      if (!isAscii(block)) finder.add(valid(block).toString());
      meter.add(block.length);
    }
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

/** So much of a file tells whether it is text; some lines of vectors fit in. */
const LOOKED_AT = 1 << 16;

/** Why a file among all of a folder is none to train on; undefined where it is one. */
function whyNoText(path: string): string | undefined {
  try {
    // Says itself what is wrong with it.
    if (isNotebook(path)) return void notebookTexts(path);
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(LOOKED_AT);
      const start = buffer.subarray(0, readSync(file, buffer));
      if (start.includes(0)) return l10n.t('no text');
      return areVectors(start.toString()) ? l10n.t('vectors') : undefined;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return (error as Error).message;
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
    'The text is too short to train on: fewer than 2 of its words reach the minimum count of {1}. Different words: {0}.',
    words.toLocaleString(),
    minCount.toLocaleString(),
  );
}
