import * as vscode from 'vscode';
import type { Metric, Term } from '../../protocol/queries.ts';
import type { Ask } from '../askOf.ts';
import { Choice } from './choice.ts';
import { COUNT, scoredItem } from './items.ts';
import type { Question } from './question.ts';

/** The words nearest to a word or to what an expression of words comes to. */
export function nearestWords(setName: string, ask: Ask): Question {
  const metric = new Choice<Metric>(vscode.l10n.t('Metric'), [
    { value: 'cosine', label: vscode.l10n.t('cosine similarity') },
    { value: 'euclidean', label: vscode.l10n.t('Euclidean distance') },
    { value: 'dot', label: vscode.l10n.t('dot product') },
  ]);
  return {
    placeholder: vscode.l10n.t('A word, or an expression: king − man + woman, 0.5 * paris + tokyo'),
    choices: [metric],
    title: () => vscode.l10n.t('Nearest Words in {0} by {1}', setName, metric.label),
    answer: async (text, token) => {
      if (text.trim() === '') return { prompt: expected(), items: [] };
      const question = { text, metric: metric.value, count: COUNT };
      const { terms, nearest } = await ask('queries/expression', question, { token });
      return { prompt: vscode.l10n.t('Nearest to {0}', shown(terms)), items: nearest.map(scoredItem) };
    },
  };
}

function expected(): string {
  return vscode.l10n.t(
    'Type a word, or several with +, − and factors; quotation marks hold a phrase together.',
  );
}

/** The expression as it was understood: king − man + 0.5 × woman. */
function shown(terms: readonly Term[]): string {
  return terms
    .map(({ weight, word, row }, i) => {
      const sign = weight < 0 ? '−' : '+';
      const size = Math.abs(weight);
      const factor = size === 1 ? '' : `${size} × `;
      const name = row < 0 ? vscode.l10n.t('‘{0}’ (made of its parts)', word) : word;
      return `${i === 0 && sign === '+' ? '' : `${sign} `}${factor}${name}`;
    })
    .join(' ');
}
