/** The numbers that grow and the picture they make: waves with a sigmoid, or the pixels themselves. */
import type { DisposableStore } from '../../base/index.ts';
import {
  createTensor,
  prepareColor,
  prepareColorGradient,
  prepareInverseSpectrum,
  prepareSpectrumGradient,
  prepareTransform,
  readTensor,
  writeTensor,
} from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import {
  CORRELATED,
  DECORRELATED,
  inverseGains,
  pictureGains,
  restingPlacement,
  spectrumShape,
  startPixels,
  startSpectrum,
  turnTable,
  valuesOfPicture,
} from '../../math/dream/index.ts';
import type { ColorTriple, Parameters } from '../../math/dream/index.ts';
import { encodeAll } from './launches.ts';
import type { Launch } from './launches.ts';

/** Numbers, the picture they make, and how a gradient gets from one to the other. */
export interface Parametrisation {
  /** What the optimiser moves, and its gradient. */
  readonly values: BlockedTensor;
  readonly gradient: BlockedTensor;
  /** [3, size, size], 0..range, and its gradient. Of pixels these are the same tensors. */
  readonly picture: BlockedTensor;
  readonly pictureGradient: BlockedTensor;
  readonly range: 1 | 255;
  /** Values to picture; gradient of the picture to gradient of the values. */
  readonly forward: readonly Launch[];
  readonly backward: readonly Launch[];
}

/** What a parametrisation begins with. */
export interface ParametrisationRequest {
  readonly parameters: Parameters;
  readonly size: number;
  readonly seed: number;
  /** 0..1. */
  readonly mean: ColorTriple;
  readonly start: BlockedTensor | null;
}

/** Makes it all, owned by `owned`, with its start written. Throws ShapeError. */
export function openParametrisation(
  gpu: Gpu,
  owned: DisposableStore,
  request: ParametrisationRequest,
): Promise<Parametrisation> {
  return request.parameters.kind === 'fourier'
    ? openWaves(gpu, owned, request, request.parameters)
    : openPixels(gpu, owned, request, request.parameters);
}

async function openPixels(
  gpu: Gpu,
  owned: DisposableStore,
  { size, seed, mean, start }: ParametrisationRequest,
  { range, start: noise }: Parameters & { kind: 'pixels' },
): Promise<Parametrisation> {
  const picture = owned.add(createTensor(gpu, 'Dream.pixels', [3, size, size]));
  const gradient = owned.add(createTensor(gpu, 'Dream.gradient', [3, size, size]));
  if (start) {
    await fit(gpu, start, picture);
  } else {
    const [red, green, blue] = mean;
    const color = [red * range, green * range, blue * range] as const;
    writeTensor(gpu, picture, startPixels(size, seed, noise, color));
  }
  return {
    values: picture,
    gradient,
    picture,
    pictureGradient: gradient,
    range,
    forward: [],
    backward: [],
  };
}

/** Enlarges or reduces `start` to `picture`. */
async function fit(gpu: Gpu, start: BlockedTensor, picture: BlockedTensor): Promise<void> {
  const sizes = {
    picture: { height: start.shape[1], width: start.shape[2] },
    output: { height: picture.shape[1], width: picture.shape[2] },
    framing: 'resize',
  } as const;
  const launch = await prepareTransform(gpu, 'Dream.start', {
    picture: start,
    output: picture,
    placement: restingPlacement(sizes),
    surroundings: { kind: 'mirror' },
    gain: 1,
  });
  gpu.submit('Dream.start', (commands) => {
    commands.dispatch(launch);
  });
  launch.dispose();
}

async function openWaves(
  gpu: Gpu,
  owned: DisposableStore,
  { size, seed, start }: ParametrisationRequest,
  { decay, deviation, isDecorrelated }: Parameters & { kind: 'fourier' },
): Promise<Parametrisation> {
  const tensor = (label: string, isSpectrum: boolean): BlockedTensor =>
    owned.add(createTensor(gpu, label, isSpectrum ? spectrumShape(size, size) : [3, size, size]));
  const values = tensor('Dream.waves', true);
  const gradient = tensor('Dream.gradient', true);
  const scratch = tensor('Dream.scratch', true);
  const plane = tensor('Dream.plane', false);
  const picture = tensor('Dream.picture', false);
  const pictureGradient = tensor('Dream.pictureGradient', false);
  const gains = owned.add(gpu.bufferFrom('Dream.gains', pictureGains(size, size, decay)));
  const turns = owned.add(gpu.bufferFrom('Dream.turns', turnTable(size)));
  const shared = { plane, scratch, gains, across: turns, down: turns };
  const matrix = isDecorrelated ? DECORRELATED : CORRELATED;
  if (start) {
    await fit(gpu, start, picture);
    writeTensor(gpu, plane, valuesOfPicture(await readTensor(gpu, picture), matrix));
    const back = gpu.bufferFrom('Dream.inverse', inverseGains(size, size, decay));
    const request = { ...shared, gains: back, spectrum: values };
    const launches = await prepareSpectrumGradient(gpu, 'Dream.inverse', request);
    gpu.submit('Dream.inverse', (commands) => {
      encodeAll(commands, [launches]);
    });
    launches.dispose();
    back.dispose();
  } else {
    writeTensor(gpu, values, startSpectrum(size, size, seed, deviation));
  }
  const mixing = { matrix, sigmoid: true };
  const forward: readonly Launch[] = [
    owned.add(await prepareInverseSpectrum(gpu, 'Dream.waves', { ...shared, spectrum: values })),
    owned.add(await prepareColor(gpu, 'Dream.color', { ...mixing, input: plane, output: picture })),
  ];
  const backward: readonly Launch[] = [
    owned.add(
      await prepareColorGradient(gpu, 'Dream.colorGradient', {
        ...mixing,
        picture,
        gradient: pictureGradient,
        output: plane,
      }),
    ),
    owned.add(
      await prepareSpectrumGradient(gpu, 'Dream.waveGradient', { ...shared, spectrum: gradient }),
    ),
  ];
  gpu.submit('Dream.start', (commands) => {
    encodeAll(commands, forward);
  });
  return { values, gradient, picture, pictureGradient, range: 1, forward, backward };
}
