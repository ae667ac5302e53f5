import { zipSync } from 'fflate';

/** Files as torch.save writes them, byte by byte, so that each of their parts can be wrong. */

const latin = (text: string) => Buffer.from(text, 'latin1');
const int = (value: number) => Buffer.concat([latin('J'), Buffer.from(Int32Array.of(value).buffer)]);
const text = (value: string) =>
  Buffer.concat([latin('X'), Buffer.from(Uint32Array.of(value.length).buffer), latin(value)]);
const tuple = (...items: Buffer[]) => Buffer.concat([latin('('), ...items, latin('t')]);
const ints = (values: number[]) => tuple(...values.map(int));

export interface PickledTensor {
  /** 'FloatStorage' */
  type?: string;
  /** Numbers in the storage. */
  count: number;
  offset?: number;
  shape: number[];
  strides: number[];
  /** Absent: its place among the tensors. */
  key?: string;
}

/** A state dict: tensors by name, or something else, as a pickle has it. */
export function pickle(entries: Record<string, PickledTensor | Buffer>): Buffer {
  const items = Object.entries(entries).map(([name, value], i) => {
    if (Buffer.isBuffer(value)) return Buffer.concat([text(name), value]);
    const { type = 'FloatStorage', count, offset = 0, shape, strides, key = String(i) } = value;
    const storage = tuple(text('storage'), latin(`ctorch\n${type}\n`), text(key), text('cpu'), int(count));
    const args = tuple(
      Buffer.concat([storage, latin('Q')]),
      int(offset),
      ints(shape),
      ints(strides),
      latin('\x89'),
      latin('ccollections\nOrderedDict\n)R'),
    );
    return Buffer.concat([text(name), latin('ctorch._utils\n_rebuild_tensor_v2\n'), args, latin('R')]);
  });
  return Buffer.concat([latin('\x80\x02ccollections\nOrderedDict\n)R('), ...items, latin('u.')]);
}

/** A zip archive of a pickle and its storages, unpacked as PyTorch leaves them. */
export function archive(data: Buffer, storages: Buffer[], more: Record<string, Buffer> = {}): Uint8Array {
  const files: Record<string, Uint8Array> = { 'a/data.pkl': data };
  storages.forEach((bytes, i) => (files[`a/data/${i}`] = bytes));
  for (const [name, bytes] of Object.entries(more)) files[`a/${name}`] = bytes;
  return zipSync(files, { level: 0 });
}

export function floats(values: number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer);
}

/** A call of a name without arguments. */
export function call(name: string): Buffer {
  return latin(`c${name}\n)R`);
}
