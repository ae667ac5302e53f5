import { wordAtRow, wordCount } from '../../common/words.ts';
import type { PackedWords } from '../../protocol/engine.ts';

/** Stands before and after every word in the text that is searched. */
const BREAK = '\n';
const BREAK_BYTE = 10;
const SPACE_BYTE = 32;
/** So long a regular expression may look, in milliseconds, and so many words between two looks at the clock. */
const PATIENCE_MS = 2000;
const CHECK_EVERY = 512;

/**
 * Finds the words that hold a text, whatever its case. All words are one lower-cased text, so that a search is a few
 * passes of the browser's own indexOf and a million words are never a million strings.
 */
export class WordSearch {
  private readonly words: PackedWords;
  private folded: Folded | undefined;

  constructor(words: PackedWords) {
    this.words = words;
  }

  /**
   * The rows of the same word first (as it is written, then in another case), then of those that begin with it, then of
   * those that hold it; among equals the more frequent one (the lower row).
   */
  find(text: string, most: number): number[] {
    const wanted = text.toLowerCase();
    if (wanted === '' || wanted.includes(BREAK)) return [];
    const same = BREAK + wanted + BREAK;
    const found = new Set<number>();
    for (const row of rowsWith(this.text, same)) if (wordAtRow(this.words, row) === text) found.add(row);
    for (const pattern of [same, BREAK + wanted, wanted]) {
      for (const row of rowsWith(this.text, pattern)) {
        if (found.size >= most) break;
        found.add(row);
      }
    }
    return [...found].slice(0, most);
  }

  /** The rows of all words that hold a text, in order. */
  all(text: string): Int32Array {
    const wanted = text.toLowerCase();
    if (wanted === '' || wanted.includes(BREAK)) return new Int32Array(0);
    return Int32Array.from(rowsWith(this.text, wanted));
  }

  /**
   * The rows of all words that match a regular expression, whatever their case, in order.
   *
   * @throws SyntaxError where it is none
   */
  matching(source: string): Matches {
    const pattern = new RegExp(source, 'iu');
    const { text, starts } = this.text;
    const rows: number[] = [];
    const end = performance.now() + PATIENCE_MS;
    for (let row = 0; row < starts.length - 1; row++) {
      if (row % CHECK_EVERY === 0 && performance.now() > end)
        return { rows: Int32Array.from(rows), isWhole: false };
      if (pattern.test(text.slice(starts[row], starts[row + 1] - 1))) rows.push(row);
    }
    return { rows: Int32Array.from(rows), isWhole: true };
  }

  private get text(): Folded {
    return (this.folded ??= fold(this.words));
  }
}

/** What a regular expression finds. */
export interface Matches {
  rows: Int32Array;
  /** False where looking took too long, and not all words were looked at. */
  isWhole: boolean;
}

interface Folded {
  /** '\nking\nqueen\n' */
  text: string;
  /** [words + 1] Where each word begins in it, in UTF-16 units, and where the text ends. */
  starts: Uint32Array;
}

function fold(words: PackedWords): Folded {
  const text = new TextDecoder().decode(spaced(words)).toLowerCase();
  const starts = new Uint32Array(wordCount(words) + 1);
  // Lower case may be longer, so that the places are looked up and not counted along.
  for (let row = 0, at = 0; row < starts.length; row++) {
    starts[row] = at + 1;
    at = text.indexOf(BREAK, at + 1);
  }
  starts[starts.length - 1] = text.length;
  return { text, starts };
}

/** The words' bytes with a break before and after each. */
function spaced({ bytes, offsets }: PackedWords): Uint8Array {
  const count = offsets.length - 1;
  const result = new Uint8Array(bytes.length + count + 1);
  let at = 0;
  for (let row = 0; row < count; row++) {
    result[at++] = BREAK_BYTE;
    for (let i = offsets[row]; i < offsets[row + 1]; i++) {
      // A break inside a word would shift every word after it.
      result[at++] = bytes[i] === BREAK_BYTE ? SPACE_BYTE : bytes[i];
    }
  }
  result[at] = BREAK_BYTE;
  return result.subarray(0, at + 1);
}

/** The rows whose words hold a text, each once and in order. */
function* rowsWith({ text, starts }: Folded, pattern: string): Generator<number> {
  let at = text.indexOf(pattern);
  while (at >= 0) {
    const row = lastAtOrBefore(starts, at + 1);
    yield row;
    at = text.indexOf(pattern, starts[row + 1] - 1);
  }
}

/** The last index of ascending numbers whose number is at most `limit`. */
function lastAtOrBefore(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (numbers[middle] <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
