/** Full-width marks have their own space behind them. */
const FULL_WIDTH_END = /[。！？；：）]$/u;

/** What stands between a sentence and the next one. */
export function gapAfter(sentence: string): string {
  return sentence === '' || FULL_WIDTH_END.test(sentence) ? '' : ' ';
}

/** Sentences of any language, one behind another. */
export function joinSentences(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((text, next) => text + gapAfter(text) + next, '');
}
