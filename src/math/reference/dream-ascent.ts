/** Steps up a gradient, and what keeps a picture that grows from becoming noise. Plain lists of numbers. */
import type { AdamRule, AscendRule, PropRule } from '../dream/recipe-types.ts';
import type { Tensor3 } from '../tensor.ts';

/** sum of |value - center| ^ power. */
export function powerSum(values: Float32Array, power: number, center: number): number {
  return values.reduce((sum, value) => sum + Math.abs(value - center) ** power, 0);
}

/** Values after a step whose length depends on the size of the gradient. */
export function ascend(
  values: Float32Array,
  gradient: Float32Array,
  rule: AscendRule,
): Float32Array {
  const sum = powerSum(gradient, 2, 0);
  const factor = ascendFactor(rule, sum, gradient.length);
  return values.map((value, index) => value + factor * (gradient[index] ?? 0));
}

function ascendFactor(rule: AscendRule, sum: number, count: number): number {
  switch (rule.by) {
    case 'rate':
      return rule.rate;
    case 'root-mean-square':
      return rule.rate / (Math.sqrt(sum / count) + rule.epsilon);
    case 'length':
      return rule.rate / Math.sqrt(Math.max(sum, rule.epsilon));
    case 'progress':
      return Math.min(rule.rate, rule.progress / Math.max(sum, rule.epsilon));
  }
}

/** What Adam remembers. */
export interface AdamState {
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Step `step`, from 1 on, of Adam upwards. */
export function adam(
  state: AdamState,
  gradient: Float32Array,
  rule: AdamRule,
  step: number,
): AdamState {
  const { rate, beta1, beta2, epsilon } = rule;
  const first = state.first.map(
    (value, index) => beta1 * value + (1 - beta1) * (gradient[index] ?? 0),
  );
  const second = state.second.map(
    (value, index) => beta2 * value + (1 - beta2) * (gradient[index] ?? 0) ** 2,
  );
  const values = state.values.map((value, index) => {
    const m = (first[index] ?? 0) / (1 - beta1 ** step);
    const v = (second[index] ?? 0) / (1 - beta2 ** step);
    return value + (rate * m) / (Math.sqrt(v) + epsilon);
  });
  return { values, first, second };
}

/** What RMSprop remembers. */
export interface PropState {
  readonly values: Float32Array;
  readonly squares: Float32Array;
}

/** A step of RMSprop upwards. */
export function rmsprop(state: PropState, gradient: Float32Array, rule: PropRule): PropState {
  const { rate, rho, epsilon } = rule;
  const squares = state.squares.map(
    (value, index) => rho * value + (1 - rho) * (gradient[index] ?? 0) ** 2,
  );
  const values = state.values.map(
    (value, index) =>
      value + (rate * (gradient[index] ?? 0)) / (Math.sqrt(squares[index] ?? 0) + epsilon),
  );
  return { values, squares };
}

/** sum over neighbours of |a - b| ^ power. */
export function totalVariation({ shape, data }: Tensor3, power: 1 | 2): number {
  const [channels, height, width] = shape;
  let sum = 0;
  for (let place = 0; place < channels * height * width; place += 1) {
    const here = data[place] ?? 0;
    const hasRight = (place + 1) % width > 0;
    const hasBelow = Math.floor(place / width) % height < height - 1;
    if (hasRight) sum += Math.abs(here - (data[place + 1] ?? 0)) ** power;
    if (hasBelow) sum += Math.abs(here - (data[place + width] ?? 0)) ** power;
  }
  return sum;
}

/** Gradient of `totalVariation`. */
export function variationGradient({ shape, data }: Tensor3, power: 1 | 2): Tensor3 {
  const [channels, height, width] = shape;
  const slopes = new Float64Array(data.length);
  const pull = (a: number, b: number): void => {
    const difference = (data[a] ?? 0) - (data[b] ?? 0);
    const slope = power === 1 ? Math.sign(difference) : 2 * difference;
    slopes[a] = (slopes[a] ?? 0) + slope;
    slopes[b] = (slopes[b] ?? 0) - slope;
  };
  for (let place = 0; place < channels * height * width; place += 1) {
    if ((place + 1) % width > 0) pull(place, place + 1);
    if (Math.floor(place / width) % height < height - 1) pull(place, place + width);
  }
  return { shape, data: Float32Array.from(slopes) };
}

/** A distance of all values from a number: S = sum of |value - center| ^ power, or S ^ (1 / power). */
export interface NormSpec {
  readonly power: number;
  readonly center: number;
  readonly rooted: boolean;
}

/** The distance itself. */
export function norm(values: Float32Array, { power, center, rooted }: NormSpec): number {
  const sum = powerSum(values, power, center);
  return rooted ? sum ** (1 / power) : sum;
}

/** Gradient of `norm`. */
export function normGradient(values: Float32Array, spec: NormSpec): Float32Array {
  const { power, center, rooted } = spec;
  const factor = rooted ? powerSum(values, power, center) ** (1 / power - 1) : power;
  return values.map((value) => {
    const away = value - center;
    return factor * Math.sign(away) * Math.abs(away) ** (power - 1);
  });
}

/** Rows, then columns, averaged with `weights` (an odd number of them); mirrored at the border. */
export function blur({ shape, data }: Tensor3, weights: Float32Array): Tensor3 {
  const [channels, height, width] = shape;
  const radius = (weights.length - 1) / 2;
  const along = (values: Float32Array, isDown: boolean): Float32Array =>
    values.map((_, place) => {
      const x = place % width;
      const y = Math.floor(place / width) % height;
      const first = place - x - y * width;
      let sum = 0;
      for (let t = -radius; t <= radius; t += 1) {
        const row = isDown ? mirrored(y + t, height) : y;
        const column = isDown ? x : mirrored(x + t, width);
        sum += (weights[t + radius] ?? 0) * (values[first + row * width + column] ?? 0);
      }
      return sum;
    });
  return { shape: [channels, height, width], data: along(along(data, false), true) };
}

function mirrored(index: number, size: number): number {
  const inside = ((index % (2 * size)) + 2 * size) % (2 * size);
  return inside < size ? inside : 2 * size - 1 - inside;
}

/** Cells whose size is below the `rank`-th smallest (from 0) become `color`; size is the length, or the benefit. */
export function dropCells(
  { shape, data }: Tensor3,
  gradient: Tensor3 | null,
  rank: number,
  color: readonly number[],
): Tensor3 {
  const cells = shape[1] * shape[2];
  const away = data.map((value, index) => value - (color[Math.floor(index / cells)] ?? 0));
  const sizes = Array.from({ length: cells }, (_, cell) => {
    let [squares, benefit] = [0, 0];
    for (let c = 0; c < shape[0]; c += 1) {
      const value = away[c * cells + cell] ?? 0;
      squares += value * value;
      benefit += value * (gradient?.data[c * cells + cell] ?? 0);
    }
    return gradient ? Math.abs(benefit) : Math.sqrt(squares);
  });
  const limit = [...sizes].sort((a, b) => a - b)[rank] ?? 0;
  const kept = data.map((value, index) =>
    (sizes[index % cells] ?? 0) < limit ? (color[Math.floor(index / cells)] ?? 0) : value,
  );
  return { shape, data: kept };
}

/** Towards `color` by 1 - keep of the way, then cut off. */
export function adjust(
  { shape, data }: Tensor3,
  {
    color,
    keep,
    low,
    high,
  }: {
    readonly color: readonly number[];
    readonly keep: number;
    readonly low: number;
    readonly high: number;
  },
): Tensor3 {
  const cells = shape[1] * shape[2];
  const moved = data.map((value, index) => {
    const center = color[Math.floor(index / cells)] ?? 0;
    return Math.min(high, Math.max(low, center + keep * (value - center)));
  });
  return { shape, data: moved };
}
