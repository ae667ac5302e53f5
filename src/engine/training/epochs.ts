import type { Corpus } from '../text/corpus.ts';

/** Words of text that vectors need to take shape: a shorter text is read more often. */
const WORDS_TO_SEE = 1_500_000;
const LEAST_EPOCHS = 5;
const MOST_EPOCHS = 100;

/** How often a text is read where nobody says. */
export function epochsFor({ words }: Pick<Corpus, 'words'>): number {
  return Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, Math.ceil(WORDS_TO_SEE / words)));
}
