/** What the page of the performance says of a layer and of all together, as numbers and words. Pure. */
import { fill, formatCount, formatMeasured, formatPercent } from '../../i18n/index.ts';
import type { Language, Messages } from '../../i18n/index.ts';
import type { LayerPerformance, PerformanceReport } from '../../session/index.ts';

const FLOPS_PER_MULTIPLY_ADD = 2;
/** Per millisecond to 10^9 a second. */
const GIGA_PER_MS = 1e6;
const MS_PER_SECOND = 1000;
const NONE = '–';

/** How a layer is computed, in words, and the name of the algorithm. */
export interface KernelWords {
  readonly words: string;
  /** Empty where there is nothing more to tell. */
  readonly detail: string;
}

/** All layers together. */
export interface Totals {
  readonly fps: number;
  readonly gflops: number;
  readonly gbps: number;
  /** Time that the layers need by the ceilings, as a share of what they take; of a layer the longer of its two. */
  readonly share: number;
}

/** The layers that do something: all but the input. */
export function layersOf({ layers }: PerformanceReport): readonly LayerPerformance[] {
  return layers.filter(({ kind }) => kind !== 'input');
}

/** See `Totals`. */
export function totalsOf({ layers, ceilings, total }: PerformanceReport): Totals {
  let [flops, bytes, needed] = [0, 0, 0];
  for (const layer of layers) {
    // What is done within another layer is counted there.
    const own = layer.within === null ? layer.bytes : 0;
    const work = FLOPS_PER_MULTIPLY_ADD * layer.multiplyAdds;
    flops += work;
    bytes += own;
    needed += Math.max(work / ceilings.multiplyAdd, own / ceilings.copy) / GIGA_PER_MS;
  }
  const { median } = total;
  return {
    fps: MS_PER_SECOND / median,
    gflops: flops / median / GIGA_PER_MS,
    gbps: bytes / median / GIGA_PER_MS,
    share: needed / median,
  };
}

/** How a layer is computed, in words. */
export function kernelOf(
  layer: LayerPerformance,
  messages: Messages,
  language: Language,
): KernelWords {
  const { layers, families } = messages.performance;
  if (layer.within !== null) {
    return { words: fill(layers.within, { layer: layer.within }, language), detail: '' };
  }
  const isNamed = layer.algorithm !== null || layer.kernels.length > 0;
  if (layer.kind !== 'convolution' || !isNamed) {
    return { words: messages.kinds[layer.kind], detail: '' };
  }
  const isPlain = layer.kernels.includes('convolution_3x3');
  const id = layer.algorithm ?? (isPlain ? 'direct' : 'general');
  const [family] = id.split('/');
  const known = Object.entries(families).find(([name]) => name === family)?.[1];
  return { words: known ?? id, detail: known === undefined ? '' : (layer.algorithm ?? '') };
}

/** C × H × W. */
export function shapeText({ shape }: LayerPerformance, language: Language): string {
  return shape.map((n) => formatCount(n, language)).join(' × ');
}

/** A measured number, or a dash. */
export function measuredText(value: number | null, language: Language): string {
  return value === null ? NONE : formatMeasured(value, language);
}

/** A share as a percentage, or a dash. */
export function shareText(share: number | null, language: Language): string {
  return share === null ? NONE : formatPercent(share, language);
}

/** Whether the network or its size is another now than when it was measured. */
export function isOfAnother(
  report: PerformanceReport,
  model: string | undefined,
  size: number,
): boolean {
  return report.model.id !== model || Math.max(report.input.height, report.input.width) !== size;
}
