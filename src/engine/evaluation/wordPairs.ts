import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type { EvaluationParams, EvaluationProgress, WordPairsReport } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';
import { pearson, spearman } from './correlation.ts';
import { evaluationLines, findRows } from './evaluationFile.ts';

interface JudgedPair {
  a: string;
  b: string;
  human: number;
}

/** The first of those that fit as well. */
const SEPARATORS: readonly (string | RegExp)[] = ['\t', ';', ',', /\s+/];

/**
 * How well a set's cosines agree with people's judgements of pairs of words, as gensim's `evaluate_word_pairs` counts it.
 * A line holds two words and a number, between tabs (or commas, semicolons or spaces, where there are no tabs); more
 * columns may follow; lines that begin with '#' are comments.
 *
 * @throws UserFault where no pair can be read, or the set knows fewer than two; Cancelled
 */
export async function evaluateWordPairs(
  set: EmbeddingSet,
  { path, ...options }: EvaluationParams,
  { signal, report }: Following<EvaluationProgress>,
): Promise<WordPairsReport> {
  const { judged, unreadable } = readPairs(await evaluationLines(path), basename(path));
  const total = judged.length;
  report({ done: 0, total });
  const rows = await findRows(
    set,
    judged.flatMap(({ a, b }) => [a, b]),
    options,
    signal,
  );
  const pairs: WordPairsReport['pairs'] = [];
  const unknown: WordPairsReport['unknown'] = [];
  for (const pair of judged) {
    const [a, b] = [rows.row(pair.a), rows.row(pair.b)];
    if (a === undefined || b === undefined) unknown.push([pair.a, pair.b]);
    else pairs.push({ ...pair, cosine: set.similarity(a, b) });
  }
  report({ done: total, total });
  if (pairs.length < 2) throw new UserFault(tooFewKnown(path, pairs.length, total));
  const [human, cosines] = [pairs.map((pair) => pair.human), pairs.map((pair) => pair.cosine)];
  const correlations = { pearson: pearson(human, cosines), spearman: spearman(human, cosines) };
  return { kind: 'word-pairs', ...correlations, pairs, unknown, unreadable };
}

function readPairs(lines: readonly string[], name: string): { judged: JudgedPair[]; unreadable: number[] } {
  const judged: JudgedPair[] = [];
  const unreadable: number[] = [];
  const separator = separatorOf(lines);
  lines.forEach((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const pair = readPair(line.split(separator));
    if (pair) judged.push(pair);
    else unreadable.push(i + 1);
  });
  if (judged.length === 0) {
    throw new UserFault(
      l10n.t(
        '{0} holds no word pairs; expected two words and a number on each line, between tabs, commas, semicolons or spaces.',
        name,
      ),
    );
  }
  return { judged, unreadable };
}

/** What stands between the columns: that by which most lines can be read. */
function separatorOf(lines: readonly string[]): string | RegExp {
  const readable = (separator: string | RegExp) =>
    lines.filter((line) => !line.startsWith('#') && readPair(line.split(separator))).length;
  return SEPARATORS.reduce((best, other) => (readable(other) > readable(best) ? other : best));
}

function readPair(columns: readonly string[]): JudgedPair | undefined {
  const [a, b, ...rest] = columns.map((column) => column.trim());
  const human = rest.find((column) => column !== '' && Number.isFinite(Number(column)));
  return a && b && human !== undefined ? { a, b, human: Number(human) } : undefined;
}

function tooFewKnown(path: string, known: number, total: number): string {
  const name = basename(path);
  return l10n.t(
    'Of the {0} pairs in {1}, the embedding set knows {2}; expected at least 2.',
    total,
    name,
    known,
  );
}
