import type { Errors } from '../editor/errors.ts';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type { FromMap, ToMap } from '../protocol/map.ts';
import { nearestTo, placeWords, type PlacingContext } from './placedWords.ts';

/** So many words solve an analogy. */
const SOLUTIONS = 5;

/** What the map asks of the engine. */
export type MapQuestion = Extract<
  FromMap,
  { type: 'neighbours' | 'colouring' | 'measure' | 'analogy' | 'vectors' | 'graph' | 'place' | 'column' }
>;

const QUESTIONS: Record<MapQuestion['type'], true> = {
  neighbours: true,
  colouring: true,
  measure: true,
  analogy: true,
  vectors: true,
  graph: true,
  place: true,
  column: true,
};

export function isMapQuestion(message: FromMap): message is MapQuestion {
  return message.type in QUESTIONS;
}

/** Answers what a map asks of its set; `rows` words are on the map. */
export async function answerMap(
  context: PlacingContext,
  entry: SetEntry,
  rows: number,
  question: MapQuestion,
): Promise<ToMap> {
  const { id } = entry;
  const { sets, errors } = context;
  switch (question.type) {
    case 'neighbours': {
      const { request, row, count, added } = question;
      if (added) {
        const neighbours = await nearestTo(context, entry, added, count);
        return { type: 'neighbours', request, row, neighbours, metadata: [] };
      }
      const answer = await sets.ask(entry, 'sets/neighbours', { id, row, count });
      return { type: 'neighbours', request, row, ...answer };
    }
    case 'colouring': {
      const { by } = question;
      return { type: 'colouring', by, colouring: await sets.ask(entry, 'sets/colouring', { id, rows, by }) };
    }
    case 'measure': {
      const { measure } = question;
      return {
        type: 'measured',
        measure,
        values: await sets.ask(entry, 'sets/measure', { id, rows, measure }),
      };
    }
    case 'column': {
      const { column } = question;
      return { type: 'column', column, values: await sets.ask(entry, 'sets/column', { id, rows, column }) };
    }
    case 'graph': {
      const { count } = question;
      const graph = await sets.ask(entry, 'sets/neighbourGraph', { id, rows, count });
      return { type: 'graph', count, ...graph };
    }
    case 'vectors': {
      const { request } = question;
      return { type: 'vectors', request, vectors: await vectorsOf(sets, entry, question.rows) };
    }
    case 'place':
      return placeWords(context, entry, question);
    case 'analogy':
      return solve(sets, errors, entry, question);
  }
}

async function vectorsOf(sets: Sets, entry: SetEntry, rows: number[]): Promise<Float32Array[]> {
  const { id } = entry;
  return Promise.all(
    rows.map(async (row) => {
      const text = await sets.ask(entry, 'sets/word', { id, row });
      return sets.ask(entry, 'queries/vector', { id, text });
    }),
  );
}

/** 3CosAdd (Mikolov et al. 2013): the words nearest to b − a + c. */
async function solve(
  sets: Sets,
  errors: Errors,
  entry: SetEntry,
  { request, a, b, c }: Extract<MapQuestion, { type: 'analogy' }>,
): Promise<ToMap> {
  const { id } = entry;
  const wordOf = (row: number) => sets.ask(entry, 'sets/word', { id, row });
  try {
    const [first, second, third] = await Promise.all([a, b, c].map(wordOf));
    const query = { id, positive: [second, third], negative: [first], count: SOLUTIONS };
    return { type: 'analogy', request, words: await sets.ask(entry, 'queries/mostSimilar', query) };
  } catch (error) {
    return { type: 'analogy', request, words: [], message: errors.sentence(error) };
  }
}
