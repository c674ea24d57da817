/** Gradients of a lab against central differences, computed by asking the lab itself. Knows no page. */
import { createRandom } from '../../base/index.ts';
import type { ConvolveOptions, Lab, LabTensor, PoolOptions } from '../../insight/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { pixelValues } from '../../math/lab/index.ts';
import { optionsOf } from './lab-plan.ts';
import type { LabCheck } from './lab-types.ts';
import { divisorOf } from './lab-worker.ts';
import type { LabDone } from './lab-worker.ts';

/** What is checked: a function of the input, and of a kernel where there is one. */
export interface CheckedLab {
  readonly lab: Lab;
  readonly input: Tensor3;
  readonly upstream: Tensor3;
  readonly operation:
    | { readonly kind: 'convolution'; readonly options: ConvolveOptions }
    | { readonly kind: 'pool'; readonly options: Required<PoolOptions> };
  /** The step of the difference: so small that no maximum changes its place. */
  readonly step: number;
}

type Row = LabCheck['rows'][number];

const INPUTS = 16;
/** Of them with a gradient, where there are so many. */
const TELLING = 12;
const MOST_WEIGHTS = 16;
const SEED = 7;
/** A difference that moves no maximum of whole numbers. */
const STEP = 0.25;
/** How often a cell is looked for that is no tie. */
const TRIES = 8;

/** What is checked of what is computed now, with a gradient from above. */
export function checkedLab(
  lab: Lab,
  { plan, pixels, settings }: LabDone,
  upstream: Tensor3,
): CheckedLab {
  const divisor = divisorOf(settings);
  const [channels, height, width] = plan.input;
  return {
    lab,
    input: pixelValues(pixels.data, height, width, channels === 1 ? 1 : 3, divisor),
    // Of one's own drawing: it may go on meanwhile.
    upstream: { shape: upstream.shape, data: Float32Array.from(upstream.data) },
    operation:
      settings.lab === 'pooling'
        ? { kind: 'pool', options: settings.pool }
        : { kind: 'convolution', options: optionsOf(settings) },
    step: STEP / divisor,
  };
}

/** Runs the check; tells `report` after each row. Stops when `signal` says so. */
export async function checkGradients(
  checked: CheckedLab,
  signal: AbortSignal,
  report: (check: LabCheck) => void,
): Promise<void> {
  const { lab, input, upstream, operation } = checked;
  const gradients =
    operation.kind === 'convolution'
      ? await lab.convolveBackward(input, operation.options, upstream)
      : { input: await lab.poolBackward(input, operation.options, upstream), kernel: null };
  const random = createRandom(SEED);
  const { places, ties } = placesOfInput(checked, gradients.input, random);
  const weights = placesOfKernel(gradients.kernel, random);
  const total = places.length + weights.length;
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    const state = rows.length === total ? 'done' : 'running';
    report({ state, done: rows.length, total, rows: [...rows], ties, worst: worstOf(rows) });
  };
  report({ state: total === 0 ? 'done' : 'running', done: 0, total, rows: [], ties, worst: 0 });
  for (const place of places) {
    if (signal.aborted) return;
    const difference = await centralDifference(checked, 'input', place);
    add({
      of: 'input',
      ...cellOf(place, input.shape),
      gradient: at(gradients.input, place),
      difference,
    });
  }
  for (const place of weights) {
    if (signal.aborted || !gradients.kernel) return;
    const difference = await centralDifference(checked, 'kernel', place);
    const [rowsOfKernel = 1, columns = 1] = gradients.kernel.shape.slice(-2);
    const shape: Shape3 = [
      gradients.kernel.data.length / rowsOfKernel / columns,
      rowsOfKernel,
      columns,
    ];
    add({
      of: 'kernel',
      ...cellOf(place, shape),
      gradient: at(gradients.kernel, place),
      difference,
    });
  }
}

/** Of sum(upstream * output) with respect to one number. */
async function centralDifference(
  { lab, input, upstream, operation, step }: CheckedLab,
  of: 'input' | 'kernel',
  place: number,
): Promise<number> {
  const output = async (by: number): Promise<LabTensor> => {
    const moved = of === 'input' ? { ...input, data: nudged(input.data, place, by) } : input;
    if (operation.kind === 'pool') return (await lab.pool(moved, operation.options)).output;
    const { kernel } = operation.options;
    const data = of === 'kernel' ? nudged(kernel.data, place, by) : kernel.data;
    return lab.convolve(moved, { ...operation.options, kernel: { ...kernel, data } });
  };
  const above = await output(step);
  const below = await output(-step);
  // What was added, as f32 holds it.
  const { data } =
    of === 'input' ? input : operation.kind === 'pool' ? input : operation.options.kernel;
  const width =
    (nudged(data, place, step)[place] ?? NaN) - (nudged(data, place, -step)[place] ?? NaN);
  let sum = 0;
  for (let cell = 0; cell < upstream.data.length; cell += 1) {
    sum += (upstream.data[cell] ?? NaN) * ((above.data[cell] ?? NaN) - (below.data[cell] ?? NaN));
  }
  return sum / width;
}

function nudged(data: Float32Array, place: number, by: number): Float32Array {
  const moved = Float32Array.from(data);
  moved[place] = (moved[place] ?? NaN) + by;
  return moved;
}

/**
 * Cells of the input drawn at random, most of them where there is a gradient, and none that shares a maximum; and how many of
 * these were met.
 */
function placesOfInput(
  { input, operation }: CheckedLab,
  gradient: LabTensor,
  random: () => number,
): { readonly places: readonly number[]; readonly ties: number } {
  const places = new Set<number>();
  const tied = new Set<number>();
  const all = [...input.data.keys()];
  const telling = all.filter((place) => gradient.data[place] !== 0);
  const drawFrom = (cells: readonly number[], count: number): void => {
    const wanted = Math.min(count, cells.length);
    for (let attempt = 0; attempt < TRIES * wanted && places.size < wanted; attempt += 1) {
      const place = cells[Math.floor(random() * cells.length)] ?? 0;
      const isTied = operation.kind === 'pool' && sharesMaximum(input, operation.options, place);
      (isTied ? tied : places).add(place);
    }
  };
  drawFrom(telling, TELLING);
  drawFrom(all, INPUTS);
  return { places: [...places], ties: tied.size };
}

function placesOfKernel(kernel: LabTensor | null, random: () => number): readonly number[] {
  if (!kernel) return [];
  const all = [...kernel.data.keys()];
  if (all.length <= MOST_WEIGHTS) return all;
  const places = new Set<number>();
  while (places.size < MOST_WEIGHTS) places.add(Math.floor(random() * all.length));
  return [...places];
}

/** Whether a cell is as large as the largest of a window it lies in, and not alone in it: there is no derivative there. */
function sharesMaximum(
  { shape, data }: Tensor3,
  { kind, size, stride }: Required<PoolOptions>,
  place: number,
): boolean {
  if (kind !== 'max') return false;
  const [, height, width] = shape;
  const { channel, cell } = cellOf(place, shape);
  const first = channel * height * width;
  const value = data[place] ?? NaN;
  for (let top = 0; top + size <= height; top += stride) {
    if (cell.row < top || cell.row >= top + size) continue;
    for (let left = 0; left + size <= width; left += stride) {
      if (cell.column < left || cell.column >= left + size) continue;
      let [largest, count] = [-Infinity, 0];
      for (let row = top; row < top + size; row += 1) {
        for (let column = left; column < left + size; column += 1) {
          const one = data[first + row * width + column] ?? NaN;
          count = one > largest ? 1 : one === largest ? count + 1 : count;
          largest = Math.max(largest, one);
        }
      }
      if (value === largest && count > 1) return true;
    }
  }
  return false;
}

function cellOf(place: number, [, height, width]: Shape3): Pick<Row, 'cell' | 'channel'> {
  const cell = { row: Math.floor(place / width) % height, column: place % width };
  return { cell, channel: Math.floor(place / width / height) };
}

function at({ data }: LabTensor, place: number): number {
  return data[place] ?? NaN;
}

/** Largest difference over the largest gradient of its kind: single gradients may be zero. */
function worstOf(rows: readonly Row[]): number {
  const largest = (kind: Row['of']): number =>
    Math.max(...rows.filter(({ of }) => of === kind).map(({ gradient }) => Math.abs(gradient)));
  return rows.reduce((worst, { of, gradient, difference }) => {
    const apart = Math.abs(gradient - difference);
    return Math.max(worst, apart === 0 ? 0 : apart / (largest(of) || 1));
  }, 0);
}
