/** The resize of pictures against its reference. */
import { createRandom, randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Extent, Fit } from '../../math/index.ts';
import { resize, resizeGradient } from '../../math/reference/index.ts';
import type { RgbaPicture } from '../../math/reference/index.ts';
import { createTensor, readTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareResizeGradient } from '../kernels/resize-gradient.ts';
import { prepareResize } from '../kernels/resize.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Two sums of up to some hundred f32 with rounded weights, relative to 255. */
const TOLERANCE = 2e-6;

interface Case {
  readonly title: string;
  readonly source: Extent;
  readonly target: Extent;
  readonly fit: Fit;
  readonly alpha?: boolean;
}

const CASES: readonly Case[] = [
  { title: 'shrinks', source: size(131, 97), target: size(32, 24), fit: 'stretch' },
  { title: 'shrinks by far', source: size(300, 5), target: size(3, 1), fit: 'stretch' },
  { title: 'enlarges', source: size(7, 5), target: size(23, 31), fit: 'stretch' },
  { title: 'crops the sides', source: size(150, 61), target: size(28, 28), fit: 'crop' },
  { title: 'crops above and below', source: size(45, 150), target: size(33, 20), fit: 'crop' },
  { title: 'one pixel', source: size(1, 1), target: size(9, 4), fit: 'crop' },
  { title: 'to one pixel', source: size(40, 30), target: size(1, 1), fit: 'crop' },
  {
    title: 'blends over white',
    source: size(40, 40),
    target: size(16, 16),
    fit: 'crop',
    alpha: true,
  },
];

export const RESIZE_CHECKS: readonly KernelCheck[] = [
  ...CASES.map(
    ({ title, source, target, fit, alpha = false }) =>
      ({
        name: `resize: ${title}, ${words(source)} to ${words(target)}, ${fit}`,
        run: async (gpu) => {
          const picture = randomPicture(source, alpha);
          const actual = await resizeOnGpu(gpu, picture, target, fit);
          expectClose(actual, resize(picture, target, fit).data, TOLERANCE);
        },
      }) satisfies KernelCheck,
  ),
  ...CASES.map(({ title, source, target, fit }) => ({
    name: `resize_gradient: ${title}, ${words(source)} to ${words(target)}, ${fit}`,
    run: (gpu: Gpu) => checkGradient(gpu, source, target, fit),
  })),
  {
    name: 'resize: leaves every byte of a picture of the right size',
    run: async (gpu) => {
      const picture = randomPicture(size(67, 41), false);
      const actual = await resizeOnGpu(gpu, picture, size(67, 41), 'crop');
      expectClose(actual, resize(picture, size(67, 41), 'crop').data, 0);
    },
  },
  {
    name: 'resize: refuses an output that is not RGB',
    run: async (gpu) => {
      const source = gpu.texture('check.source', 4, 4);
      const output = createTensor(gpu, 'check.output', [4, 8, 8]);
      await expectRefusal(
        () => prepareResize(gpu, 'check', { source, output, fit: 'crop' }),
        '4 x 8 x 8',
        '3 x 8 x 8',
      );
      for (const item of [source, output]) item.dispose();
    },
  },
];

async function checkGradient(gpu: Gpu, source: Extent, target: Extent, fit: Fit): Promise<void> {
  const shape = [3, target.height, target.width] as const;
  const values = { shape, data: randomArray(sizeOf(shape), 4) };
  const gradient = uploadTensor(gpu, 'check.gradient', values);
  const sourceGradient = createPoisoned(gpu, 'check.output', [3, source.height, source.width]);
  const request = { gradient, sourceGradient, fit };
  const launches = await prepareResizeGradient(gpu, 'check', request);
  gpu.submit('check', (commands) => {
    for (const dispatch of launches.dispatches) commands.dispatch(dispatch);
  });
  await expectTensor(gpu, sourceGradient, resizeGradient(values, source, fit), TOLERANCE);
  for (const item of [gradient, sourceGradient, launches]) item.dispose();
}

async function resizeOnGpu(
  gpu: Gpu,
  picture: RgbaPicture,
  { width, height }: Extent,
  fit: Fit,
): Promise<Float32Array> {
  const source = gpu.texture('check.source', picture.width, picture.height);
  gpu.uploadTexels(source, Uint8Array.from(picture.rgba));
  const output = createTensor(gpu, 'check.output', [3, height, width]);
  const resizing = await prepareResize(gpu, 'check', { source, output, fit });
  gpu.submit('check', (commands) => {
    for (const dispatch of resizing.dispatches) commands.dispatch(dispatch);
  });
  const { data } = await readTensor(gpu, output);
  for (const item of [source, output, resizing]) item.dispose();
  return data;
}

/** Random bytes; with `alpha`, some pixels are transparent and some half so. */
function randomPicture({ width, height }: Extent, alpha: boolean): RgbaPicture {
  const random = createRandom(3);
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
    i % 4 === 3 && !alpha ? 255 : Math.floor(256 * random()),
  );
  return { width, height, rgba };
}

function size(width: number, height: number): Extent {
  return { width, height };
}

function words({ width, height }: Extent): string {
  return `${String(width)} x ${String(height)}`;
}
