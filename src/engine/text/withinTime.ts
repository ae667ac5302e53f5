import { createContext, Script, type Context } from 'node:vm';

let script: Script | undefined;
let context: (Context & { work?: () => unknown }) | undefined;

/**
 * Does what may not come to an end, and stops it then. Node interrupts only what it runs in a context of its own; what that
 * calls may be anything. It costs a third of a millisecond: not for every word.
 *
 * @param ms milliseconds that it may take
 * @param fault what is thrown where it takes longer
 */
export function withinTime<T>(ms: number, work: () => T, fault: () => Error): T {
  script ??= new Script('work()');
  context ??= createContext({});
  context.work = work;
  try {
    return script.runInContext(context, { timeout: ms }) as T;
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? fault() : error;
  }
}
