/** How the lessons train their small text. */

/** Numbers of a vector: few, so that they can be looked at. */
export const DIMS = 20;
/** Words on either side that a window reaches at most; NNLM reads as many before. */
export const WINDOW = 3;
export const MOST_EPOCHS = 60;
