type NumberArray = Float32Array | Uint32Array;

const PAGE = 65_536;
/** A cache line. */
const LINE = 64;

/**
 * Copies arrays into a memory that the kernels can compute on.
 *
 * @throws RangeError where they do not fit
 */
export function wasmArrays<Arrays extends Record<string, NumberArray>>(
  arrays: Arrays,
): { memory: WebAssembly.Memory; arrays: Arrays } {
  const entries = Object.entries(arrays);
  const starts: number[] = [];
  let bytes = 0;
  for (const [, array] of entries) {
    starts.push(bytes);
    bytes += Math.ceil(array.byteLength / LINE) * LINE;
  }
  const pages = Math.ceil(bytes / PAGE) + 1;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const copies = entries.map(([name, array], i) => {
    const Type = array.constructor as new (
      buffer: ArrayBufferLike,
      at: number,
      length: number,
    ) => NumberArray;
    const copy = new Type(memory.buffer, starts[i], array.length);
    copy.set(array);
    return [name, copy];
  });
  return { memory, arrays: Object.fromEntries(copies) as Arrays };
}
