import type { PackedWords } from '../protocol/engine.ts';

const decoder = new TextDecoder();

/** How many words a block holds. */
export function wordCount(words: PackedWords): number {
  return words.offsets.length - 1;
}

/** Word `row` of a block. */
export function wordAtRow(words: PackedWords, row: number): string {
  return decoder.decode(words.bytes.subarray(words.offsets[row], words.offsets[row + 1]));
}
