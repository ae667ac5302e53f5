import * as l10n from '@vscode/l10n';
import type { ByteProgress } from '../../protocol/engine.ts';
import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { ByteSource } from './byteSource.ts';
import type { Format } from './format.ts';
import { gloveText } from './gloveText.ts';
import { behind, HEAD_BYTES, type Head } from './head.ts';
import { word2vecBinary } from './word2vecBinary.ts';
import { word2vecText } from './word2vecText.ts';

/** In the order in which they are asked: the strictest first. */
const FORMATS: Format[] = [word2vecBinary, word2vecText, gloveText];

/** Files that are no vectors that can be read, named by their first bytes. */
const STRANGERS: { magic: Buffer; name: string }[] = [
  { magic: Buffer.from([0xba, 0x16, 0x4f, 0x2f]), name: 'fastText binary' },
  { magic: Buffer.from([0x1f, 0x8b]), name: 'gzip' },
  { magic: Buffer.from([0x50, 0x4b, 0x03, 0x04]), name: 'zip' },
  { magic: Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]), name: 'NumPy' },
  { magic: Buffer.from([0x89, 0x50, 0x4e, 0x47]), name: 'PNG' },
  { magic: Buffer.from([0x25, 0x50, 0x44, 0x46]), name: 'PDF' },
  { magic: Buffer.from([0xff, 0xfe]), name: 'UTF-16 text' },
  { magic: Buffer.from([0xfe, 0xff]), name: 'UTF-16 text' },
];

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a vector file of any known format, which is found by what the file holds, not by its name.
 *
 * @param report hears of the bytes read so far, every few MiB and at the end
 * @param chunk bytes read at a time
 * @returns buffers that are all shared; `vectors` is [words × dims], row-major
 * @throws UserFault with one sentence that names file, place and what was expected
 */
export async function readVectors(
  path: string,
  report: (progress: ByteProgress) => void,
  chunk?: number,
): Promise<SetBuffers> {
  const source = new ByteSource(path, report, chunk);
  try {
    const head = headOf(source);
    const set = formatOf(source.name, head).read(source, head);
    source.checkUnchanged();
    if (set.vectors.length === 0) throw noneLeft(source.name, set.notes);
    return set;
  } finally {
    source.close();
  }
}

/** The first bytes of the file, to which `source` moves: behind a byte-order mark. */
function headOf(source: ByteSource): Head {
  const bytes = source.head(HEAD_BYTES);
  const head = { bytes, whole: bytes.length === source.size };
  if (!startsWith(bytes, BYTE_ORDER_MARK)) return head;
  source.need(BYTE_ORDER_MARK.length);
  source.start += BYTE_ORDER_MARK.length;
  return behind(head, BYTE_ORDER_MARK.length);
}

function formatOf(name: string, head: Head): Format {
  if (head.bytes.length === 0) throw new UserFault(l10n.t('{0} is empty; expected a vector file.', name));
  const stranger = STRANGERS.find(({ magic }) => startsWith(head.bytes, magic));
  const format = stranger ? undefined : FORMATS.find((candidate) => candidate.recognises(head));
  if (format) return format;
  const expected = FORMATS.map((known) => known.name).join(', ');
  throw new UserFault(
    stranger
      ? l10n.t('{0} is a {1} file; expected one of: {2}.', name, stranger.name, expected)
      : l10n.t('{0} is not a vector file that can be read; expected one of: {1}.', name, expected),
  );
}

function noneLeft(name: string, notes: string[]): UserFault {
  return new UserFault([l10n.t('{0} holds no vector that can be used.', name), ...notes].join(' '));
}

function startsWith(bytes: Buffer, magic: Uint8Array): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}
