import * as vscode from 'vscode';
import type { OddOneOut } from '../../protocol/queries.ts';
import type { Ask } from '../askOf.ts';
import { format } from '../../common/numbers.ts';
import { plainLabel } from '../plainLabel.ts';
import { sentenceItem } from './items.ts';
import type { AnswerItem, Question } from './question.ts';
import { wordsOfList } from './words.ts';

/** With fewer words none of them is the odd one. */
const LEAST = 3;

/** Which of some words does not go with the others. */
export function oddOneOut(setName: string, ask: Ask): Question {
  return {
    placeholder: vscode.l10n.t('Words: breakfast lunch dinner cereal'),
    choices: [],
    title: () => vscode.l10n.t('Odd One Out in {0}', setName),
    answer: async (text, token) => {
      const words = wordsOfList(text);
      if (words.length < LEAST) {
        return { prompt: vscode.l10n.t('Type at least {0} words.', LEAST), items: [] };
      }
      const odd = await ask('queries/doesntMatch', { words }, { token });
      return {
        prompt: vscode.l10n.t('{0} goes least with the others, by its cosine to the mean of all', odd.word),
        items: itemsOf(odd),
      };
    },
  };
}

/** The odd one first, the others after it as they go better together, at last what the set does not know. */
function itemsOf({ words, unknown }: OddOneOut): AnswerItem[] {
  const items = words.toReversed().map(({ word, cosine }, i): AnswerItem => {
    const description = format(cosine);
    const answer = { word };
    if (i > 0) return { label: plainLabel(word), description, answer };
    const detail = vscode.l10n.t('the odd one out');
    return { label: `$(target) ${plainLabel(word)}`, description: `${description} · ${detail}`, answer };
  });
  if (unknown.length > 0) {
    const sentence = vscode.l10n.t('Unknown to the set, and left out: {0}', unknown.join(', '));
    items.push(sentenceItem('info', sentence));
  }
  return items;
}
