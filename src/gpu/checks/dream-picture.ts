/** Waves and colours of pictures that grow, and their adjoints, against their references. */
import { randomArray } from '../../base/index.ts';
import {
  CORRELATED,
  DECORRELATED,
  pictureGains,
  spectrumColumns,
  spectrumShape,
  turnTable,
} from '../../math/dream/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import {
  inverseSpectrum,
  mixColors,
  mixColorsGradient,
  spectrumGradient,
} from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { LaunchGroup } from '../kernels/group.ts';
import {
  prepareColor,
  prepareColorGradient,
  prepareInverseSpectrum,
  prepareSpectrumGradient,
} from '../kernels/dream-picture.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Two sums of up to 256 products in f32, relative to the largest. */
const TOLERANCE = 3e-6;
/** An exp, with 3 + 2 |x| units in the last place, and a quotient. */
const SIGMOID_TOLERANCE = 2e-6;

const SIZES = [
  [1, 1],
  [1, 2],
  [2, 3],
  [4, 6],
  [8, 8],
  [10, 12],
  [80, 14],
  [15, 9],
  [33, 40],
  [64, 63],
  [97, 17],
  [30, 255],
  [256, 31],
  [128, 128],
] as const;

const random = (shape: Shape3, seed: number, size = 1): Tensor3 => ({
  shape,
  data: randomArray(sizeOf(shape), seed, -size, size),
});

async function runGroup(gpu: Gpu, group: LaunchGroup): Promise<void> {
  gpu.submit('check', (commands) => {
    for (const launch of group.dispatches) commands.dispatch(launch);
  });
  await gpu.finished();
  group.dispose();
}

async function checkWaves(gpu: Gpu, height: number, width: number): Promise<void> {
  const shape = spectrumShape(height, width);
  const picture: Shape3 = [3, height, width];
  const gains = pictureGains(height, width, 1);
  const shared = {
    scratch: createPoisoned(gpu, 'check.scratch', shape),
    gains: gpu.bufferFrom('check.gains', gains),
    across: gpu.bufferFrom('check.across', turnTable(width)),
    down: gpu.bufferFrom('check.down', turnTable(height)),
  };
  const values = random(shape, 1);
  const spectrum = uploadTensor(gpu, 'check.spectrum', values);
  const plane = createPoisoned(gpu, 'check.plane', picture);
  const request = { ...shared, spectrum, plane };
  await runGroup(gpu, await prepareInverseSpectrum(gpu, 'check', request));
  await expectTensor(gpu, plane, inverseSpectrum(values, width, gains), TOLERANCE);
  const slopes = random(picture, 2);
  const back = {
    spectrum: createPoisoned(gpu, 'check.spectrum', shape),
    plane: uploadTensor(gpu, 'check.plane', slopes),
  };
  await runGroup(gpu, await prepareSpectrumGradient(gpu, 'check', { ...shared, ...back }));
  const expected = spectrumGradient(slopes, spectrumColumns(width), gains);
  await expectTensor(gpu, back.spectrum, expected, TOLERANCE);
  const made = [spectrum, plane, back.spectrum, back.plane, ...Object.values(shared)];
  for (const one of made) one.dispose();
}

async function checkColors(gpu: Gpu, isMixed: boolean, sigmoid: boolean): Promise<void> {
  const mixing = { matrix: isMixed ? DECORRELATED : CORRELATED, sigmoid };
  const shape: Shape3 = [3, 13, 11];
  const values = random(shape, 3, 4);
  // Beyond what exp can hold.
  values.data.set([200, -200], 20);
  const input = uploadTensor(gpu, 'check.input', values);
  const output = createPoisoned(gpu, 'check.output', shape);
  runOnce(gpu, await prepareColor(gpu, 'check', { input, output, ...mixing }));
  const picture = mixColors(values, mixing);
  await expectTensor(gpu, output, picture, SIGMOID_TOLERANCE);
  const slopes = random(shape, 4);
  const gradient = uploadTensor(gpu, 'check.gradient', slopes);
  const result = createPoisoned(gpu, 'check.result', shape);
  const request = { picture: output, gradient, output: result, ...mixing };
  runOnce(gpu, await prepareColorGradient(gpu, 'check', request));
  await expectTensor(gpu, result, mixColorsGradient(picture, slopes, mixing), SIGMOID_TOLERANCE);
  for (const one of [input, output, gradient, result]) one.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const spectrum = createTensor(gpu, 'check.spectrum', [3, 12, 4]);
  const plane = createTensor(gpu, 'check.plane', [3, 6, 8]);
  const gains = gpu.buffer('check.gains', 96);
  const turns = gpu.buffer('check.turns', 64);
  const request = { spectrum, plane, scratch: spectrum, gains, across: turns, down: turns };
  for (const prepare of [prepareInverseSpectrum, prepareSpectrumGradient]) {
    const words = ['check', 'spectrum', '3 x 12 x 4', '3 x 12 x 5'];
    await expectRefusal(() => prepare(gpu, 'check', request), ...words);
    const odd = createTensor(gpu, 'check.plane', [3, 6, 7]);
    const other = { ...request, plane: odd };
    await expectRefusal(() => prepare(gpu, 'check', other), 'turns across', '64 bytes');
    odd.dispose();
  }
  const mixing = { matrix: CORRELATED, sigmoid: false };
  const colors = () => prepareColor(gpu, 'check', { input: spectrum, output: plane, ...mixing });
  await expectRefusal(colors, 'check', '3 x 12 x 4', '3 x 6 x 8');
  for (const one of [spectrum, plane, gains, turns]) one.dispose();
}

export const DREAM_PICTURE_CHECKS: readonly KernelCheck[] = [
  ...SIZES.map(([height, width]) => ({
    name: `dream_columns, dream_rows and their adjoints: ${String(height)} x ${String(width)}`,
    run: (gpu: Gpu) => checkWaves(gpu, height, width),
  })),
  ...[true, false].flatMap((isMixed) =>
    [true, false].map((sigmoid) => ({
      name: `dream_color and its adjoint: ${isMixed ? 'mixed' : 'as they are'}${sigmoid ? ', sigmoid' : ''}`,
      run: (gpu: Gpu) => checkColors(gpu, isMixed, sigmoid),
    })),
  ),
  { name: 'dream_columns: refuses what does not fit', run: refuse },
];
