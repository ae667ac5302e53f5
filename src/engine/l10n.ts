import * as l10n from '@vscode/l10n';
import { fileURLToPath } from 'node:url';
import { L10N_BUNDLE } from './environment.ts';

/** Reads the translations for this process or thread; without a bundle every string stays English. */
export function configureL10n(): void {
  const bundle = process.env[L10N_BUNDLE];
  if (bundle) l10n.config({ fsPath: fileURLToPath(bundle) });
}
