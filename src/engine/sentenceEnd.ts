/** In a text as numbers, stands between two sentences: no context window reaches across. The kernels know it, too. */
export const SENTENCE_END = -1;
