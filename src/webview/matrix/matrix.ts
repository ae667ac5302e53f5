import * as l10n from '@vscode/l10n';
import { COLOUR_RANGE, divergingColour } from '../../common/colours.ts';
import { csv } from '../../common/csv.ts';
import type { ComparedTexts } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';

/** Texts, and how similar each is to each. */
export interface Matrix extends ComparedTexts {
  texts: readonly string[];
  /** What each text is called by. */
  numbers: readonly number[];
}

/** NaN where the set knows no word of one of them. */
export function cosineOf({ cosines, texts }: Matrix, a: number, b: number): number {
  return cosines[a * texts.length + b];
}

/** The colour of a cosine: −1 and 1 have the full ones. */
export function cosineColour(cosine: number): [number, number, number] {
  return divergingColour(cosine * COLOUR_RANGE);
}

/** As a cell shows it. */
export function short(cosine: number): string {
  return Number.isNaN(cosine) ? '?' : format(cosine, 2);
}

/** The words of a text that the set knows, such as ‘5/7’. */
export function knownShare({ words }: Matrix, text: number): string {
  return `${words[text].known}/${words[text].all}`;
}

export function knownSentence({ words }: Matrix, text: number): string {
  const { known, all } = words[text];
  if (known === 0) return l10n.t('The set knows none of its {0} words.', all);
  return known === all
    ? l10n.t('The set knows all of its {0} words.', all)
    : l10n.t('The set knows {0} of its {1} words.', known, all);
}

/** The matrix as a table: a row a text, its known words and its cosines to all texts. */
export function matrixCsv(matrix: Matrix, order: readonly number[]): string {
  const { texts, words } = matrix;
  const head = ['text', 'words', 'known words', ...order.map((i) => texts[i])];
  const rows = order.map((a) => {
    const cosines = order.map((b) => cosineOf(matrix, a, b)).map((cosine) => (isNaN(cosine) ? '' : cosine));
    return [texts[a], words[a].all, words[a].known, ...cosines];
  });
  return csv([head, ...rows]);
}
