/** The tutorial's RNN: its sizes, and what it feeds. */

/** Texts, steps of each, numbers of each word: its batch is (2, 3, 2). */
export const BATCH = 2;
export const TIME = 3;
export const FEATURES = 2;
export const HIDDEN = 3;

/** [time × features] The first text of the batch, as the tutorial prints it. */
export const FIRST_TEXT: readonly number[] = [-0.0657, -0.9015, -0.0324, -0.5666, -0.263, 2.4861];
/** Larger ones are not asked for: tanh has long been 1. */
export const LARGEST_INPUT = 10;
