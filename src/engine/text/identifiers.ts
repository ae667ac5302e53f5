/** What stands in an identifier between underscores and changes of case: 'HTTPServer_port2' has HTTP, Server and port2. */
const PART = /\p{Lu}+(?!\p{Ll})[\p{M}\p{N}]*|\p{Lu}?(?:(?![\p{Lu}_])[\p{L}\p{M}\p{N}])+|[^_]/gu;

/** The parts of an identifier; of any other word, the word itself. */
export function partsOf(word: string): string[] {
  if (/[^\p{L}\p{M}\p{N}_]/u.test(word)) return [word];
  return word.match(PART) ?? [];
}
