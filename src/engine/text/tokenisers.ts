import * as l10n from '@vscode/l10n';
import { isAscii } from 'node:buffer';
import type { CorpusOptions } from '../../protocol/engine.ts';
import { UserFault } from '../faults.ts';
import { phrasedWordsOf } from './phrases.ts';
import { withinTime } from './withinTime.ts';
import { wordsOf } from './words.ts';

/** Takes the words of a text one by one, such as a WordCounter. */
export interface WordSink {
  /** The word bytes[start … end], UTF-8. */
  add(bytes: Uint8Array, start: number, end: number): void;
  addText(word: string): void;
  endSentence(): void;
}

/** Gives the words of some UTF-8 text to a sink, and ends its sentences where they end. */
export type Tokeniser = (text: Buffer, sink: WordSink) => void;

/**
 * @param phrases what of scripts without spaces is joined to one word
 * @throws UserFault where the user's regular expression is none
 */
export function tokeniserFor(
  { tokeniser, pattern }: Pick<CorpusOptions, 'tokeniser' | 'pattern'>,
  phrases: ReadonlySet<string>,
): Tokeniser {
  switch (tokeniser) {
    case 'whitespace':
      return addSpaced;
    case 'words':
      return (text, sink) => addWords(text, sink, phrases);
    case 'pattern':
      return matcher(pattern);
  }
}

const LINE_END = 0x0a;

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** How many bytes the space at a place has that is none of ASCII's; 0 where there is none. */
function wideSpace(text: Buffer, at: number): number {
  const [first, second, third] = [text[at], text[at + 1], text[at + 2]];
  if (first === 0xc2) return second === 0xa0 ? 2 : 0;
  const isWide =
    (first === 0xe2 &&
      second === 0x80 &&
      (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf)) ||
    (first === 0xe2 && second === 0x81 && third === 0x9f) ||
    (first === 0xe3 && second === 0x80 && third === 0x80) ||
    (first === 0xe1 && second === 0x9a && third === 0x80) ||
    (first === 0xef && second === 0xbb && third === 0xbf);
  return isWide ? 3 : 0;
}

/** What stands between spaces; a sentence a line, as gensim reads a corpus file. */
function addSpaced(text: Buffer, sink: WordSink): void {
  let start = 0;
  for (let at = 0; at < text.length;) {
    const byte = text[at];
    // Most bytes are none of these.
    const space = byte <= 0x20 ? Number(isSpace(byte)) : byte < 0xc2 ? 0 : wideSpace(text, at);
    if (space === 0) {
      at++;
      continue;
    }
    if (at > start) sink.add(text, start, at);
    if (byte === LINE_END) sink.endSentence();
    start = at += space;
  }
  if (text.length > start) sink.add(text, start, text.length);
}

/** Sentence ends by punctuation, and blank lines; a single line end is none, since prose is often wrapped. */
const SENTENCES = /(?<=[.!?…])[\p{Pe}\p{Pf}"']*\s|(?<=[。！？])|\n\s*\n/u;

function addSentences(text: string, sink: WordSink, add: (sentence: string) => void): void {
  text.split(SENTENCES).forEach((sentence, i) => {
    if (i > 0) sink.endSentence();
    add(sentence);
  });
}

/** Words by Unicode's rules. Lines of ASCII alone, which are most, are read as bytes. */
function addWords(text: Buffer, sink: WordSink, phrases: ReadonlySet<string>): void {
  if (isAscii(text)) return addAsciiWords(text, 0, text.length, sink);
  for (let start = 0; start < text.length;) {
    const ascii = isAsciiLine(text, start);
    // Lines of one kind, together.
    let end = lineEnd(text, start);
    while (end < text.length && isAsciiLine(text, end) === ascii) end = lineEnd(text, end);
    if (ascii) addAsciiWords(text, start, end, sink);
    else addUnicodeWords(text.toString('utf8', start, end), sink, phrases);
    start = end;
  }
}

function isAsciiLine(text: Buffer, start: number): boolean {
  return isAscii(text.subarray(start, lineEnd(text, start)));
}

function lineEnd(text: Buffer, from: number): number {
  return text.indexOf(LINE_END, from) + 1 || text.length;
}

function addUnicodeWords(text: string, sink: WordSink, phrases: ReadonlySet<string>): void {
  const words = phrases.size > 0 ? phrasedWordsOf : wordsOf;
  addSentences(text, sink, (sentence) => {
    for (const word of words(sentence, phrases)) sink.addText(word.text);
  });
}

/** What ASCII's characters are to words.ts' rules and to those of sentences. */
const [LETTER, UNDERSCORE, JOINER, STOP, CLOSER, SPACE] = [1, 2, 4, 8, 16, 32];
const WORD = LETTER | UNDERSCORE;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/i.test(character)) return LETTER;
  if (character === '_') return UNDERSCORE;
  if (/[.!?]/.test(character)) return STOP;
  if (/\s/.test(character)) return SPACE;
  return (/['-]/.test(character) ? JOINER : 0) | (/[)\]}"']/.test(character) ? CLOSER : 0);
});

function addAsciiWords(text: Buffer, start: number, end: number, sink: WordSink): void {
  let at = afterSpaces(text, start, end, sink, true);
  while (at < end) {
    const kind = KINDS[text[at]];
    if (kind & WORD) {
      const last = wordEnd(text, at, end);
      sink.add(text, at, last);
      at = last;
    } else if (kind & STOP) {
      at++;
      while (at < end && KINDS[text[at]] & CLOSER) at++;
      if (at < end && KINDS[text[at]] & SPACE) sink.endSentence();
    } else if (kind & SPACE) at = afterSpaces(text, at, end, sink, false);
    else at++;
  }
}

/** Behind letters and digits, joined by single apostrophes and hyphens. */
function wordEnd(text: Buffer, start: number, end: number): number {
  let at = start + 1;
  for (;;) {
    while (at < end && KINDS[text[at]] & WORD) at++;
    if (at + 1 < end && KINDS[text[at]] & JOINER && KINDS[text[at + 1]] & LETTER) at += 2;
    else return at;
  }
}

/** Behind spaces; with a blank line among them a sentence ends. */
function afterSpaces(text: Buffer, start: number, end: number, sink: WordSink, isLineStart: boolean): number {
  let lineEnds = Number(isLineStart);
  let at = start;
  for (; at < end && KINDS[text[at]] & SPACE; at++) if (text[at] === LINE_END) lineEnds++;
  if (lineEnds > 1) sink.endSentence();
  return at;
}

/** Characters that are matched at a time, and how long that may take: a hundred times as long as it ever needs. */
const MATCHED = 1 << 16;
const LONGEST_MS = 5000;
/** What is shown of the place where an expression does not come to an end. */
const SHOWN = 40;

/** @throws UserFault where the pattern is no regular expression; the tokeniser, where it does not come to an end */
function matcher(pattern: string): Tokeniser {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'gu');
  } catch (error) {
    const { message } = error as Error;
    throw new UserFault(l10n.t('The words’ pattern is no regular expression: {0}', message));
  }
  return (text, sink) => {
    const sentences = text.toString().split(SENTENCES);
    for (let from = 0; from < sentences.length;) {
      if (from > 0) sink.endSentence();
      let to = from;
      for (let length = 0; to < sentences.length && length < MATCHED; to++)
        length += sentences[to].length + 1;
      matchAll(expression, sentences.slice(from, to), sink);
      from = to;
    }
  };
}

/** The words of sentences; what stands between two of them ends one. Backtracking can take for ever: it is stopped then. */
function matchAll(expression: RegExp, sentences: readonly string[], sink: WordSink): void {
  let at = 0;
  const found = withinTime(
    LONGEST_MS,
    () => sentences.map((sentence, i) => ((at = i), sentence.match(expression) ?? [])),
    () => tooSlow(expression, sentences[at]),
  );
  found.forEach((words, i) => {
    if (i > 0) sink.endSentence();
    for (const word of words) if (word !== '') sink.addText(word);
  });
}

function tooSlow({ source }: RegExp, sentence: string): UserFault {
  return new UserFault(
    l10n.t(
      'The regular expression {0} takes too long: it was stopped after {1} s at ‘{2}…’.',
      source,
      LONGEST_MS / 1000,
      sentence.trim().slice(0, SHOWN),
    ),
  );
}
