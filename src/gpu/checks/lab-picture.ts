/** The view of a map of the lab against the same on the CPU, byte by byte. */
import { randomArray } from '../../base/index.ts';
import { COLORMAPS, formatShape, sizeOf } from '../../math/index.ts';
import type { Extent, Shape3, Tensor3 } from '../../math/index.ts';
import { displayColor } from '../../math/lab/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { uploadColormap } from '../kernels/color-scale.ts';
import { labPictureParams, prepareLabPicture } from '../kernels/lab-picture.ts';
import { drawn, expectPixels, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Where a value falls between two bytes f32 may choose the other one. */
const STEPS = 1;
/** Where it falls between two colours of a map. */
const COLORMAP_STEPS = 3;
const COLORMAP = 'blue-red';

const PLACES: readonly (readonly [Shape3, Extent])[] = [
  [[1, 1, 1], { width: 3, height: 2 }],
  [[1, 13, 11], { width: 11, height: 13 }],
  [[3, 13, 11], { width: 50, height: 31 }],
  [[3, 64, 50], { width: 17, height: 23 }],
  [[1, 5, 7], { width: 64, height: 3 }],
];

/** `low` counts in `clamp` alone. */
const LOOKS: readonly LabLook[] = [
  { display: 'clamp', low: 0, high: 255 },
  { display: 'clamp', low: -120, high: 60.5 },
  { display: 'clamp', low: 3, high: 3 },
  { display: 'absolute', low: 20, high: 255 },
  { display: 'absolute', low: 9, high: 0 },
  { display: 'diverging', low: -90, high: 400 },
  { display: 'diverging', low: 0, high: 0 },
  { display: 'wrap', low: 0, high: 255 },
  { display: 'wrap', low: 0, high: 1 },
  { display: 'wrap', low: 0, high: 100 },
  { display: 'mask', low: 0, high: 255 },
  { display: 'mask', low: 0, high: 255, mask: [0.1, 0.2, 0.4, 0.5] },
];

/** The nearest cell to each pixel, the obvious way. */
function expectedBytes(
  { shape: [channels, height, width], data }: Tensor3,
  target: Extent,
  look: LabLook,
): Uint8Array {
  const bytes = new Uint8Array(4 * target.width * target.height);
  for (let y = 0; y < target.height; y += 1) {
    for (let x = 0; x < target.width; x += 1) {
      const row = Math.floor((y * height) / target.height);
      const column = Math.floor((x * width) / target.width);
      const values = Array.from(
        { length: channels },
        (_, c) => data[(c * height + row) * width + column] ?? NaN,
      );
      const color = displayColor(values, look, COLORMAPS[COLORMAP]);
      bytes.set(
        color.map((part) => Math.round(255 * part)),
        4 * (y * target.width + x),
      );
    }
  }
  return bytes;
}

async function check(
  gpu: Gpu,
  tensor: Tensor3,
  target: Extent,
  look: LabLook,
  steps: number,
): Promise<void> {
  const picture = uploadTensor(gpu, 'check.picture', tensor);
  const colormap = uploadColormap(gpu, 'check.colormap', COLORMAP);
  const draw = await prepareLabPicture(gpu, 'check', 'rgba8unorm', { picture, colormap });
  draw.setParams(labPictureParams(tensor.shape, target, look));
  const actual = await drawn(gpu, draw, target);
  for (const made of [picture, colormap, draw]) made.dispose();
  expectPixels(actual, expectedBytes(tensor, target, look), target.width, steps);
}

/** Values from far below black to far above white, some of them whole, some not finite where that is wanted. */
function valuesOf(shape: Shape3, { display, high }: LabLook): Float32Array {
  const data = randomArray(sizeOf(shape), 8, -700, 900);
  const reach = display === 'wrap' && high === 1 ? 1 / 255 : 1;
  return data.map((value, i) => (i % 3 === 0 ? Math.round(value) : value) * reach);
}

export const LAB_PICTURE_CHECKS: readonly KernelCheck[] = [
  ...PLACES.flatMap(([shape, target]) =>
    LOOKS.map((look) => ({
      name:
        `lab_picture: ${formatShape(shape)} on ${String(target.width)} x ${String(target.height)}, ` +
        `${look.display} ${String(look.low)} to ${String(look.high)}${look.mask ? ', its own colour' : ''}`,
      run: (gpu: Gpu) => {
        // A step of `wrap` may be one from white to black: nothing is let pass.
        const isMapped = look.display === 'diverging' && shape[0] === 1;
        const steps = look.display === 'wrap' ? 0 : isMapped ? COLORMAP_STEPS : STEPS;
        return check(gpu, { shape, data: valuesOf(shape, look) }, target, look, steps);
      },
    })),
  ),
  ...([1, 3] as const).map((channels) => ({
    name: `lab_picture: ${String(channels)} channels, wrap keeps every byte`,
    run: (gpu: Gpu) => {
      const shape: Shape3 = [channels, 32, 32];
      const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 1024) - 512);
      const target = { width: 32, height: 32 };
      return check(gpu, { shape, data }, target, { display: 'wrap', low: 0, high: 255 }, 0);
    },
  })),
  ...([1, 3] as const).map((channels) => ({
    name: `lab_picture: ${String(channels)} channels, values that are not finite`,
    run: async (gpu: Gpu) => {
      const shape: Shape3 = [channels, 3, 3];
      for (const look of LOOKS) {
        const data = new Float32Array(sizeOf(shape)).fill(7);
        data.set([NaN, Infinity, -Infinity], sizeOf(shape) - 4);
        await check(gpu, { shape, data }, { width: 3, height: 3 }, look, COLORMAP_STEPS);
      }
    },
  })),
  {
    name: 'lab_picture: refuses other numbers of channels',
    run: async (gpu) => {
      const picture = createTensor(gpu, 'check.picture', [2, 4, 5]);
      const colormap = uploadColormap(gpu, 'check.colormap', COLORMAP);
      await expectRefusal(
        () => prepareLabPicture(gpu, 'check', 'rgba8unorm', { picture, colormap }),
        'check',
        '2 x 4 x 5',
        '3 x 4 x 5',
      );
      for (const made of [picture, colormap]) made.dispose();
    },
  },
];
