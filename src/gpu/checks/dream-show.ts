/** What is shown of pictures that grow, against its reference. */
import { randomArray } from '../../base/index.ts';
import type { Display } from '../../math/dream/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { showPicture } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareShow } from '../kernels/dream-show.ts';
import { expectPixels, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Share of bytes whose value lies so close to a half that f32 may round it the other way. */
const ON_HALVES = 1e-3;
/** What lies in the buffer where no picture is written. */
const UNTOUCHED = 0x12345678;

const CLIP: Display = { kind: 'clip' };
const STANDARDISED: Display = { kind: 'standardised', deviation: 0.1, epsilon: 1e-5 };

interface Case {
  readonly shape: Shape3;
  readonly margin: number;
  readonly range: 1 | 255;
  readonly display: Display;
}

const CASES: readonly Case[] = [
  { shape: [3, 1, 1], margin: 0, range: 1, display: CLIP },
  { shape: [3, 9, 23], margin: 0, range: 1, display: CLIP },
  { shape: [3, 41, 30], margin: 7, range: 255, display: CLIP },
  { shape: [3, 64, 64], margin: 0, range: 1, display: STANDARDISED },
  { shape: [3, 41, 30], margin: 7, range: 255, display: STANDARDISED },
];

/** Bytes at place `first` of a buffer with a word more on either side, which stays as it was. */
async function show(gpu: Gpu, picture: Tensor3, how: Omit<Case, 'shape'>): Promise<Uint8Array> {
  const [, height, width] = picture.shape;
  const count = (height - 2 * how.margin) * (width - 2 * how.margin);
  const first = 5;
  const given = uploadTensor(gpu, 'check.picture', picture);
  const untouched = new Uint32Array(first + count + 1).fill(UNTOUCHED);
  const output = gpu.bufferFrom('check.pixels', untouched);
  const launches = await prepareShow(gpu, 'check', { ...how, picture: given, output, first });
  gpu.submit('check', (commands) => {
    for (const launch of launches.dispatches) commands.dispatch(launch);
  });
  const words = new Uint32Array(await gpu.read(output));
  for (const made of [given, output, launches]) made.dispose();
  const around = [...words.subarray(0, first), ...words.subarray(first + count)];
  if (around.some((word) => word !== UNTOUCHED)) throw new Error('writes beside its place');
  return new Uint8Array(words.slice(first, first + count).buffer);
}

async function checkShow(gpu: Gpu, { shape, ...how }: Case): Promise<void> {
  // Beyond both ends of the range.
  const data = randomArray(sizeOf(shape), 3, -0.2 * how.range, 1.2 * how.range);
  const actual = await show(gpu, { shape, data }, how);
  const expected = Uint8Array.from(showPicture({ shape, data }, how));
  expectPixels(actual, expected, shape[2] - 2 * how.margin, 1);
  const off = actual.filter((byte, index) => byte !== expected[index]).length;
  if (off <= Math.ceil(ON_HALVES * expected.length)) return;
  throw new Error(`${String(off)} of ${String(expected.length)} bytes are off by one`);
}

/** Whole numbers and halves, which no rounding moves. */
async function checkHalves(gpu: Gpu): Promise<void> {
  const shape: Shape3 = [3, 18, 10];
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => index / 2 - 4);
  const how = { margin: 0, range: 255, display: CLIP } as const;
  const actual = await show(gpu, { shape, data }, how);
  expectPixels(actual, Uint8Array.from(showPicture({ shape, data }, how)), 10, 0);
}

async function refuse(gpu: Gpu): Promise<void> {
  const picture = createTensor(gpu, 'check.picture', [3, 8, 6]);
  const output = gpu.buffer('check.pixels', 4 * 48);
  const good = { picture, output, range: 1, display: CLIP, margin: 0, first: 0 } as const;
  for (const bad of [{ first: 1 }, { margin: 3 }, { margin: 0.5 }, { first: -1 }]) {
    await expectRefusal(() => prepareShow(gpu, 'check', { ...good, ...bad }), 'check', 'pixels');
  }
  const map = createTensor(gpu, 'check.map', [4, 8, 6]);
  await expectRefusal(() => prepareShow(gpu, 'check', { ...good, picture: map }), '4 x 8 x 6');
  for (const made of [picture, output, map]) made.dispose();
}

export const DREAM_SHOW_CHECKS: readonly KernelCheck[] = [
  ...CASES.map((item) => ({
    name:
      `dream_show: ${item.display.kind}, ${formatShape(item.shape)} without ` +
      `${String(item.margin)}, 0..${String(item.range)}`,
    run: (gpu: Gpu) => checkShow(gpu, item),
  })),
  { name: 'dream_show: rounds halves to even numbers', run: checkHalves },
  { name: 'dream_show: refuses what does not fit', run: refuse },
];
