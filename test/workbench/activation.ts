import { appendFile } from 'node:fs/promises';
import { api } from './support.ts';

/** For the benchmark: writes how long the activation took into the file that it names. */
export async function run(): Promise<void> {
  const { diagnostics } = await api();
  await appendFile(process.env.ACTIVATION_FILE ?? '', `${diagnostics.activationMs}\n`);
}
