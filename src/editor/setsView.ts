import * as vscode from 'vscode';
import { sizeOf, titleOf, type SetEntry, type Sets } from './sets.ts';

/** The 'Embeddings' view: one row an open set, the active one marked. */
export class SetsView implements vscode.TreeDataProvider<SetEntry>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly view: vscode.TreeView<SetEntry>;
  private readonly sets: Sets;

  constructor(sets: Sets) {
    this.sets = sets;
    this.onDidChangeTreeData = sets.onDidChange;
    this.view = vscode.window.createTreeView('embeddingExplorer.sets', { treeDataProvider: this });
  }

  /** The rows that are selected. */
  get selection(): readonly SetEntry[] {
    return this.view.selection;
  }

  getChildren(entry?: SetEntry): SetEntry[] {
    return entry ? [] : [...this.sets.all];
  }

  getTreeItem(entry: SetEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(entry.name);
    const isActive = entry === this.sets.active;
    item.id = entry.id;
    item.description = description(entry);
    item.tooltip = tooltip(entry);
    item.iconPath = new vscode.ThemeIcon(icon(entry, isActive));
    item.contextValue = entry.unsaved ? 'set.unsaved' : 'set';
    item.accessibilityInformation = { label: accessibleLabel(entry, isActive) };
    item.command = {
      command: 'embeddingExplorer.showMap',
      title: vscode.l10n.t('Show Map'),
      arguments: [entry],
    };
    return item;
  }

  dispose(): void {
    this.view.dispose();
  }
}

function description(entry: SetEntry): string {
  switch (entry.state) {
    case 'loading':
      return vscode.l10n.t('opening…');
    case 'failed':
      return vscode.l10n.t('could not be opened');
    case 'closed':
      return [...whatItIs(entry), vscode.l10n.t('opens when it is used')].join(' · ');
    case 'ready':
      return whatItIs(entry).join(' · ');
  }
}

function whatItIs(entry: SetEntry): string[] {
  return [entry.part ?? '', sizeOf(entry), source(entry)].filter((part) => part !== '');
}

function source(entry: SetEntry): string {
  return entry.unsaved
    ? vscode.l10n.t('trained here, not saved')
    : vscode.workspace.asRelativePath(entry.path);
}

function icon(entry: SetEntry, isActive: boolean): string {
  if (entry.state === 'failed') return 'error';
  if (entry.state === 'loading') return 'loading~spin';
  return isActive ? 'pass-filled' : 'circle-large-outline';
}

function tooltip(entry: SetEntry): string {
  const lines = [titleOf(entry), entry.unsaved ? source(entry) : entry.path];
  if (entry.info) lines.push(`${entry.info.format}, ${sizeOf(entry)}`, ...entry.info.notes);
  if (entry.fault) lines.push(entry.fault);
  return lines.join('\n');
}

function accessibleLabel(entry: SetEntry, isActive: boolean): string {
  const label = `${entry.name}, ${description(entry)}`;
  return isActive ? vscode.l10n.t('{0}, active', label) : label;
}
