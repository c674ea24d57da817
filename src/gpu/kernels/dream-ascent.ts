/** Steps up a gradient over a buffer of numbers, three and a zero at a time. Nothing is read back. */
import type { Owned } from '../../base/index.ts';
import type { AdamRule, AscendRule, PropRule } from '../../math/dream/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { expectBytes } from './shapes.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
const BYTES_PER_CELL = 16;
/** Numbers of a cell; the fourth is padding. */
const COLORS = 3;
const BYTES_PER_FLOAT = 4;

export const DREAM_POWER_SUM = defineKernel({
  name: 'dream_power_sum',
  file: 'dream/power_sum.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'values', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { count: 'u32', power: 'u32', center: 'f32' },
  variants: [{}],
});

const ASCEND_PARAMS = {
  count: 'u32',
  rule: 'u32',
  numbers: 'f32',
  rate: 'f32',
  epsilon: 'f32',
  progress: 'f32',
} as const;

export const DREAM_ASCEND = defineKernel({
  name: 'dream_ascend',
  file: 'dream/ascend.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'sum', kind: 'read' },
    { name: 'values', kind: 'write' },
  ],
  params: ASCEND_PARAMS,
  variants: [{}],
});

const ADAM_PARAMS = {
  count: 'u32',
  rate: 'f32',
  beta1: 'f32',
  beta2: 'f32',
  epsilon: 'f32',
  fresh1: 'f32',
  fresh2: 'f32',
  correction1: 'f32',
  correction2: 'f32',
} as const;

export const DREAM_ADAM = defineKernel({
  name: 'dream_adam',
  file: 'dream/adam.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'first', kind: 'write' },
    { name: 'second', kind: 'write' },
    { name: 'values', kind: 'write' },
  ],
  params: ADAM_PARAMS,
  variants: [{}],
});

export const DREAM_RMSPROP = defineKernel({
  name: 'dream_rmsprop',
  file: 'dream/rmsprop.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'squares', kind: 'write' },
    { name: 'values', kind: 'write' },
  ],
  params: { count: 'u32', rate: 'f32', rho: 'f32', fresh: 'f32', epsilon: 'f32' },
  variants: [{}],
});

/** Order of the rules in the shader. */
const ASCEND_RULES: readonly AscendRule['by'][] = [
  'rate',
  'root-mean-square',
  'length',
  'progress',
];

/** A step of Adam; `setParams(adamParams(...))` tells it the number of the step. */
export type AdamDispatch = Dispatch<typeof ADAM_PARAMS>;

/** What a step works on. */
interface StepBuffers {
  readonly values: GpuBuffer;
  readonly gradient: GpuBuffer;
}

/** sum of |value - center| ^ power into the one f32 of `output`. Throws ShapeError. */
export async function preparePowerSum(
  gpu: Gpu,
  label: string,
  request: {
    readonly values: GpuBuffer;
    readonly output: GpuBuffer;
    readonly power: number;
    readonly center: number;
  },
): Promise<Owned<Dispatch>> {
  const { values, output, power, center } = request;
  expectBytes(label, 'sum', output, BYTES_PER_FLOAT);
  const kernel = await gpu.kernel(DREAM_POWER_SUM);
  return kernel.prepare({
    label,
    params: { count: values.bytes / BYTES_PER_CELL, power, center },
    resources: { values, output },
    workgroups: [1, 1, 1],
  });
}

/** A step along the gradient; `sum` holds the sum of its squares. Throws ShapeError. */
export async function prepareAscend(
  gpu: Gpu,
  label: string,
  request: AscendRule & StepBuffers & { readonly sum: GpuBuffer },
): Promise<Owned<Dispatch>> {
  const { values, gradient, sum, by, rate } = request;
  const epsilon = by === 'rate' ? 0 : request.epsilon;
  const progress = by === 'progress' ? request.progress : 0;
  expectBytes(label, 'gradient', gradient, values.bytes);
  expectBytes(label, 'sum', sum, BYTES_PER_FLOAT);
  const kernel = await gpu.kernel(DREAM_ASCEND);
  const count = values.bytes / BYTES_PER_CELL;
  const rule = ASCEND_RULES.indexOf(by);
  return kernel.prepare({
    label,
    params: { count, rule, numbers: COLORS * count, rate, epsilon, progress },
    resources: { gradient, sum, values },
    workgroups: rowOf(values),
  });
}

/** The parameters of step `step`, from 1 on. */
export function adamParams(
  values: GpuBuffer,
  { rate, beta1, beta2, epsilon }: AdamRule,
  step: number,
): StructValues<typeof ADAM_PARAMS> {
  return {
    count: values.bytes / BYTES_PER_CELL,
    rate,
    beta1,
    beta2,
    epsilon,
    fresh1: 1 - beta1,
    fresh2: 1 - beta2,
    correction1: 1 - beta1 ** step,
    correction2: 1 - beta2 ** step,
  };
}

/** A step of Adam, the first; `first` and `second`, of the size of the values, are zeros before it. Throws ShapeError. */
export async function prepareAdam(
  gpu: Gpu,
  label: string,
  request: AdamRule & StepBuffers & { readonly first: GpuBuffer; readonly second: GpuBuffer },
): Promise<Owned<AdamDispatch>> {
  const { values, gradient, first, second } = request;
  for (const [what, buffer] of Object.entries({ gradient, first, second })) {
    expectBytes(label, what, buffer, values.bytes);
  }
  const kernel = await gpu.kernel(DREAM_ADAM);
  return kernel.prepare({
    label,
    params: adamParams(values, request, 1),
    resources: { gradient, first, second, values },
    workgroups: rowOf(values),
  });
}

/** A step of RMSprop; `squares`, of the size of the values, are zeros before the first. Throws ShapeError. */
export async function prepareRmsprop(
  gpu: Gpu,
  label: string,
  request: PropRule & StepBuffers & { readonly squares: GpuBuffer },
): Promise<Owned<Dispatch>> {
  const { values, gradient, squares, rate, rho, epsilon } = request;
  for (const [what, buffer] of Object.entries({ gradient, squares })) {
    expectBytes(label, what, buffer, values.bytes);
  }
  const kernel = await gpu.kernel(DREAM_RMSPROP);
  return kernel.prepare({
    label,
    params: { count: values.bytes / BYTES_PER_CELL, rate, rho, fresh: 1 - rho, epsilon },
    resources: { gradient, squares, values },
    workgroups: rowOf(values),
  });
}

function rowOf(values: GpuBuffer): readonly [number, number, number] {
  return [Math.ceil(values.bytes / BYTES_PER_CELL / THREADS), 1, 1];
}
