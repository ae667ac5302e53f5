import * as l10n from '@vscode/l10n';
import type { ByteProgress, OpenAnswers, OpenQuestion } from '../../protocol/engine.ts';
import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { startsWith } from './bytes/head.ts';
import { Meter } from './bytes/meter.ts';
import { VectorFile } from './bytes/vectorFile.ts';
import { gunzipped } from './bytes/unpack.ts';
import { arrow } from './arrow.ts';
import { csv } from './csv.ts';
import { fastTextBinary } from './fastTextBinary.ts';
import type { Format } from './format.ts';
import { gensim } from './gensim.ts';
import { gloveText } from './gloveText.ts';
import { json } from './json.ts';
import { languageModel } from './languageModel.ts';
import { npy } from './npy.ts';
import { npz } from './npz.ts';
import { parquet } from './parquet.ts';
import { projectorConfig, projectorTensors } from './projector.ts';
import { Answers, Unanswered } from './questions.ts';
import { safetensors, safetensorsIndex } from './safetensors.ts';
import { chooseRows, type Memory } from './rows/chooseRows.ts';
import { withZerosCounted } from './rows/zeroVectors.ts';
import { word2vecBinary } from './word2vecBinary.ts';
import { word2vecText } from './word2vecText.ts';

/** In the order in which they are asked: the strictest first. */
const FORMATS: Format[] = [
  npy,
  npz,
  parquet,
  arrow,
  languageModel,
  safetensors,
  safetensorsIndex,
  projectorConfig,
  gensim,
  word2vecBinary,
  word2vecText,
  fastTextBinary,
  projectorTensors,
  gloveText,
  json,
  csv,
];

/** As a sentence lists them. */
const KNOWN =
  'GloVe, word2vec, fastText, gensim, NumPy, safetensors, Embedding Projector, Parquet, Arrow, CSV, JSON';

/** Files that are no vectors that can be read, named by their first bytes. */
const STRANGERS: { magic: Buffer; name: string }[] = [
  { magic: Buffer.from([0x89, 0x50, 0x4e, 0x47]), name: 'PNG' },
  { magic: Buffer.from([0x25, 0x50, 0x44, 0x46]), name: 'PDF' },
  { magic: Buffer.from([0xff, 0xfe]), name: 'UTF-16' },
  { magic: Buffer.from([0xfe, 0xff]), name: 'UTF-16' },
];

export interface ReadOptions {
  /** What the user has said so far. */
  answers?: OpenAnswers;
  /** Bytes of memory that the vectors may take before the user is asked how many of them to read. */
  memory?: number;
  /** Whether the user has set that limit; else it is what the machine has free. */
  isLimit?: boolean;
  report?: (progress: ByteProgress) => void;
  /** Bytes read at a time. */
  chunk?: number;
}

/**
 * Reads a vector file of any known format, which is found by what the file holds, not by its name.
 *
 * @returns buffers that are all shared, `vectors` being [words × dims], row-major; or what the user has to say first
 * @throws UserFault with one sentence that names file, place and what was expected
 */
export async function readVectors(
  path: string,
  { answers = {}, memory = Infinity, isLimit = false, report = () => undefined, chunk }: ReadOptions = {},
): Promise<SetBuffers | { question: OpenQuestion }> {
  const file = VectorFile.open(path, chunk);
  try {
    return await readFile(file, new Answers(answers), { bytes: memory, isLimit }, report);
  } catch (error) {
    if (error instanceof Unanswered) return { question: error.question };
    throw error;
  } finally {
    file.close();
  }
}

async function readFile(
  opened: VectorFile,
  answers: Answers,
  memory: Memory,
  report: (progress: ByteProgress) => void,
): Promise<SetBuffers> {
  const file = await gunzipped(opened, new Meter(report, 'unpacking', opened.size));
  const format = await formatOf(file);
  const plan = await format.plan(file, answers.ask);
  const choice = chooseRows(plan, memory, answers.ask);
  const meter = new Meter(report, 'reading', plan.bytes ?? file.size);
  const set = await plan.read(choice, meter);
  opened.checkUnchanged();
  if (set.vectors.length === 0) throw noneLeft(file.name, set.notes);
  meter.finish();
  return withZerosCounted(set);
}

async function formatOf(file: VectorFile): Promise<Format> {
  const { head, name } = file;
  if (head.bytes.length === 0) throw new UserFault(l10n.t('{0} is empty; expected a vector file.', name));
  const stranger = STRANGERS.find(({ magic }) => startsWith(head.bytes, magic));
  if (!stranger) for (const format of FORMATS) if (await format.recognises(file)) return format;
  throw new UserFault(
    stranger
      ? l10n.t('{0} is a {1} file; expected vectors ({2}).', name, stranger.name, KNOWN)
      : l10n.t('{0} holds no vectors in a format that is known ({1}).', name, KNOWN),
  );
}

function noneLeft(name: string, notes: string[]): UserFault {
  return new UserFault([l10n.t('{0} holds no vector that can be used.', name), ...notes].join(' '));
}
