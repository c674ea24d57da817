/**
 * Writes a task as an ONNX model, the output of every layer an output of the graph. Only the few messages of onnx.proto
 * (opset 17) that this takes; knows no runtime.
 */
import type { Layer } from '../../src/network/index.ts';
import { comparedLayers, valuesOf } from './task.ts';
import type { Task } from './task.ts';

/** Name of the graph's input. */
export const INPUT_NAME = 'input';

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;
const LENGTH_DELIMITED = 2;
const VARINT_BITS = 7;
const VARINT_LIMIT = 1 << VARINT_BITS;
const WIRE_BITS = 3;

/** Pieces of a message; joined at the end, so that weights are copied once. */
type Message = readonly Uint8Array[];

/** The bytes of the model. */
export function writeOnnxModel(task: Task): Uint8Array<ArrayBuffer> {
  const nodes = task.layers.flatMap((layer) => nodesOf(layer).map((node) => bytes(1, node)));
  const initializers = task.layers.flatMap((layer) => initializersOf(task, layer));
  const outputs = comparedLayers(task).map((name) => bytes(12, valueInfo(name, null)));
  const graph: Message = [
    ...nodes.flat(),
    ...text(2, 'graph'),
    ...initializers,
    ...bytes(11, valueInfo(INPUT_NAME, [1, ...task.input.shape])),
    ...outputs.flat(),
  ];
  const opset = bytes(8, [...text(1, ''), ...int(2, OPSET)]);
  return join([...int(1, IR_VERSION), ...text(2, 'kawasemi-bench'), ...bytes(7, graph), ...opset]);
}

function nodesOf(layer: Layer): readonly Message[] {
  if (layer.kind === 'input') return [];
  const { name, kind } = layer;
  const [from] = layer.inputs;
  switch (kind) {
    case 'convolution': {
      const [top, left] = layer.padding;
      const attributes = [
        ints('kernel_shape', layer.kernel),
        ints('strides', layer.stride),
        ints('dilations', layer.dilation),
        ints('pads', [top, left, top, left]),
      ];
      return activated(layer.activation, name, (output) =>
        node('Conv', [from, `${name}.weight`, `${name}.bias`], output, attributes),
      );
    }
    case 'max-pool': {
      const attributes = [
        ints('kernel_shape', [layer.window, layer.window]),
        ints('strides', [layer.stride, layer.stride]),
      ];
      return [node('MaxPool', [from], name, attributes)];
    }
    case 'global-average-pool':
      return [node('GlobalAveragePool', [from], name)];
    case 'dense':
      return [
        node('Flatten', [from], `${name}.flat`, [intAttribute('axis', 1)]),
        ...activated(layer.activation, name, (output) =>
          node('Gemm', [`${name}.flat`, `${name}.weight`, `${name}.bias`], output, [
            intAttribute('transB', 1),
          ]),
        ),
      ];
    case 'average-pool':
    case 'flatten':
      throw new Error(`The bench does not know ${kind}.`);
    default:
      return kind satisfies never;
  }
}

const ACTIVATIONS = { relu: 'Relu', softmax: 'Softmax' } as const;

function activated(
  activation: keyof typeof ACTIVATIONS | null,
  name: string,
  make: (output: string) => Message,
): readonly Message[] {
  if (activation === null) return [make(name)];
  const before = `${name}.sum`;
  return [make(before), node(ACTIVATIONS[activation], [before], name)];
}

function initializersOf(task: Task, layer: Layer): Message {
  if (layer.kind !== 'convolution' && layer.kind !== 'dense') return [];
  const { weight, bias } = valuesOf(task, layer.name);
  const dims =
    layer.kind === 'convolution'
      ? [layer.channels, layer.inputChannels, ...layer.kernel]
      : [layer.units, layer.inputUnits];
  return [
    ...bytes(5, tensor(`${layer.name}.weight`, dims, weight)),
    ...bytes(5, tensor(`${layer.name}.bias`, [bias.length], bias)),
  ];
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Message[] = [],
): Message {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(3, output),
    ...text(4, operator),
    ...attributes.flatMap((attribute) => bytes(5, attribute)),
  ];
}

function ints(name: string, values: readonly number[]): Message {
  return [
    ...text(1, name),
    ...values.flatMap((value) => int(8, value)),
    ...int(20, INTS_ATTRIBUTE),
  ];
}

function intAttribute(name: string, value: number): Message {
  return [...text(1, name), ...int(3, value), ...int(20, INT_ATTRIBUTE)];
}

function tensor(name: string, dims: readonly number[], values: Float32Array): Message {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [
    ...dims.flatMap((dim) => int(1, dim)),
    ...int(2, FLOAT),
    ...text(8, name),
    ...bytes(9, [raw]),
  ];
}

/** `dims` null: the runtime finds the shape itself. */
function valueInfo(name: string, dims: readonly number[] | null): Message {
  const shape = dims?.flatMap((dim) => bytes(1, int(1, dim)));
  const tensorType = [...int(1, FLOAT), ...(shape ? bytes(2, shape) : [])];
  return [...text(1, name), ...bytes(2, bytes(1, tensorType))];
}

function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  while (rest >= VARINT_LIMIT) {
    digits.push((rest % VARINT_LIMIT) + VARINT_LIMIT);
    rest = Math.floor(rest / VARINT_LIMIT);
  }
  return Uint8Array.from([...digits, rest]);
}

function int(field: number, value: number): Message {
  return [varint(field << WIRE_BITS), varint(value)];
}

function bytes(field: number, message: Message): Message {
  const length = message.reduce((sum, piece) => sum + piece.byteLength, 0);
  return [varint((field << WIRE_BITS) | LENGTH_DELIMITED), varint(length), ...message];
}

function text(field: number, value: string): Message {
  return bytes(field, [new TextEncoder().encode(value)]);
}

function join(message: Message): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(message.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of message) {
    joined.set(piece, at);
    at += piece.byteLength;
  }
  return joined;
}
