/** Characters of a file that a sentence shows. */
const SHOWN = 40;
/** Bytes of UTF-8 that one UTF-16 unit can take. */
const BYTES_A_UNIT = 3;

/** bytes[start … end] as a sentence shows them: UTF-8, and no longer than a sentence bears. */
export function excerpt(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, Math.min(end, start + (SHOWN + 1) * BYTES_A_UNIT));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
