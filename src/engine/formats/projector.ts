import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { unmetered } from './bytes/meter.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Ask, Format, Plan } from './format.ts';
import { JsonSource } from './json/jsonSource.ts';
import { planMatrix } from './rows/matrix.ts';
import { bytesOfShape, shapeText } from './rows/numberType.ts';
import { readWordList, wordsFor, type Words } from './rows/wordList.ts';
import { countRows, isMatrixOfNumbers, planNumberRows } from './text/numberRows.ts';

const BRACE = 123;
const BYTES_A_NUMBER = 4;

/** What projector_config.json says of one embedding. */
interface Embedding {
  tensorName: string;
  tensorShape: number[];
  tensorPath: string;
  metadataPath: string;
}

/**
 * The TensorFlow Embedding Projector's configuration, which names the files of its tensors and of their words:
 * projector_config.pbtxt's JSON twin. https://github.com/tensorflow/embedding-projector-standalone
 */
export const projectorConfig: Format = {
  name: 'Embedding Projector',
  recognises: ({ head: { bytes } }) =>
    bytes[0] === BRACE && bytes.includes('"embeddings"') && bytes.includes('"tensorPath"'),
  plan: (file, ask) => {
    const embedding = choose(file, readConfig(file), ask);
    const tensors = file.beside(embedding.tensorPath);
    return planTensors(file, tensors, embedding, ask);
  },
};

/** The Embedding Projector's tensors alone: a line of numbers a word; the words lie in a file beside it. */
export const projectorTensors: Format = {
  get name() {
    return l10n.t('Embedding Projector tensors');
  },
  recognises: ({ head }) => isMatrixOfNumbers(head),
  plan: (file, ask) => {
    const rows = countRows(file);
    return planNumberRows(file, rows, projectorTensors.name, wordsFor(file, rows, ask));
  },
};

function planTensors(file: VectorFile, tensors: VectorFile, embedding: Embedding, ask: Ask): Plan {
  const format = projectorConfig.name;
  if (!isMatrixOfNumbers(tensors.head)) {
    const { rows, dims } = shapeOf(file, tensors, embedding);
    const matrix = { file: tensors, position: 0, type: { kind: 'f32' as const }, rows, dims };
    return planMatrix(matrix, format, wordsOf(file, tensors, rows, embedding, ask));
  }
  const rows = countRows(tensors);
  return planNumberRows(tensors, rows, format, wordsOf(file, tensors, rows, embedding, ask));
}

/** @throws UserFault where raw numbers do not have the shape that the configuration says */
function shapeOf(
  file: VectorFile,
  tensors: VectorFile,
  { tensorShape }: Embedding,
): { rows: number; dims: number } {
  const [rows, dims] = tensorShape;
  const isShape =
    tensorShape.length === 2 && tensorShape.every((length) => Number.isSafeInteger(length) && length > 0);
  if (!isShape)
    throw new UserFault(l10n.t('{0} gives {1} no shape of words × dimensions.', file.name, tensors.name));
  const wanted = bytesOfShape(tensorShape, BYTES_A_NUMBER);
  if (wanted !== BigInt(tensors.size)) {
    const shape = shapeText(tensorShape);
    throw new UserFault(
      l10n.t(
        '{0} has {1} bytes; by {2} it is {3} and needs {4}.',
        tensors.name,
        tensors.size.toLocaleString('en'),
        file.name,
        shape,
        wanted.toLocaleString('en'),
      ),
    );
  }
  return { rows, dims };
}

/** The words that the configuration names; where it names none, those that lie beside the tensors. */
function wordsOf(
  file: VectorFile,
  tensors: VectorFile,
  rows: number,
  { metadataPath }: Embedding,
  ask: Ask,
): Words {
  if (metadataPath === '') return wordsFor(tensors, rows, ask);
  const list = readWordList(file.beside(metadataPath).path, rows);
  if (list.words.count === rows) return { list, remarks: [] };
  throw new UserFault(
    l10n.t(
      '{0} names {1} words for the {2} vectors of {3}.',
      list.name,
      list.words.count.toLocaleString('en'),
      rows.toLocaleString('en'),
      tensors.name,
    ),
  );
}

function choose({ name }: VectorFile, embeddings: Embedding[], ask: Ask): Embedding {
  if (embeddings.length === 0) throw new UserFault(l10n.t('{0} names no tensors.', name));
  const answer = ask({
    key: 'vectors',
    prompt: l10n.t('Which embedding should be opened?'),
    choices: embeddings.map(({ tensorName, tensorPath, tensorShape }) => ({
      value: tensorPath,
      label: tensorName || tensorPath,
      description: shapeText(tensorShape),
      detail: tensorPath,
    })),
  });
  return embeddings.find(({ tensorPath }) => tensorPath === answer) ?? embeddings[0];
}

function readConfig(file: VectorFile): Embedding[] {
  const json = new JsonSource(new ByteSource(file, file.head.start, unmetered()));
  const embeddings: Embedding[] = [];
  json.object((key) => {
    if (key === 'embeddings') json.array(() => embeddings.push(readEmbedding(json)));
    else json.skip();
  });
  json.end();
  return embeddings.filter(({ tensorPath }) => tensorPath !== '');
}

function readEmbedding(json: JsonSource): Embedding {
  const embedding: Embedding = { tensorName: '', tensorShape: [], tensorPath: '', metadataPath: '' };
  json.object((key) => {
    if (key === 'tensorName' || key === 'tensorPath' || key === 'metadataPath')
      embedding[key] = json.string();
    else if (key === 'tensorShape') json.array(() => embedding.tensorShape.push(json.number()));
    else json.skip();
  });
  return embedding;
}
