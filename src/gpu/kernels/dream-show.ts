/** Pictures that grow as RGBA bytes, many of them in one buffer, so that one read-back shows all. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import type { Display } from '../../math/dream/index.ts';
import { formatShape } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { expectShape } from './shapes.ts';

/** Threads of a workgroup along either side, as in the shader. */
const GROUP_SIDE = 8;
const BYTES_PER_PIXEL = 4;
/** The largest byte, and what stands for the mean of a standardised picture. */
const MOST = 255;
const MIDDLE = MOST / 2;

export const DREAM_MOMENTS = defineKernel({
  name: 'dream_moments',
  file: 'dream/moments.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'scale', kind: 'write' },
  ],
  params: {
    width: 'u32',
    margin: 'u32',
    shown_width: 'u32',
    shown_height: 'u32',
    deviation: 'f32',
    epsilon: 'f32',
    middle: 'f32',
  },
  variants: [{}],
});

export const DREAM_SHOW = defineKernel({
  name: 'dream_show',
  file: 'dream/show.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'scale', kind: 'read' },
    { name: 'pixels', kind: 'write' },
  ],
  params: {
    width: 'u32',
    margin: 'u32',
    shown_width: 'u32',
    shown_height: 'u32',
    first: 'u32',
  },
  variants: [{}],
});

/** A picture and where its bytes go. */
export interface ShowRequest {
  /** [3, H, W], 0..range. */
  readonly picture: BlockedTensor;
  readonly range: 1 | 255;
  readonly display: Display;
  /** Pixels on every side that are not shown. */
  readonly margin: number;
  /** One u32 a pixel, red in the lowest byte. */
  readonly output: GpuBuffer;
  /** Pixels of `output` that lie before the first. */
  readonly first: number;
}

/** Writes what is shown of a picture, row by row. Throws ShapeError. */
export async function prepareShow(
  gpu: Gpu,
  label: string,
  { picture, range, display, margin, output, first }: ShowRequest,
): Promise<Owned<LaunchGroup>> {
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  const shown = { shown_width: width - 2 * margin, shown_height: height - 2 * margin };
  expectRoom(label, picture, margin, output, first);
  const [moments, show] = await Promise.all([gpu.kernel(DREAM_MOMENTS), gpu.kernel(DREAM_SHOW)]);
  return groupLaunches((owned) => {
    const fixed = Float32Array.of(0, MOST / range, 0);
    const scale = owned.add(gpu.bufferFrom(`${label}.scale`, fixed));
    const measuring =
      display.kind === 'clip'
        ? []
        : [
            owned.add(
              moments.prepare({
                label: `${label}.moments`,
                params: {
                  ...shown,
                  width,
                  margin,
                  deviation: MOST * display.deviation,
                  epsilon: display.epsilon,
                  middle: MIDDLE,
                },
                resources: { picture: picture.buffer, scale },
                workgroups: [1, 1, 1],
              }),
            ),
          ];
    const { shown_width, shown_height } = shown;
    const showing = owned.add(
      show.prepare({
        label,
        params: { ...shown, width, margin, first },
        resources: { picture: picture.buffer, scale, pixels: output },
        workgroups: [Math.ceil(shown_width / GROUP_SIDE), Math.ceil(shown_height / GROUP_SIDE), 1],
      }),
    );
    return [...measuring, showing];
  });
}

function expectRoom(
  label: string,
  { shape: [, height, width] }: BlockedTensor,
  margin: number,
  output: GpuBuffer,
  first: number,
): void {
  const [rows, columns] = [height - 2 * margin, width - 2 * margin];
  const isWhole = [margin, first].every((n) => Number.isInteger(n) && n >= 0);
  const end = (first + rows * columns) * BYTES_PER_PIXEL;
  if (isWhole && rows > 0 && columns > 0 && end <= output.bytes) return;
  const shapes = `${formatShape([rows, columns])} pixels from ${String(first)} on`;
  const detail = `${shapes} do not fit into ${String(output.bytes)} bytes`;
  throw new ShapeError('shape-mismatch', `${label}: ${detail}`, {
    operation: label,
    shapes,
    detail,
  });
}
