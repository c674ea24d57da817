/** The diagram's arithmetic: sizes that can be told apart, and where weights come from. */
import { describe, expect, it } from 'vitest';
import type { LayerKind, LayerSummary } from '../../session/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { figureOf, poolFactor, shapeText, shortName, weightsFormula } from './layer-figure.ts';

function layer(name: string, kind: LayerKind, shape: Shape3, parameters = 0): LayerSummary {
  const block = /^block\d+/.exec(name)?.[0] ?? null;
  const field = { size: 1, jump: 1, start: 0 };
  return {
    name,
    kind,
    shape,
    parameters,
    receptiveField: { size: 1, jump: 1 },
    fields: [field, field],
    before: null,
    window: null,
    activation: null,
    block,
  };
}

const input = layer('input', 'input', [3, 224, 224]);
const first = layer('block1_conv1', 'convolution', [64, 224, 224], 1792);
const pool = layer('block1_pool', 'max-pool', [64, 112, 112]);
const deep = layer('block5_conv3', 'convolution', [512, 14, 14], 2_359_808);
const flat = layer('flatten', 'flatten', [25_088, 1, 1]);
const dense = layer('fc1', 'dense', [4096, 1, 1], 102_764_544);
const layers = [input, first, pool, deep, flat, dense];
const room = { width: 44, height: 18 };
const plain = String;

describe('figureOf', () => {
  it('shrinks with the spatial size, grows with the depth and stays in its room', () => {
    const figures = [first, pool, deep].map((one) => figureOf(one, layers, room));
    const heights = figures.map(({ height }) => height);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(figures[2]?.width).toBeGreaterThan(figures[0]?.width ?? 0);
    for (const { width, height } of layers.map((one) => figureOf(one, layers, room))) {
      expect(width).toBeGreaterThanOrEqual(3);
      expect(width).toBeLessThanOrEqual(room.width);
      expect(height).toBeGreaterThanOrEqual(3);
      expect(height).toBeLessThanOrEqual(room.height);
    }
  });
});

describe('names and numbers of a layer', () => {
  it('are short within a block', () => {
    expect(shortName(first)).toBe('conv1');
    expect(shortName(dense)).toBe('fc1');
    expect(shapeText(first)).toBe('224×224×64');
    expect(shapeText(dense)).toBe('4096');
  });

  it('say where the weights come from', () => {
    expect(weightsFormula(first, input, plain)).toBe('3×3 × 3 × 64 + 64');
    expect(weightsFormula(dense, flat, plain)).toBe('25088 × 4096 + 4096');
    expect(weightsFormula(pool, first, plain)).toBeNull();
    expect(weightsFormula({ ...first, parameters: 1791 }, input, plain)).toBeNull();
    expect(weightsFormula(first, undefined, plain)).toBeNull();
  });

  it('say by how much pooling divides', () => {
    expect(poolFactor(pool, first)).toBe(2);
    expect(poolFactor(first, input)).toBeNull();
  });
});
