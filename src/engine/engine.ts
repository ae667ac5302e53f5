import { basename } from 'node:path';
import type { Answer, AnswersOf, Engine } from './answer.ts';
import { compareSets, compareWord } from './comparison/compareSets.ts';
import { EmbeddingSet } from './embeddings/embeddingSet.ts';
import { measuredColumn, measureWords } from './embeddings/measures.ts';
import { firstOf } from './embeddings/metadata.ts';
import { originPath, readOrigin, writeOrigin } from './embeddings/origin.ts';
import { evaluateAnalogies } from './evaluation/analogies.ts';
import { evaluateWordPairs } from './evaluation/wordPairs.ts';
import { outputPaths, writeVectors } from './formats/write/write.ts';
import { runJob } from './jobs.ts';
import { lessonAnswers } from './lessons/answers.ts';
import { OpenSets } from './openSets.ts';
import { layoutAnswers } from './projection/answers.ts';
import { queryAnswers } from './queries/answers.ts';
import { neighboursOfAll } from './queries/neighboursOfAll.ts';
import { metadataColumn } from './queries/restriction.ts';
import { wordReport } from './queries/wordReport.ts';
import { recurrentAnswers } from './recurrent/answers.ts';
import type { LanguageRun } from './recurrent/language/training.ts';
import { trainingAnswers } from './training/answers.ts';
import type { Training } from './training/training.ts';

export type { Engine } from './answer.ts';

export interface EngineOptions {
  /** A folder that holds @tensorflow/tfjs-node, where the user has one outside the extension. */
  tfjsNodePath?: string | undefined;
}

/** An engine without any open set. */
export function createEngine({ tfjsNodePath }: EngineOptions = {}): Engine {
  const sets = new OpenSets();
  /** By the ids of their sets. */
  const trainings = new Map<string, Training>();
  /** By the ids of their networks. */
  const languages = new Map<string, LanguageRun>();
  return {
    ...setAnswers(sets),
    ...queryAnswers(sets),
    ...recurrentAnswers(sets, languages, tfjsNodePath),
    'evaluation/wordPairs': (params, following) => evaluateWordPairs(sets.get(params.id), params, following),
    'evaluation/analogies': (params, following) => evaluateAnalogies(sets.get(params.id), params, following),
    ...layoutAnswers(sets),
    ...trainingAnswers(sets, trainings, languages, tfjsNodePath),
    ...lessonAnswers(sets, tfjsNodePath),
    'sets/close': ({ id }) => {
      sets.delete(id);
      trainings.delete(id);
    },
    'backend/describe': (_, following) => runJob('backend', { tfjsNodePath }, following),
  };
}

function setAnswers(sets: OpenSets): Omit<AnswersOf<'sets'>, 'sets/close'> {
  return {
    'sets/open': openSet(sets),
    'sets/outputPaths': ({ id, path, format }) => {
      const set = sets.get(id);
      return [...outputPaths(set, path, format), ...(set.origin ? [originPath(path)] : [])];
    },
    'sets/save': async ({ id, path, format }, following) => {
      const set = sets.get(id);
      const written = await writeVectors(set, path, format, following);
      if (set.origin) await writeOrigin(path, set.origin);
      return written;
    },
    'sets/words': ({ id, rows }) => sets.get(id).vocabulary.first(rows),
    'sets/word': ({ id, row }) => sets.get(id).vocabulary.word(row),
    'sets/find': ({ id, word }) => sets.get(id).vocabulary.find(word),
    'sets/neighbours': async ({ id, row, count }) => {
      const set = sets.get(id);
      return { neighbours: await set.neighbours(row, count), metadata: set.metadataOf(row) };
    },
    'sets/colouring': async ({ id, rows, by }, following) => {
      const set = sets.get(id);
      const column = typeof by === 'string' ? metadataColumn(set, by) : await measuredColumn(set, by, rows);
      return runJob('colouring', { column, rows: Math.min(rows, set.size) }, following);
    },
    'sets/column': ({ id, rows, column }) => firstOf(metadataColumn(sets.get(id), column), rows),
    'sets/measure': ({ id, rows, measure }) => measureWords(sets.get(id), measure, rows),
    'sets/neighbourGraph': ({ id, rows, count }, { signal }) =>
      neighboursOfAll(sets.get(id), rows, count, signal),
    'sets/wordAt': (query) => wordReport(sets.get(query.id), query),
    'sets/compare': ({ first, second, count }, following) =>
      compareSets(sets.get(first), sets.get(second), count, following),
    'sets/compareWord': ({ first, second, word, count }, following) =>
      compareWord(sets.get(first), sets.get(second), word, count, following),
  };
}

function openSet(sets: OpenSets): Answer<'sets/open'> {
  return async ({ id, path, name, answers = {}, memory }, following) => {
    const limits = { memory: memory ?? freeMemory(), isLimit: memory !== undefined };
    const loaded = await runJob('load', { path, answers, ...limits }, following);
    if ('question' in loaded) return loaded;
    const set = new EmbeddingSet(loaded);
    set.origin = await readOrigin(path);
    return { info: sets.add(id, name ?? basename(path), set) };
  };
}

/** Bytes that vectors may take without bringing the machine into need. */
function freeMemory(): number {
  return process.availableMemory() * 0.9;
}
