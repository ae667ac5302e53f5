import * as l10n from '@vscode/l10n';
import type { ParamsOf } from '../../protocol/engine.ts';
import type { ExpressionAnswer } from '../../protocol/queries.ts';
import type { AnswersOf } from '../answer.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { OpenSets } from '../openSets.ts';
import { parseExpression } from './expression.ts';
import { findKey, findText, toTerm } from './keys.ts';
import { mostSimilar, similarByVector } from './mostSimilar.ts';
import { meanVector } from './pooling.ts';
import { closerThan, doesntMatch, nearness, nSimilarity } from './similarity.ts';
import { compareTexts, similarWords } from './texts.ts';

/** What can be asked of one set. */
export function queryAnswers(sets: OpenSets): AnswersOf<'queries' | 'texts'> {
  return {
    'queries/mostSimilar': ({ id, positive, negative = [], method = 'add', ...options }) => {
      const keys = [
        ...positive.map((key) => ({ key, weight: 1 })),
        ...negative.map((key) => ({ key, weight: -1 })),
      ];
      return mostSimilar(sets.get(id), keys, method, options);
    },
    'queries/expression': ({ id, ...query }) => answerExpression(sets.get(id), query),
    'queries/similarByVector': ({ id, vector, ...options }) => similarByVector(sets.get(id), vector, options),
    'queries/similarity': ({ id, a, b }) => nearness(sets.get(id), a, b),
    'queries/nSimilarity': ({ id, a, b }) => nSimilarity(sets.get(id), a, b),
    'queries/doesntMatch': ({ id, words }) => doesntMatch(sets.get(id), words),
    'queries/closerThan': ({ id, word, other, count }) => closerThan(sets.get(id), word, other, count),
    'queries/rank': async ({ id, word, other }) => (await closerThan(sets.get(id), word, other, 0)).total + 1,
    'queries/vector': ({ id, text, pooling = 'mean' }) => vectorOf(sets.get(id), text, pooling),
    'texts/compare': ({ id, texts, pooling, withoutCommon }) =>
      compareTexts(sets.get(id), texts, pooling, withoutCommon),
    'texts/similarWords': ({ id, line, offset, text }) => similarWords(sets.get(id), line, offset, text),
  };
}

async function answerExpression(
  set: EmbeddingSet,
  { text, method = 'add', ...options }: Omit<ParamsOf<'queries/expression'>, 'id'>,
): Promise<ExpressionAnswer> {
  const terms = parseExpression(text, (word) => findText(set, word) !== undefined);
  for (const { text } of terms) if (text.includes('-') && !findText(set, text)) throw unknownHyphenated(text);
  const nearest = await mostSimilar(
    set,
    terms.map(({ text: key, weight }) => ({ key, weight })),
    method,
    options,
  );
  return { terms: terms.map(({ text, weight }) => toTerm(findKey(set, text), text, weight)), nearest };
}

function unknownHyphenated(text: string): UserFault {
  const spaced = text.replaceAll('-', ' − ');
  return new UserFault(
    l10n.t(
      'The embedding set does not know ‘{0}’; to subtract, put spaces around the sign: {1}',
      text,
      spaced,
    ),
  );
}

/** A copy: it leaves the engine. */
function vectorOf(set: EmbeddingSet, text: string, pooling: 'mean' | 'sif'): Float32Array {
  const vector = findText(set, text)?.vector ?? meanVector(set, text, pooling).vector;
  if (!vector) throw new UserFault(l10n.t('The embedding set knows no word of ‘{0}’.', text));
  return vector.slice();
}
