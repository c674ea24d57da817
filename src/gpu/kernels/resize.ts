/** Pictures to the size of a network's input: antialiased, in two passes. */
import type { DisposableStore, Owned } from '../../base/index.ts';
import { sourceRectangle, triangleTaps } from '../../math/index.ts';
import type { Fit, ResampleTaps } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer, GpuTexture } from '../memory.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { expectShape } from './shapes.ts';

export const RESIZE_HORIZONTAL = defineKernel({
  name: 'resize_horizontal',
  file: 'image/resize_horizontal.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'source', kind: 'texture' },
    { name: 'spans', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'rows', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', taps: 'u32', first_row: 'u32' },
  variants: [{}],
});

export const RESIZE_VERTICAL = defineKernel({
  name: 'resize_vertical',
  file: 'image/resize_vertical.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'rows', kind: 'read' },
    { name: 'spans', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', taps: 'u32' },
  variants: [{}],
});

/** Threads of a workgroup along either side. */
const GROUP_SIDE = 8;
const BYTES_PER_PIXEL = 16;

/**
 * `source` (sRGB bytes, not premultiplied; blended over white) into `output` [3, H, W], RGB 0..255, as Pillow's
 * BILINEAR resize does it. To be made again when the source is of another size. Throws ShapeError.
 */
export async function prepareResize(
  gpu: Gpu,
  label: string,
  {
    source,
    output,
    fit,
  }: { readonly source: GpuTexture; readonly output: BlockedTensor; readonly fit: Fit },
): Promise<Owned<LaunchGroup>> {
  const [, height, width] = output.shape;
  expectShape(label, 'output', output.shape, [3, height, width]);
  const [horizontal, vertical] = await Promise.all([
    gpu.kernel(RESIZE_HORIZONTAL),
    gpu.kernel(RESIZE_VERTICAL),
  ]);
  const part = sourceRectangle(source, { width, height }, fit);
  const across = triangleTaps(source.width, part.x, part.width, width);
  const down = triangleTaps(source.height, part.y, part.height, height);
  const rowCount = down.end - down.first;
  return groupLaunches((owned) => {
    const rows = owned.add(gpu.buffer(`${label}.rows`, rowCount * width * BYTES_PER_PIXEL));
    return [
      owned.add(
        horizontal.prepare({
          label: `${label}.horizontal`,
          params: { width, height: rowCount, taps: across.taps, first_row: down.first },
          resources: { source, rows, ...uploadTaps(gpu, `${label}.horizontal`, across, 0, owned) },
          workgroups: [Math.ceil(width / GROUP_SIDE), Math.ceil(rowCount / GROUP_SIDE), 1],
        }),
      ),
      owned.add(
        vertical.prepare({
          label: `${label}.vertical`,
          params: { width, height, taps: down.taps },
          resources: {
            rows,
            output: output.buffer,
            ...uploadTaps(gpu, `${label}.vertical`, down, down.first, owned),
          },
          workgroups: [Math.ceil(width / GROUP_SIDE), Math.ceil(height / GROUP_SIDE), 1],
        }),
      ),
    ];
  });
}

/** The taps, counted from source pixel `origin` on. */
function uploadTaps(
  gpu: Gpu,
  label: string,
  taps: ResampleTaps,
  origin: number,
  owned: DisposableStore,
): { spans: GpuBuffer; weights: GpuBuffer } {
  const spans = taps.spans.map((value, index) => (index % 2 === 0 ? value - origin : value));
  return {
    spans: owned.add(gpu.bufferFrom(`${label}.spans`, spans)),
    weights: owned.add(gpu.bufferFrom(`${label}.weights`, taps.weights)),
  };
}
