/** The parameters of lib/scale.wgsl, for every view that colours values. */
import { COLORMAPS } from '../../math/index.ts';
import type { ColorScale, ColormapName } from '../../math/index.ts';
import type { Owned } from '../../base/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';

const RGB = 3;
const RGBA = 4;
const COLORS = 256;
const SCALES = { layer: 0, channel: 1, fixed: 2 } as const;

/** Fields of Params that lib/scale.wgsl reads. */
export const COLOR_SCALE_FIELDS = {
  scale: 'u32',
  lo: 'f32',
  hi: 'f32',
  gamma: 'f32',
  diverging: 'u32',
} as const;

/** What a view of the values of a layer reads. */
export interface ColoredMap {
  readonly input: BlockedTensor;
  /** Both from `prepareStatistics`. */
  readonly channelStats: GpuBuffer;
  readonly layerStats: GpuBuffer;
  /** From `uploadColormap`. */
  readonly colormap: GpuBuffer;
}

/** Values of the fields. */
export function colorScaleParams({
  scale,
  lo = 0,
  hi = 1,
  gamma = 1,
  diverging = false,
}: ColorScale): StructValues<typeof COLOR_SCALE_FIELDS> {
  return { scale: SCALES[scale], lo, hi, gamma, diverging: diverging ? 1 : 0 };
}

/** A colour map as the views read it: 256 opaque colours. */
export function uploadColormap(gpu: Gpu, label: string, name: ColormapName): Owned<GpuBuffer> {
  const bytes = COLORMAPS[name];
  const colors = new Float32Array((bytes.length / RGB) * RGBA).map((_, i) => {
    const channel = i % RGBA;
    return channel < RGB ? (bytes[Math.floor(i / RGBA) * RGB + channel] ?? 0) / 255 : 1;
  });
  return gpu.bufferFrom(label, colors);
}

/** From black to one pure colour, as a colour map. */
export function uploadTint(
  gpu: Gpu,
  label: string,
  tint: 'red' | 'green' | 'blue',
): Owned<GpuBuffer> {
  const lit = ['red', 'green', 'blue'].indexOf(tint);
  const colors = Float32Array.from({ length: COLORS * RGBA }, (_, i) => {
    const channel = i % RGBA;
    if (channel === RGB) return 1;
    return channel === lit ? Math.floor(i / RGBA) / (COLORS - 1) : 0;
  });
  return gpu.bufferFrom(label, colors);
}
