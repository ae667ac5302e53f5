/** The lesson on short and long range. */

/** Words of a text at most: more bars than this tell nothing. */
export const MOST_TOKENS = 120;
/** How far the gates that keep may be pushed open. */
export const MOST_GATE_BIAS = 5;
