import * as vscode from 'vscode';
import type { RequestOptions } from '../engine/client.ts';
import { UserFault } from '../engine/faults.ts';
import type { EngineMethod, ParamsOf, ResultOf } from '../protocol/engine.ts';
import type { SetEntry, Sets } from './sets.ts';

/** What the engine can be asked of one set. */
type SetMethod = {
  [M in EngineMethod]: ParamsOf<M> extends { id: string } ? M : never;
}[EngineMethod];

/** Asks the engine something of the set that it is bound to, whose id is added. */
export type Ask = <M extends SetMethod>(
  method: M,
  params: Omit<ParamsOf<M>, 'id'>,
  options?: RequestOptions<M>,
) => Promise<ResultOf<M>>;

/**
 * Binds the questions to one set.
 *
 * @throws UserFault when it is asked and the set has been closed, which must not open it again
 */
export function askOf(sets: Sets, entry: SetEntry): Ask {
  return async <M extends SetMethod>(
    method: M,
    params: Omit<ParamsOf<M>, 'id'>,
    options?: RequestOptions<M>,
  ) => {
    const { id, name } = entry;
    if (!sets.get(id)) throw new UserFault(vscode.l10n.t('The embedding set {0} was closed.', name));
    return sets.ask(entry, method, { ...params, id }, options);
  };
}
