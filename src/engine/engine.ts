import { basename } from 'node:path';
import type { Answer, AnswersOf, Engine } from './answer.ts';
import { compareSets, compareWord } from './comparison/compareSets.ts';
import { EmbeddingSet } from './embeddings/embeddingSet.ts';
import { evaluateAnalogies } from './evaluation/analogies.ts';
import { evaluateWordPairs } from './evaluation/wordPairs.ts';
import { outputPaths, writeVectors } from './formats/write/write.ts';
import { runJob } from './jobs.ts';
import { OpenSets } from './openSets.ts';
import { runLayout } from './projection/layout.ts';
import { queryAnswers } from './queries/answers.ts';
import { metadataColumn } from './queries/restriction.ts';
import { wordReport } from './queries/wordReport.ts';
import { recurrentAnswers } from './recurrent/answers.ts';
import { runTraining } from './training/training.ts';

export type { Engine } from './answer.ts';

export interface EngineOptions {
  /** A folder that holds @tensorflow/tfjs-node, where the user has one outside the extension. */
  tfjsNodePath?: string | undefined;
}

/** An engine without any open set. */
export function createEngine({ tfjsNodePath }: EngineOptions = {}): Engine {
  const sets = new OpenSets();
  return {
    ...setAnswers(sets),
    ...queryAnswers(sets),
    ...recurrentAnswers(sets, tfjsNodePath),
    'evaluation/wordPairs': (params, following) => evaluateWordPairs(sets.get(params.id), params, following),
    'evaluation/analogies': (params, following) => evaluateAnalogies(sets.get(params.id), params, following),
    'layout/run': ({ id, rows, params }, following) => runLayout(sets.get(id), rows, params, following),
    'training/run': async ({ id, name, corpus, params }, following) => {
      const { set, ...outcome } = await runTraining({ corpus, params, tfjsNodePath }, following);
      return { info: sets.add(id, name, set), ...outcome };
    },
    'backend/describe': (_, following) => runJob('backend', { tfjsNodePath }, following),
  };
}

function setAnswers(sets: OpenSets): AnswersOf<'sets'> {
  return {
    'sets/open': openSet(sets),
    'sets/close': ({ id }) => sets.delete(id),
    'sets/outputPaths': ({ id, path, format }) => outputPaths(sets.get(id), path, format),
    'sets/save': ({ id, path, format }, following) => writeVectors(sets.get(id), path, format, following),
    'sets/words': ({ id, rows }) => sets.get(id).vocabulary.first(rows),
    'sets/word': ({ id, row }) => sets.get(id).vocabulary.word(row),
    'sets/find': ({ id, word }) => sets.get(id).vocabulary.find(word),
    'sets/neighbours': async ({ id, row, count }) => {
      const set = sets.get(id);
      return { neighbours: await set.neighbours(row, count), metadata: set.metadataOf(row) };
    },
    'sets/colouring': ({ id, rows, column: name }, following) => {
      const set = sets.get(id);
      const column = metadataColumn(set, name);
      return runJob('colouring', { column, rows: Math.min(rows, set.size) }, following);
    },
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
    return { info: sets.add(id, name ?? basename(path), new EmbeddingSet(loaded)) };
  };
}

/** Bytes that vectors may take without bringing the machine into need. */
function freeMemory(): number {
  return process.availableMemory() * 0.9;
}
