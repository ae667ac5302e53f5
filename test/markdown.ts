/** What tests read out of the project's documents. */

/** The text under a heading of the second level. */
export function sectionOf(page: string, heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`There is no heading ‘${heading}’.`);
  return section.split('\n## ')[0];
}

/** The cells of all tables of a text, row by row, without heads. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  const isRow = (line: string | undefined) => line?.startsWith('|') ?? false;
  return lines
    .filter((line, i) => isRow(line) && !/^\|[ :-]+\|/.test(line) && !/^\|[ :-]+\|/.test(lines[i + 1] ?? ''))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What stands between backticks. */
export function codeOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
