import * as l10n from '@vscode/l10n';

/** Reads the translations that the host has put into the page. Comes before any string is made. */
export function configureL10n(): void {
  const contents = document.getElementById('l10n')?.textContent;
  if (contents) l10n.config({ contents });
}
