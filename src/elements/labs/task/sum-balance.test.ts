/** Sums of gradients, on what the references compute. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../base/index.ts';
import { paddedOutput, paddingFor, poolOutput } from '../../../math/index.ts';
import {
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  paddedConvolutionInputGradient,
} from '../../../math/reference/index.ts';
import type { OutputMode, PaddingMode, Shape3, Tensor3 } from '../../../math/index.ts';
import type { LabFacts, LabRange, LabUpstream } from '../../../session/index.ts';
import { hasGaps, sumBalance } from './sum-balance.ts';

const INPUT: Shape3 = [1, 24, 31];
const KINDS = ['one', 'constant', 'random', 'drawn'] as const;

function values(shape: Shape3, kind: LabUpstream['kind']): Tensor3 {
  const random = createRandom(3);
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  if (kind === 'one') data[0] = 1;
  else if (kind === 'constant') data.fill(1);
  else if (kind === 'drawn') data.fill(-1, 0, 5);
  else data.forEach((_, index) => (data[index] = random() * 2 - 1));
  return { shape, data };
}

function range({ data }: Tensor3): LabRange {
  return { min: Math.min(...data), max: Math.max(...data), sum: data.reduce((a, b) => a + b, 0) };
}

/** Facts as a lab would tell them. */
function facts(
  settings: Record<string, unknown>,
  kernel: number,
  input: Tensor3,
  upstream: Tensor3,
  kind: LabUpstream['kind'],
): LabFacts {
  return {
    scene: {
      settings: { ...settings, upstream: { kind, seed: 1 } },
      input: input.shape,
      output: upstream.shape,
      geometry: { kernel: [kernel, kernel] },
    },
    ranges: { upstream: range(upstream), inputGradient: range(input) },
  } as unknown as LabFacts;
}

describe.each(KINDS)('a gradient from above that is %s', (kind) => {
  it.each([
    [2, 2],
    [3, 1],
    [2, 3],
    [5, 4],
  ])('loses nothing in pooling of %i with stride %i', (size, stride) => {
    const upstream = values(poolOutput(INPUT, size, stride), kind);
    const { winners } = maxPool(values(INPUT, 'random'), size, stride);
    const gradients = {
      max: maxPoolGradient(INPUT, upstream, winners),
      average: averagePoolGradient(INPUT, upstream, size, stride),
    };
    for (const [pooling, gradient] of Object.entries(gradients)) {
      const settings = { lab: 'pooling', pool: { kind: pooling, size, stride } };
      const balance = sumBalance(facts(settings, size, gradient, upstream, kind));
      expect(balance, pooling).toMatchObject({ factor: 1, lost: 0 });
    }
  });

  it.each<[OutputMode, PaddingMode, boolean]>([
    ['valid', 'constant', false],
    ['same', 'edge', false],
    ['same', 'reflect', false],
    ['full', 'wrap', false],
    ['same', 'constant', true],
    ['full', 'constant', true],
  ])('with %s and %s falls on the padding: %s', (mode, padding, isLost) => {
    const weights = Float32Array.from({ length: 9 }, (_, place) => 0.1 * place - 0.37);
    const border = paddingFor(mode, 3, 1, false);
    const geometry = {
      kernel: [3, 3],
      stride: [1, 1],
      dilation: [1, 1],
      before: [border[0], border[0]],
      after: [border[1], border[1]],
      padding,
      value: 0,
    } as const;
    const upstream = values(paddedOutput(INPUT, 1, geometry), kind);
    const parameters = { ...geometry, weights, outputs: 1, groups: 1 };
    const gradient = paddedConvolutionInputGradient(INPUT, upstream, parameters);
    const settings = { lab: 'convolution', kernel: { size: [3, 3], values: [...weights] } };
    const balance = sumBalance(facts(settings, 3, gradient, upstream, kind));
    expect(balance?.factor).toBeCloseTo(0.27, 6);
    expect(balance?.lost !== 0).toBe(isLost);
    if (balance) expect(balance.input + balance.lost).toBeCloseTo(balance.expected, 3);
  });
});

it('knows cells that no window covers', () => {
  const gaps = (size: number, stride: number, side: number): boolean =>
    hasGaps({ settings: { pool: { size, stride } }, input: [1, side, side] } as never);
  expect(gaps(2, 2, 8)).toBe(false);
  expect(gaps(2, 2, 9)).toBe(true);
  expect(gaps(2, 3, 8)).toBe(true);
  expect(gaps(3, 1, 9)).toBe(false);
});
