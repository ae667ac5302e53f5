import * as l10n from '@vscode/l10n';
import type { ComparedSets, MovedWord, WordInTwoSets } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';
import { mostSimilar } from '../queries/mostSimilar.ts';
import type { Alignment } from './alignment.ts';

/** What was computed of pairs of sets, as long as both are open: questions about single words come in numbers. */
const alignments = new WeakMap<EmbeddingSet, WeakMap<EmbeddingSet, Alignment>>();

/** @throws UserFault where they share no word; Cancelled */
async function alignmentOf(
  first: EmbeddingSet,
  second: EmbeddingSet,
  following: Following<never>,
): Promise<Alignment> {
  const known = alignments.get(first)?.get(second);
  if (known) return known;
  const part = ({ vocabulary, vectors, dims }: EmbeddingSet) => ({
    words: vocabulary.buffers,
    vectors,
    dims,
  });
  const alignment = await runJob('align', { first: part(first), second: part(second) }, following);
  if (alignment.firstRows.length === 0) throw new UserFault(l10n.t('The two embedding sets share no word.'));
  if (!alignments.has(first)) alignments.set(first, new WeakMap());
  alignments.get(first)?.set(second, alignment);
  return alignment;
}

/**
 * What two sets share, and which words moved between them: the cosine of a word's two vectors after the second set was
 * turned to the first (Hamilton et al. 2016, 'Diachronic Word Embeddings Reveal Statistical Laws of Semantic Change').
 *
 * @param count how many of the words that moved most, and least, are named
 */
export async function compareSets(
  first: EmbeddingSet,
  second: EmbeddingSet,
  count: number,
  following: Following<never>,
): Promise<ComparedSets> {
  const { firstRows, cosines, alignedBy } = await alignmentOf(first, second, following);
  const order = Int32Array.from(cosines.keys()).sort((i, j) => cosines[i] - cosines[j] || i - j);
  const named = (places: Int32Array): MovedWord[] =>
    Array.from(places, (i) => ({
      word: first.vocabulary.word(firstRows[i]),
      cosine: cosines[i],
    }));
  return {
    shared: cosines.length,
    alignedBy,
    meanCosine: cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length,
    moved: named(order.slice(0, count)),
    kept: named(order.slice(-count).reverse()),
  };
}

/**
 * One word in two sets: its neighbours in each, and how far it moved.
 *
 * @throws UserFault where neither set knows it; Cancelled
 */
export async function compareWord(
  first: EmbeddingSet,
  second: EmbeddingSet,
  word: string,
  count: number,
  following: Following<never>,
): Promise<WordInTwoSets> {
  const [inFirst, inSecond] = [await look(first, word, count), await look(second, word, count)];
  if (!inFirst && !inSecond)
    throw new UserFault(l10n.t('Neither of the two embedding sets knows ‘{0}’.', word));
  const others = new Set(inSecond?.neighbours.map(({ word }) => word));
  const shared = inFirst?.neighbours.map(({ word }) => word).filter((word) => others.has(word)) ?? [];
  const { firstRows, cosines } = await alignmentOf(first, second, following);
  const at = inFirst ? firstRows.indexOf(inFirst.row) : -1;
  return { first: inFirst, second: inSecond, shared, cosine: at >= 0 ? cosines[at] : undefined };
}

async function look(set: EmbeddingSet, word: string, count: number) {
  const row = set.vocabulary.find(word);
  if (row < 0) return undefined;
  const own = set.vocabulary.word(row);
  return { row, word: own, neighbours: await mostSimilar(set, [{ key: own, weight: 1 }], 'add', { count }) };
}
