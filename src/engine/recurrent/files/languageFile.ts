import * as l10n from '@vscode/l10n';
import { DEFAULT_LANGUAGE } from '../../../common/trainingDefaults.ts';
import type { LanguageParams } from '../../../protocol/recurrent.ts';
import { Vocabulary } from '../../embeddings/vocabulary.ts';
import { UserFault } from '../../faults.ts';
import { LANGUAGE_MODEL } from '../../formats/languageModel.ts';
import { sharedFloat32 } from '../../shared.ts';
import { COUNTER, countersOf, newStreams, parametersOf, type LanguageState } from '../language/model.ts';
import { isRecord } from './jsonValues.ts';
import { finite, shapeText, type WeightTensor } from './tensors.ts';

/** Adam's moments, all parameters one behind the other. */
export const MEANS = 'adam.means';
export const SQUARES = 'adam.squares';
/** Where its streams stand in the text. */
export const STREAMS = 'streams';
/** Earlier versions counted less. */
const LEAST_COUNTERS = 4;

/** A language model's state as metadata. */
export function metadataOf({ params, words, unknown, begin, counters }: LanguageState): string {
  const vocabulary = new Vocabulary(words);
  const list = Array.from({ length: vocabulary.size }, (_, row) => vocabulary.word(row));
  return JSON.stringify({ params, words: list, unknown, begin, counters: [...counters] });
}

/**
 * A language model as it was saved, with what it needs to go on learning.
 *
 * @throws UserFault where something of it is missing or does not fit
 */
export function languageStateOf(
  file: string,
  metadata: ReadonlyMap<string, string>,
  tensors: WeightTensor[],
): LanguageState {
  const { params, words, unknown, begin, counters } = parse(file, metadata.get(LANGUAGE_MODEL) ?? '');
  const { kind, embeddingSize, hiddenSize, layers } = params;
  const shape = { kind, vocabulary: words.length, embeddingSize, hiddenSize, layers };
  const parameters = parametersOf(shape);
  const length = parameters.at(-1)?.to ?? 0;
  const state = {
    values: sharedFloat32(length),
    means: sharedFloat32(length),
    squares: sharedFloat32(length),
  };
  const read = (name: string, wanted: number[]): Float32Array => {
    const tensor = tensors.find((each) => each.name === name);
    if (!tensor || shapeText(tensor.shape) !== shapeText(wanted))
      throw broken(file, l10n.t('it has no tensor {0} {1}', name, shapeText(wanted)));
    return finite(file, tensor, tensor.read());
  };
  for (const { name, shape: wanted, from } of parameters) state.values.set(read(name, wanted), from);
  state.means.set(read(MEANS, [length]));
  state.squares.set(read(SQUARES, [length]));
  const streams = newStreams(params);
  if (tensors.some(({ name }) => name === STREAMS)) streams.set(read(STREAMS, [streams.length]));
  const counted = countersOf(counters);
  return {
    ...state,
    streams,
    params,
    shape,
    unknown,
    begin,
    counters: counted,
    words: Vocabulary.of(words).buffers,
  };
}

interface Saved {
  params: LanguageParams;
  words: string[];
  unknown: number;
  begin: number;
  counters: number[];
}

/** Nothing in it is believed that was not looked at. */
function parse(file: string, text: string): Saved {
  const saved = parsed(text);
  const { params, words, unknown, begin, counters } = isRecord(saved) ? saved : {};
  const isCount = (value: unknown) =>
    Number.isSafeInteger(value) && Number(value) > 0 && Number(value) < 1 << 16;
  const isList = Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string');
  const isRow = (value: unknown) =>
    Number.isSafeInteger(value) && Number(value) >= -1 && isList && Number(value) < words.length;
  const fits =
    isRecord(params) &&
    ['rnn_tanh', 'rnn_relu', 'lstm', 'gru'].includes(String(params.kind)) &&
    ['words', 'whitespace', 'characters'].includes(String(params.tokeniser)) &&
    [params.embeddingSize, params.hiddenSize, params.layers, params.batch ?? 1].every(isCount) &&
    isList &&
    new Set(words).size === words.length &&
    isRow(unknown) &&
    isRow(begin) &&
    Array.isArray(counters) &&
    counters.length >= LEAST_COUNTERS &&
    counters.length <= Object.keys(COUNTER).length;
  if (!fits) throw broken(file, l10n.t('its description is not whole'));
  // JSON has no NaN: no perplexity was measured.
  const numbers = counters.map((counter) => (typeof counter === 'number' ? counter : NaN));
  return {
    params: { ...DEFAULT_LANGUAGE, ...params },
    words,
    unknown: Number(unknown),
    begin: Number(begin),
    counters: numbers,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(file: string, why: string): UserFault {
  return new UserFault(l10n.t('{0} is a broken language model: {1}.', file, why));
}
