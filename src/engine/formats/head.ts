/** Looks at the first bytes of a file, by which its format is found. */

/** Bytes that a format may look at. */
export const HEAD_BYTES = 1 << 16;

/** 'words dims' in the first line of word2vec files. */
export interface Header {
  words: number;
  dims: number;
  /** Bytes of the line, its line end included. */
  length: number;
}

/** The header of a word2vec file (Mikolov's word2vec.c: `"%lld %lld\n"`), or undefined. */
export function word2vecHeader(head: Buffer): Header | undefined {
  const match = /^[ \t]*(\d{1,15})[ \t]+(\d{1,15})[ \t]*\r?\n/.exec(head.toString('latin1', 0, 64));
  if (!match) return undefined;
  return { words: Number(match[1]), dims: Number(match[2]), length: match[0].length };
}

/** No text holds control characters other than tab and line ends. */
export function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

/** The first lines that are there in full, without their line ends. */
export function firstLines(head: Buffer, most: number): string[] {
  const lines = head.toString('latin1').split('\n');
  // The last one may be cut off by the border of the head.
  if (lines.length > 1 && head.length === HEAD_BYTES) lines.pop();
  return lines.slice(0, most).map((line) => line.trimEnd());
}

/** The fields of a line, parted by spaces or tabs. */
export function fieldsOf(line: string): string[] {
  return line.split(/[ \t]+/);
}
