import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type {
  AnalogiesReport,
  AnalogyMethod,
  AnalogySection,
  EvaluationParams,
  EvaluationProgress,
} from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';
import { lengthOf, type Scorer } from '../search/scores.ts';
import { sharedFloat32 } from '../shared.ts';
import { evaluationLines, findRows, pause, type WordRows } from './evaluationFile.ts';

/** a is to b as c is to `expected`. */
interface Analogy {
  section: number;
  words: [a: string, b: string, c: string, expected: string];
}

/** An analogy whose words the set knows, as rows. */
interface Asked {
  analogy: Analogy;
  rows: [a: number, b: number, c: number];
}

/** As many answers as gensim looks at, after the three words that were asked with are left out. */
const ANSWERS = 5;
const ASKED_WITH = 3;
/** Analogies between two reports. */
const SLICE = 1024;

/**
 * How many analogies a set completes, as gensim's `evaluate_word_analogies` counts it: the nearest word to b − a + c that is
 * none of the three (in any spelling) must be the expected one. Four words a line; a line ': name' begins a section.
 *
 * @throws UserFault where no analogy can be read, or the set knows none; Cancelled
 */
export async function evaluateAnalogies(
  set: EmbeddingSet,
  { path, method, ...options }: EvaluationParams & { method: AnalogyMethod },
  { signal, report }: Following<EvaluationProgress>,
): Promise<AnalogiesReport> {
  const { sections, analogies, unreadable } = readAnalogies(await evaluationLines(path), basename(path));
  const rows = await findRows(
    set,
    analogies.flatMap(({ words }) => words),
    options,
    signal,
  );
  const asked = analogies.flatMap((analogy) => toAsked(analogy, rows, sections));
  if (asked.length === 0) {
    throw new UserFault(
      l10n.t(
        'Of the {0} analogies in {1}, the embedding set knows all four words of none.',
        analogies.length.toLocaleString('en'),
        basename(path),
      ),
    );
  }
  const answer = method === 'add' ? nearestToSums : nearestToProducts;
  const wrong: AnalogiesReport['wrong'] = [];
  for (let done = 0; done < asked.length; done += SLICE) {
    report({ done, total: asked.length });
    await pause(signal);
    const slice = asked.slice(done, done + SLICE);
    const answers = await answer(set, slice, options.first, signal);
    slice.forEach((item, i) => judge(set, item, answers[i], rows, sections, wrong));
  }
  report({ done: asked.length, total: asked.length });
  return { kind: 'analogies', ...totalOf(sections), sections, wrong, unreadable };
}

function readAnalogies(lines: readonly string[], name: string) {
  const sections: AnalogySection[] = [];
  const analogies: Analogy[] = [];
  const unreadable: number[] = [];
  const begin = (name: string) => sections.push({ name, correct: 0, asked: 0, unknown: 0 });
  lines.forEach((line, i) => {
    const words = line.trim().split(/\s+/);
    if (line.startsWith(':')) begin(line.slice(1).trim());
    else if (words.length === 4) {
      if (sections.length === 0) begin('');
      analogies.push({ section: sections.length - 1, words: words as Analogy['words'] });
    } else if (line.trim() !== '') unreadable.push(i + 1);
  });
  if (analogies.length === 0) {
    throw new UserFault(
      l10n.t('{0} holds no analogies; expected four words on each line, as in: man king woman queen.', name),
    );
  }
  return { sections, analogies, unreadable };
}

/** Nothing where the set does not know one of the words. */
function toAsked(analogy: Analogy, rows: WordRows, sections: AnalogySection[]): Asked[] {
  const [a, b, c, expected] = analogy.words.map((word) => rows.row(word));
  if (a === undefined || b === undefined || c === undefined || expected === undefined) {
    sections[analogy.section].unknown++;
    return [];
  }
  return [{ analogy, rows: [a, b, c] }];
}

/** 3CosAdd, many at once: the rows nearest to each sum of unit vectors b − a + c, the best first. */
async function nearestToSums(
  set: EmbeddingSet,
  asked: readonly Asked[],
  first: number,
  signal: AbortSignal,
): Promise<Int32Array[]> {
  const { dims } = set;
  const inverseNorms = await set.searcher.inverseNorms();
  const queries = sharedFloat32(asked.length * dims);
  asked.forEach(({ rows: [a, b, c] }, i) => {
    const query = queries.subarray(i * dims, (i + 1) * dims);
    for (const [row, sign] of [
      [a, -1],
      [b, 1],
      [c, 1],
    ]) {
      const vector = set.vector(row);
      for (let j = 0; j < dims; j++) query[j] += sign * vector[j] * inverseNorms[row];
    }
    const length = lengthOf(query);
    if (length > 0) for (let j = 0; j < dims; j++) query[j] /= length;
  });
  const count = ANSWERS + ASKED_WITH;
  const restriction = { first: Math.min(first, set.size) };
  const { rows } = await set.searcher.nearestOfMany(queries, count, restriction, { signal });
  return asked.map((_, i) => rows.subarray(i * count, (i + 1) * count));
}

/** 3CosMul, one after the other. */
async function nearestToProducts(
  set: EmbeddingSet,
  asked: readonly Asked[],
  first: number,
  signal: AbortSignal,
): Promise<Int32Array[]> {
  const answers: Int32Array[] = [];
  const restriction = { first: Math.min(first, set.size) };
  for (const { rows } of asked) {
    if (signal.aborted) await pause(signal);
    const [a, b, c] = rows.map((row) => set.vector(row).slice());
    const scorer: Scorer = { kind: 'product', positive: [b, c], negative: [a] };
    answers.push((await set.searcher.nearest(scorer, ANSWERS + ASKED_WITH, restriction)).rows);
  }
  return answers;
}

function judge(
  set: EmbeddingSet,
  { analogy, rows: asked }: Asked,
  answers: Int32Array,
  { fold }: WordRows,
  sections: AnalogySection[],
  wrong: AnalogiesReport['wrong'],
): void {
  const [a, b, c, expected] = analogy.words;
  const ignored = new Set([a, b, c].map(fold));
  const words = Array.from(answers)
    .filter((row) => row >= 0 && !asked.includes(row))
    .slice(0, ANSWERS)
    .map((row) => set.vocabulary.word(row));
  const answered = words.find((word) => !ignored.has(fold(word))) ?? '';
  const section = sections[analogy.section];
  section.asked++;
  if (fold(answered) === fold(expected)) section.correct++;
  else wrong.push([a, b, c, expected, answered]);
}

function totalOf(sections: readonly AnalogySection[]) {
  const sum = (key: 'correct' | 'asked' | 'unknown') =>
    sections.reduce((total, section) => total + section[key], 0);
  const [correct, asked, unknown] = [sum('correct'), sum('asked'), sum('unknown')];
  return { accuracy: correct / asked, correct, asked, unknown };
}
