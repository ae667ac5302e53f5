import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { UserFault } from '../../faults.ts';
import { startsWith } from './head.ts';
import type { Meter } from './meter.ts';
import type { VectorFile } from './vectorFile.ts';

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
/** Vectors that are packed tighter than this are no vectors, but a trap; where they are few, that does no harm. */
const MOST_RATIO = 200;
const HARMLESS = 64 << 20;
const CHUNK = 1 << 18;

function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, GZIP_MAGIC);
}

/**
 * Unpacks a file into a temporary one, which vanishes when it is closed, whatever happens to this process.
 *
 * @param packed its packed bytes
 * @param name of what comes out, for sentences
 * @param expected bytes that must come out, where that is known
 * @throws UserFault where it is broken, a trap, or there is no room on the disk
 */
export async function unpack(
  packed: VectorFile,
  method: 'gzip' | 'deflate',
  name: string,
  meter: Meter,
  expected?: number,
): Promise<VectorFile> {
  const most = expected ?? Math.max(HARMLESS, packed.size * MOST_RATIO);
  const descriptor = temporaryFile();
  try {
    const size = await inflate(packed, method, descriptor, most, meter);
    if (expected !== undefined && size !== expected)
      throw new UserFault(
        l10n.t(
          '{0} unpacks to {1} bytes, not {2} as its archive says.',
          name,
          size.toLocaleString('en'),
          expected.toLocaleString('en'),
        ),
      );
    return packed.unpacked(name, descriptor, size);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** The file itself, or what is gzipped in it. */
export async function gunzipped(file: VectorFile, meter: Meter): Promise<VectorFile> {
  return isGzip(file.head.bytes) ? unpack(file, 'gzip', file.name, meter) : file;
}

/** Puts bytes that are in memory where a file is wanted; it vanishes when `file` is closed. */
export function spill(file: VectorFile, name: string, bytes: Buffer): VectorFile {
  const descriptor = temporaryFile();
  writeSync(descriptor, bytes);
  return file.unpacked(name, descriptor, bytes.length);
}

/** Whether a part of an archive claims to be more than vectors can be packed into. */
export function isTrap(packedSize: number, size: number): boolean {
  return size > Math.max(HARMLESS, packedSize * MOST_RATIO);
}

async function inflate(
  packed: VectorFile,
  method: 'gzip' | 'deflate',
  into: number,
  most: number,
  meter: Meter,
): Promise<number> {
  const { name } = packed;
  let written = 0;
  const write = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      written += chunk.length;
      if (written > most) throw trap(name, most);
      writeSync(into, chunk);
    }
  };
  const inflater = method === 'gzip' ? createGunzip() : createInflateRaw();
  try {
    await pipeline(chunksOf(packed, meter), inflater, write);
  } catch (error) {
    throw error instanceof UserFault ? error : new UserFault(whyNot(name, error as NodeJS.ErrnoException));
  }
  return written;
}

function* chunksOf(file: VectorFile, meter: Meter): Generator<Buffer> {
  for (let at = 0; at < file.size; at += CHUNK) {
    const chunk = file.bytes(at, Math.min(CHUNK, file.size - at));
    meter.add(chunk.length);
    yield chunk;
  }
}

/** A file without a name: it is gone when nobody has it open. */
function temporaryFile(): number {
  const path = join(tmpdir(), `embedding-explorer-${randomUUID()}`);
  const descriptor = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return descriptor;
}

function trap(name: string, most: number): UserFault {
  return new UserFault(
    l10n.t(
      '{0} unpacks to more than {1} bytes, which is more than vectors can be packed into.',
      name,
      most.toLocaleString('en'),
    ),
  );
}

function whyNot(name: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOSPC') return l10n.t('There is no room on the disk to unpack {0}.', name);
  return l10n.t('{0} is broken and cannot be unpacked: {1}.', name, error.message);
}
