import { PUSH, randomStates, type Descent, type DescentStart } from './descent.ts';
import { wasmArrays } from './wasmArrays.ts';

/** What assembly/descent.ts exports. */
interface Exports {
  descend(
    places: number,
    others: number,
    otherCount: number,
    heads: number,
    tails: number,
    intervals: number,
    due: number,
    edges: number,
    gathered: number,
    epoch: number,
    rate: number,
    a: number,
    b: number,
    push: number,
    state: number,
  ): void;
}

/** As in assembly/descent.ts. */
const GATHERED = 1024;

/** The descent as SIMD WebAssembly, in a memory of its own. */
export class WasmDescent implements Descent {
  readonly positions: Float32Array;
  private readonly exports: Exports;
  private readonly start: DescentStart;
  private readonly arrays: {
    places: Float32Array;
    others: Float32Array;
    heads: Uint32Array;
    tails: Uint32Array;
    gathered: Uint32Array;
    intervals: Float32Array;
    due: Float32Array;
    state: Uint32Array;
  };

  /** @throws RangeError where there is no memory for it */
  constructor(module: WebAssembly.Module, start: DescentStart) {
    const { edges, places, others, seed } = start;
    const { memory, arrays } = wasmArrays({
      places,
      others: others ?? new Float32Array(0),
      ...edges,
      due: edges.intervals,
      gathered: new Uint32Array(GATHERED + 1),
      state: randomStates(seed),
    });
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    this.start = start;
    this.arrays = arrays;
    this.positions = arrays.places;
  }

  run(epoch: number, rate: number): void {
    const { places, others, heads, tails, intervals, due, gathered, state } = this.arrays;
    const { a, b } = this.start;
    const goals = this.start.others ? others : places;
    this.exports.descend(
      places.byteOffset,
      goals.byteOffset,
      goals.length / 2,
      heads.byteOffset,
      tails.byteOffset,
      intervals.byteOffset,
      due.byteOffset,
      heads.length,
      gathered.byteOffset,
      epoch,
      rate,
      a,
      b,
      PUSH,
      state.byteOffset,
    );
  }
}
