/** Which network a file of weights makes, and whether its tensors are what that network needs. No GPU here. */
import { WeightsError } from '../base/index.ts';
import type { StoredTensor } from '../io/index.ts';
import { formatShape } from '../math/index.ts';
import type { InputSpec } from '../math/index.ts';
import { VGG_BLOCKS, vgg, vggNamed } from './architectures.ts';
import type { Head, VggName } from './architectures.ts';
import { readInputSpec } from './input-metadata.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { Layer, TensorDeclaration } from './layer.ts';
import type { LayerSource } from './source-names.ts';
import type { WeightOrder } from './upload.ts';

/** What a file says of one tensor. */
export interface DescribedTensor {
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

const FULL_WIDTH_FIRST_KERNELS = 64;
/**
 * Reads a file with our own names: architecture, width, blocks, head and classes from metadata, names and shapes; then
 * checks every tensor. Throws WeightsError `weights-unknown-architecture`, `weights-missing`, `weights-surplus`,
 * `weights-shape`, `weights-format`.
 */
export function recogniseOwn(file: DescribedFile): RecognisedModel {
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

export function find<T extends DescribedTensor>(tensors: ReadonlyMap<string, T>, name: string): T {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw missing(name);
}

export function missing(tensor: string): WeightsError {
  return new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}

export function expectShape(
  { shape, name }: DescribedTensor,
  allowed: readonly (readonly number[])[],
): void {
  const fits = allowed.some(
    (one) => one.length === shape.length && one.every((n, i) => n === shape[i]),
  );
  if (!fits) throw wrongShape(name, formatShape(allowed[0] ?? []), shape);
}

export function wrongShape(
  tensor: string,
  expected: string,
  shape: readonly number[],
): WeightsError {
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

export function channelsOf(layers: readonly Layer[]): number {
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
