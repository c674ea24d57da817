/** Gradient of a resize with respect to the picture that is resized, as two gathers in a fixed order. */
import type { Owned } from '../../base/index.ts';
import { sourceRectangle, transposedTaps, triangleTaps } from '../../math/index.ts';
import type { Fit } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { RESIZE_VERTICAL } from './resize.ts';
import { expectShape } from './shapes.ts';

export const RESIZE_ACROSS = defineKernel({
  name: 'resize_across',
  file: 'backward/resize_across.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'rows', kind: 'read' },
    { name: 'spans', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', rows_width: 'u32', taps: 'u32' },
  variants: [{}],
});

/** Threads of a workgroup along either side, as in the shaders. */
const GROUP_SIDE = 8;
const BYTES_PER_PIXEL = 16;

/** What the gradient of a resize works on. */
export interface ResizeGradientRequest {
  /** With respect to what the resize has made, [3, H, W]. */
  readonly gradient: BlockedTensor;
  /** With respect to its opaque source, [3, H', W']; zero where the resize has not looked. */
  readonly sourceGradient: BlockedTensor;
  readonly fit: Fit;
}

/** The adjoint of `prepareResize`. Throws ShapeError. */
export async function prepareResizeGradient(
  gpu: Gpu,
  label: string,
  { gradient, sourceGradient, fit }: ResizeGradientRequest,
): Promise<Owned<LaunchGroup>> {
  const [, height, width] = gradient.shape;
  const [, sourceHeight, sourceWidth] = sourceGradient.shape;
  expectShape(label, 'gradient', gradient.shape, [3, height, width]);
  expectShape(label, 'sourceGradient', sourceGradient.shape, [3, sourceHeight, sourceWidth]);
  const [vertical, horizontal] = await Promise.all([
    gpu.kernel(RESIZE_VERTICAL),
    gpu.kernel(RESIZE_ACROSS),
  ]);
  const source = { width: sourceWidth, height: sourceHeight };
  const part = sourceRectangle(source, { width, height }, fit);
  const down = transposedTaps(
    triangleTaps(sourceHeight, part.y, part.height, height),
    sourceHeight,
  );
  const across = transposedTaps(triangleTaps(sourceWidth, part.x, part.width, width), sourceWidth);
  const tall = Math.ceil(sourceHeight / GROUP_SIDE);
  return groupLaunches((owned) => {
    const rows = owned.add(gpu.buffer(`${label}.rows`, sourceHeight * width * BYTES_PER_PIXEL));
    const uploaded = (name: string, { spans, weights }: typeof down) => ({
      spans: owned.add(gpu.bufferFrom(`${label}.${name}.spans`, spans)),
      weights: owned.add(gpu.bufferFrom(`${label}.${name}.weights`, weights)),
    });
    return [
      owned.add(
        vertical.prepare({
          label: `${label}.vertical`,
          params: { width, height: sourceHeight, taps: down.taps },
          resources: { rows: gradient.buffer, output: rows, ...uploaded('vertical', down) },
          workgroups: [Math.ceil(width / GROUP_SIDE), tall, 1],
        }),
      ),
      owned.add(
        horizontal.prepare({
          label: `${label}.horizontal`,
          params: {
            width: sourceWidth,
            height: sourceHeight,
            rows_width: width,
            taps: across.taps,
          },
          resources: {
            rows,
            output: sourceGradient.buffer,
            ...uploaded('horizontal', across),
          },
          workgroups: [Math.ceil(sourceWidth / GROUP_SIDE), tall, 1],
        }),
      ),
    ];
  });
}
