/** Kernels to begin with, of every size that makes sense for them. Knows no picture. */

/** Named kernels; see `presetKernel`. */
export const KERNEL_PRESETS = [
  'identity',
  'outline',
  'sharpen',
  'box',
  'gaussian',
  'emboss',
  'sobel-0',
  'sobel-45',
  'sobel-90',
  'sobel-135',
  'prewitt-0',
  'prewitt-45',
  'prewitt-90',
  'prewitt-135',
  'log',
] as const;

/** One of `KERNEL_PRESETS`. */
export type KernelPreset = (typeof KERNEL_PRESETS)[number];

/** A kernel by rows. */
type Kernel = readonly number[];

/** Weight of a cell by its distance from the middle. */
type Weight = (down: number, right: number) => number;

interface Preset {
  readonly sizes: readonly number[];
  readonly make: (size: number) => Kernel;
}

const ALL = [1, 2, 3, 4, 5, 6, 7];
const BLURS = ALL.slice(1);
const ODD = [3, 5, 7];
/** In 3 x 3 cells nothing is left of the ring around a Laplacian of Gaussian. */
const WIDE = [5, 7];

/** How many times the difference from its neighbours a cell is sharpened by; in 3 x 3 the usual 5 and -1. */
const SHARPENING = 4;
/** Digits behind the point of a Laplacian of Gaussian. */
const LOG_DIGITS = 3;
const EIGHTH = 45;
const EIGHTHS = 8;

const PRESETS: Readonly<Record<KernelPreset, Preset>> = {
  identity: { sizes: ALL, make: identity },
  outline: { sizes: ODD, make: outline },
  sharpen: { sizes: ODD, make: sharpen },
  box: { sizes: ALL, make: (size) => Array<number>(size * size).fill(1 / (size * size)) },
  gaussian: { sizes: BLURS, make: gaussian },
  emboss: { sizes: ODD, make: emboss },
  'sobel-0': { sizes: ODD, make: (size) => turned(sobel(size), 0) },
  'sobel-45': { sizes: ODD, make: (size) => turned(sobel(size), 45) },
  'sobel-90': { sizes: ODD, make: (size) => turned(sobel(size), 90) },
  'sobel-135': { sizes: ODD, make: (size) => turned(sobel(size), 135) },
  'prewitt-0': { sizes: ODD, make: (size) => turned(prewitt(size), 0) },
  'prewitt-45': { sizes: ODD, make: (size) => turned(prewitt(size), 45) },
  'prewitt-90': { sizes: ODD, make: (size) => turned(prewitt(size), 90) },
  'prewitt-135': { sizes: ODD, make: (size) => turned(prewitt(size), 135) },
  log: { sizes: WIDE, make: laplacianOfGaussian },
};

/** In which sizes a preset makes sense, ascending; all of 1 to 7 that are not named have no form of their own. */
export function presetSizes(name: KernelPreset): readonly number[] {
  return PRESETS[name].sizes;
}

/**
 * The `size` x `size` weights of a preset by rows, to be laid on as they are written (a correlation). With K the size and the anchor
 * at floor((K - 1) / 2):
 * - `identity`: 1 at the anchor.
 * - `outline`: ones in a diamond, and in its middle minus their number; in 3 x 3 the article's 0 1 0, 1 -4 1, 0 1 0.
 * - `sharpen`: a cell and four times its difference from the mean of that diamond; in 3 x 3 a 5 among -1. As strong in every size.
 * - `box`: 1 / K^2. `gaussian`: binomial coefficients, down times across, which add up to 1 exactly.
 * - `emboss`: light from the upper left. Of a cell the distance from the diagonal, and 1 in the middle; divided by
 *   1^2 + 2^2 + ... up to half the size, so that every size is as strong as -2 -1 0, -1 1 1, 0 1 2.
 * - `sobel-A`: positive where it gets brighter in the direction of A degrees, 0 to the right and 90 upwards. A binomial derivative
 *   times binomial smoothing. The other directions are that of 0 with each ring of cells around the middle turned by A.
 * - `prewitt-A`: the slope of a plane laid through the cells (least squares); else the same.
 * - `log`: Laplacian of Gaussian, sampled with OpenCV's sigma, 0.3 ((K - 1) / 2 - 1) + 0.8; the mean is taken off, then it is rounded to
 *   three digits, and the middle makes the sum zero. Negative in the middle, as `outline` is.
 *
 * A size that makes no sense gets the nearest smaller one that does with zeros around it, or the middle of the smallest; the anchor stays.
 */
export function presetKernel(name: KernelPreset, size: number): readonly number[] {
  const { sizes, make } = PRESETS[name];
  const own = sizes.filter((one) => one <= size).at(-1) ?? sizes[0] ?? size;
  const kernel = make(own);
  return own === size ? kernel : refitted(kernel, own, size);
}

function anchorOf(size: number): number {
  return Math.floor((size - 1) / 2);
}

function filled(size: number, weight: Weight): Kernel {
  const anchor = anchorOf(size);
  return Array.from({ length: size * size }, (_, place) =>
    // No -0.
    plain(weight(Math.floor(place / size) - anchor, (place % size) - anchor)),
  );
}

function plain(value: number): number {
  return value === 0 ? 0 : value;
}

function identity(size: number): Kernel {
  return filled(size, (down, right) => (down === 0 && right === 0 ? 1 : 0));
}

/** Cells of the diamond that reaches from border to border, without the middle one. */
function diamond(size: number): Kernel {
  const reach = anchorOf(size);
  return filled(size, (down, right) => {
    const steps = Math.abs(down) + Math.abs(right);
    return steps > 0 && steps <= reach ? 1 : 0;
  });
}

function outline(size: number): Kernel {
  const ones = diamond(size);
  const middle = identity(size);
  return ones.map((one, place) => plain(one - sumOf(ones) * (middle[place] ?? 0)));
}

function sharpen(size: number): Kernel {
  const ones = diamond(size);
  const middle = identity(size);
  const part = SHARPENING / sumOf(ones);
  return ones.map((one, place) => plain((1 + SHARPENING) * (middle[place] ?? 0) - part * one));
}

function gaussian(size: number): Kernel {
  const row = binomial(size);
  const whole = sumOf(row) ** 2;
  return product(row, row).map((weight) => weight / whole);
}

function emboss(size: number): Kernel {
  let strength = 0;
  for (let step = 1; step <= anchorOf(size); step += 1) strength += step * step;
  return filled(size, (down, right) => (down === 0 && right === 0 ? 1 : (down + right) / strength));
}

/** Brighter to the right. */
function sobel(size: number): Kernel {
  // The difference of two neighbours, smoothed as often as it takes.
  const inner = binomial(size - 1);
  const derivative = [...inner, 0].map((_, place) => (inner[place - 1] ?? 0) - (inner[place] ?? 0));
  return product(binomial(size), derivative).map(plain);
}

/** Brighter to the right. */
function prewitt(size: number): Kernel {
  return filled(size, (_down, right) => right);
}

function laplacianOfGaussian(size: number): Kernel {
  const sigma = 0.3 * ((size - 1) / 2 - 1) + 0.8;
  const square = sigma * sigma;
  const bell: Weight = (down, right) => Math.exp(-(down * down + right * right) / (2 * square));
  const whole = sumOf(filled(size, bell));
  const sampled = filled(size, (down, right) => {
    const curvature = (down * down + right * right - 2 * square) / (square * square);
    return (curvature * bell(down, right)) / whole;
  });
  const mean = sumOf(sampled) / (size * size);
  // In thousandths, which add up without an error.
  const unit = 10 ** LOG_DIGITS;
  const rounded = sampled.map((weight) => Math.round((weight - mean) * unit));
  const middle = identity(size);
  const missing = sumOf(rounded);
  return rounded.map((weight, place) => plain(weight - missing * (middle[place] ?? 0)) / unit);
}

/** Numbers of Pascal's triangle, `count` of them. */
function binomial(count: number): readonly number[] {
  let row: readonly number[] = [1];
  while (row.length < count) {
    const last = row;
    row = [...last, 0].map((value, place) => value + (last[place - 1] ?? 0));
  }
  return row;
}

function product(down: readonly number[], across: readonly number[]): Kernel {
  return down.flatMap((row) => across.map((column) => row * column));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Each ring of cells around the middle turned by `degrees`, a multiple of 45, against the clock. */
function turned(kernel: Kernel, degrees: number): Kernel {
  const size = Math.sqrt(kernel.length);
  const middle = anchorOf(size);
  const result = [...kernel];
  for (let ring = 1; ring <= middle; ring += 1) {
    const places = ringOf(ring).map(([down, right]) => (middle + down) * size + middle + right);
    const steps = (degrees / EIGHTH) * ring;
    places.forEach((place, index) => {
      const origin = places[(index - steps + EIGHTHS * ring) % places.length] ?? place;
      result[place] = kernel[origin] ?? NaN;
    });
  }
  return result;
}

/** The 8 R cells at R steps from the middle, against the clock from the right upper corner on. */
function ringOf(ring: number): readonly (readonly [down: number, right: number])[] {
  const side = Array.from({ length: 2 * ring }, (_, step) => step - ring);
  return [
    ...side.map((step) => [-ring, -step] as const),
    ...side.map((step) => [step, -ring] as const),
    ...side.map((step) => [ring, step] as const),
    ...side.map((step) => [-step, ring] as const),
  ];
}

/** With zeros around, or cut off; anchor on anchor. */
function refitted(kernel: Kernel, from: number, size: number): Kernel {
  const anchor = anchorOf(from);
  return filled(size, (down, right) => {
    const [row, column] = [anchor + down, anchor + right];
    const isInside = row >= 0 && row < from && column >= 0 && column < from;
    return isInside ? (kernel[row * from + column] ?? 0) : 0;
  });
}
