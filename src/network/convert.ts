/** Writes a model of any known kind anew, with the studio's own names and orders, as safetensors. Knows no disk. */
import { WeightsError } from '../base/index.ts';
import { BYTES_OF_TYPE, writeSafetensorsHeader } from '../io/index.ts';
import type { TensorArchive, TensorEntry } from '../io/index.ts';
import { sizeOf } from '../math/index.ts';
import type { InputSpec } from '../math/index.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { LearnedLayer } from './layer.ts';
import { inOwnOrder, writtenType } from './tensor-order.ts';
import type { OrderedTensor } from './tensor-order.ts';
import type { RecognisedModel } from './weights.ts';

/** What to write. */
export interface ConvertOptions {
  /** `features`: the convolutions alone. */
  readonly part: 'features' | 'all';
  /** What the file is to say of itself besides what it must: `classes`, `source`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is still to be written. */
export interface Conversion {
  /** Names at the source of the tensors that are read. */
  readonly wanted: readonly string[];
  /** Of the file in all. */
  readonly bytes: number;
  /** Learned values. */
  readonly parameters: number;
  /** The file from its first byte on; each piece is valid until the next is asked for. */
  write(signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** An own tensor and where it comes from. */
interface Planned extends OrderedTensor {
  readonly name: string;
}

/** Plans the file. Throws WeightsError `weights-missing`; `write` throws `weights-not-finite` and what reading throws. */
export function convertModel(
  archive: TensorArchive,
  model: RecognisedModel,
  { part, metadata }: ConvertOptions,
): Conversion {
  const learned = model.layers.filter(isLearned);
  const layers = part === 'all' ? learned : learned.filter(({ kind }) => kind === 'convolution');
  const planned = layers.flatMap((layer) => planOf(layer, archive, model));
  const announced = planned.map(({ name, entry, shape }) => {
    const type = writtenType(entry.type);
    return [name, { type, shape, bytes: sizeOf(shape) * BYTES_OF_TYPE[type] }] as const;
  });
  const header = writeSafetensorsHeader(new Map(announced), {
    architecture: model.architecture,
    ...describeInput(model.input),
    ...metadata,
  });
  return {
    wanted: planned.map(({ entry }) => entry.name),
    bytes: announced.reduce((sum, [, { bytes }]) => sum + bytes, header.length),
    parameters: planned.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    async *write(signal) {
      yield header;
      for (const tensor of planned) {
        for await (const { buffer, byteOffset, byteLength } of inOwnOrder(
          archive,
          tensor,
          signal,
        )) {
          yield new Uint8Array(buffer, byteOffset, byteLength);
        }
      }
    },
  };
}

function planOf(
  layer: LearnedLayer,
  archive: TensorArchive,
  { sources, layers, head }: RecognisedModel,
): readonly Planned[] {
  const { weight, bias } = tensorsOf(layer);
  const source = sources.get(layer.name);
  const last = layers.findLast(({ kind }) => kind === 'convolution');
  const isFirstDense = layer.name === 'fc1' && head.kind === 'dense';
  const inputs = layer.kind === 'dense' ? layer.inputUnits : layer.inputChannels;
  const channels = isFirstDense && last?.kind === 'convolution' ? last.channels : inputs;
  return [
    {
      ...weight,
      entry: entryOf(archive, source?.weight.name ?? weight.name),
      order: source?.weight.order ?? 'oihw',
      channels,
    },
    {
      ...bias,
      entry: entryOf(archive, source?.bias ?? bias.name),
      order: 'rows',
      channels,
    },
  ];
}

function entryOf({ tensors }: TensorArchive, tensor: string): TensorEntry {
  const entry = tensors.get(tensor);
  if (entry) return entry;
  throw new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}

function describeInput({ order, range, mean, std }: InputSpec): Record<string, string> {
  return { color_order: order, value_range: range, mean: mean.join(','), std: std.join(',') };
}
