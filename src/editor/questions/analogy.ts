import * as vscode from 'vscode';
import { UserFault } from '../../engine/faults.ts';
import type { AnalogyMethod } from '../../protocol/queries.ts';
import type { Ask } from '../askOf.ts';
import { Choice } from './choice.ts';
import { COUNT, scoredItem } from './items.ts';
import type { Question } from './question.ts';
import { wordsOfList } from './words.ts';

/** ‘man king woman’: man is to king as woman is to …? (Mikolov et al. 2013) */
export function analogy(setName: string, ask: Ask): Question {
  const method = new Choice<AnalogyMethod>(vscode.l10n.t('Method'), [
    { value: 'add', label: '3CosAdd' },
    { value: 'multiply', label: '3CosMul' },
  ]);
  return {
    placeholder: vscode.l10n.t('Three words: man king woman'),
    choices: [method],
    title: () => vscode.l10n.t('Solve Analogy in {0} by {1}', setName, method.label),
    answer: async (text, token) => {
      const words = wordsOfList(text);
      const [a, b, c] = words;
      if (words.length < 3) return { prompt: expected(a, b), items: [] };
      if (words.length > 3) throw new UserFault(tooMany(words));
      const question = { positive: [b, c], negative: [a], method: method.value, count: COUNT };
      const found = await ask('queries/mostSimilar', question, { token });
      return {
        prompt: vscode.l10n.t('{0} is to {1} as {2} is to …', a, b, c),
        items: found.map(scoredItem),
      };
    },
  };
}

function expected(a: string | undefined, b: string | undefined): string {
  if (a === undefined)
    return vscode.l10n.t('Type three words: ‘man king woman’ asks what woman is to, as man is to king.');
  if (b === undefined) return vscode.l10n.t('{0} is to … (type the second word)', a);
  return vscode.l10n.t('{0} is to {1} as … (type the third word)', a, b);
}

function tooMany(words: readonly string[]): string {
  return vscode.l10n.t(
    'An analogy is asked by three words, found {0} (a phrase goes into quotation marks).',
    words.length,
  );
}
