/** Words of a text, by Unicode's rules; scripts written without spaces are segmented by `Intl.Segmenter`. */

/** `start` and `end` delimit the word in its text, in UTF-16 units. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** Characters of the scripts that write no spaces, for a class of a regular expression. */
export const UNSPACED_SCRIPTS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー';

// A run of such a script, or a word with inner apostrophes and hyphens (don't, state-of-the-art).
const RUN = new RegExp(
  `([${UNSPACED_SCRIPTS}]+)|[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_]*(?:['’‑-][\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_]*)*`,
  'gu',
);

let segmenter: Intl.Segmenter | undefined;

/** Every word of the text, in order. Punctuation and spaces are no words. */
export function* wordsOf(text: string): Generator<Word> {
  for (const run of runsOf(text)) {
    if (run.isUnspaced) yield* segments(run.text, run.start);
    else yield { text: run.text, start: run.start, end: run.end };
  }
}

/** Every run of characters that belong together: a word, or several of a script that writes no spaces. */
export function* runsOf(text: string): Generator<Word & { isUnspaced: boolean }> {
  for (const match of text.matchAll(RUN)) {
    const [run, unspaced] = match;
    yield {
      text: run,
      start: match.index,
      end: match.index + run.length,
      isUnspaced: unspaced !== undefined,
    };
  }
}

/** The words of a run without spaces. The dictionary of 'zh' covers Chinese, Japanese and Thai alike in ICU. */
function* segments(run: string, offset: number): Generator<Word> {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  for (const { segment, index } of segmenter.segment(run)) {
    yield { text: segment, start: offset + index, end: offset + index + segment.length };
  }
}
