import * as l10n from '@vscode/l10n';
import { MOST_TOKENS } from '../../common/rangeLesson.ts';
import type { NetworkKind } from '../../protocol/recurrent.ts';
import type { RangeAnswer, RangeParams } from '../../protocol/recurrentLessons.ts';
import { UserFault } from '../faults.ts';
import { influence } from '../recurrent/influence.ts';
import { run } from '../recurrent/network.ts';
import { seededNetwork } from '../recurrent/prepare.ts';
import { randomVector } from '../recurrent/tokens.ts';
import { wordsOf } from '../text/words.ts';
import { UNSPACED } from './words.ts';

const KINDS: readonly NetworkKind[] = ['rnn_tanh', 'lstm', 'gru'];
/** Numbers of a word's vector, and hidden units: few, so that an answer comes while a slider is drawn. */
const DIMS = 16;
const HIDDEN = 16;
/** Words have vectors of their own, drawn by their names, whose numbers are spread so: as those of trained ones are. */
const SPREAD = 0.5;

/**
 * How much the last state of RNN, LSTM and GRU still knows of every word of a text. Their weights are as they begin.
 *
 * @throws UserFault where the text has no words, or too many
 */
export function rangeOf({ text, clue, seed, gateBias }: RangeParams): RangeAnswer {
  const tokens = tokensOf(text);
  if (tokens.length === 0) throw new UserFault(l10n.t('Type a sentence of a few words.'));
  if (tokens.length > MOST_TOKENS) {
    throw new UserFault(l10n.t('These are {0} words; expected at most {1}.', tokens.length, MOST_TOKENS));
  }
  const input = new Float32Array(tokens.length * DIMS);
  tokens.forEach((token, t) => input.set(randomVector(token, DIMS, SPREAD), t * DIMS));
  const networks = KINDS.map((kind) => {
    const network = seededNetwork(DIMS, { kind, hiddenSize: HIDDEN, seed, gateBias });
    const norms = influence(network, run(network, input), tokens.length - 1);
    const last = norms[tokens.length - 1];
    return { kind, influence: norms, shares: norms.map((norm) => norm / last) };
  });
  const clues = [...tokens.keys()].filter((t) => tells(tokens[t], clue.trim()));
  return { tokens, clues, networks, hiddenSize: HIDDEN, dims: DIMS };
}

/** Chinese has words in words: 足球场 tells 足球, too. */
function tells(token: string, clue: string): boolean {
  if (UNSPACED.test(clue)) return token.includes(clue);
  return token.localeCompare(clue, undefined, { sensitivity: 'accent' }) === 0;
}

/** What stands between spaces; of a text without them, its words as a dictionary parts them. Punctuation is no word, but a picture is. */
function tokensOf(text: string): string[] {
  const pieces = /\S\s+\S/u.test(text) ? text.split(/\s+/u) : [text];
  const isParted = pieces.length > 1;
  return pieces.flatMap((piece) => {
    if (/^\p{Extended_Pictographic}/u.test(piece)) return [piece];
    const words = [...wordsOf(piece)].map((word) => word.text).filter((word) => !/^_+$/u.test(word));
    return isParted && words.length > 0 ? [words.join('')] : words;
  });
}
