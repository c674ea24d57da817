/** The kernels of the live lab against their references: pixels to values, windows, differences. */
import { createRandom, randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { PADDING_MODES, formatShape, sizeOf } from '../../math/index.ts';
import type { PaddingMode, Shape3 } from '../../math/index.ts';
import { pixelValues, windowValues } from '../../math/lab/index.ts';
import type { CellWindow } from '../../math/lab/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareLabPixels } from '../kernels/lab-pixels.ts';
import { labWindowParams, prepareLabReadWindow } from '../kernels/lab-read-window.ts';
import type { LabWindowLaunch } from '../kernels/lab-read-window.ts';
import { prepareLabResidual } from '../kernels/lab-residual.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** A quotient, 2.5 units in the last place. */
const QUOTIENT = 3e-7;
/** WGSL lets a compiler multiply before it subtracts. */
const DIFFERENCE = 3e-7;

const SIZES = [
  [1, 1],
  [1, 9],
  [8, 8],
  [13, 11],
  [67, 65],
] as const;

function bytesOf(length: number): Uint8Array {
  const random = createRandom(length);
  return Uint8Array.from({ length }, () => Math.floor(256 * random()));
}

async function checkPixels(gpu: Gpu, shape: Shape3, divisor: number): Promise<void> {
  const [channels, height, width] = shape;
  const bytes = bytesOf(4 * height * width);
  bytes.fill(255, 0, 3);
  const pixels = gpu.bufferFrom('check.pixels', new Uint32Array(bytes.buffer));
  const output = createPoisoned(gpu, 'check.output', shape);
  runOnce(gpu, await prepareLabPixels(gpu, 'check', { pixels, output, divisor }));
  const expected = pixelValues(bytes, height, width, channels === 1 ? 1 : 3, divisor);
  await expectTensor(gpu, output, expected, divisor === 1 ? 0 : QUOTIENT);
  for (const made of [pixels, output]) made.dispose();
}

async function refusePixels(gpu: Gpu): Promise<void> {
  const pixels = gpu.buffer('check.pixels', 80);
  const pair = createTensor(gpu, 'check.pair', [2, 4, 5]);
  const large = createTensor(gpu, 'check.large', [3, 5, 5]);
  const prepare = (output: typeof pair) => () =>
    prepareLabPixels(gpu, 'check', { pixels, output, divisor: 1 });
  await expectRefusal(prepare(pair), 'check', '2 x 4 x 5', '3 x 4 x 5');
  await expectRefusal(prepare(large), 'check', '5 x 5', '80 bytes instead of 100');
  for (const made of [pixels, pair, large]) made.dispose();
}

/** All that is read of one map, into one buffer. */
interface WindowCase {
  readonly shape: Shape3;
  readonly windows: readonly CellWindow[];
}

const at = (row: number, column: number, rows: number, columns: number): CellWindow => ({
  row,
  column,
  rows,
  columns,
});

const WINDOW_CASES: readonly WindowCase[] = [
  { shape: [1, 1, 1], windows: [at(0, 0, 1, 1), at(-2, -3, 5, 7), at(9, -9, 2, 1)] },
  { shape: [1, 1, 4], windows: [at(0, -9, 1, 22), at(-1, 3, 3, 3)] },
  { shape: [3, 7, 5], windows: [at(2, 1, 3, 3), at(-2, -2, 3, 3), at(5, 3, 4, 5), at(0, 0, 7, 5)] },
  { shape: [3, 9, 11], windows: [at(-40, 3, 5, 5), at(4, 97, 2, 3), at(-31, -17, 1, 1)] },
  { shape: [6, 17, 19], windows: [at(-11, -13, 41, 43), at(8, 8, 11, 1)] },
];

/** Numbers between two windows, which must stay what they were: no value of a map. */
const GAP = 3;
const UNTOUCHED = 777;
const CONSTANT = -2.5;

async function checkWindows(
  gpu: Gpu,
  { shape, windows }: WindowCase,
  mode: PaddingMode,
): Promise<void> {
  const tensor = { shape, data: randomArray(sizeOf(shape), 5) };
  const sizes = windows.map(({ rows, columns }) => shape[0] * rows * columns);
  const most = Math.max(...sizes);
  const total = sizes.reduce((sum, size) => sum + size + GAP, 0);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const output = gpu.bufferFrom('check.output', new Float32Array(total).fill(UNTOUCHED));
  const expected = new Float32Array(total).fill(UNTOUCHED);
  const launches: Owned<LabWindowLaunch>[] = [];
  let first = 0;
  for (const window of windows) {
    const launch = await prepareLabReadWindow(gpu, 'check', { input, output, most });
    launch.setParams(labWindowParams(shape, window, { padding: mode, value: CONSTANT }, first));
    launches.push(launch);
    const values = windowValues(tensor, window, { mode, value: CONSTANT });
    expected.set(values, first);
    first += values.length + GAP;
  }
  gpu.submit('check', (commands) => {
    for (const launch of launches) commands.dispatch(launch);
  });
  expectClose(new Float32Array(await gpu.read(output)), expected, 0);
  for (const made of [input, output, ...launches]) made.dispose();
}

async function moveWindow(gpu: Gpu): Promise<void> {
  const shape: Shape3 = [2, 6, 6];
  const tensor = { shape, data: randomArray(sizeOf(shape), 7) };
  const input = uploadTensor(gpu, 'check.input', tensor);
  const output = gpu.bufferFrom('check.output', new Float32Array(50).fill(UNTOUCHED));
  const launch = await prepareLabReadWindow(gpu, 'check', { input, output, most: 50 });
  const read = async (): Promise<Float32Array> => {
    gpu.submit('check', (commands) => {
      commands.dispatch(launch);
    });
    return new Float32Array(await gpu.read(output));
  };
  const beyond = { padding: 'edge', value: 0 } as const;
  const expected = new Float32Array(50).fill(UNTOUCHED);
  // None yet.
  expectClose(await read(), expected, 0);
  for (const window of [at(1, 1, 5, 5), at(-2, 3, 3, 3), at(4, 4, 2, 4), at(0, 0, 0, 0)]) {
    launch.setParams(labWindowParams(shape, window, beyond, 0));
    expected.set(windowValues(tensor, window, { mode: 'edge', value: 0 }));
    expectClose(await read(), expected, 0);
  }
  const set = (window: CellWindow, first: number) => () => {
    launch.setParams(labWindowParams(shape, window, beyond, first));
  };
  await expectRefusal(set(at(0, 0, 5, 6), 0), 'check', '60 cells', 'at most 50');
  await expectRefusal(set(at(0, 0, 5, 5), 1), 'check', '51', '50');
  for (const made of [input, output, launch]) made.dispose();
}

async function checkResidual(gpu: Gpu, shape: Shape3, scale: number): Promise<void> {
  const values = [1, 2].map((seed) => ({ shape, data: randomArray(sizeOf(shape), seed, -9, 9) }));
  const [first, second] = values;
  if (!first || !second) throw new Error('two maps are compared');
  const a = uploadTensor(gpu, 'check.a', first);
  const b = uploadTensor(gpu, 'check.b', second);
  const output = createPoisoned(gpu, 'check.output', shape);
  runOnce(gpu, await prepareLabResidual(gpu, 'check', { a, b, output, scale }));
  const data = first.data.map((value, i) => (value - (second.data[i] ?? NaN)) * scale);
  await expectTensor(gpu, output, { shape, data }, DIFFERENCE);
  for (const made of [a, b, output]) made.dispose();
}

async function refuseResidual(gpu: Gpu): Promise<void> {
  const a = createTensor(gpu, 'check.a', [3, 4, 5]);
  const b = createTensor(gpu, 'check.b', [3, 5, 4]);
  await expectRefusal(
    () => prepareLabResidual(gpu, 'check', { a, b, output: a, scale: 1 }),
    'b is 3 x 5 x 4 instead of 3 x 4 x 5',
  );
  await expectRefusal(
    () => prepareLabResidual(gpu, 'check', { a, b: a, output: b, scale: 1 }),
    'output is 3 x 5 x 4',
  );
  for (const made of [a, b]) made.dispose();
}

export const LAB_CHECKS: readonly KernelCheck[] = [
  ...SIZES.flatMap(([height, width]) =>
    ([1, 3] as const).flatMap((channels) =>
      [1, 255].map((divisor) => ({
        name: `lab_pixels: ${formatShape([channels, height, width])}, divided by ${String(divisor)}`,
        run: (gpu: Gpu) => checkPixels(gpu, [channels, height, width], divisor),
      })),
    ),
  ),
  { name: 'lab_pixels: refuses what does not fit', run: refusePixels },
  ...WINDOW_CASES.flatMap((item) =>
    PADDING_MODES.map((mode) => ({
      name: `lab_read_window: ${String(item.windows.length)} windows of ${formatShape(item.shape)}, ${mode}`,
      run: (gpu: Gpu) => checkWindows(gpu, item, mode),
    })),
  ),
  { name: 'lab_read_window: one launch at several places, none too large', run: moveWindow },
  ...SIZES.flatMap(([height, width]) =>
    [1, 3, 9].map((channels) => ({
      name: `lab_residual: ${formatShape([channels, height, width])}`,
      run: (gpu: Gpu) => checkResidual(gpu, [channels, height, width], 2 / (height * width)),
    })),
  ),
  { name: 'lab_residual: refuses what does not fit', run: refuseResidual },
];
