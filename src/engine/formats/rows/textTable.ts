import { ByteSource } from '../bytes/byteSource.ts';
import { unmetered } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import { PackedTextBuilder } from './packedText.ts';
import type { WordList } from './wordList.ts';

const NEWLINE = 10;
const TAB = 9;
const CARRIAGE_RETURN = 13;
/** What the column of words is called, in any case. */
const WORD = /^(?:words?|tokens?|labels?|names?|terms?|text|title)$/i;

/**
 * Reads a text file of words, a line each; or, parted by tabs, of what else is said of them. As the Embedding Projector
 * has it, several columns have a line of names above them, a single one has none.
 *
 * @param rows how many words are wanted: a line more is the names
 */
export function readTextTable(file: VectorFile, rows: number): Omit<WordList, 'name'> {
  const columns: PackedTextBuilder[] = [];
  const source = new ByteSource(file, file.head.start, unmetered());
  for (let last = source.wholeLines(); last >= 0; last = source.wholeLines()) {
    while (source.start <= last) readLine(source, columns);
  }
  const [first] = columns;
  if (!first) return { words: new PackedTextBuilder(), columns: [] };
  const hasNames =
    columns.length > 1 ? first.count === rows + 1 : first.count === rows + 1 && WORD.test(first.at(0));
  const named = columns.map((texts, i) => ({
    name: hasNames ? texts.at(0) : `column ${i + 1}`,
    texts: hasNames ? texts.from(1) : texts,
  }));
  const wordColumn = Math.max(
    0,
    named.findIndex(({ name }) => WORD.test(name)),
  );
  const [words] = named.splice(wordColumn, 1);
  return { words: words.texts, columns: named };
}

/** Adds the fields of the next line to their columns; a column that begins late is filled up with nothing. */
function readLine(source: ByteSource, columns: PackedTextBuilder[]): void {
  const { bytes, start } = source;
  const newline = bytes.indexOf(NEWLINE, start);
  source.start = newline + 1;
  const end = newline > start && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
  const row = columns[0]?.count ?? 0;
  let column = 0;
  for (let at = start; at <= end; column++) {
    const tab = bytes.subarray(at, end).indexOf(TAB);
    const fieldEnd = tab < 0 ? end : at + tab;
    columns[column] ??= filled(row);
    columns[column].addBytes(bytes, at, fieldEnd);
    at = fieldEnd + 1;
  }
  for (; column < columns.length; column++) columns[column].add('');
}

function filled(rows: number): PackedTextBuilder {
  const texts = new PackedTextBuilder();
  for (let row = 0; row < rows; row++) texts.add('');
  return texts;
}
