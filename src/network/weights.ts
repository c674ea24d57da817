/** Which network a file of weights makes, and whether its tensors are what that network needs. No GPU here. */
import { WeightsError } from '../base/index.ts';
import type { StoredTensor } from '../io/index.ts';
import { formatShape, sizeOf } from '../math/index.ts';
import type { InputSpec } from '../math/index.ts';
import { VGG_BLOCKS, vgg, vggNamed } from './architectures.ts';
import type { Head, VggName } from './architectures.ts';
import { readInputSpec } from './input-metadata.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { Layer, LearnedLayer, TensorDeclaration } from './layer.ts';
import { readSourceNames } from './source-names.ts';
import type { LayerSource } from './source-names.ts';
import type { WeightOrder } from './upload.ts';

/** What a file says of one tensor. */
interface DescribedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What recognition looks at: a `SafetensorsFile` and a `TensorArchive` are one. */
export interface DescribedFile {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, DescribedTensor>;
}

/** A network read off a file of weights. */
export interface RecognisedModel {
  readonly architecture: VggName;
  readonly width: number;
  /** How many of the five blocks there are. */
  readonly blocks: number;
  readonly head: Head;
  readonly layers: readonly Layer[];
  /** What the network wants its pictures to be. */
  readonly input: InputSpec;
  /** Where each layer's learned values stand in the file, by the layer's name. */
  readonly sources: ReadonlyMap<string, LayerSource>;
}

type DescribedSources = RecognisedModel['sources'];

const FULL_WIDTH_FIRST_KERNELS = 64;
const OWN_NAME = /^block\d_conv\d\.(weight|bias)$/;
const EXPECTED =
  'a VGG-11, 13, 16 or 19 as named by timm and torchvision (features.0.weight), by Keras (block1_conv1/...) or by the studio (block1_conv1.weight)';
const FOUND_NAMES = 3;

/**
 * Reads architecture, width, blocks, head and classes from metadata, names and shapes, then checks every tensor.
 * Throws WeightsError `weights-unrecognised` {found, expected}, `weights-unknown-architecture`, `weights-missing`,
 * `weights-surplus`, `weights-shape`, `weights-format`.
 */
export function recogniseModel(file: DescribedFile): RecognisedModel {
  const names = [...file.tensors.keys()];
  const isOwn = names.some((name) => OWN_NAME.test(name));
  return isOwn || file.metadata.has('architecture') ? recogniseOwn(file) : recogniseOther(file);
}

/** Our own names; the metadata tells the rest. */
function recogniseOwn(file: DescribedFile): RecognisedModel {
  const { metadata, tensors } = file;
  const architecture = readArchitecture(metadata);
  const width = readWidth(file);
  const blocks = countBlocks([...tensors.keys()]);
  const bare = vgg({ name: architecture, blocks, width, head: { kind: 'none' } });
  const head = readHead(file, channelsOf(bare));
  const layers = vgg({ name: architecture, blocks, width, head });
  expectTensors(layers, tensors);
  const sources = new Map(
    layers.filter(isLearned).map((layer) => {
      const { weight, bias } = tensorsOf(layer);
      const order: WeightOrder = layer.kind === 'dense' ? 'rows' : 'oihw';
      return [layer.name, { weight: { name: weight.name, order }, bias: bias.name }];
    }),
  );
  return { architecture, width, blocks, head, layers, input: readInputSpec(metadata), sources };
}

/** Names of others, from which everything is read. */
function recogniseOther({ tensors }: DescribedFile): RecognisedModel {
  const named = readSourceNames([...tensors.keys()]);
  if (!named) throw unrecognised([...tensors.keys()]);
  const { architecture, blocks, input, layers: sources } = named;
  const width = outputsOf('block1_conv1', sources, tensors) / FULL_WIDTH_FIRST_KERNELS;
  const bare = vgg({ name: architecture, blocks, width, head: { kind: 'none' } });
  const channels = channelsOf(bare);
  const hasHead = sources.has('fc1') || sources.has('predictions');
  const head: Head = hasHead ? readDenseHead(sources, tensors, channels) : { kind: 'none' };
  const layers = vgg({ name: architecture, blocks, width, head });
  for (const layer of layers.filter(isLearned)) expectSource(layer, sources, tensors, channels);
  return { architecture, width, blocks, head, layers, input, sources };
}

/** Outputs of a layer, which its bias tells whatever the order of its weights. */
function outputsOf(
  layer: string,
  sources: DescribedSources,
  tensors: DescribedFile['tensors'],
): number {
  return find(tensors, sources.get(layer)?.bias ?? `${layer}.bias`).shape[0] ?? 0;
}

function readDenseHead(
  sources: DescribedSources,
  tensors: DescribedFile['tensors'],
  channels: number,
): Head {
  const units = outputsOf('fc1', sources, tensors);
  const classes = outputsOf('predictions', sources, tensors);
  const weight = find(tensors, sources.get('fc1')?.weight.name ?? 'fc1.weight');
  const side = Math.sqrt(sizeOf(weight.shape) / units / channels);
  if (Number.isInteger(side) && side > 0) {
    return { kind: 'dense', classes, units, map: [side, side] };
  }
  throw wrongShape(weight.name, `units x ${String(channels)} times a square`, weight.shape);
}

/** Throws unless the tensors of a layer are there and shaped as their order says. */
function expectSource(
  layer: LearnedLayer,
  sources: DescribedSources,
  tensors: DescribedFile['tensors'],
  channels: number,
): void {
  const { weight, bias } = tensorsOf(layer);
  const source = sources.get(layer.name);
  if (!source) throw missing(weight.name);
  const { name, order } = source.weight;
  expectShape(find(tensors, name), shapesOf(weight.shape, order, channels));
  expectShape(find(tensors, source.bias), [bias.shape]);
}

/** The shapes that a weight may have at its source; `channels` of the map that a dense layer reads spread out. */
function shapesOf(
  [outputs = 0, inputs = 0, rows = 1, columns = 1]: readonly number[],
  order: WeightOrder,
  channels: number,
): readonly (readonly number[])[] {
  switch (order) {
    case 'oihw':
      return [[outputs, inputs, rows, columns]];
    case 'hwio':
      return [[rows, columns, inputs, outputs]];
    case 'columns':
      return [[inputs, outputs]];
    case 'rows':
      return [
        [outputs, inputs],
        [outputs, inputs, 1, 1],
      ];
    case 'rows-channel-first': {
      const side = Math.sqrt(inputs / channels);
      return [
        [outputs, inputs],
        [outputs, channels, side, side],
      ];
    }
    default:
      return order satisfies never;
  }
}

/** Throws WeightsError unless the tensors are those of the layers, all of them and no others. */
export function expectTensors(
  layers: readonly Layer[],
  tensors: ReadonlyMap<string, DescribedTensor>,
): void {
  const unused = new Set(tensors.keys());
  for (const layer of layers.filter(isLearned)) {
    for (const declared of Object.values(tensorsOf(layer))) {
      expectShape(find(tensors, declared.name), [declared.shape]);
      unused.delete(declared.name);
    }
  }
  const [surplus] = unused;
  if (surplus === undefined) return;
  throw new WeightsError('weights-surplus', `The weights have a tensor too many: ${surplus}.`, {
    tensor: surplus,
  });
}

/** The numbers of a tensor. Throws WeightsError `weights-missing`, `weights-shape` or `weights-not-finite`. */
export function readValues(
  tensors: ReadonlyMap<string, StoredTensor>,
  declared: TensorDeclaration,
): Float32Array {
  const tensor = find(tensors, declared.name);
  expectShape(tensor, [declared.shape]);
  const values = tensor.values();
  if (values.every(Number.isFinite)) return values;
  throw new WeightsError(
    'weights-not-finite',
    `The tensor ${declared.name} holds numbers that are not finite (NaN or infinity).`,
    { tensor: declared.name },
  );
}

function find<T extends DescribedTensor>(tensors: ReadonlyMap<string, T>, name: string): T {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw missing(name);
}

function missing(tensor: string): WeightsError {
  return new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}

function unrecognised(names: readonly string[]): WeightsError {
  const some = names.slice(0, FOUND_NAMES).join(', ');
  const more = names.length - FOUND_NAMES;
  const found = more > 0 ? `${some} ... (${String(names.length)})` : some || '-';
  return new WeightsError(
    'weights-unrecognised',
    `The tensors make no network that is known: ${found}. Expected is ${EXPECTED}.`,
    { found, expected: EXPECTED },
  );
}

function expectShape(
  { shape, name }: DescribedTensor,
  allowed: readonly (readonly number[])[],
): void {
  const fits = allowed.some(
    (one) => one.length === shape.length && one.every((n, i) => n === shape[i]),
  );
  if (!fits) throw wrongShape(name, formatShape(allowed[0] ?? []), shape);
}

function wrongShape(tensor: string, expected: string, shape: readonly number[]): WeightsError {
  const found = formatShape(shape);
  return new WeightsError(
    'weights-shape',
    `The tensor ${tensor} should be ${expected}, but it is ${found}.`,
    { tensor, expected, found },
  );
}

function readArchitecture(metadata: ReadonlyMap<string, string>): VggName {
  const name = metadata.get('architecture');
  if (name === undefined) throw formatError('the metadata does not name the architecture');
  return vggNamed(name);
}

/** The metadata's word, else the number of first kernels as a share of the usual 64. */
function readWidth({ metadata, tensors }: DescribedFile): number {
  const word = metadata.get('width');
  if (word === undefined) {
    const kernels = find(tensors, 'block1_conv1.weight').shape[0] ?? 0;
    return kernels / FULL_WIDTH_FIRST_KERNELS;
  }
  const width = Number(word);
  if (width > 0 && Number.isFinite(width)) return width;
  throw formatError(`the width "${word}" in the metadata is not a positive number`);
}

function formatError(detail: string): WeightsError {
  return new WeightsError('weights-format', `The weights could not be read: ${detail}.`, {
    detail,
  });
}

function countBlocks(names: readonly string[]): number {
  const numbers = names.map((name) => Number(/^block(\d)_conv/.exec(name)?.[1] ?? 1));
  return Math.min(VGG_BLOCKS, Math.max(1, ...numbers));
}

function channelsOf(layers: readonly Layer[]): number {
  const last = layers.findLast((layer) => layer.kind === 'convolution');
  return last?.channels ?? 0;
}

function readHead({ tensors }: DescribedFile, channels: number): Head {
  const isDense = tensors.has('fc1.weight') || tensors.has('fc2.weight');
  if (!isDense && !tensors.has('predictions.weight')) return { kind: 'none' };
  const [classes] = matrixShape(tensors, 'predictions.weight');
  if (!isDense) return { kind: 'global-average-pool', classes };
  const [units, inputs] = matrixShape(tensors, 'fc1.weight');
  const side = Math.sqrt(inputs / channels);
  if (Number.isInteger(side)) return { kind: 'dense', classes, units, map: [side, side] };
  throw wrongShape('fc1.weight', `units x ${String(channels)} times a square`, [units, inputs]);
}

function matrixShape(
  tensors: ReadonlyMap<string, DescribedTensor>,
  name: string,
): readonly [outputs: number, inputs: number] {
  const { shape } = find(tensors, name);
  const [outputs = 0, inputs = 0] = shape;
  if (shape.length === 2 && outputs > 0 && inputs > 0) return [outputs, inputs];
  throw wrongShape(name, 'outputs x inputs', shape);
}
