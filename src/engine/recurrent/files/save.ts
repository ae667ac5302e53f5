import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserFault } from '../../faults.ts';
import { LANGUAGE_MODEL } from '../../formats/languageModel.ts';
import { bytesOf } from '../../formats/write/output.ts';
import { tensorsOf, type LanguageState } from '../language/model.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { suffixOf, type StateDict } from '../weights.ts';
import { MEANS, metadataOf, SQUARES, STREAMS } from './languageFile.ts';

/** The numbers begin at a multiple of this. */
const ALIGNMENT = 8;

/**
 * Writes the weights of a network as safetensors by PyTorch's names; of a language model all that is needed to go on.
 *
 * @throws UserFault where the file cannot be written
 */
export async function saveNetwork(
  opened: Pick<OpenNetwork, 'network' | 'bias'> & Partial<OpenNetwork>,
  path: string,
): Promise<void> {
  const state = opened.language?.model.state;
  await (state ? saveLanguage(state, path) : write(stateDictOf(opened), {}, path));
}

/**
 * The same of a language model, with all that is needed to go on.
 *
 * @throws UserFault where the file cannot be written
 */
export async function saveLanguage(state: LanguageState, path: string): Promise<void> {
  await write(languageTensors(state), { [LANGUAGE_MODEL]: metadataOf(state) }, path);
}

async function write(tensors: StateDict, more: Record<string, string>, path: string): Promise<void> {
  const metadata = { format: 'pt', ...more };
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const handle = await open(partial, 'wx');
    try {
      await handle.appendFile(headerOf(tensors, metadata));
      for (const { values } of Object.values(tensors)) await handle.appendFile(bytesOf(values));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(path), (error as Error).message));
  }
}

function languageTensors({ shape, values, means, squares, streams }: LanguageState): StateDict {
  const whole = (numbers: Float32Array) => ({ shape: [numbers.length], values: numbers });
  const learning = { [MEANS]: whole(means), [SQUARES]: whole(squares), [STREAMS]: whole(streams) };
  return { ...tensorsOf(shape, values), ...learning };
}

function stateDictOf({ network, bias }: Pick<OpenNetwork, 'network' | 'bias'>): StateDict {
  const dict: StateDict = {};
  const matrix = (values: Float32Array, rows: number) => ({ shape: [rows, values.length / rows], values });
  network.layers.forEach((directions, layer) =>
    directions.forEach(({ weightIh, weightHh, biasIh, biasHh }, i) => {
      const suffix = suffixOf(layer, network.directions[i]);
      const rows = biasIh.length;
      dict[`weight_ih_${suffix}`] = matrix(weightIh, rows);
      dict[`weight_hh_${suffix}`] = matrix(weightHh, rows);
      if (!bias) return;
      dict[`bias_ih_${suffix}`] = { shape: [rows], values: biasIh };
      dict[`bias_hh_${suffix}`] = { shape: [rows], values: biasHh };
    }),
  );
  return dict;
}

function headerOf(tensors: StateDict, metadata: Record<string, string>): Buffer {
  let at = 0;
  const places = Object.entries(tensors).map(([name, { shape, values }]) => {
    const place = { dtype: 'F32', shape, data_offsets: [at, at + values.length * 4] };
    at += values.length * 4;
    return [name, place];
  });
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(places) }));
  const header = Buffer.alloc(8 + Math.ceil(json.length / ALIGNMENT) * ALIGNMENT, ' ');
  header.writeBigUInt64LE(BigInt(header.length - 8));
  json.copy(header, 8);
  return header;
}
