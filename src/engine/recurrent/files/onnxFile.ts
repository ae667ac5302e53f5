import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { VectorFile } from '../../formats/bytes/vectorFile.ts';
import type { Ask } from '../../formats/format.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { chooseNetwork, type Choice } from './chooseNetwork.ts';
import { DIRECTIONS, fromOnnx, KINDS, type OnnxNode } from './onnx.ts';
import { attributesOf, readGraph, TooMany, type Graph, type GraphNode } from './onnxGraph.ts';
import { onnxTensor } from './onnxTensor.ts';
import { BrokenMessage } from './protobuf.ts';

/** A message's first field, the version of the format, as a varint. */
const FIRST_BYTE = 0x08;
/** Protocol Buffers' own limit. */
const MOST_BYTES = 2 ** 31 - 1;
/** Which of a recurrent node's inputs its weights are; the first is the sequence itself. */
const WEIGHTS = { W: 1, R: 2, B: 3, P: 7 };
/** What does no more than turn a layer's output into the shape that the next one takes. */
const RESHAPING = new Set(['Cast', 'Dropout', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze']);
/** More than exporters put between two layers. */
const LONGEST_WAY = 16;

/** A recurrent node of the graph. */
interface Layer {
  label: string;
  graphNode: GraphNode;
  node: OnnxNode;
}

export function isOnnx({ head: { bytes }, name }: VectorFile): boolean {
  return bytes[0] === FIRST_BYTE || name.toLowerCase().endsWith('.onnx');
}

/**
 * The RNN, LSTM or GRU in a model of ONNX (https://onnx.ai/onnx/intro/concepts.html): nodes that follow upon each other
 * are the layers of one network. Where there are several networks, the user chooses.
 *
 * @throws UserFault where there is none, its weights are not in the file, or the file is broken
 */
export function onnxNetwork(file: VectorFile, ask: Ask): Omit<OpenNetwork, 'name'> {
  if (file.size > MOST_BYTES)
    throw new UserFault(l10n.t('{0} has more than 2 GiB; a file of ONNX has less.', file.name));
  try {
    const graph = readGraph(file.bytes(0, file.size));
    const networks = chains(graph, layersOf(file, graph));
    if (networks.length === 0) throw noNetwork(file, graph);
    return { ...joined(file, chooseNetwork(file.name, networks.map(choiceOf), ask).layers), format: 'ONNX' };
  } catch (error) {
    if (error instanceof BrokenMessage)
      throw new UserFault(
        l10n.t('{0} is a broken file of ONNX, or none: no field can begin at byte {1}.', file.name, error.at),
      );
    if (error instanceof TooMany)
      throw new UserFault(l10n.t('{0} has more nodes or tensors than a model of ONNX can have.', file.name));
    throw error;
  }
}

function layersOf(file: VectorFile, graph: Graph): Layer[] {
  return graph.nodes
    .filter(({ opType }) => KINDS.has(opType))
    .map((graphNode) => {
      const { name, opType, inputs, outputs } = graphNode;
      const label = name || outputs.find((output) => output !== '') || opType;
      const weights = weightsOf(file, graph, label, inputs);
      return { label, graphNode, node: { opType, attributes: attributesOf(graphNode), inputs: weights } };
    });
}

/** Those of a node's inputs that do not change, by their roles. */
function weightsOf(
  file: VectorFile,
  { constants }: Graph,
  label: string,
  inputs: readonly string[],
): OnnxNode['inputs'] {
  const named = Object.entries(WEIGHTS).map(([role, place]) => ({ role, value: inputs[place] ?? '' }));
  return new Map(
    named
      .filter(({ value }) => value !== '')
      .map(({ role, value }) => {
        const tensor = constants.get(value);
        if (!tensor) throw computed(file, role, label);
        return [role, onnxTensor(file, role, tensor)];
      }),
  );
}

function computed({ name }: VectorFile, role: string, label: string): UserFault {
  return new UserFault(
    l10n.t(
      '{0}: the weights {1} of the node {2} are computed by other nodes, which is not done here. Export the model with constants folded.',
      ...[name, role, label],
    ),
  );
}

/** Layers that take each other's output, from the first on. */
function chains({ nodes }: Graph, layers: Layer[]): Layer[][] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const layerOf = new Map(layers.map((layer) => [layer.graphNode, layer]));
  const following = new Map<Layer, Layer>();
  for (const layer of layers) {
    const before = layerBefore(layer.graphNode, makers, layerOf);
    if (before && before !== layer && !following.has(before) && fits(before, layer))
      following.set(before, layer);
  }
  const later = new Set(following.values());
  return layers.filter((layer) => !later.has(layer)).map((first) => [...chainFrom(first, following)]);
}

function* chainFrom(first: Layer, following: Map<Layer, Layer>): Generator<Layer> {
  for (let layer: Layer | undefined = first; layer; layer = following.get(layer)) yield layer;
}

/** The layer whose output, all its states and not the last one, is a node's sequence. */
function layerBefore(
  { inputs: [input] }: GraphNode,
  makers: Map<string, GraphNode>,
  layerOf: Map<GraphNode, Layer>,
): Layer | undefined {
  for (let i = 0; i < LONGEST_WAY; i++) {
    const maker = makers.get(input);
    if (!maker) return undefined;
    const layer = layerOf.get(maker);
    if (layer) return maker.outputs[0] === input ? layer : undefined;
    if (!RESHAPING.has(maker.opType)) return undefined;
    [input] = maker.inputs;
  }
  return undefined;
}

/** Whether two nodes may be layers of one network: cells of one kind and size. */
function fits(before: Layer, after: Layer): boolean {
  const [first, second] = [before, after].map((layer) => ({ ...layer.node, ...sizesOf(layer) }));
  return (
    first.opType === second.opType &&
    JSON.stringify(first.attributes) === JSON.stringify(second.attributes) &&
    first.hiddenSize === second.hiddenSize &&
    second.inputSize === first.hiddenSize * first.directions.length
  );
}

function sizesOf({ node: { inputs, attributes } }: Layer) {
  const inputSize = inputs.get('W')?.shape[2] ?? NaN;
  const hiddenSize = inputs.get('R')?.shape[2] ?? NaN;
  const directions = DIRECTIONS.get(attributes.direction) ?? [];
  return { inputSize, hiddenSize, directions };
}

function choiceOf(layers: Layer[]): Choice & { layers: Layer[] } {
  const [first] = layers;
  const kind = KINDS.get(first.node.opType)!;
  return { name: first.label, size: { kind, ...sizesOf(first), numLayers: layers.length }, layers };
}

function joined(file: VectorFile, layers: Layer[]): Pick<OpenNetwork, 'network' | 'bias'> {
  const read = layers.map(({ label, node }) =>
    fromOnnx(layers.length > 1 ? `${file.name}, ${label}` : file.name, node),
  );
  return {
    network: { ...read[0].network, layers: read.flatMap(({ network }) => network.layers) },
    bias: read.some(({ bias }) => bias),
  };
}

function noNetwork({ name }: VectorFile, { nodes }: Graph): UserFault {
  const found = [...new Set(nodes.map(({ opType }) => opType))].slice(0, 8).join(', ');
  return new UserFault(
    l10n.t('{0} holds no RNN, LSTM or GRU of ONNX, but {1}.', name, found || l10n.t('nothing')),
  );
}
