/** What the editor tells the engine's process when it starts it: names of environment variables, for both ends. */

/** The bundle of translated strings (a file: URI); absent: English. */
export const L10N_BUNDLE = 'EMBEDDING_EXPLORER_L10N';

/** A folder that holds @tensorflow/tfjs-node; absent: it is looked for beside the extension. */
export const TFJS_NODE_PATH = 'EMBEDDING_EXPLORER_TFJS_NODE';
