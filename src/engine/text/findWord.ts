import type { Vocabulary } from '../embeddings/vocabulary.ts';
import { runsOf, UNSPACED_SCRIPTS, wordsOf, type Word } from './words.ts';

/** A word of a text, and its row in the vocabulary: −1 where that does not know it. */
export interface FoundWord extends Word {
  row: number;
}

/** Longer runs are no words: a bound on the work that one hover can ask for. */
const LONGEST = 64;

/**
 * The word of the vocabulary that stands at an offset of a text: as written, then in lower case; of a compound, an
 * identifier or an unspaced run, the longest part of it that covers the offset.
 */
export function findWord(vocabulary: Vocabulary, text: string, offset: number): FoundWord | undefined {
  const whole = spaceless(text, offset);
  const asWritten = whole && known(vocabulary, whole);
  if (asWritten) return asWritten;
  for (const run of runsOf(text)) {
    if (run.start > offset) return undefined;
    if (offset < run.end)
      return longestPart(vocabulary, run, (start, end) => start <= offset && offset < end);
  }
  return undefined;
}

/** What stands between the spaces around an offset: a vocabulary may hold '<unk>', '@user', '3.14' or '...'. */
function spaceless(text: string, offset: number): Word | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < LONGEST && !/\s/.test(text[start - 1])) start--;
  while (end < text.length && end - offset < LONGEST && !/\s/.test(text[end])) end++;
  return end > offset ? { text: text.slice(start, end), start, end } : undefined;
}

/**
 * Every word of a text, in order, as {@link findWord} would read it: what stands between spaces where the vocabulary knows
 * it so, else the words in it; of one that is unknown its known parts, where it has any.
 */
export function* knownWordsOf(vocabulary: Vocabulary, text: string): Generator<FoundWord> {
  for (const { 0: chunk, index } of text.matchAll(/\S+/g)) {
    const whole = known(vocabulary, { text: chunk, start: index, end: index + chunk.length });
    if (whole) yield whole;
    else for (const word of wordsOf(chunk)) yield* withParts(vocabulary, shifted(word, index));
  }
}

function shifted({ text, start, end }: Word, by: number): Word {
  return { text, start: start + by, end: end + by };
}

function* withParts(vocabulary: Vocabulary, word: Word): Generator<FoundWord> {
  const parts = word.end - word.start > LONGEST ? [] : knownParts(vocabulary, word);
  if (parts.length > 0) yield* parts;
  else yield { ...word, row: -1 };
}

/** The known parts of a word from its beginning on, each as long as can be: the whole word where it is known. */
function knownParts(vocabulary: Vocabulary, word: Word): FoundWord[] {
  const parts: FoundWord[] = [];
  for (let at = word.start; at < word.end;) {
    const rest = { text: word.text.slice(at - word.start), start: at, end: word.end };
    const part = longestPart(vocabulary, rest, (start) => start === at);
    if (part) parts.push(part);
    at = part?.end ?? partBorders(rest)[1];
  }
  return parts;
}

function known(vocabulary: Vocabulary, word: Word): FoundWord | undefined {
  if (word.end - word.start > LONGEST) return undefined;
  const row = vocabulary.find(word.text);
  return row < 0 ? undefined : { ...word, row };
}

/** The longest known part of a run whose borders are as wanted. */
function longestPart(
  vocabulary: Vocabulary,
  run: Word,
  isWanted: (start: number, end: number) => boolean,
): FoundWord | undefined {
  const borders = partBorders(run);
  let best: FoundWord | undefined;
  for (const start of borders) {
    for (const end of borders) {
      if (end - start > LONGEST) break;
      if (end - start <= (best ? best.end - best.start : 0) || !isWanted(start, end)) continue;
      best =
        known(vocabulary, { text: run.text.slice(start - run.start, end - run.start), start, end }) ?? best;
    }
  }
  return best;
}

/** The part of an identifier that stands at an offset; the whole run where it has no parts. */
export function partAt(run: Word, offset: number): Word {
  const borders = partBorders(run);
  const start = borders.findLast((border) => border <= offset) ?? run.start;
  const end = borders.find((border) => border > offset) ?? run.end;
  return { text: run.text.slice(start - run.start, end - run.start), start, end };
}

const ONE_UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, 'u');
/** Where a part of an identifier begins: fooBar, HTMLParser, word2vec. */
const HUMP =
  /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;

/**
 * Where a part of a run may begin or end: beside hyphens, apostrophes, underscores and unspaced characters, and between
 * the words of an identifier.
 */
function partBorders(run: Word): number[] {
  const borders = new Set([run.start, run.end]);
  let at = run.start;
  for (const character of run.text) {
    const isBorder = ONE_UNSPACED.test(character) || /['’‑_-]/.test(character);
    if (isBorder) borders.add(at).add(at + character.length);
    at += character.length;
  }
  for (const { index } of run.text.matchAll(HUMP)) borders.add(run.start + index);
  return [...borders].sort((a, b) => a - b);
}
