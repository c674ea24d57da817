/** From settings and the size of a picture to what is computed, and how the window moves. Computes no picture. */
import type { ConvolveOptions, LabSetup, PreparedConvolution } from '../../insight/index.ts';
import type { PaddedGeometry, Shape3 } from '../../math/index.ts';
import { poolGeometry } from '../../math/lab/index.ts';
import type { LabKit } from './lab-kit.ts';
import type { LabPlane, LabSettings } from './lab-types.ts';

/** What is computed for some settings. */
export interface LabPlan {
  readonly setup: LabSetup;
  readonly input: Shape3;
  readonly output: Shape3;
  readonly planes: readonly LabPlane[];
  readonly geometry: PaddedGeometry;
  readonly convolution: PreparedConvolution | null;
  /** Two plans of the same form need nothing new: only weights differ. */
  readonly form: string;
}

const RGB = 3;

/** Channels that the input of a lab has. */
function channelsOf({ channels }: LabSettings): 1 | 3 {
  return channels === 'grey' ? 1 : RGB;
}

/** The settings as a script would give them. */
export function optionsOf(settings: LabSettings): ConvolveOptions {
  const { kernel, stride, dilation, padding, value, mode, flip, channels } = settings;
  const slices = channels === 'sum' ? [RGB] : [];
  return {
    kernel: { shape: [...slices, ...kernel.size], data: Float32Array.from(kernel.values) },
    stride,
    dilation,
    padding: { mode: padding, value },
    mode,
    flip,
  };
}

/** Throws ShapeError where something does not fit. */
export function planOf(
  kit: LabKit,
  settings: LabSettings,
  [height, width]: readonly [number, number],
): LabPlan {
  const { lab, task, pool } = settings;
  const input: Shape3 = [channelsOf(settings), height, width];
  const setup = {
    input,
    isBackward: task === 'backward',
    isLearning: task === 'learn',
    isCompared: task === 'shift',
  };
  if (lab === 'pooling') {
    const prepared = kit.preparePool(pool);
    const whole = { ...setup, operation: { kind: 'pool', pool: prepared } as const };
    const geometry = poolGeometry(pool.size, pool.stride);
    return complete(kit, whole, geometry, null, JSON.stringify([setup, prepared]));
  }
  const convolution = kit.prepareConvolve({ shape: input }, optionsOf(settings));
  const { kernel, stride, dilation, before, after, padding, value } = convolution;
  const geometry = { kernel, stride, dilation, before, after, padding, value };
  const whole = { ...setup, operation: { kind: 'convolution', convolution } as const };
  const form = JSON.stringify([setup, { ...convolution, weights: convolution.weights.length }]);
  return complete(kit, whole, geometry, convolution, form);
}

function complete(
  kit: LabKit,
  setup: LabSetup,
  geometry: PaddedGeometry,
  convolution: PreparedConvolution | null,
  form: string,
): LabPlan {
  const shapes = kit.planesOf(setup);
  const output = shapes.get('output') ?? setup.input;
  const planes = [...shapes.keys()];
  return { setup, input: setup.input, output, planes, geometry, convolution, form };
}
