import * as vscode from 'vscode';
import type { Errors } from '../editor/errors.ts';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type { AddedWord, FromMap, NamedSet, PlacedWord, ToMap } from '../protocol/map.ts';
import type { Neighbour } from '../protocol/engine.ts';
import { rowsOf, type Layouts } from './layouts.ts';

export interface PlacingContext {
  sets: Sets;
  layouts: Layouts;
  errors: Errors;
}

/** A word with its vector, or why it has none. */
type Found = PlacedWord & { vector?: Float32Array };

/** Places words, each by its vector in the set of a map or in another, into the layout as it stands. */
export async function placeWords(
  context: PlacingContext,
  entry: SetEntry,
  { request, words }: Extract<FromMap, { type: 'place' }>,
): Promise<ToMap> {
  const found = await Promise.all(words.map((word) => find(context, entry, word)));
  const vectors = found.flatMap(({ vector }) => vector ?? []);
  const layout = context.layouts.get(entry.id);
  const places: PlacedWord[] = found.map(({ word, row, fault }) => ({ word, row, ...(fault && { fault }) }));
  if (!layout || vectors.length === 0) return { type: 'placed', request, places };
  const { choice, positions } = layout;
  const rows = choice.rows ?? rowsOf(entry);
  const query = { id: entry.id, rows, positions, words: vectors, params: choice.params };
  let i = 0;
  try {
    const plane = await context.sets.ask(entry, 'layout/place', query);
    for (const place of places) if (!place.fault) place.at = [plane[i++], plane[i++]];
  } catch (error) {
    for (const place of places) place.fault ??= context.errors.sentence(error);
  }
  return { type: 'placed', request, places };
}

async function find(
  { sets, errors }: PlacingContext,
  entry: SetEntry,
  { word: text, setId }: { word: string; setId?: string | undefined },
): Promise<Found> {
  const isOwn = setId === undefined || setId === entry.id;
  const source = isOwn ? entry : sets.get(setId);
  if (!source)
    return { word: text, row: -1, fault: vscode.l10n.t('The set whose vector ‘{0}’ had is closed.', text) };
  try {
    const { id } = source;
    const vector = await sets.ask(source, 'queries/vector', { id, text });
    const row = await sets.ask(source, 'sets/find', { id, word: text });
    const word = row < 0 ? text : await sets.ask(source, 'sets/word', { id, row });
    return { word, row: isOwn ? row : -1, vector };
  } catch (error) {
    return { word: text, row: -1, fault: errors.sentence(error) };
  }
}

/** The open sets whose vectors can be placed into the map of one: those of as many numbers. */
export function othersOf(sets: Sets, { id, info }: SetEntry): NamedSet[] {
  const others = sets.all.filter((other) => other.id !== id && other.size?.dims === info?.dims);
  return others.map((other) => ({ id: other.id, name: other.name }));
}

/** The nearest words of one that has no row in the set. */
export async function nearestTo(
  { sets }: PlacingContext,
  entry: SetEntry,
  { word, set }: AddedWord,
  count: number,
): Promise<Neighbour[]> {
  const source = set ? sets.get(set.id) : entry;
  if (!source) return [];
  const vector = await sets.ask(source, 'queries/vector', { id: source.id, text: word });
  const query = { id: entry.id, positive: [vector], negative: [], count };
  const found = await sets.ask(entry, 'queries/mostSimilar', query);
  return found.map(({ row, word, score }) => ({ row, word, cosine: score }));
}
