import * as vscode from 'vscode';
import type {
  AnalogiesReport,
  AnalogyMethod,
  EmbeddingSet,
  EvaluationOptions,
  ExpressionAnswer,
  Key,
  Nearness,
  OddOneOut,
  Pooling,
  ScoredWord,
  SearchOptions,
  WordPairsReport,
} from '../api.ts';
import { Cancelled } from '../engine/faults.ts';
import { askOf, type Ask } from './askOf.ts';
import type { Errors } from './errors.ts';
import { localFile } from './localFile.ts';
import { checkCount, checkKey, checkKeys, checkText } from './publicArguments.ts';
import type { SetEntry, Sets } from './sets.ts';

/** gensim's defaults. */
const COUNT = 10;
const EVALUATED_WORDS = 300_000;
/** Of all the words that may be nearer than another, a caller gets the first. */
const MOST_CLOSER = 1000;

/** An open set as other extensions see it. */
export class PublicSet implements EmbeddingSet {
  private readonly sets: Sets;
  private readonly entry: SetEntry;
  private readonly ask: Ask;

  constructor(sets: Sets, entry: SetEntry, errors: Errors) {
    this.sets = sets;
    this.entry = entry;
    const ask = askOf(sets, entry);
    this.ask = async (method, params, options) => {
      try {
        return await ask(method, params, options);
      } catch (error) {
        if (error instanceof Cancelled) throw new vscode.CancellationError();
        throw new Error(errors.sentence(error), { cause: error });
      }
    };
  }

  get name(): string {
    return this.entry.name;
  }

  get state(): EmbeddingSet['state'] {
    return this.entry.state;
  }

  get words(): number | undefined {
    return this.entry.info?.words;
  }

  get dims(): number | undefined {
    return this.entry.info?.dims;
  }

  get active(): boolean {
    return this.entry === this.sets.active;
  }

  async mostSimilar({
    token,
    count = COUNT,
    ...question
  }: { positive: Key[]; negative?: Key[]; method?: AnalogyMethod } & SearchOptions): Promise<ScoredWord[]> {
    checkKeys('positive', question.positive);
    checkKeys('negative', question.negative ?? []);
    checkCount(count);
    return this.ask('queries/mostSimilar', { ...question, count }, { token });
  }

  async expression(
    text: string,
    { token, count = COUNT, ...options }: SearchOptions = {},
  ): Promise<ExpressionAnswer> {
    checkText('text', text);
    checkCount(count);
    return this.ask('queries/expression', { ...options, text, count }, { token });
  }

  async similarByVector(
    vector: Float32Array,
    { token, count = COUNT, ...options }: SearchOptions = {},
  ): Promise<ScoredWord[]> {
    checkKey('vector', vector);
    checkCount(count);
    return this.ask('queries/similarByVector', { ...options, vector, count }, { token });
  }

  async nearness(a: Key, b: Key): Promise<Nearness> {
    checkKey('a', a);
    checkKey('b', b);
    return this.ask('queries/similarity', { a, b });
  }

  async similarity(a: Key, b: Key): Promise<number> {
    return (await this.nearness(a, b)).cosine;
  }

  async distance(a: Key, b: Key): Promise<number> {
    return (await this.nearness(a, b)).distance;
  }

  async nSimilarity(a: Key[], b: Key[]): Promise<number> {
    checkKeys('a', a);
    checkKeys('b', b);
    return this.ask('queries/nSimilarity', { a, b });
  }

  async doesntMatch(words: string[]): Promise<OddOneOut> {
    checkKeys('words', words);
    return this.ask('queries/doesntMatch', { words });
  }

  async closerThan(
    word: string,
    other: string,
    count = MOST_CLOSER,
  ): Promise<{ words: ScoredWord[]; total: number }> {
    checkText('word', word);
    checkText('other', other);
    checkCount(count);
    return this.ask('queries/closerThan', { word, other, count });
  }

  async rank(word: string, other: string): Promise<number> {
    checkText('word', word);
    checkText('other', other);
    return this.ask('queries/rank', { word, other });
  }

  async vector(text: string, pooling: Pooling = 'mean'): Promise<Float32Array> {
    checkText('text', text);
    return this.ask('queries/vector', { text, pooling });
  }

  async evaluateWordPairs(file: vscode.Uri, options: EvaluationOptions = {}): Promise<WordPairsReport> {
    const { token, onProgress } = options;
    return this.ask('evaluation/wordPairs', await evaluation(file, options), { token, onProgress });
  }

  async evaluateWordAnalogies(
    file: vscode.Uri,
    options: EvaluationOptions & { method?: AnalogyMethod } = {},
  ): Promise<AnalogiesReport> {
    const { token, onProgress, method = 'add' } = options;
    const question = { ...(await evaluation(file, options)), method };
    return this.ask('evaluation/analogies', question, { token, onProgress });
  }
}

async function evaluation(
  file: vscode.Uri,
  { first = EVALUATED_WORDS, isCaseSensitive = false }: EvaluationOptions,
) {
  return { path: await localFile(file), first, isCaseSensitive };
}
