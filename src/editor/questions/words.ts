/** Between words: spaces, commas (Chinese ones too), and the colons of `man : king :: woman : ?`. */
const SEPARATOR = /[\s,;:，、；：]/;
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”'],
]);

/**
 * The words of a list as people type it: `man king woman`, `man : king :: woman`, `man, king, woman`. What stands in
 * quotation marks is one of them, whatever it holds; an open quotation goes on to the end. A question mark stands for
 * what is looked for.
 */
export function wordsOfList(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const closing = QUOTES.get(text[at]);
    if (closing) {
      const end = text.indexOf(closing, at + 1);
      const until = end < 0 ? text.length : end;
      words.push(text.slice(at + 1, until).trim());
      at = until + 1;
    } else if (SEPARATOR.test(text[at])) {
      at++;
    } else {
      const start = at;
      while (at < text.length && !SEPARATOR.test(text[at])) at++;
      words.push(text.slice(start, at));
    }
  }
  return words.filter((word) => word !== '' && word !== '?');
}

/** What stands in an expression as it is. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_'’-]*$/u;
/** Of these no word holds all. */
const QUOTATIONS = ['""', '“”', '``'];

/** A word of a set as an expression takes it: in quotation marks where it would be read as something else. */
export function quoted(word: string): string {
  if (PLAIN.test(word)) return word;
  const [open, close] = QUOTATIONS.find((marks) => !word.includes(marks[1])) ?? QUOTATIONS[0];
  return `${open}${word}${close}`;
}
