/**
 * Recipes for pictures that grow, as data: what others have published, with their numbers, and our own sizes for a page.
 * Sources stand beside each.
 */
import type { AdamRule, DreamRecipe, Upkeep } from './recipe-types.ts';
import type { Transform } from './transforms.ts';

const range = (first: number, step: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + step * index);

/** TensorFlow's and PyTorch's numbers; the rate is lucid/optvis/render.py's. */
const ADAM: AdamRule = { rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Beyond the border is grey, as Lucid pads it. */
const GREY = { kind: 'constant', value: 0.5 } as const;

/** lucid/optvis/transform.py, standard_transforms; its padding of 12 is our grey without end. */
const STANDARD: readonly Transform[] = [
  { kind: 'jitter', cells: 8 },
  { kind: 'scale', factors: range(90, 2, 11).map((percent) => percent / 100) },
  { kind: 'rotate', degrees: [...range(-10, 1, 21), 0, 0, 0, 0, 0] },
  { kind: 'jitter', cells: 4 },
];

/** lucid/optvis/param/spatial.py and color.py. */
const WAVES = { kind: 'fourier', decay: 1, deviation: 0.01, isDecorrelated: true } as const;

const LUCID: DreamRecipe = {
  id: 'studio',
  size: 128,
  margin: 0,
  steps: 512,
  parameters: WAVES,
  optimiser: { kind: 'adam', ...ADAM },
  transforms: STANDARD,
  surroundings: GREY,
  framing: 'crop',
  regularisers: [],
  upkeep: [],
  display: { kind: 'clip' },
  octaves: null,
};

/** Blocks whose cells see 3 to 14 pixels: turning smears what they look for, and the padding of the network is near. */
const LAST_EARLY_BLOCK = 2;
const MIDDLE_BLOCK = 3;
const EARLY = { size: 64, steps: 128, margin: 8, jitter: 4 } as const;
const MIDDLE_SIZE = 96;

/** Networks that were trained on pictures of at most so many pixels a side know nothing larger, and are excited soon. */
const SMALL_PICTURES = 64;
const STEPS_IF_SMALL = 96;

/**
 * The default: Lucid's recipe in a size that suits the block (from 1 on) of the layer and is not larger than what the network
 * was trained on; early blocks are only shifted.
 */
export function studioRecipe(block: number, trainSize = Infinity): DreamRecipe {
  if (block <= LAST_EARLY_BLOCK) {
    const { jitter, size, ...early } = EARLY;
    const transforms = [{ kind: 'jitter', cells: jitter }] as const;
    return { ...LUCID, ...early, size: Math.min(size, trainSize), transforms };
  }
  const size = Math.min(block === MIDDLE_BLOCK ? MIDDLE_SIZE : LUCID.size, trainSize);
  return { ...LUCID, size, ...(trainSize <= SMALL_PICTURES && { steps: STEPS_IF_SMALL }) };
}

/**
 * The pictures of the article on feature visualisation, slowly: Olah et al., Distill 2017, footnote on transforms: "padding
 * the input by 16 pixels to avoid edge artifacts", which is cropped in the end.
 */
export const ARTICLE_RECIPE: DreamRecipe = {
  ...LUCID,
  id: 'article',
  steps: 2560,
  margin: 16,
  transforms: [
    { kind: 'jitter', cells: 16 },
    { kind: 'scale', factors: [1, 0.975, 1.025, 0.95, 1.05] },
    { kind: 'rotate', degrees: range(-5, 1, 11) },
    { kind: 'jitter', cells: 8 },
  ],
};

const PIXELS: DreamRecipe = {
  ...LUCID,
  parameters: {
    kind: 'pixels',
    range: 255,
    start: { distribution: 'uniform', center: 128, spread: 10 },
  },
  transforms: [],
};

/**
 * Chollet, Deep Learning with Python, 1st edition, 5.4.2: random * 20 + 128, 40 steps of 1 along the gradient divided by
 * its root mean square, shown with a deviation of 0.1 around the middle. 150 pixels for one, 64 in the book's grids.
 */
export const BOOK_RECIPE: DreamRecipe = {
  ...PIXELS,
  id: 'book',
  size: 150,
  steps: 40,
  parameters: {
    kind: 'pixels',
    range: 255,
    // random() * 20 + 128
    start: { distribution: 'uniform', center: 138, spread: 10 },
  },
  optimiser: { kind: 'ascend', by: 'root-mean-square', rate: 1, epsilon: 1e-5 },
  display: { kind: 'standardised', deviation: 0.1, epsilon: 1e-5 },
};

/** tf-keras-vis, ActivationMaximization with its callbacks for Keras' VGG16: rolls of 4, turns of 1 degree, mirrored. */
export const VGG_RECIPE: DreamRecipe = {
  ...PIXELS,
  id: 'vgg',
  size: 224,
  steps: 200,
  parameters: {
    kind: 'pixels',
    range: 255,
    start: { distribution: 'uniform', center: 127.5, spread: 10 },
  },
  optimiser: { kind: 'rmsprop', rate: 1, rho: 0.999, epsilon: 1e-7 },
  transforms: [
    { kind: 'roll', cells: 4 },
    { kind: 'rotate', degrees: range(-1, 0.25, 9) },
  ],
  surroundings: { kind: 'mirror' },
  regularisers: [
    { kind: 'variation', power: 1, weight: -1, isMean: true },
    { kind: 'norm', power: 1, center: 0, isRooted: true, weight: -0.3, isMean: true },
  ],
};

/** Graetz' pictures are in deviations of ImageNet, of about this part of 0..1; Adam's steps are too. */
const DEVIATION = 0.226;

/** Graetz (fg91), How to visualize convolutional features: twelve enlargements by 1.2 with 20 steps of Adam each. */
export const OCTAVES_RECIPE: DreamRecipe = {
  ...PIXELS,
  id: 'octaves',
  size: 56,
  steps: 20,
  parameters: {
    kind: 'pixels',
    range: 1,
    // 150 to 180 of 255.
    start: { distribution: 'uniform', center: 165 / 255, spread: 15 / 255 },
  },
  optimiser: { kind: 'adam', ...ADAM, rate: 0.1 * DEVIATION },
  // PyTorch's weight decay of 1e-6: half of it times the sum of squares.
  regularisers: [
    { kind: 'norm', power: 2, center: 0, isRooted: false, weight: -0.5e-6, isMean: false },
  ],
  octaves: { count: 12, factor: 1.2 },
};

/** Length of a gradient below which nothing is divided by it. */
const NO_LENGTH = 1e-12;

const TOOLBOX: DreamRecipe = {
  ...PIXELS,
  size: 227,
  parameters: {
    kind: 'pixels',
    range: 255,
    start: { distribution: 'normal', center: 'mean', spread: 10 },
  },
};

const blurEvery = (radius: number): Upkeep => ({
  kind: 'blur',
  shape: 'gaussian',
  radius,
  every: 4,
});

/**
 * The four of the Deep Visualization Toolbox: Yosinski et al. 2015, table 1, and optimize/gradient_optimizer.py: they show
 * what each regulariser does. The third made most pictures of the paper.
 */
export const TOOLBOX_RECIPES: readonly DreamRecipe[] = [
  {
    ...TOOLBOX,
    id: 'toolbox-1',
    steps: 500,
    optimiser: { kind: 'ascend', by: 'progress', rate: 100, progress: 2, epsilon: NO_LENGTH },
    upkeep: [blurEvery(0.5), { kind: 'drop', by: 'length', share: 0.5, every: 1 }],
  },
  {
    ...TOOLBOX,
    id: 'toolbox-2',
    steps: 750,
    optimiser: { kind: 'ascend', by: 'rate', rate: 100 },
    upkeep: [
      { kind: 'decay', share: 0.3, every: 1 },
      { kind: 'drop', by: 'length', share: 0.2, every: 1 },
    ],
  },
  {
    ...TOOLBOX,
    id: 'toolbox-3',
    steps: 1000,
    optimiser: { kind: 'ascend', by: 'rate', rate: 100 },
    upkeep: [{ kind: 'decay', share: 1e-4, every: 1 }, blurEvery(1)],
  },
  {
    ...TOOLBOX,
    id: 'toolbox-4',
    steps: 1000,
    optimiser: { kind: 'ascend', by: 'progress', rate: 1e8, progress: 2, epsilon: NO_LENGTH },
    upkeep: [blurEvery(0.5), { kind: 'drop', by: 'benefit', share: 0.9, every: 1 }],
  },
];

/** All that do not depend on the layer. */
export const DREAM_RECIPES: readonly DreamRecipe[] = [
  ARTICLE_RECIPE,
  BOOK_RECIPE,
  VGG_RECIPE,
  OCTAVES_RECIPE,
  ...TOOLBOX_RECIPES,
];

/** What those who made a recipe let it excite: the toolbox pushes one unit, and its rates are made for that. */
export function usualGoal(recipe: string): 'channel' | 'unit' {
  return TOOLBOX_RECIPES.some(({ id }) => id === recipe) ? 'unit' : 'channel';
}
