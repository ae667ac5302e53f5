import { sharedFloat32, sharedUint32 } from '../shared.ts';
import { compiledKernels } from './compile.ts';
import { MOST_THREADS, scratchOf, type Matrix } from './matrixMemory.ts';

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Words of text that a thread trains on at a time, sentence ends among them. */
export const CHUNK_WORDS = 10_000;
/** Target rows that the kernels keep in registers together. */
export const TARGET_GROUP = 6;

/** What decides how large the parts of a training's memory are. */
export interface TrainingShape {
  vocabulary: number;
  dims: number;
  window: number;
  negative: number;
  /** How many threads train. */
  threads: number;
}

/** What the threads of a training share. */
export interface TrainingMemory extends TrainingShape {
  /** [vocabulary × dims] */
  embedding: Matrix;
  /** [vocabulary × dims] */
  context: Matrix;
  /** [vocabulary] An occurrence of a word is kept where 32 random bits are not greater. */
  keep: Uint32Array;
  /** [vocabulary × 2] The alias method's tables of the noise distribution: a threshold for 32 random bits, and an alias. */
  noise: Uint32Array;
  /** In which all of it lies, where it does: the embedding table first. */
  memory: WebAssembly.Memory | undefined;
}

/** Where everything lies in WebAssembly's memory, in bytes. */
export interface TrainingLayout {
  context: number;
  keep: number;
  noise: number;
  /** The first thread's own place, and how large each is. */
  places: number;
  place: PlaceLayout;
  bytes: number;
}

/** Where things lie in a thread's own place, in bytes from its beginning. */
export interface PlaceLayout {
  plan: number;
  ids: number;
  sentence: number;
  inputs: number;
  targets: number;
  steps: number;
  zeros: number;
  hidden: number;
  change: number;
  bytes: number;
}

/** Lays parts out one behind another, on whole cache lines, so that no two threads write to one. */
class Layout {
  bytes: number;

  constructor(from: number) {
    this.bytes = Math.ceil(from / 64) * 64;
  }

  take(numbers: number): number {
    const at = this.bytes;
    this.bytes += Math.ceil((numbers * 4) / 64) * 64;
    return at;
  }
}

function placeLayout({ dims, window, negative }: TrainingShape): PlaceLayout {
  const layout = new Layout(0);
  const inputs = 2 * window + 2;
  const places = {
    plan: layout.take(64),
    ids: layout.take(CHUNK_WORDS),
    sentence: layout.take(CHUNK_WORDS),
    inputs: layout.take(inputs),
    targets: layout.take(1 + negative + TARGET_GROUP),
    steps: layout.take(inputs * TARGET_GROUP),
    zeros: layout.take(dims),
    hidden: layout.take(dims),
    change: layout.take(dims),
  };
  return { ...places, bytes: layout.bytes };
}

/** Behind the embedding table comes what a search of it needs, so that it can be searched while it forms. */
export function trainingLayout(shape: TrainingShape, embedding: Matrix): TrainingLayout {
  const { vocabulary, dims, threads } = shape;
  const layout = new Layout(scratchOf(embedding, MOST_THREADS));
  const [context, keep, noise] = [vocabulary * dims, vocabulary, 2 * vocabulary].map((n) => layout.take(n));
  const place = placeLayout(shape);
  const places = layout.bytes;
  return { context, keep, noise, places, place, bytes: places + threads * place.bytes };
}

/** Memory for a training, all zeros: WebAssembly's where it suffices, so that the kernels train in it. */
export function newTrainingMemory(shape: TrainingShape): TrainingMemory {
  const { vocabulary, dims } = shape;
  const length = vocabulary * dims;
  const virtual = { vectors: { byteLength: length * 4 } as Float32Array, dims };
  const layout = trainingLayout(shape, virtual);
  const memory = wasmMemory(layout.bytes);
  const { context, keep, noise } = layout;
  const buffer = memory?.buffer;
  const floats = (at: number) => (buffer ? new Float32Array(buffer, at, length) : sharedFloat32(length));
  const words = (at: number, n: number) => (buffer ? new Uint32Array(buffer, at, n) : sharedUint32(n));
  return {
    ...shape,
    embedding: { vectors: floats(0), dims, memory },
    context: { vectors: floats(context), dims },
    keep: words(keep, vocabulary),
    noise: words(noise, 2 * vocabulary),
    memory,
  };
}

function wasmMemory(bytes: number): WebAssembly.Memory | undefined {
  const pages = Math.ceil(bytes / PAGE);
  if (pages > MOST_PAGES || !compiledKernels()) return undefined;
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}
