import * as vscode from 'vscode';
import type { Diagnostics, EmbeddingExplorerApi, EmbeddingSet } from '../api.ts';
import type { Errors } from './errors.ts';
import { openVectors } from './openVectors.ts';
import { PublicSet } from './publicSet.ts';
import type { SetEntry, Sets } from './sets.ts';

/** What other extensions get of this one. */
export function createApi(sets: Sets, errors: Errors, diagnostics: Diagnostics): EmbeddingExplorerApi {
  const known = new WeakMap<SetEntry, EmbeddingSet>();
  const publicSet = (entry: SetEntry) => {
    const set = known.get(entry) ?? new PublicSet(sets, entry, errors);
    known.set(entry, set);
    return set;
  };
  return {
    version: 1,
    sets: () => sets.all.map(publicSet),
    activeSet: () => sets.active && publicSet(sets.active),
    onDidChangeSets: sets.onDidChange,
    openFile: async (uri: vscode.Uri) => publicSet(await openVectors(sets, uri)),
    diagnostics,
  };
}
