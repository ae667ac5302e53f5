import * as l10n from '@vscode/l10n';
import type { ByteProgress } from '../../protocol/engine.ts';
import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { ByteSource } from './byteSource.ts';
import type { Format } from './format.ts';
import { gloveText } from './gloveText.ts';
import { HEAD_BYTES } from './head.ts';
import { word2vecBinary } from './word2vecBinary.ts';
import { word2vecText } from './word2vecText.ts';

/** In the order in which they are asked: the strictest first. */
const FORMATS: Format[] = [word2vecBinary, word2vecText, gloveText];

/** Files that are often taken for vectors, by their first bytes. */
const STRANGERS: { magic: number[]; name: string }[] = [
  { magic: [0xba, 0x16, 0x4f, 0x2f], name: 'fastText' },
  { magic: [0x1f, 0x8b], name: 'gzip' },
  { magic: [0x50, 0x4b, 0x03, 0x04], name: 'zip' },
  { magic: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], name: 'NumPy' },
  { magic: [0x89, 0x50, 0x4e, 0x47], name: 'PNG' },
  { magic: [0x25, 0x50, 0x44, 0x46], name: 'PDF' },
  { magic: [0xff, 0xfe], name: 'UTF-16' },
  { magic: [0xfe, 0xff], name: 'UTF-16' },
];

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads a vector file of any known format, which is found by what the file holds, not by its name.
 *
 * @param chunk bytes read at a time
 * @throws UserFault with one sentence that names file, place and what was expected
 */
export async function readVectors(
  path: string,
  report: (progress: ByteProgress) => void,
  chunk?: number,
): Promise<SetBuffers> {
  const source = new ByteSource(path, report, chunk);
  try {
    source.need(HEAD_BYTES);
    if (startsWith(source, BYTE_ORDER_MARK)) source.start += BYTE_ORDER_MARK.length;
    return formatOf(source).read(source);
  } finally {
    source.close();
  }
}

function formatOf(source: ByteSource): Format {
  const { name } = source;
  const head = source.bytes.subarray(source.start, Math.min(source.end, source.start + HEAD_BYTES));
  if (head.length === 0) throw new UserFault(l10n.t('{0} is empty; expected a vector file.', name));
  const expected = FORMATS.map((format) => format.name).join(', ');
  const stranger = STRANGERS.find(({ magic }) => startsWith(source, magic));
  if (stranger) {
    throw new UserFault(l10n.t('{0} is a {1} file; expected one of: {2}.', name, stranger.name, expected));
  }
  const format = FORMATS.find((candidate) => candidate.recognises(head));
  if (format) return format;
  throw new UserFault(l10n.t('{0} holds no vectors that can be read; expected one of: {1}.', name, expected));
}

function startsWith({ bytes, start, end }: ByteSource, magic: number[]): boolean {
  return end - start >= magic.length && magic.every((byte, i) => bytes[start + i] === byte);
}
