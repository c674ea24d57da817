/** What the parts of a recipe may be, each with numbers to begin with, and between which limits its numbers lie. Data. */
import type {
  Display,
  Octaves,
  Optimiser,
  Parameters,
  Regulariser,
  Surroundings,
  Transform,
  Upkeep,
} from '../../../math/dream/index.ts';

/** What a number may be. */
export interface Limit {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

type ByKind<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Extract<T, { readonly kind: K }>;
};
type Ascent = Extract<Optimiser, { readonly kind: 'ascend' }>;

const PARAMETERS: ByKind<Parameters> = {
  fourier: { kind: 'fourier', decay: 1, deviation: 0.01, isDecorrelated: true },
  pixels: {
    kind: 'pixels',
    range: 255,
    start: { distribution: 'uniform', center: 128, spread: 10 },
  },
};

const SURROUNDINGS: ByKind<Surroundings> = {
  constant: { kind: 'constant', value: 0.5 },
  mirror: { kind: 'mirror' },
};

const DISPLAYS: ByKind<Display> = {
  clip: { kind: 'clip' },
  standardised: { kind: 'standardised', deviation: 0.1, epsilon: 1e-5 },
};

/** Ways to set the length of a step of plain ascent. */
export const ASCENTS: { readonly [K in Ascent['by']]: Extract<Ascent, { readonly by: K }> } = {
  rate: { kind: 'ascend', by: 'rate', rate: 100 },
  'root-mean-square': { kind: 'ascend', by: 'root-mean-square', rate: 1, epsilon: 1e-5 },
  length: { kind: 'ascend', by: 'length', rate: 10, epsilon: 1e-12 },
  progress: { kind: 'ascend', by: 'progress', rate: 100, progress: 2, epsilon: 1e-12 },
};

const OPTIMISERS: ByKind<Optimiser> = {
  adam: { kind: 'adam', rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  rmsprop: { kind: 'rmsprop', rate: 1, rho: 0.999, epsilon: 1e-7 },
  ascend: ASCENTS['root-mean-square'],
};

const TRANSFORMS: ByKind<Transform> = {
  roll: { kind: 'roll', cells: 4 },
  jitter: { kind: 'jitter', cells: 4 },
  scale: { kind: 'scale', factors: [0.9, 0.95, 1, 1.05, 1.1] },
  rotate: { kind: 'rotate', degrees: [-5, -2.5, 0, 2.5, 5] },
};

const REGULARISERS: ByKind<Regulariser> = {
  variation: { kind: 'variation', power: 1, weight: -1, isMean: true },
  norm: { kind: 'norm', power: 1, center: 0, isRooted: false, weight: -0.3, isMean: true },
};

const UPKEEP: ByKind<Upkeep> = {
  decay: { kind: 'decay', share: 1e-4, every: 1 },
  blur: { kind: 'blur', shape: 'gaussian', radius: 0.5, every: 4 },
  drop: { kind: 'drop', by: 'length', share: 0.2, every: 1 },
};

/** Parts of which there is one, of one of these kinds. */
export const KINDS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  parameters: PARAMETERS,
  optimiser: OPTIMISERS,
  surroundings: SURROUNDINGS,
  display: DISPLAYS,
};

/** Parts of which there may be several, or none. */
export const LISTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  transforms: TRANSFORMS,
  regularisers: REGULARISERS,
  upkeep: UPKEEP,
};

/** Octaves where there were none. */
export const FIRST_OCTAVES: Octaves = { count: 4, factor: 1.2 };

const SHARE: Limit = { least: 0, most: 1 };
const EVERY: Limit = { least: 1, most: 1000, isWhole: true };
const ANY: Limit = { least: -1e9, most: 1e9 };

/** By the name of a number, or by kind and name where one name means different things. */
const LIMITS: Readonly<Record<string, Limit>> = {
  size: { least: 8, most: 512, isWhole: true },
  margin: { least: 0, most: 64, isWhole: true },
  steps: { least: 1, most: 10_000, isWhole: true },
  decay: { least: 0, most: 4 },
  deviation: { least: 1e-6, most: 100 },
  center: { least: 0, most: 255 },
  'norm.center': ANY,
  spread: { least: 0, most: 255 },
  rate: { least: 1e-9, most: 1e9 },
  beta1: { least: 0, most: 0.9999 },
  beta2: { least: 0, most: 0.999999 },
  rho: { least: 0, most: 0.999999 },
  epsilon: { least: 0, most: 1 },
  progress: { least: 1e-9, most: 1e9 },
  cells: { least: 0, most: 64, isWhole: true },
  factors: { least: 0.25, most: 4 },
  degrees: { least: -180, most: 180 },
  value: SHARE,
  power: { least: 1, most: 16 },
  weight: ANY,
  share: SHARE,
  every: EVERY,
  radius: { least: 0, most: 16 },
  'box.radius': { least: 0, most: 16, isWhole: true },
  count: { least: 1, most: 16, isWhole: true },
  factor: { least: 1.01, most: 2 },
};

/** What the number called `name` of a part of that kind may be. */
export function limitOf(kind: string, name: string): Limit {
  return LIMITS[`${kind}.${name}`] ?? LIMITS[name] ?? ANY;
}
