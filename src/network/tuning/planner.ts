/**
 * Chooses an algorithm for every convolution of a pass: by what was measured on this device, and by the cost table where
 * nothing was. Knows no store and no page.
 */
import { loadAlgorithms } from '../../gpu/index.ts';
import type { AdapterFacts, ConvolutionAlgorithm, ConvolutionShape } from '../../gpu/index.ts';
import type { ConvolutionPlanner, PassConvolution } from '../pass-context.ts';
import { chooseWithin, formBudget } from './budget.ts';
import type { Option } from './budget.ts';
import { estimate } from './cost-table.ts';

/** Milliseconds by algorithm, as measured for one shape. */
export type Measured = Readonly<Record<string, number>>;

/** What was measured, by `shapeKey`. */
export type Measurements = ReadonlyMap<string, Measured>;

/** What may be chosen. */
export interface PlanOptions {
  /** Whether factors may be halves: results are then right to 2e-2 of a layer's largest value instead of 5e-4. */
  readonly allowsHalves?: boolean;
  readonly measurements?: Measurements;
  /** Bytes for weights in other forms; of the device when left out. */
  readonly budget?: number;
}

type Algorithms = Awaited<ReturnType<typeof loadAlgorithms>>;

/** Weights in 16 bits must win by so much, for they cost some accuracy. */
const ROUNDED = 1.05;
/**
 * And must save so many bytes: in layers of few channels they are off by up to 7e-4 of the largest value (Kawasemi-mini
 * on noise), and there they save next to nothing.
 */
const WORTH_ROUNDING = 1e6;
const BYTES_PER_FLOAT = 4;

/** What a measurement is valid for: the shape, whether a pooling follows, and whether halves were tried as well. */
export function shapeKey(
  { shape, poolFollows }: Omit<PassConvolution, 'name'>,
  allowsHalves = false,
): string {
  const { input, outputs, kernel, stride, padding, dilation } = shape;
  const geometry = [kernel, stride, padding, dilation].map((pair) => pair.join('x')).join(' ');
  const more = `${poolFollows ? ', pool' : ''}${allowsHalves ? ', halves' : ''}`;
  return `${input.join('x')} to ${String(outputs)}, ${geometry}${more}`;
}

/** Plans a pass at once, when its first convolution is asked for. */
export async function createPlanner(
  facts: AdapterFacts,
  options: PlanOptions = {},
): Promise<ConvolutionPlanner> {
  const algorithms = await loadAlgorithms();
  return {
    plan: (convolutions, others = []) => {
      const there = formsOf(algorithms, convolutions, others);
      const budget = options.budget ?? formBudget(facts, plainBytes(convolutions));
      const taken = [...there.values()].reduce((sum, bytes) => sum + bytes, 0);
      const layers = convolutions.map((item) => optionsOf(facts, algorithms, item, there, options));
      const chosen = chooseWithin(layers, budget - taken);
      return new Map(
        convolutions.flatMap(({ name }, index) => {
          const option = chosen[index];
          return option ? [[name, option.id] as const] : [];
        }),
      );
    },
  };
}

/** Bytes of the weights of some convolutions in f32. */
export function plainBytes(convolutions: readonly PassConvolution[]): number {
  return convolutions.reduce((sum, { shape }) => {
    const [rows, columns] = shape.kernel;
    return sum + shape.input[0] * shape.outputs * rows * columns * BYTES_PER_FLOAT;
  }, 0);
}

/** The ways of one convolution with their times: measured ones if there are any, for a guess is no match for them. */
function optionsOf(
  facts: AdapterFacts,
  algorithms: Algorithms,
  convolution: PassConvolution,
  there: ReadonlyMap<string, number>,
  { allowsHalves = false, measurements }: PlanOptions,
): readonly Option[] {
  const { shape } = convolution;
  const fitting = waysFor(algorithms, facts, shape, allowsHalves);
  const measured = measurements?.get(shapeKey(convolution, allowsHalves));
  const known = measured ? fitting.filter(({ id }) => measured[id] !== undefined) : [];
  return (known.length > 0 ? known : fitting).map((algorithm) => {
    const ms = measured?.[algorithm.id] ?? estimate(facts, algorithm, shape);
    const isRounded = algorithm.form.storage === 'q16';
    const isThere = there.has(formKey(algorithms, convolution.name, algorithm));
    const bytes = isThere ? 0 : extraBytes(algorithms.formBytes, algorithm, shape);
    return { id: algorithm.id, ms: isRounded ? ms * ROUNDED : ms, bytes };
  });
}

/** The algorithms that a plan may choose from for a shape: they fit, and are as exact as is wanted. */
export function waysFor(
  { algorithmsFor, formBytes }: Algorithms,
  facts: AdapterFacts,
  shape: ConvolutionShape,
  allowsHalves = false,
): readonly ConvolutionAlgorithm[] {
  const saved = ({ form }: ConvolutionAlgorithm): number => {
    const bytes = (storage: 'f32' | 'q16'): number =>
      formBytes({ ...form, storage }, shape.outputs, shape.input[0]);
    return bytes('f32') - bytes('q16');
  };
  return algorithmsFor(facts, shape)
    .filter(({ precision }) => allowsHalves || precision === 'f32')
    .filter((it) => it.form.storage !== 'q16' || saved(it) >= WORTH_ROUNDING);
}

/** Bytes of the forms that some plans want, by layer and form. */
function formsOf(
  algorithms: Algorithms,
  convolutions: readonly PassConvolution[],
  plans: readonly ReadonlyMap<string, string>[],
): ReadonlyMap<string, number> {
  const forms = new Map<string, number>();
  for (const { name, shape } of convolutions) {
    for (const plan of plans) {
      const algorithm = algorithms.algorithmOf(plan.get(name) ?? '');
      if (!algorithm) continue;
      const bytes = extraBytes(algorithms.formBytes, algorithm, shape);
      forms.set(formKey(algorithms, name, algorithm), bytes);
    }
  }
  return forms;
}

function formKey(
  { nameOfForm }: Algorithms,
  layer: string,
  { form }: ConvolutionAlgorithm,
): string {
  return `${layer} ${nameOfForm(form)}`;
}

/** Bytes that an algorithm's weights take besides the plain ones that are kept anyway. */
export function extraBytes(
  formBytes: (form: ConvolutionAlgorithm['form'], outputs: number, inputs: number) => number,
  { form }: ConvolutionAlgorithm,
  { input, outputs }: ConvolutionShape,
): number {
  if (form.domain === 'plain' && form.storage === 'f32') return 0;
  return formBytes(form, outputs, input[0]);
}

/** What is worth a try by the cost table: of the same kernels in several sizes the best, then the next best of all. */
export function candidatesOf(
  facts: AdapterFacts,
  algorithms: readonly ConvolutionAlgorithm[],
  shape: ConvolutionShape,
  most: number,
): readonly ConvolutionAlgorithm[] {
  const sorted = [...algorithms].sort(
    (a, b) => estimate(facts, a, shape) - estimate(facts, b, shape),
  );
  const isFirst = ({ id }: ConvolutionAlgorithm, index: number): boolean =>
    sorted.findIndex((it) => kernelsOf(it.id) === kernelsOf(id)) === index;
  const limit = estimate(facts, sorted[0] ?? firstOf(algorithms), shape) * WORTH_A_TRY;
  const firsts = sorted.filter(isFirst).filter((it) => estimate(facts, it, shape) <= limit);
  const others = sorted.filter((it) => !firsts.includes(it));
  const plain = sorted.find(({ form }) => form.domain === 'plain');
  const picked = [...firsts.slice(0, most), ...others].slice(0, most);
  // The plain form is always among them: the one way that takes no memory.
  return plain && !picked.includes(plain) ? [...picked.slice(0, most - 1), plain] : picked;
}

/** Ids of the same kernels with tiles of another size are alike. */
function kernelsOf(id: string): string {
  return id.replace(/(?<=[a-z][-/])[\dx]+/g, '');
}

/** What the table holds for more than so many times as slow as the best is not tried. */
const WORTH_A_TRY = 4;

function firstOf(algorithms: readonly ConvolutionAlgorithm[]): ConvolutionAlgorithm {
  const [first] = algorithms;
  if (!first) throw new RangeError('there is no way to run this convolution');
  return first;
}
