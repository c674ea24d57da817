/** One small VGG-16 as the files that the world has of it: timm's safetensors, Keras' HDF5 with and without a head. */
import { createHash } from 'node:crypto';
import { writeSafetensors } from '../../../src/io/index.ts';
import { hdf5Of } from '../../../src/io/testing/hdf5-writer.ts';
import { asKeras, asTimm, ownTensors } from '../../../src/network/testing/foreign-tensors.ts';

/** Its numbers under this project's names, timm's and Keras'. */
export const own = ownTensors();
export const timm = asTimm(own);
export const keras = asKeras(own);

/** Of a convolution, whatever the naming. */
export const isFeature = (name: string): boolean => /block\d|features/.test(name);

const valuesOf = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (own.get(name)?.data.length ?? 0), 0);
/** How many numbers there are. */
export const all = valuesOf([...own.keys()]);
export const features = valuesOf([...own.keys()].filter(isFeature));

/** In timm's own order, by name: the convolutions come first. */
export const timmFile = Buffer.from(
  writeSafetensors(new Map([...timm].sort(([a], [b]) => (a < b ? -1 : 1))), { format: 'pt' }),
);
const datasets = [...keras].map(([path, tensor]) => ({ path, ...tensor }));
export const kerasFile = await hdf5Of(datasets);
export const kerasFeaturesFile = await hdf5Of(datasets.filter(({ path }) => isFeature(path)));

/** A checksum in hexadecimal digits. */
export const sumOf = (kind: 'md5' | 'sha256', bytes: Uint8Array): string =>
  createHash(kind).update(bytes).digest('hex');
