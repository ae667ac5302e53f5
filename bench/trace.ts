import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { largestDifference, PARTS, runCase, type PyTorchCase } from './pytorchCase.ts';

/** `CASE.json OUT.json`: runs a case that PyTorch computed, and writes what our cells give in its shapes. */
export async function trace([path, out]: string[]): Promise<object> {
  const recorded = JSON.parse(await readFile(path, 'utf8')) as PyTorchCase;
  const start = performance.now();
  const ours = runCase(recorded);
  const seconds = (performance.now() - start) / 1000;
  await writeFile(out, JSON.stringify(ours));
  const parts = PARTS.filter((part) => recorded[part] !== undefined);
  const difference = Math.max(...parts.map((part) => largestDifference(ours[part], recorded[part])));
  return { case: basename(path, '.json'), seconds, max_difference: difference };
}
