/** Fewer numbers behind a word are a table, or a list with prices. */
const LEAST_NUMBERS = 8;
/** Lines that are looked at, and how many of them have to be vectors. */
const LINES = 20;
const LEAST_LINES = 2;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const HEADER = /^\s*\d+\s+\d+\s*$/;

/**
 * Whether a text is no text but vectors, as GloVe, word2vec and tables of numbers are written: every line is a word, or
 * none, and as many numbers as the others.
 *
 * @param start the beginning of a file; its last line may be cut
 */
export function areVectors(start: string): boolean {
  const lines = start.split('\n').slice(0, -1);
  const first = lines.findIndex((line) => !HEADER.test(line));
  const looked = first < 0 ? [] : lines.slice(first, first + LINES).filter((line) => line.trim() !== '');
  const [most = 0, ...others] = looked.map(numbersOf);
  return looked.length >= LEAST_LINES && most >= LEAST_NUMBERS && others.every((numbers) => numbers === most);
}

/** How many numbers a line ends with. */
function numbersOf(line: string): number {
  const fields = line.trim().split(/[\s,;]+/);
  const last = fields.findLastIndex((field) => !NUMBER.test(field));
  return fields.length - 1 - last;
}
