import type { ScoredWord } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';
import { plainLabel } from '../plainLabel.ts';
import type { AnswerItem } from './question.ts';

/** How many answers are listed. */
export const COUNT = 20;

/** A word and how near it is. */
export function scoredItem({ word, row, score }: ScoredWord): AnswerItem {
  return { label: plainLabel(word), description: format(score), answer: { word, row } };
}

/** Something to be read among the answers; what follows a colon has a line of its own, since no line is broken. */
export function sentenceItem(icon: string, sentence: string): AnswerItem {
  const [label, ...details] = sentence.split(/(?<=: )/);
  return { label: `$(${icon}) ${plainLabel(label.trim())}`, detail: plainLabel(details.join('')) };
}
