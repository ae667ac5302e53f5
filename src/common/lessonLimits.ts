/** What a lesson may ask for: the engine refuses more, and the page offers no more. */

/** Words that are written one-hot beneath each other. */
export const MOST_WORDS = 12;
/** Columns of a one-hot row that are shown as numbers. */
export const MOST_COLUMNS = 24;
/** Words that a vocabulary may be imagined to have. */
export const MOST_VOCABULARY = 100_000;
