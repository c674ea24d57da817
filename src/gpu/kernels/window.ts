/** The values under a window of one channel with the weights they are multiplied by: the products of one term. */
import { ShapeError } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { BySlice, bindingsOf, variantOfFormat, wholeWeights } from './stored-weights.ts';
import type { StoredWeights } from './stored-weights.ts';
import type { WeightLayout } from './weights.ts';
import { weightPlace } from './weights.ts';

export const WINDOW = defineKernel({
  name: 'window',
  file: 'insight/window.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: {
    channel: 'u32',
    top: 'i32',
    left: 'i32',
    height: 'u32',
    width: 'u32',
    rows: 'u32',
    columns: 'u32',
    dilation_y: 'u32',
    dilation_x: 'u32',
    first: 'u32',
    stride: 'u32',
  },
  variants: [variantOfFormat('f32'), variantOfFormat('f16'), variantOfFormat('q8')],
});

const THREADS = 64;
const BYTES_PER_TAP = 2 * Float32Array.BYTES_PER_ELEMENT;

/** A window over one channel. */
export interface WindowRequest {
  readonly channel: number;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly dilation: readonly [y: number, x: number];
  /** Which weights, of which output, belong to the cells; null: none. */
  readonly weights: { readonly layout: WeightLayout; readonly output: number } | null;
}

/** What was found, row by row. */
export interface WindowValues {
  readonly inputs: Float32Array;
  readonly weights: Float32Array;
}

/** Reads windows of one layer; everything it needs is made once. Disposing frees it. */
export interface WindowReader extends Disposable {
  /** Reads 8 bytes for each cell of the window. Throws ShapeError for more cells than it was made for. */
  read(window: WindowRequest): Promise<WindowValues>;
}

/** Windows of at most `cells` cells of `input`; null where no weights will be asked for. */
export async function prepareWindowReader(
  gpu: Gpu,
  label: string,
  {
    input,
    weights,
    cells,
  }: {
    readonly input: BlockedTensor;
    readonly weights: StoredWeights | null;
    readonly cells: number;
  },
): Promise<Owned<WindowReader>> {
  // Something has to be bound.
  const stored = weights ?? wholeWeights('f32', 1, input.buffer);
  const kernel = await gpu.kernel(WINDOW, variantOfFormat(stored.format));
  const output: Owned<GpuBuffer> = gpu.buffer(`${label}.output`, cells * BYTES_PER_TAP);
  const launches = new BySlice(stored, (slice) =>
    kernel.prepare({
      label,
      params: windowParams(input.shape, NO_WINDOW, 0),
      resources: { input: input.buffer, ...bindingsOf(slice), output },
      workgroups: [Math.ceil(cells / THREADS), 1, 1],
    }),
  );
  return {
    read: async (window) => {
      const taps = window.rows * window.columns;
      if (taps > cells) {
        const shapes = `${String(taps)} cells instead of at most ${String(cells)}`;
        throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
      }
      const { made: launch, row } = launches.of(window.weights?.output ?? 0);
      launch.setParams(windowParams(input.shape, window, row));
      gpu.submit(label, (commands) => {
        commands.dispatch(launch);
      });
      const pairs = new Float32Array(await gpu.read(output, 0, taps * BYTES_PER_TAP));
      return {
        inputs: Float32Array.from({ length: taps }, (_, tap) => pairs[2 * tap] ?? 0),
        weights: Float32Array.from({ length: taps }, (_, tap) => pairs[2 * tap + 1] ?? 0),
      };
    },
    dispose: () => {
      for (const launch of launches.all) launch.dispose();
      output.dispose();
    },
  };
}

const NO_WINDOW: WindowRequest = {
  channel: 0,
  top: 0,
  left: 0,
  rows: 0,
  columns: 0,
  dilation: [1, 1],
  weights: null,
};

function windowParams(
  [, height, width]: Shape3,
  { channel, top, left, rows, columns, dilation, weights }: WindowRequest,
  row: number,
): StructValues<typeof WINDOW.params> {
  return {
    channel,
    top,
    left,
    height,
    width,
    rows,
    columns,
    dilation_y: dilation[0],
    dilation_x: dilation[1],
    first: weights ? weightPlace(weights.layout, row, channel) : 0,
    stride: weights ? weights.layout.tap : 0,
  };
}
