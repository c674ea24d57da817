/** Brings the weights of an archive to a network as they come, layer by layer. Knows no page and no server. */
import { DisposableStore, OutOfMemoryError, WeightsError } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { BYTES_OF_TYPE, decodeTensor } from '../io/index.ts';
import type { TensorArchive, TensorEntry, TensorPiece } from '../io/index.ts';
import { sizeOf } from '../math/index.ts';
import { isLearned } from './layer.ts';
import type { LearnedLayer } from './layer.ts';
import type { Network } from './network.ts';
import type { LayerSource } from './source-names.ts';
import { startUpload } from './upload.ts';
import type { LearnedUpload, Precision, UploadOptions } from './upload.ts';

/** What is fed, and who is told. */
export interface FeedOptions {
  readonly archive: TensorArchive;
  /** Where each layer's values stand in the archive. */
  readonly sources: ReadonlyMap<string, LayerSource>;
  /** Of convolutions. */
  readonly precision: Precision;
  readonly signal: AbortSignal;
  /** Waited for before each piece is asked for: a pause. */
  readonly gate?: () => Promise<void>;
  /** Called with the bytes of each piece. */
  readonly onBytes?: (layer: string, bytes: number) => void;
  /** Called as soon as a layer can be used. */
  readonly onLayer?: (layer: string) => void;
}

/** A layer whose values are on their way. */
interface Feeding {
  readonly layer: LearnedLayer;
  readonly source: LayerSource;
  readonly bias: Float32Array;
  upload: Owned<LearnedUpload> | null;
  /** Values that are still to come. */
  missing: number;
}

/**
 * Feeds every layer that the network lacks, in its order. Throws WeightsError (`weights-not-finite` {tensor} among them),
 * OutOfMemoryError, and the signal's reason; layers that were complete before stay the network's.
 */
export async function feedNetwork(gpu: Gpu, network: Network, options: FeedOptions): Promise<void> {
  const { archive, signal } = options;
  const feedings = feedingsOf(network, options);
  const byTensor = new Map(
    feedings.flatMap((feeding) => [
      [feeding.source.weight.name, feeding] as const,
      [feeding.source.bias, feeding] as const,
    ]),
  );
  const uploads = new DisposableStore();
  const wanted = [...byTensor.keys()].map((name) => ({ name, offset: 0 }));
  const begin = async (feeding: Feeding): Promise<LearnedUpload> => {
    feeding.upload ??= uploads.add(await beginUpload(gpu, network, feeding, options.precision));
    return feeding.upload;
  };
  try {
    for await (const piece of gated(archive.read(wanted, signal), options.gate)) {
      signal.throwIfAborted();
      const feeding = byTensor.get(piece.entry.name);
      if (!feeding) continue;
      const upload = await begin(feeding);
      // Only dense weights go to the GPU piece by piece.
      if (feeding.layer.kind === 'dense') await gpu.guard(() => take(feeding, upload, piece));
      else take(feeding, upload, piece);
      options.onBytes?.(feeding.layer.name, piece.bytes.length);
      if (feeding.missing > 0) continue;
      upload.writeBias(feeding.bias);
      network.supply(feeding.layer.name, await gpu.guard(() => upload.finish()));
      options.onLayer?.(feeding.layer.name);
    }
    signal.throwIfAborted();
    const left = feedings.find(({ missing }) => missing > 0);
    if (left) throw missingTensor(left.source.weight.name);
  } finally {
    uploads.dispose();
  }
}

/** Bytes of a layer in the archive. */
export function bytesOfLayer(
  { tensors }: Pick<TensorArchive, 'tensors'>,
  source: LayerSource | undefined,
): number {
  const names = source ? [source.weight.name, source.bias] : [];
  return names.reduce((sum, name) => sum + (tensors.get(name)?.bytes ?? 0), 0);
}

function feedingsOf(network: Network, { archive, sources }: FeedOptions): readonly Feeding[] {
  const lacking = new Set(network.lacking);
  return network.layers
    .filter(isLearned)
    .filter(({ name }) => lacking.has(name))
    .map((layer) => {
      const source = sources.get(layer.name);
      const weight = entryOf(archive, source?.weight.name ?? `${layer.name}.weight`);
      const bias = entryOf(archive, source?.bias ?? `${layer.name}.bias`);
      if (!source) throw missingTensor(`${layer.name}.weight`);
      const count = sizeOf(bias.shape);
      const missing = sizeOf(weight.shape) + count;
      return { layer, source, bias: new Float32Array(count), upload: null, missing };
    });
}

function entryOf({ tensors }: TensorArchive, name: string): TensorEntry {
  const entry = tensors.get(name);
  if (entry) return entry;
  throw missingTensor(name);
}

/** Dense layers are kept in 8 bits where 16 do not fit. */
async function beginUpload(
  gpu: Gpu,
  network: Network,
  { layer, source }: Feeding,
  precision: Precision,
): Promise<Owned<LearnedUpload>> {
  const options: UploadOptions = {
    order: source.weight.order,
    channels: channelsBefore(network, layer),
    precision,
  };
  try {
    return await startUpload(gpu, layer, options);
  } catch (error) {
    if (layer.kind !== 'dense' || !(error instanceof OutOfMemoryError)) throw error;
    return startUpload(gpu, layer, { ...options, denseFormat: 'q8' });
  }
}

/** Channels of the map that a layer reads flattened; else of what it reads. */
function channelsBefore({ layers }: Network, layer: LearnedLayer): number {
  if (layer.kind === 'convolution') return layer.inputChannels;
  const before = layers.find(({ name }) => name === layer.inputs[0]);
  if (before?.kind !== 'flatten') return layer.inputUnits;
  const last = layers.findLast(({ kind }) => kind === 'convolution');
  return last?.kind === 'convolution' ? last.channels : layer.inputUnits;
}

function take(
  feeding: Feeding,
  upload: LearnedUpload,
  { entry, offset, bytes }: TensorPiece,
): void {
  const values = decodeTensor(entry.type, bytes);
  if (!values.every(Number.isFinite)) {
    throw new WeightsError(
      'weights-not-finite',
      `The tensor ${entry.name} holds numbers that are not finite (NaN or infinity).`,
      { tensor: entry.name },
    );
  }
  const first = offset / BYTES_OF_TYPE[entry.type];
  if (entry.name === feeding.source.bias) feeding.bias.set(values, first);
  else upload.writeWeights(values, first);
  feeding.missing -= values.length;
}

/** Asks for each piece only when the gate is open. */
async function* gated(
  pieces: AsyncGenerator<TensorPiece>,
  gate: (() => Promise<void>) | undefined,
): AsyncGenerator<TensorPiece> {
  for await (const piece of pieces) {
    yield piece;
    await gate?.();
  }
}

function missingTensor(tensor: string): WeightsError {
  return new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}
