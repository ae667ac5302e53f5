import { wordsOf, runsOf, type Word } from './words.ts';

/** So often two parts must stand beside each other. */
const LEAST_COUNT = 10;
/** How strongly they must keep company, −1 … 1. */
const LEAST_COMPANY = 0.4;
/** Characters of a name in the scripts that write no spaces; what is longer is a turn of phrase. */
const LONGEST = 3;
/** Of more different pairs than this the rare ones are forgotten while more come. */
const MOST_PAIRS = 1 << 20;

/**
 * Finds the words that a segmenter's dictionary tears apart, names above all (玄 德 → 玄德): neighbours inside a run without
 * spaces whose normalised pointwise mutual information is high (Bouma 2009; the phrases of Mikolov et al. 2013,
 * 'Distributed Representations of Words and Phrases', section 4, by another score).
 */
export class PhraseFinder {
  private readonly words = new Map<string, number>();
  private pairs = new Map<string, number>();
  private total = 0;

  add(text: string): void {
    for (const run of runsOf(text)) if (run.isUnspaced) this.addRun(run.text);
  }

  /** The words that were found, each with its two parts in one. */
  finish(): ReadonlySet<string> {
    const phrases = new Set<string>();
    for (const [pair, count] of this.pairs) {
      if (count >= LEAST_COUNT && this.company(pair, count) > LEAST_COMPANY) phrases.add(pair);
    }
    return phrases;
  }

  private addRun(run: string): void {
    let before = '';
    for (const { text } of wordsOf(run)) {
      this.words.set(text, (this.words.get(text) ?? 0) + 1);
      this.total++;
      const pair = pairOf(before, text);
      if (before !== '' && pair.length <= LONGEST + 1) this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
      before = text;
    }
    if (this.pairs.size > MOST_PAIRS) this.pairs = new Map([...this.pairs].filter(([, count]) => count > 1));
  }

  private company(pair: string, count: number): number {
    const [a, b] = pair.split(BETWEEN).map((word) => this.words.get(word) ?? 1);
    return Math.log((count * this.total) / (a * b)) / -Math.log(count / this.total);
  }
}

/** No word holds it. */
const BETWEEN = ' ';

function pairOf(a: string, b: string): string {
  return a + BETWEEN + b;
}

/** The words of a text as {@link wordsOf} finds them, with the parts of phrases joined. */
export function* phrasedWordsOf(text: string, phrases: ReadonlySet<string>): Generator<Word> {
  let before: Word | undefined;
  for (const word of wordsOf(text)) {
    if (before?.end === word.start && phrases.has(pairOf(before.text, word.text))) {
      yield { text: before.text + word.text, start: before.start, end: word.end };
      before = undefined;
    } else {
      if (before) yield before;
      before = word;
    }
  }
  if (before) yield before;
}
