import * as l10n from '@vscode/l10n';
import type { CorpusSource } from '../../../protocol/engine.ts';
import type { LanguageParams, LanguageTokeniser } from '../../../protocol/recurrent.ts';
import { Vocabulary, type VocabularyBuffers } from '../../embeddings/vocabulary.ts';
import { UserFault } from '../../faults.ts';
import { textsOf } from '../../text/corpus.ts';
import { tokeniserFor, type WordSink } from '../../text/tokenisers.ts';

/** Stands for every token that is too rare, and ends every sentence, as in WikiText and the Penn Treebank. */
const UNKNOWN = '<unk>';
export const SENTENCE_END = '<eos>';
const NO_PHRASES: ReadonlySet<string> = new Set();
/** A shorter text holds nothing to be learned. */
const LEAST_TOKENS = 16;

/** A text as rows of a vocabulary: what is learned from, and what perplexity is measured by. */
export interface LanguageText {
  words: VocabularyBuffers;
  vocabulary: number;
  /** How often each token occurs, those too that are not in the vocabulary. */
  counts: ReadonlyMap<string, number>;
  knows(token: string): boolean;
  unknown: number;
  /** What stands before the first token: the end of a sentence, or a line end among characters; −1: none. */
  begin: number;
  training: Int32Array;
  validation: Int32Array;
}

export type TextParams = Pick<LanguageParams, 'tokeniser' | 'minCount' | 'mostTokens' | 'validation'>;

/**
 * Reads a text for a language model. The vocabulary is that of the part that is learned from, the most frequent token
 * first; with `known`, that of a model which goes on.
 *
 * @throws UserFault where a file cannot be read, or the text is too short
 */
export async function readText(
  source: CorpusSource,
  params: TextParams,
  known?: VocabularyBuffers,
): Promise<LanguageText> {
  const tokens = tokensOf(source, params.tokeniser);
  const border = Math.round(tokens.length * (1 - params.validation));
  const words = known ? wordsIn(known) : vocabularyOf(countsOf(tokens.slice(0, border)), params);
  if (border < LEAST_TOKENS || words.length < 3)
    throw new UserFault(l10n.t('The text is too short to train a language model on.'));
  const rows = new Map(words.map((word, row) => [word, row]));
  const unknown = rows.get(UNKNOWN) ?? -1;
  const ids = Int32Array.from(tokens, (token) => rows.get(token) ?? unknown);
  return {
    words: known ?? Vocabulary.of(words).buffers,
    vocabulary: words.length,
    counts: countsOf(tokens),
    knows: (token) => rows.has(token),
    unknown,
    begin: rows.get(params.tokeniser === 'characters' ? '\n' : SENTENCE_END) ?? -1,
    training: ids.subarray(0, border),
    validation: ids.subarray(border),
  };
}

/** All tokens in order; a sentence ends by one of its own, unless the tokens are characters. */
function tokensOf(source: CorpusSource, tokeniser: LanguageTokeniser): string[] {
  const list = new TokenList(tokeniser === 'words');
  const add =
    tokeniser === 'characters' ? addCharacters : tokeniserFor({ tokeniser, pattern: '' }, NO_PHRASES);
  for (const blocks of textsOf(source)) {
    for (const block of blocks) add(block, list);
    list.endSentence();
  }
  return list.tokens;
}

function addCharacters(block: Buffer, list: TokenList): void {
  for (const character of block.toString()) list.tokens.push(character);
}

/** Takes tokens as they come. */
class TokenList implements WordSink {
  readonly tokens: string[] = [];
  private readonly lowerCase: boolean;
  private hasWords = false;

  constructor(lowerCase: boolean) {
    this.lowerCase = lowerCase;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    this.addText(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
  }

  addText(word: string): void {
    this.tokens.push(this.lowerCase ? word.toLowerCase() : word);
    this.hasWords = true;
  }

  /** Ends a sentence that has words. */
  endSentence(): void {
    if (this.hasWords) this.tokens.push(SENTENCE_END);
    this.hasWords = false;
  }
}

/** The tokens that occur often enough, the most frequent first, among equals the one that came first; and the unknown one. */
function vocabularyOf(counts: ReadonlyMap<string, number>, { minCount, mostTokens }: TextParams): string[] {
  const words = [...counts]
    .filter(([, count]) => count >= minCount)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostTokens - 1)
    .map(([word]) => word);
  return words.includes(UNKNOWN) ? words : [...words, UNKNOWN];
}

function countsOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function wordsIn(buffers: VocabularyBuffers): string[] {
  const vocabulary = new Vocabulary(buffers);
  return Array.from({ length: vocabulary.size }, (_, row) => vocabulary.word(row));
}
