import * as l10n from '@vscode/l10n';
import { fileURLToPath } from 'node:url';

/** Where the extension host names its bundle of translated strings to its child processes. */
export const L10N_BUNDLE = 'EMBEDDING_EXPLORER_L10N';

/** Reads the translations of this process or thread; without a bundle every string stays English. */
export function configureL10n(): void {
  const bundle = process.env[L10N_BUNDLE];
  if (bundle) l10n.config({ fsPath: bundle.startsWith('file:') ? fileURLToPath(bundle) : bundle });
}
