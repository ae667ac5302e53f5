import * as vscode from 'vscode';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type { PanelGone, SetReference } from '../protocol/panel.ts';

export function referenceTo({ id, name, path, unsaved }: SetEntry): SetReference {
  return { id, name, ...(!unsaved && { path }) };
}

/** The open set that is meant: the same one, or that which was opened from the same file since. */
export function findSet(sets: Sets, { id, path }: SetReference): SetEntry | undefined {
  return sets.get(id) ?? sets.all.find((entry) => entry.path === path);
}

/** Says which sets were closed, and how they can be had again. */
export function goneWith(closed: readonly SetReference[]): PanelGone {
  const lost = closed.find(({ path }) => path === undefined);
  if (lost) {
    const message = vscode.l10n.t('The embedding set {0} was closed and had not been saved.', lost.name);
    return { type: 'gone', message, remedy: 'none' };
  }
  const [first, second] = closed.map(({ name }) => name);
  const message =
    second === undefined
      ? vscode.l10n.t('The embedding set {0} was closed.', first)
      : vscode.l10n.t('The embedding sets {0} and {1} were closed.', first, second);
  return { type: 'gone', message, remedy: 'open' };
}
