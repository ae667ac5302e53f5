import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PackedWords, TrainingParams } from '../../protocol/engine.ts';
import type { TrainingOrigin } from '../../protocol/watch.ts';
import { UserFault } from '../faults.ts';
import type { TextSample } from './watch/sample.ts';

/** A training at some moment, from where it can go on. */
export interface Checkpoint {
  params: TrainingParams;
  /** SHA-256 of the corpus. */
  corpus: string;
  /** Steps that are done. */
  position: number;
  words: PackedWords;
  /** [vocabulary] */
  counts: Uint32Array;
  /** [vocabulary × dims] */
  embedding: Float32Array;
  /** [vocabulary × dims] */
  context: Float32Array;
  /** What else the model has learned. */
  state: Float32Array[];
  sample: TextSample;
  /** How it came to be, until here. */
  origin: TrainingOrigin;
}

/** A file begins with this, a header's length (4 bytes), and the header as JSON; the parts follow, each on 8 bytes. */
const MAGIC = 'Embedding Explorer training 2\n';
const ALIGNMENT = 8;
/** Bytes that are written and read at a time: Node copies what it writes from shared memory. */
const BLOCK = 1 << 22;

interface Header extends Pick<Checkpoint, 'params' | 'corpus' | 'position' | 'origin'> {
  /** Bytes of each part, in the order in which they stand. */
  parts: number[];
}

type Part = Uint8Array | Uint32Array | Int32Array | Float32Array;

function partsOf({ words, counts, embedding, context, sample, state }: Checkpoint): Part[] {
  return [words.bytes, words.offsets, counts, embedding, context, sample.ids, sample.content, ...state];
}

/**
 * Writes a checkpoint, beside the file first: what was there is replaced only by a whole one.
 *
 * @throws UserFault where it cannot be written
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  const parts = partsOf(checkpoint).map(bytesOf);
  const { params, corpus, position, origin } = checkpoint;
  const header: Header = { params, corpus, position, origin, parts: parts.map((part) => part.length) };
  try {
    const file = await open(partial, 'wx');
    try {
      const json = Buffer.from(JSON.stringify(header));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(json.length);
      let at = await write(file, Buffer.concat([Buffer.from(MAGIC), length, json]), 0);
      for (const part of parts) at = await write(file, part, aligned(at));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(path), (error as Error).message));
  }
}

/** @throws UserFault where it cannot be read, or is none */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const name = basename(path);
  try {
    const file = await open(path, 'r');
    try {
      const { header, end } = await readHeader(file, name);
      let at = end;
      const parts: SharedArrayBuffer[] = [];
      for (const length of header.parts) {
        const part = new SharedArrayBuffer(length);
        await read(file, new Uint8Array(part), aligned(at), name);
        parts.push(part);
        at = aligned(at) + length;
      }
      const [bytes, offsets, counts, embedding, context, ids, content, ...state] = parts;
      return {
        ...header,
        words: { bytes: new Uint8Array(bytes), offsets: new Uint32Array(offsets) },
        counts: new Uint32Array(counts),
        embedding: new Float32Array(embedding),
        context: new Float32Array(context),
        state: state.map((part) => new Float32Array(part)),
        sample: { ids: new Int32Array(ids), content: new Int32Array(content) },
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be read: {1}', name, (error as Error).message));
  }
}

async function readHeader(file: FileHandle, name: string): Promise<{ header: Header; end: number }> {
  const start = Buffer.alloc(MAGIC.length + 4);
  await read(file, start, 0, name);
  if (start.toString('latin1', 0, MAGIC.length) !== MAGIC) throw noCheckpoint(name);
  const { size } = await file.stat();
  const length = start.readUInt32LE(MAGIC.length);
  if (start.length + length > size) throw noCheckpoint(name);
  const json = Buffer.alloc(length);
  await read(file, json, start.length, name);
  const header = JSON.parse(json.toString()) as Header;
  if (header.parts.reduce((sum, part) => sum + part, 0) > size) throw noCheckpoint(name);
  return { header, end: start.length + length };
}

function noCheckpoint(name: string): UserFault {
  return new UserFault(l10n.t('{0} is no saved training, or not a whole one.', name));
}

const aligned = (at: number) => Math.ceil(at / ALIGNMENT) * ALIGNMENT;

function bytesOf(part: Part): Uint8Array {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}

/** Returns the place behind what was written. */
async function write(file: FileHandle, bytes: Uint8Array, at: number): Promise<number> {
  for (let done = 0; done < bytes.length; done += BLOCK) {
    const block = Buffer.from(bytes.subarray(done, done + BLOCK));
    for (let put = 0; put < block.length;) {
      put += (await file.write(block, put, block.length - put, at + done + put)).bytesWritten;
    }
  }
  return at + bytes.length;
}

async function read(file: FileHandle, into: Uint8Array, at: number, name: string): Promise<void> {
  const block = Buffer.alloc(Math.min(BLOCK, into.length));
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(block, 0, Math.min(block.length, into.length - done), at + done);
    if (bytesRead === 0) throw noCheckpoint(name);
    into.set(block.subarray(0, bytesRead), done);
    done += bytesRead;
  }
}
