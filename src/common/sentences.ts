/** Full-width marks have their own space behind them. */
const FULL_WIDTH_END = /[。！？；：）]$/u;

/** Sentences of any language, one behind another. */
export function joinSentences(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((text, next) => text + (text === '' || FULL_WIDTH_END.test(text) ? '' : ' ') + next, '');
}
