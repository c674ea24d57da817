/** The formula of the output's size, taken apart into symbols and the numbers in their places. Knows no page. */
import type { PaddedGeometry, Pair, Shape3 } from '../../../math/index.ts';

/** What a symbol stands for. */
export type FormulaSymbol =
  'output' | 'input' | 'before' | 'after' | 'dilation' | 'kernel' | 'stride';

/** A symbol with its numbers along rows and columns. */
export interface SymbolTerm {
  readonly symbol: FormulaSymbol;
  readonly along: Pair;
}

/** A symbol, or what stands between two of them. */
export type FormulaTerm = SymbolTerm | string;

/** floor(`above` / `stride`) + 1 = `output`. */
export interface SizeFormula {
  readonly above: readonly FormulaTerm[];
  readonly stride: SymbolTerm;
  readonly output: SymbolTerm;
  /** Rows and columns that the last step does not reach. */
  readonly left: Pair;
  /** Whether rows and columns have the same numbers everywhere. */
  readonly isSquare: boolean;
}

type Moved = Pick<PaddedGeometry, 'kernel' | 'stride' | 'dilation' | 'before' | 'after'>;

/** Of a convolution: floor((H + P + P - D (K - 1) - 1) / S) + 1. */
export function convolutionFormula(input: Shape3, output: Shape3, geometry: Moved): SizeFormula {
  const { kernel, dilation, before, after } = geometry;
  const above: FormulaTerm[] = [
    { symbol: 'input', along: [input[1], input[2]] },
    '+',
    { symbol: 'before', along: before },
    '+',
    { symbol: 'after', along: after },
    '−',
    { symbol: 'dilation', along: dilation },
    '·(',
    { symbol: 'kernel', along: kernel },
    '− 1)',
    '− 1',
  ];
  return complete(above, input, output, geometry);
}

/** Of a pooling: floor((W1 - K) / S) + 1. */
export function poolFormula(input: Shape3, output: Shape3, geometry: Moved): SizeFormula {
  const above: FormulaTerm[] = [
    { symbol: 'input', along: [input[1], input[2]] },
    '−',
    { symbol: 'kernel', along: geometry.kernel },
  ];
  return complete(above, input, output, geometry);
}

function complete(
  above: readonly FormulaTerm[],
  [, height, width]: Shape3,
  [, rows, columns]: Shape3,
  { kernel, stride, dilation, before, after }: Moved,
): SizeFormula {
  const terms: SymbolTerm[] = [
    ...above.filter((term) => typeof term !== 'string'),
    { symbol: 'stride', along: stride },
  ];
  const leftAlong = (axis: 0 | 1, extent: number): number => {
    const room = extent + before[axis] + after[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
    return room % stride[axis];
  };
  return {
    above,
    stride: { symbol: 'stride', along: stride },
    output: { symbol: 'output', along: [rows, columns] },
    left: [leftAlong(0, height), leftAlong(1, width)],
    isSquare: terms.every(({ along }) => along[0] === along[1]),
  };
}

/** The formula in one line with the numbers along an axis put in, for those who listen. */
export function formulaLine({ above, stride, output }: SizeFormula, axis: 0 | 1): string {
  const terms = above.map((term) => (typeof term === 'string' ? term : String(term.along[axis])));
  const numerator = terms.join(' ').replace(' ·( ', '·(');
  return `⌊(${numerator}) / ${String(stride.along[axis])}⌋ + 1 = ${String(output.along[axis])}`;
}
