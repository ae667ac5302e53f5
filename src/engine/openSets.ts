import * as l10n from '@vscode/l10n';
import type { SetInfo } from '../protocol/engine.ts';
import type { EmbeddingSet } from './embeddings/embeddingSet.ts';
import { UserFault } from './faults.ts';

/** The one registry of open embedding sets. */
export class OpenSets {
  private readonly sets = new Map<string, EmbeddingSet>();

  add(id: string, name: string, set: EmbeddingSet): SetInfo {
    this.delete(id);
    this.sets.set(id, set);
    const { size: words, dims, format } = set;
    const notes = [...set.remarks, ...set.notes];
    const metadata = set.metadata.map((column) => column.name);
    return { id, name, words, dims, format, notes, warnings: [...set.notes], metadata };
  }

  delete(id: string): void {
    this.sets.get(id)?.dispose();
    this.sets.delete(id);
  }

  /** @throws UserFault where it is not open (any more). */
  get(id: string): EmbeddingSet {
    const set = this.sets.get(id);
    if (!set) throw new UserFault(l10n.t('This embedding set is not open any more.'));
    return set;
  }
}
