/**
 * The numbers that grow and the picture they make: waves with a sigmoid, or the pixels themselves. Several pictures have numbers
 * of their own and share what only one step needs.
 */
import { DisposableStore, settled } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import {
  createTensor,
  prepareColor,
  prepareColorGradient,
  prepareInverseSpectrum,
  prepareSpectrumGradient,
  readTensor,
  writeTensor,
} from '../../gpu/index.ts';
import type { BlockedTensor, Gpu, GpuBuffer } from '../../gpu/index.ts';
import {
  CORRELATED,
  DECORRELATED,
  inverseGains,
  pictureGains,
  spectrumShape,
  startPixels,
  startSpectrum,
  turnTable,
  valuesOfPicture,
} from '../../math/dream/index.ts';
import type { ColorMatrix, ColorTriple, Parameters } from '../../math/dream/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { encodeAll } from './launches.ts';
import type { Launch } from './launches.ts';
import { fitStart } from './start-picture.ts';
import type { StartPicture } from './start-picture.ts';

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
  /** Writes what a picture of that seed begins with. Makes nothing. */
  begin(seed: number): void;
}

/** What a parametrisation begins with. */
export interface ParametrisationRequest {
  readonly parameters: Parameters;
  /** Pixels of a side, with the margin. */
  readonly size: number;
  readonly margin: number;
  /** Pictures side by side. Only one of them is a step's at a time. */
  readonly slots: number;
  /** 0..1. */
  readonly mean: ColorTriple;
  readonly start: StartPicture | null;
}

/** Makes it all, one for each slot, owned by `owned`. Throws ShapeError. */
export function openParametrisations(
  gpu: Gpu,
  owned: DisposableStore,
  request: ParametrisationRequest,
): Promise<readonly Parametrisation[]> {
  return request.parameters.kind === 'fourier'
    ? openWaves(gpu, owned, request, request.parameters)
    : openPixels(gpu, owned, request, request.parameters);
}

async function openPixels(
  gpu: Gpu,
  owned: DisposableStore,
  { size, margin, slots, mean, start }: ParametrisationRequest,
  { range, start: noise }: Parameters & { kind: 'pixels' },
): Promise<readonly Parametrisation[]> {
  const shape = [3, size, size] as const;
  const gradient = owned.add(createTensor(gpu, 'Dream.gradient', shape));
  const [red, green, blue] = mean;
  const color = [red * range, green * range, blue * range] as const;
  let first: BlockedTensor | null = null;
  if (start) {
    first = owned.add(createTensor(gpu, 'Dream.first', shape));
    await fitStart(gpu, start, first, margin);
  }
  return Array.from({ length: slots }, () => {
    const picture = owned.add(createTensor(gpu, 'Dream.pixels', shape));
    return {
      values: picture,
      gradient,
      picture,
      pictureGradient: gradient,
      range,
      forward: [],
      backward: [],
      begin: (seed) => {
        if (first) copy(gpu, first, picture);
        else writeTensor(gpu, picture, startPixels(size, seed, noise, color));
      },
    };
  });
}

/** What all slots of waves go through, one after the other. */
interface WaveBuffers {
  readonly gradient: BlockedTensor;
  readonly scratch: BlockedTensor;
  readonly plane: BlockedTensor;
  readonly picture: BlockedTensor;
  readonly pictureGradient: BlockedTensor;
  readonly gains: GpuBuffer;
  readonly across: GpuBuffer;
  readonly down: GpuBuffer;
}

async function openWaves(
  gpu: Gpu,
  owned: DisposableStore,
  { size, margin, slots, start }: ParametrisationRequest,
  { decay, deviation, isDecorrelated }: Parameters & { kind: 'fourier' },
): Promise<readonly Parametrisation[]> {
  const spectrum = spectrumShape(size, size);
  const tensor = (label: string, shape: Shape3): BlockedTensor =>
    owned.add(createTensor(gpu, label, shape));
  const turns = owned.add(gpu.bufferFrom('Dream.turns', turnTable(size)));
  const buffers: WaveBuffers = {
    gradient: tensor('Dream.gradient', spectrum),
    scratch: tensor('Dream.scratch', spectrum),
    plane: tensor('Dream.plane', [3, size, size]),
    picture: tensor('Dream.picture', [3, size, size]),
    pictureGradient: tensor('Dream.pictureGradient', [3, size, size]),
    gains: owned.add(gpu.bufferFrom('Dream.gains', pictureGains(size, size, decay))),
    across: turns,
    down: turns,
  };
  const matrix = isDecorrelated ? DECORRELATED : CORRELATED;
  let first: BlockedTensor | null = null;
  if (start) {
    first = tensor('Dream.first', spectrum);
    await fitStart(gpu, start, buffers.picture, margin);
    await writeWaves(gpu, buffers, first, { matrix, decay });
  }
  const mixing = { matrix, sigmoid: true };
  const { gradient, plane, picture, pictureGradient } = buffers;
  const own = async (made: Promise<Owned<Launch & Disposable>>): Promise<Launch> =>
    owned.add(await made);
  const slotsOf = Array.from({ length: slots }, () => tensor('Dream.waves', spectrum));
  const [color, forward, ...backward] = await settled([
    own(prepareColor(gpu, 'Dream.color', { ...mixing, input: plane, output: picture })),
    settled(
      slotsOf.map((values) =>
        own(prepareInverseSpectrum(gpu, 'Dream.waves', { ...buffers, spectrum: values })),
      ),
    ),
    own(
      prepareColorGradient(gpu, 'Dream.colorGradient', {
        ...mixing,
        picture,
        gradient: pictureGradient,
        output: plane,
      }),
    ),
    own(prepareSpectrumGradient(gpu, 'Dream.waveGradient', { ...buffers, spectrum: gradient })),
  ] as const);
  return slotsOf.flatMap((values, slot) => {
    const waves = forward[slot];
    if (!waves) return [];
    return {
      values,
      gradient,
      picture,
      pictureGradient,
      range: 1,
      forward: [waves, color],
      backward,
      begin: (seed) => {
        if (first) copy(gpu, first, values);
        else writeTensor(gpu, values, startSpectrum(size, size, seed, deviation));
      },
    };
  });
}

/** From the picture that the buffers hold to its waves. */
async function writeWaves(
  gpu: Gpu,
  buffers: WaveBuffers,
  waves: BlockedTensor,
  { matrix, decay }: { readonly matrix: ColorMatrix; readonly decay: number },
): Promise<void> {
  const { picture, plane } = buffers;
  const [, height, width] = picture.shape;
  writeTensor(gpu, plane, valuesOfPicture(await readTensor(gpu, picture), matrix));
  const owned = new DisposableStore();
  try {
    const gains = owned.add(gpu.bufferFrom('Dream.inverse', inverseGains(height, width, decay)));
    const request = { ...buffers, gains, spectrum: waves };
    const launches = owned.add(await prepareSpectrumGradient(gpu, 'Dream.inverse', request));
    gpu.submit('Dream.inverse', (commands) => {
      encodeAll(commands, [launches]);
    });
  } finally {
    owned.dispose();
  }
}

function copy(gpu: Gpu, from: BlockedTensor, to: BlockedTensor): void {
  gpu.submit('Dream.start', (commands) => {
    commands.copy(from.buffer, to.buffer, 0);
  });
}
