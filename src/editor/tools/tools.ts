import * as vscode from 'vscode';
import type { AnalogyMethod, Metric, ScoredWord } from '../../protocol/queries.ts';
import type { Errors } from '../errors.ts';
import { format } from '../../common/numbers.ts';
import type { Sets } from '../sets.ts';
import { EmbeddingTool, type ToolInput, type ToolWork } from './embeddingTool.ts';

/** As the schemas in package.json describe them. */
interface NearestWordsInput extends ToolInput {
  expression: string;
  count?: number;
  metric?: Metric;
}

interface SimilarityInput extends ToolInput {
  first: string;
  second: string;
}

interface AnalogyInput extends ToolInput {
  a: string;
  b: string;
  c: string;
  method?: AnalogyMethod;
  count?: number;
}

/** Answers, unless a model asks for another number. */
const COUNT = 10;

const nearestWords: ToolWork<NearestWordsInput> = {
  message: ({ expression }) => vscode.l10n.t('Looking for the words nearest to {0}', expression),
  answer: async (ask, setName, { expression, count = COUNT, metric = 'cosine' }, token) => {
    const question = { text: expression, count, metric };
    const { nearest } = await ask('queries/expression', question, { token });
    const heading = vscode.l10n.t('Nearest to {0} in {1}, by {2}:', expression, setName, metric);
    return listOf(heading, nearest);
  },
};

const similarity: ToolWork<SimilarityInput> = {
  message: ({ first, second }) => vscode.l10n.t('Comparing {0} with {1}', first, second),
  answer: async (ask, setName, { first, second }, token) => {
    const nearness = await ask('queries/similarity', { a: first, b: second }, { token });
    return [
      vscode.l10n.t('{0} and {1} in {2}:', first, second, setName),
      vscode.l10n.t('cosine similarity {0}', format(nearness.cosine)),
      vscode.l10n.t('cosine distance {0}', format(nearness.distance)),
      vscode.l10n.t('Euclidean distance {0}', format(nearness.euclidean)),
      vscode.l10n.t('dot product {0}', format(nearness.dot)),
    ].join('\n');
  },
};

const analogy: ToolWork<AnalogyInput> = {
  message: ({ a, b, c }) => vscode.l10n.t('Solving: {0} is to {1} as {2} is to …', a, b, c),
  answer: async (ask, setName, { a, b, c, method = 'add', count = COUNT }, token) => {
    const question = { positive: [b, c], negative: [a], method, count };
    const found = await ask('queries/mostSimilar', question, { token });
    const name = method === 'add' ? '3CosAdd' : '3CosMul';
    return listOf(
      vscode.l10n.t('{0} is to {1} as {2} is to … in {3}, by {4}:', a, b, c, setName, name),
      found,
    );
  },
};

function listOf(heading: string, words: readonly ScoredWord[]): string {
  return [heading, ...words.map(({ word, score }) => `${word} ${format(score)}`)].join('\n');
}

/** Registers the tools where this VS Code (or what is built of it) has language models at all. */
export function registerTools(sets: Sets, errors: Errors): vscode.Disposable[] {
  const lm = (vscode as { lm?: Partial<typeof vscode.lm> }).lm;
  const register = <Input extends ToolInput>(name: string, work: ToolWork<Input>) =>
    lm?.registerTool?.(name, new EmbeddingTool(sets, errors, work));
  return [
    register('embeddings_nearest_words', nearestWords),
    register('embeddings_similarity', similarity),
    register('embeddings_analogy', analogy),
  ].filter((registration) => registration !== undefined);
}
