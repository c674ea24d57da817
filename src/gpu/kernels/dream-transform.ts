/** A picture shifted, scaled and turned in one bilinear pass, and its adjoint as a gather. */
import type { Owned } from '../../base/index.ts';
import type { Placement, Surroundings } from '../../math/dream/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { StructValues } from '../struct.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup along each side, as in the shaders. */
const SIDE = 8;

const PARAMS = {
  width: 'u32',
  height: 'u32',
  output_width: 'u32',
  output_height: 'u32',
  xx: 'f32',
  xy: 'f32',
  yx: 'f32',
  yy: 'f32',
  x0: 'f32',
  y0: 'f32',
  roll_x: 'u32',
  roll_y: 'u32',
  mirrored: 'u32',
  value: 'f32',
  gain: 'f32',
} as const;

export const DREAM_TRANSFORM = defineKernel({
  name: 'dream_transform',
  file: 'dream/transform.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

export const DREAM_TRANSFORM_GRADIENT = defineKernel({
  name: 'dream_transform_gradient',
  file: 'dream/transform_gradient.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'picture_gradient', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

/** A placement, what is around the picture (`mirror`: one mirror image on either side), and a factor for every value. */
export interface TransformSettings {
  readonly placement: Placement;
  readonly surroundings: Surroundings;
  readonly gain: number;
}

/** A transform or its adjoint; `setParams(transformParams(...))` changes it. */
export type TransformDispatch = Dispatch<typeof PARAMS>;

/** The parameters of both launches. */
export function transformParams(
  picture: Shape3,
  output: Shape3,
  { placement, surroundings, gain }: TransformSettings,
): StructValues<typeof PARAMS> {
  const { xx, xy, yx, yy, x0, y0, rollX, rollY } = placement;
  return {
    width: picture[2],
    height: picture[1],
    output_width: output[2],
    output_height: output[1],
    xx,
    xy,
    yx,
    yy,
    x0,
    y0,
    roll_x: rollX,
    roll_y: rollY,
    mirrored: surroundings.kind === 'mirror' ? 1 : 0,
    value: surroundings.kind === 'constant' ? surroundings.value : 0,
    gain,
  };
}

/** `picture` [3, H, W] into `output` [3, H', W']. Throws ShapeError. */
export async function prepareTransform(
  gpu: Gpu,
  label: string,
  request: TransformSettings & { readonly picture: BlockedTensor; readonly output: BlockedTensor },
): Promise<Owned<TransformDispatch>> {
  const { picture, output } = request;
  expectColors(label, 'picture', picture.shape);
  expectColors(label, 'output', output.shape);
  const kernel = await gpu.kernel(DREAM_TRANSFORM);
  return kernel.prepare({
    label,
    params: transformParams(picture.shape, output.shape, request),
    resources: { picture: picture.buffer, output: output.buffer },
    workgroups: tilesOf(output.shape),
  });
}

/** `gradient` of the output into `pictureGradient`. Throws ShapeError. */
export async function prepareTransformGradient(
  gpu: Gpu,
  label: string,
  request: TransformSettings & {
    readonly gradient: BlockedTensor;
    readonly pictureGradient: BlockedTensor;
  },
): Promise<Owned<TransformDispatch>> {
  const { gradient, pictureGradient } = request;
  expectColors(label, 'gradient', gradient.shape);
  expectColors(label, 'gradient of the picture', pictureGradient.shape);
  const kernel = await gpu.kernel(DREAM_TRANSFORM_GRADIENT);
  return kernel.prepare({
    label,
    params: transformParams(pictureGradient.shape, gradient.shape, request),
    resources: { gradient: gradient.buffer, picture_gradient: pictureGradient.buffer },
    workgroups: tilesOf(pictureGradient.shape),
  });
}

function expectColors(label: string, what: string, shape: Shape3): void {
  expectShape(label, what, shape, [3, shape[1], shape[2]]);
}

function tilesOf([, height, width]: Shape3): readonly [number, number, number] {
  return [Math.ceil(width / SIDE), Math.ceil(height / SIDE), 1];
}
