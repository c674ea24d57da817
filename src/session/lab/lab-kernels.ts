/** Kernels of a lab as settings: of presets, with one weight changed, and with as many slices as the channels want. */
import { presetKernel, presetSizes } from '../../math/lab/index.ts';
import type { KernelPreset, LabDisplay } from '../../math/lab/index.ts';
import type { LabChannels, LabFilters, LabKernel, LabSettings } from './lab-types.ts';

const RGB = 3;
const HALF = 0.5;
const RED_GREEN_BLUE = [0, 1, 2];

/** How many slices a kernel has. */
export function slicesOf(channels: LabChannels): 1 | 3 {
  return channels === 'sum' ? RGB : 1;
}

/** A preset in a size that makes sense for it: the nearest to the one asked for. */
export function kernelOf(preset: KernelPreset, size: number, channels: LabChannels): LabKernel {
  const [nearest = size] = [...presetSizes(preset)].sort(
    (a, b) => Math.abs(a - size) - Math.abs(b - size) || b - a,
  );
  const values = presetKernel(preset, nearest);
  const slices = slicesOf(channels);
  return {
    size: [nearest, nearest],
    values: Array.from({ length: slices }, () => values).flat(),
    preset,
    source: null,
  };
}

/** A filter of a network, all of its three colours or one channel of it, as settings; null where there is none. */
export async function filterOf(
  filters: LabFilters | null,
  { layer, filter, channel }: { layer: string; filter: number; channel: number | null },
  now: LabChannels,
): Promise<Partial<LabSettings> | null> {
  const found = filters?.layers.find(({ name }) => name === layer);
  if (!filters || !found) return null;
  const read = channel === null ? RED_GREEN_BLUE : [channel];
  const slices = await Promise.all(read.map((one) => filters.read(layer, filter, one)));
  const values = slices.flatMap((slice) => [...slice]);
  return {
    channels: channel === null ? 'sum' : now === 'sum' ? 'grey' : now,
    kernel: { size: found.size, values, preset: null, source: { layer, filter } },
    // What networks do.
    flip: false,
  };
}

/** A preset as settings, with a display that shows what it makes. */
export function presetIn(
  preset: KernelPreset,
  size: number,
  channels: LabChannels,
  display: LabDisplay,
): Partial<LabSettings> {
  const kernel = kernelOf(preset, size, channels);
  return { kernel, display: displayFor(kernel, display) };
}

/**
 * The display that shows what a kernel makes: a picture again where its weights add up to something, differences where they add up
 * to nothing. What a person has chosen beside these two stays.
 */
function displayFor({ values, size }: LabKernel, now: LabDisplay): LabDisplay {
  if (now !== 'clamp' && now !== 'diverging') return now;
  const [rows, columns] = size;
  const sum = values.slice(0, rows * columns).reduce((total, value) => total + value, 0);
  return Math.abs(sum) > HALF ? 'clamp' : 'diverging';
}

/** One number changed: it is no preset any more. */
export function withWeight(kernel: LabKernel, place: number, value: number): LabKernel {
  const values = kernel.values.map((weight, index) => (index === place ? value : weight));
  return { ...kernel, values, preset: null, source: null };
}

/** Settings that fit each other: as many slices as the channels want, and a task that the lab has. */
export function fitted(settings: LabSettings): LabSettings {
  const { kernel, channels, lab, task } = settings;
  const [rows, columns] = kernel.size;
  const wanted = slicesOf(channels) * rows * columns;
  const slice = kernel.values.slice(0, rows * columns);
  const values =
    kernel.values.length === wanted
      ? kernel.values
      : Array.from({ length: wanted }, (_, place) => slice[place % slice.length] ?? 0);
  const isAbsent = task === (lab === 'pooling' ? 'learn' : 'shift');
  return { ...settings, kernel: { ...kernel, values }, task: isAbsent ? 'forward' : task };
}
