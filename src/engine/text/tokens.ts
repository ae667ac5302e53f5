import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SENTENCE_END } from '../sentenceEnd.ts';
import { sharedInt32 } from '../shared.ts';

export { SENTENCE_END };

/** Ids a block, and how many of them memory takes (256 MiB in all); of a longer text, all lie in a file. */
const BLOCK = 1 << 20;
const MOST_BLOCKS = 64;

/**
 * A text as numbers, one a word and {@link SENTENCE_END} between sentences. Threads share it: it lies in shared memory, or in
 * a file that is open in this process and has no name any more, so that nothing is left behind whatever happens.
 */
export interface Tokens {
  length: number;
  blocks: Int32Array[];
  /** The file's descriptor, where the text lies in one. */
  file: number | undefined;
}

/** Takes a text id by id. */
export class TokenWriter {
  private readonly blocks: Int32Array[] = [];
  private block = sharedInt32(BLOCK);
  private used = 0;
  private length = 0;
  private last = SENTENCE_END;
  private file: number | undefined;
  private readonly mostBlocks: number;

  constructor(mostBlocks = MOST_BLOCKS) {
    this.mostBlocks = mostBlocks;
  }

  push(id: number): void {
    if (this.used === BLOCK) this.flush();
    this.block[this.used++] = id;
    this.last = id;
  }

  /** Ends a sentence that has words. */
  endSentence(): void {
    if (this.last !== SENTENCE_END) this.push(SENTENCE_END);
  }

  finish(): Tokens {
    this.flush();
    return { length: this.length, blocks: this.blocks, file: this.file };
  }

  private flush(): void {
    const { block, used } = this;
    this.length += used;
    this.used = 0;
    if (this.file === undefined && this.blocks.length < this.mostBlocks) {
      this.blocks.push(block);
      this.block = sharedInt32(BLOCK);
      return;
    }
    this.file ??= this.moveToFile();
    write(this.file, block.subarray(0, used));
  }

  private moveToFile(): number {
    const path = join(tmpdir(), `embedding-explorer-${randomUUID()}`);
    const file = openSync(path, 'wx+');
    unlinkSync(path);
    for (const block of this.blocks.splice(0)) write(file, block);
    return file;
  }
}

function write(file: number, ids: Int32Array): void {
  const bytes = new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Reads the ids from … to into the beginning of `out`. */
export function readTokens({ blocks, file }: Tokens, from: number, to: number, out: Int32Array): void {
  if (file !== undefined) {
    const bytes = new Uint8Array(out.buffer, out.byteOffset, (to - from) * 4);
    for (let at = 0; at < bytes.length;) {
      const read = readSync(file, bytes, at, bytes.length - at, from * 4 + at);
      if (read === 0) throw new RangeError('The text ends before its end.');
      at += read;
    }
    return;
  }
  for (let at = from; at < to;) {
    const start = at % BLOCK;
    const part = blocks[Math.floor(at / BLOCK)].subarray(start, Math.min(BLOCK, start + to - at));
    out.set(part, at - from);
    at += part.length;
  }
}

/** Gives the text's file back. */
export function disposeTokens({ file }: Tokens): void {
  if (file !== undefined) closeSync(file);
}
