import { fieldsOf, varintsOf } from './protobuf.ts';

/**
 * What a file of ONNX holds of a model's graph: its nodes, and the tensors that are constant. The numbers of the fields
 * are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export interface Graph {
  nodes: GraphNode[];
  /** TensorProto messages by the names of the values that they are. */
  constants: Map<string, Buffer>;
}

/** A NodeProto. */
export interface GraphNode {
  name: string;
  opType: string;
  /** Names of values; '' where an optional one is left out. */
  inputs: string[];
  outputs: string[];
  /** AttributeProto messages. */
  attributes: Buffer[];
}

/** A TensorProto without its numbers. */
export interface TensorHead {
  shape: number[];
  /** A number of the enumeration TensorProto.DataType. */
  dataType: number;
  /** Numbers as they are in memory, little-endian. */
  raw?: Buffer;
  /** float_data, int32_data and double_data, in pieces. */
  floats: Buffer[];
  int32s: (Buffer | bigint)[];
  doubles: Buffer[];
  /** Of numbers in another file: location, offset, length. */
  external: Map<string, string>;
}

/** More than any model has; each takes more memory than its least bytes. */
const MOST = 1 << 17;
const MOST_AXES = 16;
/** Of AttributeProto.AttributeType. */
const [FLOAT, INT] = [1n, 2n];

/** What is more than there can be. */
export class TooMany extends Error {}

/** @throws BrokenMessage where it is no ModelProto; TooMany */
export function readGraph(model: Buffer): Graph {
  const graph: Graph = { nodes: [], constants: new Map() };
  for (const bytes of messages(model, 7))
    for (const [number, value] of fieldsOf(bytes)) {
      if (typeof value === 'bigint') continue;
      if (number === 1) addNode(graph, value);
      if (number === 5) graph.constants.set(textOf(value, 8), value);
      if (graph.nodes.length > MOST || graph.constants.size > MOST) throw new TooMany();
    }
  return graph;
}

/** A node Constant is the tensor that it gives. */
function addNode({ nodes, constants }: Graph, bytes: Buffer): void {
  const [inputs, outputs] = [1, 2].map((field) => texts(bytes, field));
  const node: GraphNode = {
    name: textOf(bytes, 3),
    opType: textOf(bytes, 4),
    inputs,
    outputs,
    attributes: collected(bytes, 5),
  };
  const [constant] =
    node.opType === 'Constant' ? node.attributes.flatMap((attribute) => [...messages(attribute, 5)]) : [];
  if (constant && outputs.length > 0) constants.set(outputs[0], constant);
  else nodes.push(node);
}

/** Floats, whole numbers, texts and lists of floats and texts, by their names. */
export function attributesOf({ attributes }: GraphNode): Record<string, unknown> {
  return Object.fromEntries(attributes.map((bytes) => [textOf(bytes, 1), attributeOf(bytes)]));
}

function attributeOf(bytes: Buffer): unknown {
  let [type, single]: [bigint | undefined, unknown] = [undefined, undefined];
  const [floats, strings]: [number[], string[]] = [[], []];
  for (const [number, value] of fieldsOf(bytes)) {
    if (floats.length + strings.length > MOST) throw new TooMany();
    if (typeof value === 'bigint') {
      if (number === 20) type = value;
      if (number === 3) single = Number(BigInt.asIntN(64, value));
    } else if (number === 2 && value.length === 4) single = value.readFloatLE();
    else if (number === 4) single = value.toString();
    else if (number === 7)
      for (let at = 0; at + 4 <= value.length; at += 4) floats.push(value.readFloatLE(at));
    else if (number === 9) strings.push(value.toString());
  }
  // Some writers leave out what is 0.
  if (single === undefined && (type === FLOAT || type === INT)) return 0;
  return single ?? (strings.length > 0 ? strings : floats.length > 0 ? floats : undefined);
}

export function tensorHead(bytes: Buffer): TensorHead {
  const head: TensorHead = {
    shape: [],
    dataType: 0,
    floats: [],
    int32s: [],
    doubles: [],
    external: new Map(),
  };
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === 1) addDimensions(head.shape, value);
    else if (number === 2) head.dataType = Number(value);
    else if (number === 5) head.int32s.push(value);
    else if (typeof value === 'bigint') continue;
    else if (number === 4) head.floats.push(value);
    else if (number === 9) head.raw = value;
    else if (number === 10) head.doubles.push(value);
    else if (number === 13) head.external.set(textOf(value, 1), textOf(value, 2));
    if (head.floats.length + head.int32s.length + head.doubles.length > MOST) throw new TooMany();
  }
  return head;
}

function addDimensions(shape: number[], value: bigint | Buffer): void {
  for (const length of typeof value === 'bigint' ? [value] : varintsOf(value)) {
    shape.push(Number(length));
    if (shape.length > MOST_AXES) throw new TooMany();
  }
}

function* messages(bytes: Buffer, field: number): Generator<Buffer> {
  for (const [number, value] of fieldsOf(bytes))
    if (number === field && typeof value !== 'bigint') yield value;
}

function collected(bytes: Buffer, field: number): Buffer[] {
  const found: Buffer[] = [];
  for (const message of messages(bytes, field)) {
    found.push(message);
    if (found.length > MOST) throw new TooMany();
  }
  return found;
}

function texts(bytes: Buffer, field: number): string[] {
  return collected(bytes, field).map((text) => text.toString());
}

function textOf(bytes: Buffer, field: number): string {
  for (const text of messages(bytes, field)) return text.toString();
  return '';
}
