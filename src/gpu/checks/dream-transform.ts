/** Transforms of pictures that grow, and their adjoint, against their references. */
import { createRandom, randomArray } from '../../base/index.ts';
import { drawPlacement } from '../../math/dream/index.ts';
import type { Framing, Surroundings, Transform } from '../../math/dream/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Extent, Shape3, Tensor3 } from '../../math/index.ts';
import { transformGradient, transformPicture } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareTransform, prepareTransformGradient } from '../kernels/dream-transform.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** A place is known to an f32 of some hundred cells: 1e-5 of the difference of two cells. */
const TOLERANCE = 4e-5;
const DRAWS = 5;
const GAIN = 255;

const GENTLE: readonly Transform[] = [
  { kind: 'jitter', cells: 8 },
  { kind: 'scale', factors: [0.9, 0.96, 1, 1.04, 1.1] },
  { kind: 'rotate', degrees: [-10, -3, 0, 7, 10] },
  { kind: 'jitter', cells: 4 },
];
const ROLLED: readonly Transform[] = [
  { kind: 'roll', cells: 4 },
  { kind: 'rotate', degrees: [-1, 0.5, 1] },
];
const WILD: readonly Transform[] = [
  { kind: 'jitter', cells: 40 },
  { kind: 'scale', factors: [0.3, 3] },
  { kind: 'rotate', degrees: [45, 90, -135, 180] },
];

interface Case {
  readonly title: string;
  readonly transforms: readonly Transform[];
  readonly picture: Extent;
  readonly output: Extent;
  readonly framing: Framing;
  readonly surroundings: Surroundings;
}

const GREY: Surroundings = { kind: 'constant', value: 0.5 };
const MIRROR: Surroundings = { kind: 'mirror' };
const square = (side: number): Extent => ({ width: side, height: side });

const CASES: readonly Case[] = [
  {
    title: 'gentle',
    transforms: GENTLE,
    picture: square(64),
    output: square(64),
    framing: 'crop',
    surroundings: GREY,
  },
  {
    title: 'enlarged',
    transforms: GENTLE,
    picture: square(40),
    output: { width: 71, height: 65 },
    framing: 'resize',
    surroundings: GREY,
  },
  {
    title: 'rolled',
    transforms: ROLLED,
    picture: { width: 31, height: 45 },
    output: { width: 31, height: 45 },
    framing: 'crop',
    surroundings: MIRROR,
  },
  {
    title: 'wild',
    transforms: WILD,
    picture: { width: 19, height: 33 },
    output: square(24),
    framing: 'crop',
    surroundings: GREY,
  },
  {
    title: 'wild, mirrored',
    transforms: WILD,
    picture: { width: 19, height: 33 },
    output: square(24),
    framing: 'resize',
    surroundings: MIRROR,
  },
  {
    title: 'one pixel',
    transforms: GENTLE,
    picture: square(1),
    output: square(9),
    framing: 'crop',
    surroundings: MIRROR,
  },
];

async function check(gpu: Gpu, one: Case): Promise<void> {
  const { picture, output, surroundings } = one;
  const random = createRandom(picture.width);
  const shape: Shape3 = [3, picture.height, picture.width];
  const made: Shape3 = [3, output.height, output.width];
  const values: Tensor3 = { shape, data: randomArray(sizeOf(shape), 1, 0, 1) };
  const slopes: Tensor3 = { shape: made, data: randomArray(sizeOf(made), 2) };
  const input = uploadTensor(gpu, 'check.picture', values);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const placement = drawPlacement(one.transforms, one, random);
    const settings = { placement, surroundings, gain: GAIN };
    const seen = createPoisoned(gpu, 'check.output', made);
    const slope = createPoisoned(gpu, 'check.slope', shape);
    const forward = { ...settings, picture: input, output: seen };
    runOnce(gpu, await prepareTransform(gpu, 'check', forward));
    const back = { ...settings, gradient, pictureGradient: slope };
    runOnce(gpu, await prepareTransformGradient(gpu, 'check', back));
    await expectTensor(gpu, seen, transformPicture(values, output, settings), TOLERANCE);
    await expectTensor(gpu, slope, transformGradient(slopes, picture, settings), TOLERANCE);
    seen.dispose();
    slope.dispose();
  }
  input.dispose();
  gradient.dispose();
}

async function checkExact(gpu: Gpu): Promise<void> {
  const extent = square(23);
  const shape: Shape3 = [3, 23, 23];
  const values = { shape, data: randomArray(sizeOf(shape), 5) };
  const sizes = { picture: extent, output: extent, framing: 'crop' } as const;
  const placement = drawPlacement([{ kind: 'jitter', cells: 6 }], sizes, createRandom(2));
  const settings = { placement, surroundings: GREY, gain: 1 };
  const picture = uploadTensor(gpu, 'check.picture', values);
  const output = createPoisoned(gpu, 'check.output', shape);
  const request = { ...settings, picture, output };
  runOnce(gpu, await prepareTransform(gpu, 'check', request));
  await expectTensor(gpu, output, transformPicture(values, extent, settings), 0);
  const slope = createPoisoned(gpu, 'check.slope', shape);
  const back = { ...settings, gradient: picture, pictureGradient: slope };
  runOnce(gpu, await prepareTransformGradient(gpu, 'check', back));
  await expectTensor(gpu, slope, transformGradient(values, extent, settings), 0);
  for (const one of [picture, output, slope]) one.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const three = createTensor(gpu, 'check.three', [3, 4, 4]);
  const four = createTensor(gpu, 'check.four', [4, 4, 4]);
  const sizes = { picture: square(4), output: square(4), framing: 'crop' } as const;
  const placement = drawPlacement([], sizes, createRandom(1));
  const settings = { placement, surroundings: GREY, gain: 1 };
  const refused = [
    () => prepareTransform(gpu, 'check', { ...settings, picture: three, output: four }),
    () =>
      prepareTransformGradient(gpu, 'check', {
        ...settings,
        gradient: four,
        pictureGradient: three,
      }),
  ];
  for (const prepare of refused) await expectRefusal(prepare, 'check', '4 x 4 x 4', '3 x 4 x 4');
  three.dispose();
  four.dispose();
}

export const DREAM_TRANSFORM_CHECKS: readonly KernelCheck[] = [
  ...CASES.map((one) => ({
    name: `dream_transform and its adjoint: ${one.title}`,
    run: (gpu: Gpu) => check(gpu, one),
  })),
  { name: 'dream_transform and its adjoint: whole cells are exact', run: checkExact },
  { name: 'dream_transform: refuses other than three colours', run: refuse },
];
