/** Random requests for code that fit, the pictures to run it on, and what the lab makes of them. For tests. */
import { createRandom, randomArray } from '../../base/index.ts';
import { loadLab } from '../../insight/index.ts';
import type { LabTensor } from '../../insight/index.ts';
import { OUTPUT_MODES, PADDING_MODES, sizeOf } from '../../math/index.ts';
import { KERNEL_PRESETS, presetKernel, presetSizes } from '../../math/lab/index.ts';
import { convolutionCode } from '../lab/lab-code.ts';
import type { ConvolutionCodeRequest, PoolCodeRequest } from '../lab/lab-code.ts';

const CHANNELS = ['grey', 'each', 'sum'] as const;
const MOST = { kernel: 5, side: 10, step: 4 };
const RGB = 3;

/** `count` convolutions: kernels of whole numbers, of any numbers, and presets; even, oblong, and larger than the picture. */
export function convolutionRequests(
  count: number,
  seed: number,
): readonly ConvolutionCodeRequest[] {
  const { whole, oneOf, draw } = dice(seed);
  const request = (): ConvolutionCodeRequest => {
    const channels = oneOf(CHANNELS);
    const slices = channels === 'sum' ? RGB : 1;
    const preset = oneOf(KERNEL_PRESETS);
    const side = oneOf(presetSizes(preset));
    const isPreset = draw() < 1 / 4;
    const size = isPreset
      ? ([side, side] as const)
      : ([whole(MOST.kernel), whole(MOST.kernel)] as const);
    const isWhole = draw() < 1 / 2;
    const cells = slices * size[0] * size[1];
    const values = isPreset
      ? Array.from({ length: slices }, () => presetKernel(preset, side)).flat()
      : Array.from({ length: cells }, () => (isWhole ? whole(9, -9) : Math.fround(2 * draw() - 1)));
    return {
      input: [channels === 'grey' ? 1 : RGB, whole(MOST.side), whole(MOST.side)],
      kernel: { size, values },
      channels,
      stride: whole(MOST.step),
      // As often 1 as not.
      dilation: Math.max(1, whole(MOST.step, 2 - MOST.step)),
      padding: oneOf(PADDING_MODES),
      value: draw() < 1 / 2 ? 0 : whole(40, -40) / 8,
      mode: oneOf(OUTPUT_MODES),
      flip: draw() < 1 / 2,
    };
  };
  const found: ConvolutionCodeRequest[] = [];
  while (found.length < count) {
    const one = request();
    if (fits(one)) found.push(one);
  }
  return found;
}

/** `count` poolings. */
export function poolRequests(count: number, seed: number): readonly PoolCodeRequest[] {
  const { whole, oneOf } = dice(seed);
  return Array.from({ length: count }, () => {
    const size = whole(MOST.kernel);
    return {
      input: [oneOf([1, RGB]), whole(MOST.side + size, size), whole(MOST.side + size, size)],
      kind: oneOf(['max', 'average'] as const),
      size,
      stride: whole(MOST.step),
    };
  });
}

/** A picture as the code takes it: without an axis of channels where there is one only. */
export function pictureOf(
  { input }: ConvolutionCodeRequest | PoolCodeRequest,
  seed: number,
): LabTensor {
  const shape = input[0] === 1 ? input.slice(1) : input;
  return { shape, data: randomArray(sizeOf(shape), seed + 1, -4, 4) };
}

/** What the lab makes of it, on the references. */
export async function referenceOf(
  request: ConvolutionCodeRequest | PoolCodeRequest,
  picture: LabTensor,
): Promise<LabTensor> {
  const { createLab, REFERENCE_BACKEND } = await loadLab();
  const lab = createLab(REFERENCE_BACKEND);
  if ('kind' in request) return (await lab.pool(picture, request)).output;
  const { kernel, padding, value, channels, stride, dilation, mode, flip } = request;
  const shape = channels === 'sum' ? [RGB, ...kernel.size] : kernel.size;
  const output = await lab.convolve(picture, {
    kernel: { shape, data: Float32Array.from(kernel.values) },
    padding: { mode: padding, value },
    stride,
    dilation,
    mode,
    flip,
  });
  // The lab keeps the axis of channels, the code has none for the one sum.
  return channels === 'sum' ? { ...output, shape: output.shape.slice(1) } : output;
}

function fits(request: ConvolutionCodeRequest): boolean {
  try {
    convolutionCode(request);
    return true;
  } catch {
    return false;
  }
}

function dice(seed: number) {
  const draw = createRandom(seed);
  const whole = (most: number, least = 1): number =>
    least + Math.floor(draw() * (most - least + 1));
  const oneOf = <Item>(items: readonly Item[]): Item => items[whole(items.length) - 1] as Item;
  return { draw, whole, oneOf };
}
