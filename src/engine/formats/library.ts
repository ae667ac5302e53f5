import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { Unanswered } from './questions.ts';

/**
 * Lets a library read a file; what it finds wrong becomes a sentence for the user.
 *
 * @param kind of file, as the sentence names it: 'Parquet file'
 */
export async function byLibrary<T>(name: string, kind: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof UserFault || error instanceof Unanswered) throw error;
    throw new UserFault(l10n.t('{0} is a broken {1}: {2}.', name, kind, whatIsWrong(error as Error)));
  }
}

/** What a library stumbled over; where it fell over its own feet, that tells nobody anything. */
function whatIsWrong(error: Error): string {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return l10n.t('its parts do not fit together');
  return error.message.split('\n')[0].replace(/\.+$/, '');
}
