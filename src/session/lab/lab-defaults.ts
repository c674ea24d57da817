/** How each lab is when it is first opened: the article's outline on a circle, and its pooling. */
import { kernelOf } from './lab-kernels.ts';
import type { LabName, LabSettings } from './lab-types.ts';

const SIDE = 32;
const KERNEL_SIDE = 3;
const POOL = 2;

/** As the article computes: a convolution with the kernel turned, zeros around, every place where the window touches the picture. */
const CONVOLUTION: LabSettings = {
  lab: 'convolution',
  task: 'forward',
  picture: 'circle',
  side: SIDE,
  unit: 'byte',
  channels: 'grey',
  kernel: kernelOf('outline', KERNEL_SIDE, 'grey'),
  stride: 1,
  dilation: 1,
  padding: 'constant',
  value: 0,
  mode: 'full',
  flip: true,
  display: 'diverging',
  pool: { kind: 'max', size: POOL, stride: POOL },
  upstream: { kind: 'one', seed: 1 },
  goal: 'outline',
  shift: [0, 0],
};

/** The settings of a lab that nobody has changed yet; a link leaves them out. */
export const DEFAULT_LAB: Readonly<Record<LabName, LabSettings>> = {
  convolution: CONVOLUTION,
  pooling: { ...CONVOLUTION, lab: 'pooling' },
};
