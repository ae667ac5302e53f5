import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Format, Plan } from './format.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import { planMatrix } from './rows/matrix.ts';
import { PackedTextBuilder } from './rows/packedText.ts';
import { readHeader, readMetadata } from './safetensors.ts';

/** Under this key a language model that was trained here says of itself what it is, among a safetensors file's metadata. */
export const LANGUAGE_MODEL = 'embedding_explorer_language_model';
const TABLE = 'encoder.weight';

/** The embedding table of a language model that was trained here: its file knows its words. */
export const languageModel: Format = {
  get name() {
    return l10n.t('language model');
  },
  recognises: ({ head: { bytes } }) => bytes.includes(`"__metadata__":{"format":"pt","${LANGUAGE_MODEL}"`),
  plan: (file) => planTable(file),
};

function planTable(file: VectorFile): Plan {
  const table = readHeader(file).find(({ name }) => name === TABLE);
  const words = wordsOf(readMetadata(file).get(LANGUAGE_MODEL) ?? '');
  const [rows, dims] = table?.shape ?? [];
  if (!table || table.dtype !== 'F32' || table.shape.length !== 2 || words.count !== rows)
    throw new UserFault(
      l10n.t('{0} is a broken language model: it has no words for a table {1}.', file.name, TABLE),
    );
  const matrix = { file, position: table.start, type: { kind: 'f32' as const }, rows, dims };
  return planMatrix(matrix, languageModel.name, { list: { name: '', words, columns: [] }, remarks: [] });
}

function wordsOf(description: string): PackedTextBuilder {
  const words = new PackedTextBuilder();
  for (const word of parsed(description)) words.add(String(word));
  return words;
}

function parsed(description: string): unknown[] {
  try {
    const { words } = JSON.parse(description) as { words?: unknown };
    return Array.isArray(words) ? words : [];
  } catch {
    return [];
  }
}
