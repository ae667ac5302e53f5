import { compiledKernels } from './compile.ts';

/** A matrix [rows × dims], row-major, in shared memory. */
export interface Matrix {
  vectors: Float32Array;
  dims: number;
  /** The WebAssembly memory in which the vectors lie, where they do: it begins with them. */
  memory?: WebAssembly.Memory | undefined;
}

/** WebAssembly takes memory by such pages, and addresses no more than so many. */
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Rows of which a kernel gives one query's products at a time: few enough to stay in the processor's cache. */
export const CHUNK_ROWS = 4096;
/** Threads that may compute on one matrix at the same time; the engine's own is one of them. */
export const MOST_THREADS = 9;

/**
 * Memory for a matrix, which grows in its place: address space is set aside for the most that may come, and memory taken
 * as it does. WebAssembly's own where it suffices, so that its kernels compute on the matrix without a copy.
 */
export class MatrixMemory {
  readonly memory: WebAssembly.Memory | undefined;
  private shared: SharedArrayBuffer;
  private readonly dims: number;
  private readonly mostBytes: number;

  /** @param bytes to begin with */
  constructor(dims: number, bytes: number, mostBytes: number) {
    this.dims = dims;
    this.mostBytes = mostBytes;
    this.memory = wasmMemory(bytes, mostBytes + MOST_THREADS * scratchLayout(dims).bytes);
    this.shared = this.memory
      ? sharedBuffer(this.memory)
      : new SharedArrayBuffer(bytes, { maxByteLength: mostBytes });
  }

  get buffer(): SharedArrayBuffer {
    return this.shared;
  }

  /** Bytes of it that the matrix may use. */
  get byteLength(): number {
    return Math.min(this.shared.byteLength, this.mostBytes);
  }

  /**
   * Makes room for so many bytes.
   *
   * @param step by which it grows at least, where so much may come
   * @throws RangeError beyond what was announced, or where memory is short
   */
  grow(bytes: number, step: number): void {
    if (bytes > this.mostBytes) throw new RangeError('More rows than were announced.');
    const before = this.shared.byteLength;
    const after = Math.min(this.mostBytes, Math.max(bytes, before + step));
    if (after <= before) return;
    if (this.memory) {
      this.memory.grow(Math.ceil((after - before) / PAGE));
      this.shared = sharedBuffer(this.memory);
    } else this.shared.grow(after);
  }

  /** The first so many numbers as a matrix. */
  matrix(length: number): Matrix {
    return { vectors: new Float32Array(this.shared, 0, length), dims: this.dims, memory: this.memory };
  }
}

/** A matrix of zeros. */
export function newMatrix(rows: number, dims: number): Matrix {
  const bytes = rows * dims * 4;
  return new MatrixMemory(dims, bytes, bytes).matrix(rows * dims);
}

/** Where a thread's intermediate results lie, in bytes from the beginning of its place. */
export interface ScratchLayout {
  /** How many queries and rows a block has, and their dimensions, padded with zeros. */
  block: number;
  paddedDims: number;
  query: number;
  products: number;
  queries: number;
  rows: number;
  factors: number;
  places: number;
  bytes: number;
}

/** Numbers of a block of rows that stay in the processor's cache beside one of queries. */
const BLOCK_NUMBERS = 1 << 15;
const MOST_BLOCK = 64;

export function scratchLayout(dims: number): ScratchLayout {
  const paddedDims = (dims + 3) & ~3;
  const block = Math.min(MOST_BLOCK, Math.max(4, Math.floor(BLOCK_NUMBERS / paddedDims) & ~3));
  let bytes = 0;
  const take = (numbers: number) => {
    const at = bytes;
    // Whole cache lines, so that no two threads write to one.
    bytes += Math.ceil((numbers * 4) / 64) * 64;
    return at;
  };
  const places = {
    query: take(paddedDims),
    products: take(Math.max(CHUNK_ROWS, block * block)),
    queries: take(block * paddedDims),
    rows: take(block * paddedDims),
    factors: take(block),
    places: take(CHUNK_ROWS),
  };
  return { block, paddedDims, ...places, bytes };
}

/** Where the place of a thread begins, behind the matrix. */
export function scratchOf({ vectors, dims }: Matrix, thread: number): number {
  if (thread > MOST_THREADS) throw new RangeError(`There is no place for thread ${thread}.`);
  return Math.ceil(vectors.byteLength / 64) * 64 + thread * scratchLayout(dims).bytes;
}

/** Makes the memory of a whole matrix so large that all threads have their places. By one thread, before the others. */
export function reserveScratch(matrix: Matrix): void {
  const missing = scratchOf(matrix, MOST_THREADS) - (matrix.memory?.buffer.byteLength ?? Infinity);
  if (missing > 0) matrix.memory?.grow(Math.ceil(missing / PAGE));
}

function wasmMemory(bytes: number, mostBytes: number): WebAssembly.Memory | undefined {
  const maximum = Math.ceil(mostBytes / PAGE) + 1;
  if (maximum > MOST_PAGES || !compiledKernels()) return undefined;
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE), maximum, shared: true });
  } catch {
    // No address space for one more.
    return undefined;
  }
}

function sharedBuffer(memory: WebAssembly.Memory): SharedArrayBuffer {
  return memory.buffer as unknown as SharedArrayBuffer;
}
