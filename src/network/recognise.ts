/**
 * Which network a file of weights makes, whoever named its tensors: Keras, timm, torchvision or the studio. No GPU here,
 * and not needed for the first picture.
 */
import { WeightsError } from '../base/index.ts';
import { sizeOf } from '../math/index.ts';
import { vgg } from './architectures.ts';
import type { Head } from './architectures.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { LearnedLayer } from './layer.ts';
import { readSourceNames } from './source-names.ts';
import type { WeightOrder } from './upload.ts';
import { channelsOf, expectShape, find, missing, recogniseOwn, wrongShape } from './weights.ts';
import type { DescribedFile, RecognisedModel } from './weights.ts';

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
