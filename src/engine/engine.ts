import * as l10n from '@vscode/l10n';
import type {
  EngineMethod,
  ParamsOf,
  ProgressOf,
  ResultOf,
  SetInfo,
  WordReport,
} from '../protocol/engine.ts';
import { EmbeddingSet } from './embeddings/embeddingSet.ts';
import { UserFault } from './faults.ts';
import { outputPaths, writeVectors } from './formats/write/write.ts';
import { runJob, type Following } from './jobs.ts';
import { runLayout } from './projection/layout.ts';
import { cellOf, runTrace } from './recurrent/trace.ts';
import { findWord } from './text/findWord.ts';
import { runTraining, type Training } from './training/training.ts';
import { basename } from 'node:path';

type Answer<M extends EngineMethod> = (
  params: ParamsOf<M>,
  following: Following<ProgressOf<M>>,
) => ResultOf<M> | Promise<ResultOf<M>>;

/** All computing, without VS Code: one function a request. */
export type Engine = { [M in EngineMethod]: Answer<M> };

export interface EngineOptions {
  /** A folder that holds @tensorflow/tfjs-node, where the user has one outside the extension. */
  tfjsNodePath?: string | undefined;
}

/** An engine without any open set. */
export function createEngine({ tfjsNodePath }: EngineOptions = {}): Engine {
  const sets = new OpenSets();
  /** By the ids of their sets. */
  const trainings = new Map<string, Training>();
  return {
    'sets/open': async ({ id, path, name, answers = {}, memory = freeMemory() }, following) => {
      const loaded = await runJob('load', { path, answers, memory }, following);
      if ('question' in loaded) return loaded;
      return { info: sets.add(id, name ?? basename(path), new EmbeddingSet(loaded)) };
    },
    'sets/close': ({ id }) => {
      sets.delete(id);
      trainings.delete(id);
    },
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
      const column = set.metadata.find((column) => column.name === name);
      if (!column) throw new UserFault(l10n.t('The embedding set has no column {0}.', name));
      return runJob('colouring', { column, rows: Math.min(rows, set.size) }, following);
    },
    'sets/wordAt': (query) => wordAt(sets.get(query.id), query),
    'layout/run': ({ id, rows, params }, following) => runLayout(sets.get(id), rows, params, following),
    'corpus/count': ({ corpus, params, frequent }, following) =>
      runJob('count', { corpus, params, frequent }, following),
    'training/run': async ({ id, name, corpus, params, from }, following) => {
      const onStart = (training: Training) => trainings.set(id, training);
      const input = { corpus, params, from, tfjsNodePath };
      const { set, completed, last } = await runTraining(input, { ...following, onStart });
      return { info: sets.add(id, name, set), completed, last };
    },
    'training/pause': ({ id }) => trainingOf(trainings, id).pause(),
    'training/resume': ({ id }) => trainingOf(trainings, id).resume(),
    'training/save': ({ id, path }) => trainingOf(trainings, id).save(path),
    'training/openContext': ({ id, contextId, name }) =>
      sets.add(contextId, name, new EmbeddingSet(trainingOf(trainings, id).contextBuffers)),
    'trace/run': (params) => runTrace(sets.get(params.setId), params),
    'trace/cell': ({ trace, step, unit }) => cellOf(sets.get(trace.setId), trace, step, unit),
    'backend/describe': (_, following) => runJob('backend', { tfjsNodePath }, following),
  };
}

/** @throws UserFault where there is none (any more). */
function trainingOf(trainings: ReadonlyMap<string, Training>, id: string): Training {
  const training = trainings.get(id);
  if (!training) throw new UserFault(l10n.t('This training is not there any more.'));
  return training;
}

/** Bytes that vectors may take without bringing the machine into need. */
function freeMemory(): number {
  return process.availableMemory() * 0.9;
}

/** The one registry of open embedding sets. */
class OpenSets {
  private readonly sets = new Map<string, EmbeddingSet>();

  add(id: string, name: string, set: EmbeddingSet): SetInfo {
    this.delete(id);
    this.sets.set(id, set);
    const { size: words, dims, format, notes } = set;
    return { id, name, words, dims, format, notes, metadata: set.metadata.map((column) => column.name) };
  }

  delete(id: string): void {
    this.sets.get(id)?.dispose();
    this.sets.delete(id);
  }

  /** @throws UserFault where it is not open (any more). */
  get(id: string): EmbeddingSet {
    const set = this.sets.get(id);
    if (!set) throw new UserFault(l10n.t('This embedding set is not open any more.'));
    return set;
  }
}

async function wordAt(set: EmbeddingSet, query: ParamsOf<'sets/wordAt'>): Promise<WordReport | null> {
  const found = findWord(set.vocabulary, query.text, query.offset);
  if (!found) return null;
  const others = query.compareWith
    .map((word) => set.vocabulary.find(word))
    .filter((row) => row >= 0 && row !== found.row);
  return {
    start: found.start,
    end: found.end,
    row: found.row,
    word: set.vocabulary.word(found.row),
    vector: set.vector(found.row),
    neighbours: await set.neighbours(found.row, query.neighbours),
    metadata: set.metadataOf(found.row),
    similarities: others.map((row) => ({
      word: set.vocabulary.word(row),
      cosine: set.similarity(found.row, row),
    })),
  };
}
