import * as vscode from 'vscode';
import { UserFault } from '../../engine/faults.ts';

/** The largest network's states take a tenth of it: a larger file is something else. */
const MOST_BYTES = 4 << 20;

/**
 * Asks for a JSON file of initial states; undefined where the user turns away.
 *
 * @throws UserFault where it is too large to be one
 */
export async function chooseStates(): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      openLabel: vscode.l10n.t('Open States'),
      filters: { JSON: ['json'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!uri) return undefined;
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MOST_BYTES) {
    const name = vscode.workspace.asRelativePath(uri);
    throw new UserFault(
      vscode.l10n.t('{0} has more than {1} MiB, which is no JSON of initial states.', name, MOST_BYTES >> 20),
    );
  }
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
