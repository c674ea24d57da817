/** What the code of a lab depends on, and what it is. */
import type { PaddedGeometry, Shape3 } from '../../math/index.ts';
import type { LabKernel, LabSettings } from './lab-types.ts';

/** The same computation twice. */
export interface LabCode {
  /** Python: of an array `x` of floats, [H, W] where there is one channel, else [C, H, W], it makes `y`. */
  readonly numpy: string;
  /** A whole shader, for this size of picture: reads `x` at binding 0, writes `y` at binding 1, rows after rows, channel after channel. */
  readonly wgsl: string;
}

/** What code of a convolution depends on; a lab's settings with the shape of its picture will do. */
export interface ConvolutionCodeRequest extends Pick<
  LabSettings,
  'channels' | 'stride' | 'dilation' | 'padding' | 'value' | 'mode' | 'flip'
> {
  readonly input: Shape3;
  readonly kernel: Pick<LabKernel, 'size' | 'values'>;
}

/** What code of a pooling depends on. */
export interface PoolCodeRequest {
  readonly input: Shape3;
  readonly kind: 'max' | 'average';
  readonly size: number;
  readonly stride: number;
}

/** How the window moves, and what comes out. */
export interface CodeGeometry {
  readonly geometry: PaddedGeometry;
  readonly output: Shape3;
}
