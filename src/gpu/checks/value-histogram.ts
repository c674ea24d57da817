/** How values are spread over the range of f32, and the percentiles that follow, against sorting. */
import { randomArray } from '../../base/index.ts';
import { VALUE_PARTS, partOfValue, percentileOf, sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { VALUE_HISTOGRAM_BYTES, prepareValueHistogram } from '../kernels/value-histogram.ts';
import { expectClose } from './check.ts';
import type { KernelCheck } from './check.ts';

/** A part is an eighth of an octave: its ends differ by at most this share. */
const PART = 0.125;

async function agree(gpu: Gpu, tensor: Tensor3): Promise<void> {
  const input = uploadTensor(gpu, 'check.input', tensor);
  const counts = gpu.buffer('check.counts', VALUE_HISTOGRAM_BYTES);
  gpu.upload(counts, new Uint32Array(VALUE_PARTS).fill(7));
  const launch = await prepareValueHistogram(gpu, 'check', { input, counts });
  gpu.submit('check', (commands) => {
    commands.clear(counts);
    commands.dispatch(launch);
  });
  const found = new Uint32Array(await gpu.read(counts));
  for (const item of [input, counts, launch]) item.dispose();

  const finite = tensor.data.filter(Number.isFinite).sort();
  const expected = new Uint32Array(VALUE_PARTS);
  for (const value of finite) {
    const part = partOfValue(value);
    expected[part] = (expected[part] ?? 0) + 1;
  }
  expectClose(found, expected, 0);
  if (finite.length === 0) return;
  const range = { min: finite[0] ?? 0, max: finite.at(-1) ?? 0 };
  for (const percent of [0, 1, 50, 90, 99, 99.9, 100]) {
    const rank = Math.max(0, Math.ceil((percent / 100) * finite.length) - 1);
    const wanted = finite[rank] ?? NaN;
    const got = percentileOf(found, percent, range);
    if (Math.abs(got - wanted) <= PART * Math.abs(wanted) + Number.EPSILON) continue;
    throw new Error(`percentile ${String(percent)} is ${String(got)} instead of ${String(wanted)}`);
  }
}

function spread(shape: Shape3, change: (value: number, index: number) => number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), 21).map(change) };
}

export const VALUE_HISTOGRAM_CHECKS: readonly KernelCheck[] = (
  [
    ['signed values of many sizes', spread([5, 13, 11], (v) => v ** 9 * 1e6)],
    ['after a ReLU, padding channels left out', spread([7, 40, 33], (v) => Math.max(0, v))],
    ['one spike', spread([3, 30, 30], (v, i) => (i === 1000 ? 1e30 : Math.abs(v)))],
    ['a vector', spread([513, 1, 1], (v) => v)],
    ['more than the workgroups can take at once', spread([6, 260, 250], (v) => v)],
    ['zeros of both signs', spread([1, 2, 2], (_, i) => (i % 2 === 0 ? 0 : -0))],
    ['NaN and infinities', spread([2, 5, 5], (v, i) => [NaN, Infinity, -Infinity][i] ?? v)],
    ['nothing finite', spread([1, 3, 3], () => NaN)],
  ] as const
).map(([title, tensor]) => ({
  name: `value_histogram: ${title}`,
  run: (gpu: Gpu) => agree(gpu, tensor),
}));
