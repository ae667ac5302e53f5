import * as l10n from '@vscode/l10n';
import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import type { Vocabulary } from '../../embeddings/vocabulary.ts';
import { UserFault } from '../../faults.ts';
import { cannotHold, shownWord } from './output.ts';

const SPACE = 32;
const SPACES = /[ \t\r\n\v\f]/g;

/** Words as a file of word2vec's writes them. */
export interface PlainWords {
  /** How many are written otherwise than the set has them. */
  changed: number;
  wordAt: (row: number) => string;
}

/**
 * The words of a set for files that part words from numbers by a space: their own spaces become underscores, as
 * word2vec's phrases have them (Mikolov et al. 2013, 'Distributed Representations of Words and Phrases').
 *
 * @throws UserFault where two words would be written alike, or one cannot be written at all
 */
export function plainWords(set: EmbeddingSet, format: string): PlainWords {
  const { vocabulary, size } = set;
  const { bytes, offsets } = vocabulary.buffers;
  const changed = new Map<string, number>();
  for (let row = 0; row < size; row++) {
    // Most words are passed over without making a string of them.
    if (offsets[row + 1] > offsets[row] && !holdsControl(bytes, offsets[row], offsets[row + 1])) continue;
    const word = vocabulary.word(row);
    if (word === '' || word.includes('\0')) throw cannotHold(set, row, format);
    const plain = word.replace(SPACES, '_');
    if (plain === word) continue;
    const other = changed.get(plain) ?? vocabulary.indexOf(plain);
    if (other >= 0) throw alike(vocabulary, format, row, other);
    changed.set(plain, row);
  }
  return { changed: changed.size, wordAt: (row) => vocabulary.word(row).replace(SPACES, '_') };
}

/** Whether a space, or what is below it, is among bytes[start … end]. */
function holdsControl(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] <= SPACE) return true;
  return false;
}

function alike(vocabulary: Vocabulary, format: string, row: number, other: number): UserFault {
  const [first, second] = [row, other].map((each) => shownWord(vocabulary, each));
  return new UserFault(
    l10n.t(
      '{0} parts words from numbers by spaces: with underscores for its own, {1} would be written like {2}. NumPy, safetensors and Embedding Projector files can hold both.',
      format,
      first,
      second,
    ),
  );
}
