import * as l10n from '@vscode/l10n';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { TrainingOrigin } from '../../protocol/watch.ts';
import { UserFault } from '../faults.ts';

/** The file beside a set's own that says how the set was made. */
export function originPath(path: string): string {
  return `${path}.training.json`;
}

/** @throws UserFault where it cannot be written */
export async function writeOrigin(path: string, origin: TrainingOrigin): Promise<void> {
  const file = originPath(path);
  try {
    await writeFile(file, `${JSON.stringify(origin, undefined, 2)}\n`);
  } catch (error) {
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(file), (error as Error).message));
  }
}

/** How a set was made, where a file beside it says so: one that is missing, or not ours, says nothing. */
export async function readOrigin(path: string): Promise<TrainingOrigin | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(originPath(path), 'utf8'));
    return isOrigin(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it has what is shown of an origin. */
function isOrigin(value: unknown): value is TrainingOrigin {
  if (typeof value !== 'object' || value === null) return false;
  const { corpus, sha256, fraction, ended, params } = value as Partial<TrainingOrigin>;
  const areTexts = [corpus, sha256, ended].every((part) => typeof part === 'string');
  return areTexts && typeof fraction === 'number' && isParams(params);
}

function isParams(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const { algorithm, dims, window, epochs, seed } = params as Partial<TrainingOrigin['params']>;
  return typeof algorithm === 'string' && [dims, window, epochs, seed].every(Number.isFinite);
}
