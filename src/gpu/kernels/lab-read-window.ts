/** All channels of a window that may reach beyond the border, into a buffer that several windows share. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { PADDING_MODES } from '../../math/index.ts';
import type { PaddingMode, Shape3 } from '../../math/index.ts';
import type { CellWindow } from '../../math/lab/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;
const BYTES_PER_FLOAT = 4;

export const LAB_READ_WINDOW = defineKernel({
  name: 'lab_read_window',
  file: 'lab/read_window.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: {
    width: 'u32',
    height: 'u32',
    channels: 'u32',
    top: 'i32',
    left: 'i32',
    rows: 'u32',
    columns: 'u32',
    first: 'u32',
    padding: 'u32',
    value: 'f32',
  },
  variants: [{}],
});

/** Parameters of the reading of a window. */
export type LabWindowFields = typeof LAB_READ_WINDOW.params;
/** A launch that reads a window, another one after each `setParams(labWindowParams(...))`. */
export type LabWindowLaunch = Dispatch<LabWindowFields>;

/** What stands beyond the border. */
export interface LabPadding {
  readonly padding: PaddingMode;
  /** What `constant` puts there. */
  readonly value: number;
}

/**
 * Reads windows of `input` into `output`, at first none. `most`: the cells of the largest, times channels. Setting a window
 * that is larger, or that ends beyond the buffer, throws ShapeError.
 */
export async function prepareLabReadWindow(
  gpu: Gpu,
  label: string,
  {
    input,
    output,
    most,
  }: { readonly input: BlockedTensor; readonly output: GpuBuffer; readonly most: number },
): Promise<Owned<LabWindowLaunch>> {
  const kernel = await gpu.kernel(LAB_READ_WINDOW);
  const launch = kernel.prepare({
    label,
    params: labWindowParams(input.shape, NO_WINDOW, { padding: 'constant', value: 0 }, 0),
    resources: { input: input.buffer, output },
    workgroups: [Math.ceil(most / THREADS), 1, 1],
  });
  const room = output.bytes / BYTES_PER_FLOAT;
  return {
    ...launch,
    setParams: (values) => {
      const { channels, rows, columns, first } = values;
      const cells = channels * rows * columns;
      if (cells > most) refuse(label, `${String(cells)} cells instead of at most ${String(most)}`);
      const end = first + cells;
      if (end > room) refuse(label, `cells up to ${String(end)} of ${String(room)}`);
      launch.setParams(values);
    },
  };
}

/** The parameters that read `window` of a map of `shape` into the buffer from number `first` on: [c][y][x]. */
export function labWindowParams(
  [channels, height, width]: Shape3,
  { row, column, rows, columns }: CellWindow,
  { padding, value }: LabPadding,
  first: number,
): StructValues<LabWindowFields> {
  return {
    width,
    height,
    channels,
    top: row,
    left: column,
    rows,
    columns,
    first,
    padding: PADDING_MODES.indexOf(padding),
    value,
  };
}

const NO_WINDOW: CellWindow = { row: 0, column: 0, rows: 0, columns: 0 };

function refuse(operation: string, shapes: string): never {
  throw new ShapeError('shape-mismatch', `${operation}: ${shapes}`, { operation, shapes });
}
