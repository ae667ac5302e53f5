/** What a trace may ask for: the engine refuses more, and the panel offers no more. */

/** Hidden units; a learner's network needs fewer, and the grid has a row for each. */
export const MOST_UNITS = 512;

export const MOST_LAYERS = 8;

/** Seeds are 32 bits wide. */
export const MOST_SEED = 0xffffffff;
