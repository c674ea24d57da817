/** The choice within a budget of memory: never beyond it, and no slower than it must be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseWithin, formBudget } from './budget.ts';
import type { Option } from './budget.ts';

const plain = (ms: number): Option => ({ id: 'plain', ms, bytes: 0 });
const fast = (ms: number, bytes: number): Option => ({ id: 'fast', ms, bytes });
const ids = (layers: readonly (readonly Option[])[], budget: number): (string | undefined)[] =>
  chooseWithin(layers, budget).map((option) => option?.id);

function facts(maxStorageBufferBindingSize: number): Parameters<typeof formBudget>[0] {
  return {
    vendor: '',
    architecture: '',
    description: '',
    isFallback: false,
    subgroupSize: { min: 32, max: 32 },
    features: { f16: false, subgroups: true, timestamps: true },
    limits: {
      maxBufferSize: 2 * maxStorageBufferBindingSize,
      maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: 32_768,
      maxComputeInvocationsPerWorkgroup: 256,
      maxTextureDimension2D: 8192,
    },
  };
}

test('with room for all, each layer has its fastest way', () => {
  const layers = [
    [plain(9), fast(3, 100)],
    [plain(2), fast(4, 100)],
  ];
  expect(ids(layers, 1000)).toEqual(['fast', 'plain']);
});

test('where room is short, it goes to those who gain most for each byte', () => {
  const layers = [
    [plain(10), fast(1, 100)],
    [plain(10), fast(5, 10)],
    [plain(10), fast(9, 100)],
  ];
  expect(ids(layers, 110)).toEqual(['fast', 'fast', 'plain']);
  expect(ids(layers, 10)).toEqual(['plain', 'fast', 'plain']);
  expect(ids(layers, 0)).toEqual(['plain', 'plain', 'plain']);
  // What others of the network hold may be more than the budget.
  expect(ids(layers, -1)).toEqual(['plain', 'plain', 'plain']);
});

test('a layer is brought down step by step, not at once', () => {
  const layers = [[plain(10), { id: 'middle', ms: 4, bytes: 20 }, fast(3, 100)]];
  expect(ids(layers, 50)).toEqual(['middle']);
});

test('it never takes more than it may, and is never slower than the plain ways', () => {
  const option = fc.record({
    id: fc.constant('other'),
    ms: fc.double({ min: 0.01, max: 100, noNaN: true }),
    bytes: fc.integer({ min: 1, max: 1000 }),
  });
  const layer = fc
    .tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.array(option, { maxLength: 5 }))
    .map(([ms, options]) => [plain(ms), ...options]);
  fc.assert(
    fc.property(
      fc.array(layer, { maxLength: 12 }),
      fc.integer({ min: 0, max: 4000 }),
      (layers, budget) => {
        const chosen = chooseWithin(layers, budget);
        expect(chosen).toHaveLength(layers.length);
        expect(chosen.reduce((sum, it) => sum + (it?.bytes ?? 0), 0)).toBeLessThanOrEqual(budget);
        const ms = chosen.reduce((sum, it) => sum + (it?.ms ?? Infinity), 0);
        const slowest = layers.reduce((sum, options) => sum + (options[0]?.ms ?? 0), 0);
        expect(ms).toBeLessThanOrEqual(slowest + 1e-9);
      },
    ),
  );
});

test('a device that binds no more than every device must keeps the plain weights only', () => {
  expect(formBudget(facts(128 * 2 ** 20), 1000)).toBe(0);
  expect(formBudget(facts(2 ** 30), 1000)).toBe(2500);
});
