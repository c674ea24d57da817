/** What is said of layers and of all together; the table is what Markdown takes, in both languages. */
import { beforeAll, describe, expect, test } from 'vitest';
import { ADAPTER_FACTS } from '../../gpu/testing/adapter-facts.ts';
import { loadMessages, messagesFor } from '../../i18n/index.ts';
import type { LayerPerformance, PerformanceReport } from '../../session/index.ts';
import { isOfAnother, kernelOf, totalsOf } from './performance-numbers.ts';
import { jsonOf, markdownOf } from './performance-table.ts';

const layer = (name: string, rest: Partial<LayerPerformance>): LayerPerformance => ({
  name,
  kind: 'convolution',
  shape: [8, 4, 4],
  algorithm: null,
  kernels: [],
  within: null,
  ms: { median: 1, least: 1, most: 1 },
  multiplyAdds: 0,
  gflops: null,
  bytes: 0,
  gbps: null,
  share: null,
  bound: null,
  ...rest,
});

/** Ceilings of 2 multiply-adds and 1 byte a nanosecond. */
const REPORT: PerformanceReport = {
  at: '2026-01-02T03:04:05.678Z',
  device: ADAPTER_FACTS,
  ceilings: { multiplyAdd: 4, multiplyAddF16: null, copy: 1 },
  model: { id: 'a', name: 'Net | work' },
  plan: 'tuned',
  input: { height: 8, width: 8 },
  layers: [
    layer('input', { kind: 'input', ms: null }),
    layer('conv', {
      algorithm: 'winograd-4/quads-28',
      ms: { median: 2, least: 1.5, most: 3 },
      multiplyAdds: 3e6,
      gflops: 3,
      bytes: 1e6,
      gbps: 0.5,
      share: 0.75,
      bound: 'arithmetic',
    }),
    layer('pool', { kind: 'max-pool', within: 'conv', ms: null, bytes: 4e6 }),
    layer('dense', { kind: 'dense', multiplyAdds: 1e5, gflops: 0.1, bytes: 1e6, gbps: 0.5 }),
  ],
  total: { median: 4, least: 3.5, most: 5 },
  rounds: 7,
  hasClock: true,
};

beforeAll(async () => {
  await Promise.all([loadMessages('en'), loadMessages('ja')]);
});

test('all layers together: the ceilings would allow a share of the time', () => {
  // 1.5 ms of arithmetic, then 1 ms of memory, of 4 ms; the pooling is part of the convolution.
  const { fps, gflops, gbps, share } = totalsOf(REPORT);
  expect(fps).toBe(250);
  expect(gflops).toBeCloseTo(6.2e6 / 4e6, 9);
  expect(gbps).toBeCloseTo(2e6 / 4e6, 9);
  expect(share).toBeCloseTo(2.5 / 4, 9);
});

describe('the kernel in words', () => {
  test.each([
    [{ algorithm: 'winograd-4/quads-28/q16' }, 'Winograd F(4×4)', 'winograd-4/quads-28/q16'],
    [{ algorithm: 'direct/8' }, 'direct', 'direct/8'],
    [{ algorithm: 'of-tomorrow/9' }, 'of-tomorrow/9', ''],
    [{ algorithm: 'constructor' }, 'constructor', ''],
    [{ kernels: ['convolution_3x3'] }, 'direct', ''],
    [{ kernels: ['convolution'] }, 'direct, any window', ''],
    [{}, 'convolution', ''],
    [{ kind: 'max-pool', kernels: ['max_pool'] }, 'max pooling', ''],
    [{ kind: 'max-pool', within: 'block1_conv2' }, 'with block1_conv2', ''],
  ] as const)('%j: %s', (rest, words, detail) => {
    expect(kernelOf(layer('it', rest), messagesFor('en'), 'en')).toEqual({ words, detail });
  });
});

test('a table in Markdown has as many cells in every row', () => {
  for (const language of ['en', 'ja'] as const) {
    const lines = markdownOf(REPORT, messagesFor(language), language).split('\n');
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + 3 + 1);
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(9);
  }
  const text = markdownOf(REPORT, messagesFor('en'), 'en');
  expect(text).toContain(
    '| conv | 8 × 4 × 4 | Winograd F(4×4), winograd-4/quads-28 | 2.00 | 3.00 | 0.500 | 75.0% (arithmetic) |',
  );
  expect(text).toContain('| pool | 8 × 4 × 4 | with conv | – | – | – | – |');
  expect(text).toContain('| All layers |  |  | 4.00 | 1.55 | 0.500 | 62.5% |');
  expect(text).toContain('Device: maker kind');
  expect(text).not.toContain('f16: ');
});

test('JSON has everything', () => {
  expect(JSON.parse(jsonOf(REPORT))).toEqual(REPORT);
});

test('another network or another size is told from this one', () => {
  expect(isOfAnother(REPORT, 'a', 8)).toBe(false);
  expect(isOfAnother(REPORT, 'b', 8)).toBe(true);
  expect(isOfAnother(REPORT, 'a', 16)).toBe(true);
});
