/** The probe of a hover against its reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { channelStatistics, histogram } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import {
  PROBE_BINS,
  createProbeBuffer,
  prepareProbe,
  probeParams,
  readProbe,
} from '../kernels/probe.ts';
import { createStatisticsBuffers, prepareStatistics } from '../kernels/statistics.ts';
import { expectClose, expectHistogram, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Of the mean; value, min, max and share of zeros are exact or a single quotient. */
const TOLERANCE = 2e-6;

interface Case {
  readonly title: string;
  readonly tensor: () => Tensor3;
  /** Cells to aim at, one after the other with the same launch. */
  readonly aims: readonly (readonly [channel: number, y: number, x: number])[];
  /** Values far from the edges of the bins: no cell may change its bin. */
  readonly exact?: boolean;
}

const CASES: readonly Case[] = [
  {
    title: 'odd multiples of 1/128, which lie inside of their bins',
    tensor: () => randomTensor([6, 21, 19], (value) => (2 * Math.floor(32 * value) + 1) / 128),
    aims: [
      [0, 0, 0],
      [5, 20, 18],
      [3, 7, 11],
    ],
    exact: true,
  },
  {
    title: 'after a ReLU',
    tensor: () => randomTensor([7, 33, 40], (value) => Math.max(0, value)),
    aims: [
      [1, 32, 0],
      [6, 0, 39],
    ],
  },
  {
    title: 'a large map',
    tensor: () => randomTensor([2, 512, 512], (value) => value * value * value),
    aims: [[1, 511, 511]],
  },
  {
    title: 'a vector',
    tensor: () => randomTensor([513, 1, 1], (value) => value),
    aims: [
      [0, 0, 0],
      [512, 0, 0],
    ],
    exact: true,
  },
  {
    title: 'a constant map',
    tensor: () => randomTensor([3, 4, 5], () => -2),
    aims: [[2, 1, 1]],
    exact: true,
  },
  {
    title: 'NaN and infinities are in no bin',
    tensor: () => {
      const tensor = randomTensor([2, 9, 9], (value) => value);
      tensor.data.set([NaN, Infinity, -Infinity], 3);
      tensor.data.fill(NaN, 81);
      return tensor;
    },
    aims: [
      [0, 0, 2],
      [1, 3, 3],
    ],
  },
];

async function run(gpu: Gpu, { tensor: make, aims, exact = false }: Case): Promise<void> {
  const tensor = make();
  const input = uploadTensor(gpu, 'check.input', tensor);
  const { channels, layer } = createStatisticsBuffers(gpu, 'check', tensor.shape[0]);
  const statistics = await prepareStatistics(gpu, 'check', { input, channels, layer });
  const output = createProbeBuffer(gpu, 'check.output');
  const launch = await prepareProbe(gpu, 'check', { input, channelStats: channels, output });
  gpu.submit('check', (commands) => {
    for (const dispatch of statistics.dispatches) commands.dispatch(dispatch);
  });
  const [, height, width] = tensor.shape;
  const expected = channelStatistics(tensor);
  for (const [channel, y, x] of aims) {
    launch.setParams(probeParams(tensor.shape, { channel, y, x }));
    const before = gpu.stats.buffersCreated;
    gpu.submit('check', (commands) => {
      commands.dispatch(launch);
    });
    if (gpu.stats.buffersCreated !== before) throw new Error('a hover made a buffer');
    const probe = await readProbe(gpu, output);
    const cells = tensor.data.subarray(channel * height * width, (channel + 1) * height * width);
    const [min = 0, max = 0, mean = 0, zeros = 0] = expected[channel] ?? [];
    const value = cells[y * width + x];
    if (!Object.is(probe.value, value)) {
      throw new Error(`the value is ${String(probe.value)} instead of ${String(value)}`);
    }
    expectClose([probe.min, probe.max], [min, max], 0);
    expectClose([probe.mean, probe.zeros], [mean, zeros], TOLERANCE);
    const bins = histogram(cells, min, max, PROBE_BINS);
    expectHistogram(probe.histogram, bins, exact);
  }
  for (const item of [input, channels, layer, statistics, output, launch]) item.dispose();
}

function randomTensor(shape: Shape3, change: (value: number) => number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), 9).map(change) };
}

export const PROBE_CHECKS: readonly KernelCheck[] = [
  ...CASES.map((item) => ({
    name: `probe: ${item.title}`,
    run: (gpu: Gpu) => run(gpu, item),
  })),
  {
    name: 'probe: refuses buffers of another size',
    run: async (gpu: Gpu) => {
      const input = createTensor(gpu, 'check.input', [8, 3, 3]);
      const channelStats = gpu.buffer('check.stats', 112);
      const output = createProbeBuffer(gpu, 'check.output');
      const prepare = () => prepareProbe(gpu, 'check', { input, channelStats, output });
      await expectRefusal(prepare, 'channelStats', '112', '128');
      for (const item of [input, channelStats, output]) item.dispose();
    },
  },
];
