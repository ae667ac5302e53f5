/** Messages of ONNX, written by hand: what an exporter may write that PyTorch's does not. */

type Content = bigint | number | string | Buffer;

/** A field: whole numbers are varints, all else is bytes with their length before them. */
export function field(number: number, content: Content): Buffer {
  if (typeof content === 'number' || typeof content === 'bigint')
    return Buffer.concat([varint(8 * number), varint(content)]);
  const bytes = Buffer.from(content as Buffer);
  return Buffer.concat([varint(8 * number + 2), varint(bytes.length), bytes]);
}

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

export const floats32 = (values: ArrayLike<number>) => Buffer.from(Float32Array.from(values).buffer);
export const floats64 = (values: ArrayLike<number>) => Buffer.from(Float64Array.from(values).buffer);

/** A TensorProto, its numbers in any of the fields that they may stand in. */
export function tensor(name: string, shape: number[], dataType: number, ...numbers: Buffer[]): Buffer {
  const dims = field(1, Buffer.concat(shape.map(varint)));
  return Buffer.concat([dims, field(2, dataType), field(8, name), ...numbers]);
}

export function node(
  opType: string,
  inputs: string[],
  outputs: string[],
  attributes: Buffer[] = [],
  name = '',
): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => field(1, input)),
    ...outputs.map((output) => field(2, output)),
    field(3, name),
    field(4, opType),
    ...attributes.map((attribute) => field(5, attribute)),
  ]);
}

export function attribute(name: string, type: number, ...values: Buffer[]): Buffer {
  return Buffer.concat([field(1, name), ...values, field(20, type)]);
}

export function model(nodes: Buffer[], tensors: Buffer[]): Buffer {
  const graph = [...nodes.map((each) => field(1, each)), ...tensors.map((each) => field(5, each))];
  return Buffer.concat([field(1, 8), field(7, Buffer.concat(graph))]);
}
