import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserFault } from '../faults.ts';

/** A cell as Jupyter writes it (nbformat 4): its source is one text, or a list of lines. */
interface Cell {
  cell_type?: unknown;
  source?: unknown;
}

export function isNotebook(path: string): boolean {
  return path.toLowerCase().endsWith('.ipynb');
}

/**
 * The texts of a Jupyter notebook's Markdown and code cells, without what the code has put out.
 *
 * @throws UserFault where it cannot be read, or is no notebook
 */
export function notebookTexts(path: string): string[] {
  const cells = cellsOf(path);
  const wanted = cells.filter(({ cell_type: type }) => type === 'markdown' || type === 'code');
  return wanted.map(({ source }) =>
    Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '',
  );
}

function cellsOf(path: string): Cell[] {
  const name = basename(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserFault(l10n.t('{0} cannot be read: {1}', name, (error as Error).message));
  }
  try {
    const { cells } = JSON.parse(text) as { cells?: unknown };
    if (Array.isArray(cells)) return cells as Cell[];
  } catch {
    // As one without cells.
  }
  throw new UserFault(l10n.t('{0} is no Jupyter notebook: expected JSON with ‘cells’.', name));
}
